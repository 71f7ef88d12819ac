import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const files = readdirSync(__dirname)
  .filter((name) => /^[\w-]+\.ts$/.test(name))
  .map((name) => join(__dirname, name));

const common: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
};

const strictest: ts.CompilerOptions = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
};

describe('the runtime compiles as its users compile it, without types for Node', () => {
  it.each<[string, ts.CompilerOptions]>([
    [
      'ESM under nodenext, as strict as can be',
      {
        ...strictest,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        moduleDetection: ts.ModuleDetectionKind.Force,
      },
    ],
    [
      'CommonJS',
      {
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        isolatedModules: true,
      },
    ],
  ])('%s', (_what, options) => {
    const program = ts.createProgram(files, { ...common, ...options });
    const complaints = ts
      .getPreEmitDiagnostics(program)
      // The package.json that says "type": "module" is the generated package's; there is none here.
      .filter(({ code }) => code !== 1286 && code !== 1287 && code !== 1295)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(complaints).toEqual([]);
  });
});
