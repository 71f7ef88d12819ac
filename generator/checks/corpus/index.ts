import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputSwitches } from '../../model/switches.js';
import { checkName, type Check } from './compilers.js';
import { documentNames, documentsIn, packageOf, type Outcome } from './packages.js';
import { typeCheck, type Findings } from './type-check.js';

export { documentNames, documentsIn } from './packages.js';
export { runAsProgram, switchesIn } from './program.js';
export { tableText } from './table.js';

/** What became of one document. */
export interface CorpusRow extends Outcome {
  /** By the check's name: how many errors the compiler found in the package. */
  readonly errors: ReadonlyMap<string, number>;
}

export interface CorpusReport {
  readonly rows: readonly CorpusRow[];
  /** Every compiler error, with the check that found it, in the order of checks. */
  readonly messages: readonly string[];
  /** By the check's name: how long the compiler took. */
  readonly seconds: ReadonlyMap<string, number>;
}

/**
 * Generates a package from every document of a folder into `work`, then type-checks all of them
 * under each of the checks.
 *
 * @param told called with one line before each step that takes time.
 * @param output The switches to generate with.
 * @throws Error when the folder cannot be read, when the generator has a bug, or a compiler fails.
 */
export async function runCorpus(
  folder: string,
  work: string,
  checks: readonly Check[],
  told: (line: string) => void = () => undefined,
  output: OutputSwitches = {},
): Promise<CorpusReport> {
  await mkdir(work, { recursive: true });
  const outcomes: Outcome[] = [];
  for (const [file, document] of documentNames(await documentsIn(folder))) {
    told(`generating ${document}`);
    outcomes.push(await packageOf(join(folder, file), document, work, output));
  }
  const findings: Findings[] = [];
  if (outcomes.some(({ refused }) => refused === undefined)) {
    for (const check of checks) {
      told(`checking with TypeScript ${checkName(check)}`);
      findings.push(await typeCheck(work, check));
    }
  }
  return {
    rows: outcomes.map((outcome) => ({
      ...outcome,
      errors: new Map(
        findings.map(({ check, errors }) => [
          checkName(check),
          errors.get(outcome.document)?.length ?? 0,
        ]),
      ),
    })),
    messages: findings.flatMap(({ check, errors }) =>
      [...errors.values()].flat().map((line) => `${checkName(check)}: ${line}`),
    ),
    seconds: new Map(findings.map(({ check, seconds }) => [checkName(check), seconds])),
  };
}

/** True when a package was made that compiles everywhere and keeps its types. */
export function isClean(row: CorpusRow): boolean {
  return (
    row.refused === undefined &&
    row.forbidden.length === 0 &&
    [...row.errors.values()].every((count) => count === 0)
  );
}
