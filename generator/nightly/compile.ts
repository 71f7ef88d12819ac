import { Project, ts } from 'ts-morph';
import { sortedBy } from '../util/order.js';

const MOST_TOLD = 20;

/**
 * Checks the types of a package in memory, as its own `tsconfig.json` says.
 *
 * @param files Text by path relative to the package.
 * @throws Error with every complaint: a package that does not compile is a bug of the generator.
 */
export function compile(files: ReadonlyMap<string, string>): void {
  const { options, errors } = ts.convertCompilerOptionsFromJson(settingsIn(files), '/');
  if (errors.length > 0) throw new Error("The package's tsconfig.json is not understood.");
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { ...options, noEmit: true },
  });
  for (const [path, text] of sortedBy(files, ([name]) => name)) {
    if (path.startsWith('src/') || path === 'package.json')
      project.getFileSystem().writeFileSync(`/${path}`, text);
  }
  project.addSourceFilesAtPaths('/src/**/*.ts');
  const complaints = project.getPreEmitDiagnostics().map((complaint) => {
    const text = ts.flattenDiagnosticMessageText(complaint.compilerObject.messageText, ' ');
    const place = complaint.getSourceFile()?.getFilePath().slice(1) ?? 'package';
    return `${place}:${complaint.getLineNumber() ?? 0}: TS${complaint.getCode()}: ${text}`;
  });
  if (complaints.length === 0) return;
  const more = complaints.length - MOST_TOLD;
  const lines = [...complaints.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])];
  throw new Error(`The generated package does not compile:\n${lines.join('\n')}`);
}

function settingsIn(files: ReadonlyMap<string, string>): unknown {
  const settings = JSON.parse(files.get('tsconfig.json') ?? '{}') as {
    readonly compilerOptions?: unknown;
  };
  return settings.compilerOptions ?? {};
}
