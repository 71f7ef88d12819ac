import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { DocumentRefusedError, SdkgenError, UsageError } from '../../errors.js';
import type { OutputSwitches } from '../../model/switches.js';
import { generate } from '../../pipeline/generate.js';
import { byCodeUnit } from '../../util/order.js';
import { formatText } from '../../write/index.js';
import { forbiddenIn } from './forbidden.js';

/** What generating from one document gave. */
export interface Outcome {
  /** The file's name without extension, with one where two would be the same; its package's folder too. */
  readonly document: string;
  readonly operations: number;
  readonly schemas: number;
  /** From the document's text to files on the disk. */
  readonly seconds: number;
  /** Why no package was made; undefined when one was. */
  readonly refused?: string;
  /** Where the package says `any`, silences the compiler, or is laid out otherwise than by prettier: `path:line: what`. */
  readonly forbidden: readonly string[];
}

/**
 * The documents of a folder, JSON or YAML, in the order of their names. Folders in it are not looked into.
 *
 * @throws UsageError when the folder cannot be read.
 */
export async function documentsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The folder '${folder}' cannot be read: ${why}`, {
      hint: 'Give a folder of OpenAPI documents: CORPUS=<folder>.',
      cause,
    });
  });
  return entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name))
    .map((entry) => entry.name)
    .sort(byCodeUnit);
}

/** `swagger.json` and `swagger.yaml` in one folder are two documents. */
export function documentNames(files: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const file of files) {
    const name = parse(file).name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map(
    files.map((file) => {
      const { name } = parse(file);
      return [file, counts.get(name) === 1 ? name : file];
    }),
  );
}

/**
 * Generates a package from a document into `<work>/<document>`. A document that is refused is an outcome.
 *
 * @throws whatever is a bug of the generator.
 */
export async function packageOf(
  path: string,
  document: string,
  work: string,
  output: OutputSwitches = {},
): Promise<Outcome> {
  const out = join(work, document);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const { operations, schemas } = await generate({ input: path, out, output });
    return { document, operations, schemas, seconds: seconds(), forbidden: await inspected(out) };
  } catch (error) {
    if (!(error instanceof SdkgenError)) throw new Error(`${path}: a bug`, { cause: error });
    const nothing = { operations: 0, schemas: 0, forbidden: [] };
    return { document, ...nothing, seconds: seconds(), refused: reasonOf(error) };
  }
}

function reasonOf(error: SdkgenError): string {
  const complaints = error instanceof DocumentRefusedError ? error.diagnostics : [];
  const errors = complaints.filter(({ severity }) => severity === 'error');
  const told = errors.map(
    ({ code, pointer, message }) => `${code} at ${pointer || '/'}: ${message}`,
  );
  return [error.message, ...told].join('\n  ');
}

async function inspected(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const texts = entries.filter((path) => /\.(ts|md)$/.test(path)).sort(byCodeUnit);
  const found: string[] = [];
  for (const path of texts) {
    const text = await readFile(join(folder, path), 'utf8');
    const forbidden = path.endsWith('.ts') ? forbiddenIn(text) : [];
    found.push(...forbidden.map(({ line, what }) => `${path}:${line}: ${what}`));
    const laidOut = await formatText(path, text);
    if (laidOut === text) continue;
    const lines = laidOut.split('\n');
    const line = text.split('\n').findIndex((own, index) => own !== lines[index]) + 1;
    found.push(`${path}:${line}: prettier lays it out otherwise`);
  }
  return found;
}
