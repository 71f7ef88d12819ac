import type { OutputSwitches } from '../model/switches.js';
import type { EmittedFile } from './structures.js';

type Files = ReadonlyMap<string, EmittedFile>;
type Extension = NonNullable<OutputSwitches['importExtension']>;

const SOURCES = 'src/';

/** What relative imports end in. */
export const IMPORT_ENDINGS: Readonly<Record<Extension, string>> = {
  js: '.js',
  ts: '.ts',
  none: '',
};

/**
 * The files of a package, or with `sourceOnly` only those of its `src/`, which then is the output folder, with the
 * extension in their imports that the application's compiler or bundler expects.
 */
export function layOutFiles(files: Files, switches: OutputSwitches): Files {
  const { sourceOnly = false, importExtension = 'js' } = switches;
  if (!sourceOnly) return files;
  const sources = [...files].filter(([path]) => path.startsWith(SOURCES));
  return new Map(
    sources.map(([path, file]) => [
      path.slice(SOURCES.length),
      importExtension === 'js' ? file : withEnding(file, IMPORT_ENDINGS[importExtension]),
    ]),
  );
}

/** Not a final file any more, because a shorter import may fit on one line. */
function withEnding(file: EmittedFile, ending: string): EmittedFile {
  if (file.kind !== 'structure')
    return { kind: 'template', text: replaceInText(file.text, ending) };
  const { statements } = file.structure;
  if (!Array.isArray(statements)) return file;
  const replaced = statements.map((statement) =>
    typeof statement === 'object' && 'moduleSpecifier' in statement
      ? { ...statement, moduleSpecifier: replaceEnding(statement.moduleSpecifier, ending) }
      : statement,
  );
  return { ...file, structure: { ...file.structure, statements: replaced } };
}

/** Of templates and of the runtime, which are the same for every API: a document's texts are in comments and literals. */
function replaceInText(text: string, ending: string): string {
  return text.replace(
    /^((?:(?:import|export) .*|\}) from )'([^'\n]+)';$/gm,
    (_line, start: string, specifier: string) => `${start}'${replaceEnding(specifier, ending)}';`,
  );
}

function replaceEnding(specifier: string | undefined, ending: string): string {
  return (specifier ?? '').replace(/^(\..*)\.js$/, `$1${ending}`);
}
