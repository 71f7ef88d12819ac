import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';

/** The strictest options that users have: what compiles with all of them compiles for every user. */
const STRICTEST: ts.CompilerOptions = {
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

/** The compiler's errors in these files and their imports: `path:line: TS2322: text`. */
export function typeErrors(files: readonly string[], folder: string): readonly string[] {
  const program = ts.createProgram({ rootNames: files, options: STRICTEST, host: createHost() });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, code, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file === undefined) return `TS${code}: ${text}`;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${relative(folder, file.fileName)}:${line + 1}: TS${code}: ${text}`;
  });
}

/** Follows symbolic links in relative imports too, so that files which packages share are checked once. */
function createHost(): ts.CompilerHost {
  const host = ts.createCompilerHost(STRICTEST);
  return {
    ...host,
    resolveModuleNameLiterals: (literals, importer, _redirect, options, file) =>
      literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(file, literal, options);
        const found = ts.resolveModuleName(
          literal.text,
          importer,
          options,
          host,
          undefined,
          undefined,
          mode,
        );
        return { resolvedModule: found.resolvedModule && followLinks(found.resolvedModule) };
      }),
  };
}

function followLinks(module: ts.ResolvedModuleFull): ts.ResolvedModuleFull {
  return { ...module, resolvedFileName: realpathSync(module.resolvedFileName) };
}
