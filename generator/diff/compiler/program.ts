import type { Project as ProjectClass, ts as TypeScript } from 'ts-morph';
import type { Files } from './files.js';

type Compiler = typeof TypeScript;
type Options = TypeScript.CompilerOptions;

const PROBES = '/sdk/src/probes/probes.ts';
const GLOBALS = '/sdk/globals.d.ts';

/** As much of the standard library as the types of a package need. */
const LIBRARIES = ['lib.es5.d.ts', 'lib.es2015.promise.d.ts', 'lib.es2018.asynciterable.d.ts'];

/**
 * The compiler's complaints of some lines of a program.
 *
 * @param preamble Imports; a complaint of these is a bug of ours.
 * @returns The first complaint of each line that has one, by the line's number.
 * @throws Error when it is not a line that the compiler complains of.
 */
export async function complaintsOf(
  lines: readonly string[],
  preamble: readonly string[],
  files: Files,
): Promise<ReadonlyMap<number, string>> {
  const { ts, Project } = await import('ts-morph');
  const text = [...preamble, ...lines, ''].join('\n');
  const options = optionsOf(ts);
  const program = ts.createProgram({
    rootNames: [GLOBALS, PROBES],
    options,
    host: hostOf(ts, Project, options, new Map([...files, [PROBES, () => text]])),
  });
  const source = program.getSourceFile(PROBES);
  if (source === undefined) throw new Error('The probes are not in their program');
  const complaints = new Map<number, string>();
  for (const { start = 0, messageText } of [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    const line = source.getLineAndCharacterOfPosition(start).line - preamble.length;
    const message = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ');
    if (line < 0) throw new Error(`The compiler cannot read the surface: ${message}`);
    if (!complaints.has(line)) complaints.set(line, message);
  }
  return complaints;
}

function optionsOf(ts: Compiler): Options {
  return {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: [...LIBRARIES],
    types: [],
  };
}

/** A disk on which the files are printed as the compiler comes by. */
function hostOf(
  ts: Compiler,
  Project: typeof ProjectClass,
  options: Options,
  files: Files,
): TypeScript.CompilerHost {
  const library = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  const isLibrary = (path: string) => path.startsWith(LIBRARY_FOLDER) && library.fileExists(path);
  const read = (path: string) =>
    files.get(path)?.() ?? (isLibrary(path) ? library.readFile(path) : undefined);
  return {
    fileExists: (path) => files.has(path) || isLibrary(path),
    readFile: read,
    getSourceFile: (path) => {
      const text = read(path);
      return text === undefined
        ? undefined
        : ts.createSourceFile(path, text, {
            languageVersion: options.target ?? ts.ScriptTarget.ES2022,
          });
    },
    getDefaultLibFileName: () => `${LIBRARY_FOLDER}/${LIBRARIES[0]}`,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => '/sdk',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
}

/** Where ts-morph keeps the libraries of its compiler. */
const LIBRARY_FOLDER = '/node_modules/typescript/lib';
