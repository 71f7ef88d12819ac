import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../conform/index.js';
import type { Lie } from '../../pipeline/open-sandbox.js';
import type { DocumentFile } from '../program.js';
import { corresponds } from './correspond.js';
import { planRun, runAgainstSandbox, type SandboxRun } from './run.js';

/** What was found out about the check of answers with one document. */
export interface DocumentReport {
  readonly document: string;
  readonly told: number;
  readonly found: number;
  readonly kinds: ReadonlySet<Lie['kind']>;
  /** Requests to the API, in all runs. */
  readonly sent: number;
  /** Lies that were told and not found. */
  readonly misses: readonly string[];
  /** Findings that are no fault, since lies lead to them. */
  readonly notes: readonly string[];
  /** Everything else that is wrong, in a sentence each. */
  readonly faults: readonly string[];
}

/** Checks a document's sandbox: an honest one, some that lie, and one of those again with the corrected document. */
export async function checkDocument(
  { name, path }: DocumentFile,
  seeds: readonly string[],
): Promise<DocumentReport> {
  const plan = await planRun(path);
  const honest = await runAgainstSandbox(path, plan);
  const runs = [honest];
  const notes: string[] = [];
  const faults = honest.findings.map(
    (finding) => `${name}: an honest sandbox: ${describe(finding)}`,
  );
  const told: Lie[] = [];
  const misses: string[] = [];
  for (const [index, seed] of seeds.entries()) {
    const run = await runAgainstSandbox(path, plan, seed);
    runs.push(run);
    told.push(...run.told);
    const missed = run.told.filter((lie) => !run.findings.some((each) => corresponds(lie, each)));
    misses.push(...missed.map(({ kind, text }) => `${name}, seed ${seed}: ${kind}: ${text}`));
    const invented = run.findings.filter(
      (finding) => !run.told.some((lie) => corresponds(lie, finding)),
    );
    for (const finding of invented)
      notes.push(`${name}, seed ${seed}: beside the lies: ${describe(finding)}`);
    if (index > 0 || run.overlay === '') continue;
    const corrected = await runCorrected(path, run, seed);
    runs.push(corrected);
    for (const finding of corrected.findings)
      if (!run.remarked.has(finding.id))
        faults.push(`${name}, seed ${seed}: with the proposed overlay: ${describe(finding)}`);
  }
  return {
    document: name,
    told: told.length,
    found: told.length - misses.length,
    kinds: new Set(told.map(({ kind }) => kind)),
    sent: runs.reduce((sum, { sent }) => sum + sent, 0),
    ...{ misses, notes },
    faults: [
      ...faults,
      ...runs.flatMap(({ offences }) => offences.map((one) => `${name}: ${one}`)),
    ],
  };
}

/** The run again with the overlay that it proposed. */
async function runCorrected(path: string, { overlay }: SandboxRun, seed: string) {
  const folder = await mkdtemp(join(tmpdir(), 'sdkgen-lies-'));
  try {
    const file = join(folder, 'overlay.yaml');
    await writeFile(file, overlay);
    return await runAgainstSandbox(path, await planRun(path, [file]), seed);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe({ place, mismatch, count, seen }: Finding): string {
  const { shape: _, ...details } = { shape: undefined, ...mismatch };
  return `${place.name} (${place.pointer}) ${JSON.stringify(details)} ${count}/${seen}`;
}
