import type { EmittedFile } from '../emit/index.js';
import { createReuse, inputHash, printerHash, type PreviousFiles } from './reuse.js';

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

/** Files as they are written. */
export interface RenderedFiles {
  readonly texts: Texts;
  /** `sha256:` of what each was printed from, by path; final files have none. */
  readonly inputs: ReadonlyMap<string, string>;
  /** `sha256:` of what printed them. */
  readonly printer: string;
  /** The paths of those that were printed and formatted in this run. */
  readonly printed: readonly string[];
}

/**
 * Prints and formats files, but for those that an earlier run made of the same input and that still are as it wrote
 * them. ts-morph and prettier are loaded for what needs them.
 *
 * @param previous what an earlier run wrote; left out, every file is printed.
 * @param onFile called before each file; what it throws ends the work.
 * @throws Error with the path when one does not parse: a bug of the generator.
 */
export async function renderFiles(
  files: Files,
  { previous, onFile }: { readonly previous?: PreviousFiles; readonly onFile?: () => void } = {},
): Promise<RenderedFiles> {
  const printer = printerHash();
  const reuse = createReuse(previous, printer);
  const texts = new Map<string, string>();
  const inputs = new Map<string, string>();
  const printed: string[] = [];
  for (const [path, file] of files) {
    onFile?.();
    const input = inputHash(file);
    if (input !== undefined) inputs.set(path, input);
    const kept = input === undefined ? undefined : reuse(path, input);
    texts.set(path, kept ?? (await render(path, file)));
    if (input !== undefined && kept === undefined) printed.push(path);
  }
  return { texts, inputs, printer, printed };
}

async function render(path: string, file: EmittedFile): Promise<string> {
  if (file.kind === 'final') return file.text;
  const text =
    file.kind === 'structure' ? (await loadPrinter()).print(path, file.structure) : file.text;
  return formatText(path, text);
}
