import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const files = ['../core', '.', 'codecs', 'pagination', 'streams', 'webhooks'].flatMap((folder) =>
  readdirSync(join(__dirname, folder))
    .filter((name) => /^[\w-]+\.ts$/.test(name))
    .map((name) => join(__dirname, folder, name)),
);

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

describe('the runtime compiles with the options of its users, without types for Node', () => {
  it.each<[string, ts.CompilerOptions]>([
    [
      'ESM under nodenext, with every strict option',
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
    const errors = ts
      .getPreEmitDiagnostics(program)
      // These codes ask for a package.json with "type": "module", which only the generated package has.
      .filter(({ code }) => code !== 1286 && code !== 1287 && code !== 1295)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(errors).toEqual([]);
  });
});
