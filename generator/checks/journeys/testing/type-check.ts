import { relative } from 'node:path';
import ts from 'typescript';

/** The strictest of what users have: what compiles under all of this at once compiles for them. */
const PEDANTIC: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

/** What the compiler has to say of these files and all that they import: `path:line: TS2322: text`. */
export function typeErrors(files: readonly string[], folder: string): readonly string[] {
  const program = ts.createProgram({ rootNames: files, options: PEDANTIC });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, code, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file === undefined) return `TS${code}: ${text}`;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${relative(folder, file.fileName)}:${line + 1}: TS${code}: ${text}`;
  });
}
