import type { EmittedFile } from '../emit/index.js';

/** ts-morph, for what has something to print. */
export const loadPrinter = () => import('./print.js');

/**
 * A text as prettier formats it, which is loaded for it.
 *
 * @param path its extension decides how the text is read; one that is not known leaves the text as it is.
 * @throws Error with the path when the text does not parse.
 */
export async function formatText(path: string, text: string): Promise<string> {
  const { format } = await import('./format.js');
  return format(path, text);
}

type Files = ReadonlyMap<string, EmittedFile>;
type Texts = ReadonlyMap<string, string>;

/**
 * The texts of files before they are formatted, by path.
 *
 * @throws Error with the path when one does not parse: a bug of the generator.
 */
export async function printFiles(files: Files): Promise<Texts> {
  const { print } = await loadPrinter();
  const textOf = (path: string, file: EmittedFile): string => {
    if (file.kind === 'structure') return print(path, file.structure);
    return file.kind === 'template' && path.endsWith('.ts') ? print(path, file.text) : file.text;
  };
  return new Map([...files].map(([path, file]) => [path, textOf(path, file)]));
}

/**
 * The texts of files as they are written, by path. ts-morph and prettier are loaded for what needs them.
 *
 * @param onFile called before each file; what it throws ends the work.
 * @throws Error with the path when one does not parse: a bug of the generator.
 */
export async function renderFiles(files: Files, onFile: () => void): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const [path, file] of files) {
    onFile();
    texts.set(path, await render(path, file));
  }
  return texts;
}

async function render(path: string, file: EmittedFile): Promise<string> {
  if (file.kind === 'final') return file.text;
  const text =
    file.kind === 'structure' ? (await loadPrinter()).print(path, file.structure) : file.text;
  return formatText(path, text);
}
