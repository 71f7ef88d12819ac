import { mkdir } from 'node:fs/promises';
import type { OutputSwitches } from '../../model/switches.js';
import { formatTable, listDocuments } from '../program.js';
import { getCheckName, typeCheckPackages, type Check, type CheckResult } from './compilers.js';
import { generatePackage, type Outcome } from './packages.js';

/** The result for one document. */
export interface CorpusRow extends Outcome {
  /** By the check's name, how many errors the compiler found in the package. */
  readonly errors: ReadonlyMap<string, number>;
}

export interface CorpusReport {
  readonly rows: readonly CorpusRow[];
  /** Every compiler error, after the name of the check that found it, in the order of checks. */
  readonly messages: readonly string[];
  /** By the check's name, how long the compiler took. */
  readonly seconds: ReadonlyMap<string, number>;
}

/**
 * Generates a package from every document of a folder into `work`, then type-checks all of them with each of the checks.
 *
 * @param onProgress Called with one line before each step that takes time.
 * @throws UsageError when the folder cannot be read; Error for a bug of the generator, or when a compiler fails.
 */
export async function runCorpus(
  folder: string,
  work: string,
  checks: readonly Check[],
  onProgress: (line: string) => void,
  output: OutputSwitches,
): Promise<CorpusReport> {
  await mkdir(work, { recursive: true });
  const outcomes: Outcome[] = [];
  for (const document of await listDocuments(folder)) {
    onProgress(`generating ${document.name}`);
    outcomes.push(await generatePackage(document, work, output));
  }
  const results: CheckResult[] = [];
  if (outcomes.some(({ refused }) => refused === undefined)) {
    for (const check of checks) {
      onProgress(`checking with TypeScript ${getCheckName(check)}`);
      results.push(await typeCheckPackages(work, check));
    }
  }
  return {
    rows: outcomes.map((outcome) => ({
      ...outcome,
      errors: new Map(
        results.map(({ check, errors }) => [
          getCheckName(check),
          errors.get(outcome.document)?.length ?? 0,
        ]),
      ),
    })),
    messages: results.flatMap(({ check, errors }) =>
      [...errors.values()].flat().map((line) => `${getCheckName(check)}: ${line}`),
    ),
    seconds: new Map(results.map(({ check, seconds }) => [getCheckName(check), seconds])),
  };
}

/** True when a package was made that compiles everywhere, keeps its types and is formatted. */
export function isClean({ refused, forbidden, errors }: Omit<CorpusRow, 'document'>): boolean {
  return (
    refused === undefined &&
    forbidden.length === 0 &&
    [...errors.values()].every((count) => count === 0)
  );
}

/** Formats one row a document and one column a check. */
export function formatCorpusTable(rows: readonly CorpusRow[], checks: readonly Check[]): string {
  const names = checks.map(getCheckName);
  return formatTable([
    ['document', 'operations', 'schemas', ...names, 'forbidden', 'seconds'],
    ...rows.map((row) => [
      row.document,
      String(row.operations),
      String(row.schemas),
      ...names.map((name) =>
        row.refused === undefined ? String(row.errors.get(name) ?? 0) : 'refused',
      ),
      String(row.forbidden.length),
      row.seconds.toFixed(2),
    ]),
    [
      `${rows.length} documents`,
      String(sum(rows.map((row) => row.operations))),
      String(sum(rows.map((row) => row.schemas))),
      ...names.map((name) => String(sum(rows.map((row) => row.errors.get(name) ?? 0)))),
      String(sum(rows.map((row) => row.forbidden.length))),
      sum(rows.map((row) => row.seconds)).toFixed(2),
    ],
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
