import ts from 'typescript';

/** The files of a package by path, from `src/` on. */
export type Files = ReadonlyMap<string, string>;

/**
 * What the compiler has to say of a program that uses a package: `line text: TS2339: message`, in the order of lines.
 * The package itself is taken as it is.
 */
export function errorsOf(program: string, files: Files): readonly string[] {
  const texts = new Map([...files].map(([path, text]) => [`/package/${path}`, text]));
  texts.set(PROGRAM, program);
  const compiled = ts.createProgram({
    rootNames: [PROGRAM],
    options: OPTIONS,
    host: hostOf(texts),
  });
  const source = compiled.getSourceFile(PROGRAM);
  if (source === undefined) throw new Error('The program is not in itself');
  const lines = program.split('\n');
  return [
    ...compiled.getOptionsDiagnostics(),
    ...compiled.getSyntacticDiagnostics(source),
    ...compiled.getSemanticDiagnostics(source),
  ].map(({ start = 0, code, messageText }) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${lines[line] ?? ''}: TS${code}: ${message}`;
  });
}

const PROGRAM = '/package/usage/usage.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** The compiler's own libraries, read once for all programs; and what two packages have in common. */
const libraries = new Map<string, ts.SourceFile | undefined>();
const sources = new Map<string, ts.SourceFile>();

/** Two versions of a package share most of their files; the last text of each is kept, read. */
function sourceOf(path: string, text: string): ts.SourceFile {
  const known = sources.get(path);
  if (known?.text === text) return known;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  sources.set(path, source);
  return source;
}

function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost(OPTIONS);
  const library = (path: string) => {
    if (!libraries.has(path)) libraries.set(path, disk.getSourceFile(path, ts.ScriptTarget.ES2022));
    return libraries.get(path);
  };
  return {
    ...disk,
    getCurrentDirectory: () => '/package',
    directoryExists: () => true,
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    getSourceFile: (path) => {
      const text = texts.get(path);
      if (text !== undefined) return sourceOf(path, text);
      return path.startsWith('/package/') ? undefined : library(path);
    },
  };
}
