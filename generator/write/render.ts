import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmittedFile } from '../emit/index.js';
import { sha256 } from '../util/hash.js';
import { readFileIfExists } from './disk.js';
import { isRecord } from '../util/is-record.js';
import { hasValidChecksum, type Manifest } from './manifest.js';

/** Loads ts-morph, which only runs that print a file need. */
export const loadPrinter = () => import('./print.js');

/**
 * Loads prettier and formats a text with it.
 *
 * @param path its extension selects the parser; with an unknown extension, the text is returned as it is.
 * @throws Error with the path when the text does not parse.
 */
export async function formatText(path: string, text: string): Promise<string> {
  const { format } = await import('./format.js');
  return format(path, text);
}

type Files = ReadonlyMap<string, EmittedFile>;
type Texts = ReadonlyMap<string, string>;

/**
 * Prints files without formatting them, and checks their syntax.
 *
 * @returns the texts by path.
 * @throws Error with the path when one does not parse, which is a bug of the generator.
 */
export async function printFiles(files: Files): Promise<Texts> {
  const { print } = await loadPrinter();
  const textOf = (path: string, file: EmittedFile): string => {
    if (file.kind === 'structure') return print(path, file.structure);
    return file.kind === 'template' && path.endsWith('.ts') ? print(path, file.text) : file.text;
  };
  return new Map([...files].map(([path, file]) => [path, textOf(path, file)]));
}

/** The files of a package as they are written to the disk. */
export interface RenderedFiles {
  readonly texts: Texts;
  /** `sha256:` of the input of each file, by path; final files have none. */
  readonly inputs: ReadonlyMap<string, string>;
  /** See `printerHash`. */
  readonly printer: string;
  /** The paths that were printed and formatted in this run. */
  readonly printed: readonly string[];
}

/**
 * Prints and formats files, except those that an earlier run made from the same input and nobody has changed since.
 *
 * @param previous the files of an earlier run; without it, all files are printed.
 * @param onFile called before each file; an error that it throws ends the run.
 * @throws Error with the path when one does not parse, which is a bug of the generator.
 */
export async function renderFiles(
  files: Files,
  { previous, onFile }: { readonly previous?: PreviousFiles; readonly onFile?: () => void } = {},
): Promise<RenderedFiles> {
  const printer = printerHash();
  const findReusableText = createReusableTextLookup(previous, printer);
  const texts = new Map<string, string>();
  const inputs = new Map<string, string>();
  const printed: string[] = [];
  for (const [path, file] of files) {
    onFile?.();
    const input = inputHash(file);
    if (input !== undefined) inputs.set(path, input);
    const reused = input === undefined ? undefined : findReusableText(path, input);
    texts.set(path, reused ?? (await render(path, file)));
    if (input !== undefined && reused === undefined) printed.push(path);
  }
  return { texts, inputs, printer, printed };
}

async function render(path: string, file: EmittedFile): Promise<string> {
  if (file.kind === 'final') return file.text;
  const text =
    file.kind === 'structure' ? (await loadPrinter()).print(path, file.structure) : file.text;
  return formatText(path, text);
}

/** The files of an earlier run, which are reused if their input has not changed. */
export interface PreviousFiles {
  /** The output folder. */
  readonly root: string;
  readonly manifest: Manifest;
}

/** `sha256:` of what a file is printed and formatted from; undefined for a final file. */
function inputHash(file: EmittedFile): string | undefined {
  switch (file.kind) {
    case 'structure':
      return sha256(JSON.stringify(file.structure));
    case 'template':
      return sha256(file.text);
    case 'final':
      return undefined;
    default:
      return file satisfies never;
  }
}

/**
 * Finds the text of a file that the same printer printed from the same input and that nobody has changed since. Finds
 * none if the manifest was edited, because its hashes may then belong to other files.
 */
function createReusableTextLookup(
  previous: PreviousFiles | undefined,
  printer: string,
): (path: string, input: string) => string | undefined {
  if (previous === undefined) return () => undefined;
  const { root, manifest } = previous;
  const { files } = manifest;
  const inputs = manifest['inputs'];
  if (manifest['printer'] !== printer || !hasValidChecksum(manifest) || !isRecord(inputs))
    return () => undefined;
  return (path, input) => {
    if (inputs[path] !== input) return undefined;
    const bytes = readFileIfExists(root, path);
    return bytes !== undefined && sha256(bytes) === files[path] ? bytes.toString() : undefined;
  };
}

/** The modules of this folder, and the libraries, that decide which bytes an input gives. */
const MODULES = ['print', 'format'];
const LIBRARIES = ['ts-morph', 'prettier'];

/** `sha256:` of the modules that print and format, and of the installed versions of their libraries. */
export function printerHash(): string {
  const extension = __filename.slice(-3);
  const code = MODULES.map((name) => readFileSync(join(__dirname, `${name}${extension}`), 'utf8'));
  return sha256(JSON.stringify([...code, ...LIBRARIES.map(getVersion)]));
}

function getVersion(library: string): string {
  const { version } = JSON.parse(
    readFileSync(require.resolve(`${library}/package.json`), 'utf8'),
  ) as { readonly version: string };
  return `${library} ${version}`;
}
