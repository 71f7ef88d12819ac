import { Project, ts, type SourceFileStructure } from 'ts-morph';

const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });

/** One name for all: a project that has forgotten a file knows nothing of it. */
const FILE = 'file.ts';

/**
 * Prints a file's structure as TypeScript that parses; how its lines are laid out is the formatter's business.
 *
 * @param path the file's, for the error.
 * @param content the structure, or a text of which only is asked whether it parses.
 * @throws Error when it does not parse: a bug of the generator.
 */
export function print(path: string, content: SourceFileStructure | string): string {
  const file = project.createSourceFile(FILE, content);
  try {
    const text = file.getFullText();
    const [fault] = parseErrors(file.compilerNode);
    if (fault === undefined) return text;
    const { line, column } = file.getLineAndColumnAtPos(fault.start);
    const message = ts.flattenDiagnosticMessageText(fault.messageText, ' ');
    throw new Error(`${path} does not parse: ${message} (${line}:${column})`);
  } finally {
    file.forget();
  }
}

/** TypeScript's parser keeps its errors on the file, where its published types do not show them. */
function parseErrors(
  file: ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] },
): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file;
  if (parseDiagnostics === undefined)
    throw new Error('TypeScript keeps its parse errors elsewhere.');
  return parseDiagnostics;
}
