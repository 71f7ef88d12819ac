import { ts } from 'ts-morph';
import { unarrived } from './imports.js';

/**
 * One program without libraries and without resolution: it parses and nothing more. Measured on
 * 100 kB: 18 ms, where `transpileModule` takes 200.
 */
export function syntaxViolations(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): string[] {
  const root = '/package/';
  const options: ts.CompilerOptions = {
    noResolve: true,
    noLib: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
  };
  const textOf = (path: string) =>
    path.startsWith(root) ? files.get(path.slice(root.length)) : undefined;
  const program = ts.createProgram(
    paths.map((path) => root + path),
    options,
    {
      getSourceFile: (path, language) => {
        const text = textOf(path);
        return text === undefined ? undefined : ts.createSourceFile(path, text, language);
      },
      fileExists: (path) => textOf(path) !== undefined,
      readFile: textOf,
      getDefaultLibFileName: () => 'lib.d.ts',
      getCurrentDirectory: () => root,
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: () => {
        throw new Error('Nothing is written while a package is verified');
      },
    },
  );
  return program.getSyntacticDiagnostics().map(({ file, start, messageText }) => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const path = file.fileName.slice(root.length);
    return `${path}:${line + 1}:${character + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** Relative imports that arrive at no file of the package. */
export function importViolations(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): string[] {
  return paths.flatMap((path) => {
    const text = files.get(path) ?? '';
    return ts
      .preProcessFile(text, true, false)
      .importedFiles.flatMap(({ fileName, pos }) => unarrived(files, path, fileName, pos));
  });
}
