import { Project, ts, type SourceFileStructure } from 'ts-morph';

const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });

/** One name for all files, because each is removed from the project once it is printed. */
const FILE = 'file.ts';

/**
 * Prints a structure as TypeScript, not yet formatted, and checks its syntax.
 *
 * @param path of the file, for the error.
 * @param content the structure, or a text, which is only checked.
 * @throws Error with path, line and column when it does not parse, which is a bug of the generator.
 */
export function print(path: string, content: SourceFileStructure | string): string {
  const file = project.createSourceFile(FILE, content);
  try {
    const text = file.getFullText();
    const [error] = parseErrors(file.compilerNode);
    if (error === undefined) return text;
    const { line, column } = file.getLineAndColumnAtPos(error.start);
    const message = ts.flattenDiagnosticMessageText(error.messageText, ' ');
    throw new Error(`${path} does not parse: ${message} (${line}:${column})`);
  } finally {
    file.forget();
  }
}

/** TypeScript's parser keeps its errors in a property of the file that its public types do not declare. */
function parseErrors(
  file: ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] },
): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file;
  if (parseDiagnostics === undefined)
    throw new Error('This version of TypeScript keeps its parse errors elsewhere.');
  return parseDiagnostics;
}
