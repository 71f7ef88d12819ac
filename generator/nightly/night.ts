import type { GeneratorConfig } from '../config/index.js';
import type { Acknowledgement, DiffReport } from '../diff/index.js';
import type { EnvironmentName } from '../vendor.js';
import { sha256 } from '../util/hash.js';
import { jobFor, packageOnDisk, recipeFor, type Job, type PackageOnDisk } from '../pipeline/job.js';
import { findLastRun } from '../pipeline/last-run.js';
import { obtain, type Obtained, type Surroundings } from '../pipeline/obtain.js';
import { Stopwatch } from '../util/stopwatch.js';
import { generatorName } from '../pipeline/version.js';
import { aloneIn } from '../write/index.js';
import { arrivalOf, type Arrival } from './arrival.js';
import type { Night } from './told.js';

export interface NightOptions {
  /** `2026-11-24`: what the changelog is dated with, and what acknowledgements expire by. */
  readonly date: string;
  /** Absolute; each environment has a folder in it. */
  readonly reportFolder: string;
  /** Lets a document through that lost over 30 % of its operations or schemas. */
  readonly acceptShrink: boolean;
  /** Changes that are known and weigh nothing. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** How long to wait for another run of the same environment, in milliseconds. */
  readonly waitMs: number;
  /** Told of what was found, before anything is written, with the document's text as it will be recorded. */
  readonly onReport?: (environment: EnvironmentName, report: DiffReport, text: string) => void;
  /** Told of the run that is waited for. */
  readonly onWait?: (environment: EnvironmentName, owner: string) => void;
}

/** Everything that is known once the document has come. */
export interface Evening {
  readonly environment: EnvironmentName;
  readonly job: Job;
  readonly obtained: Obtained;
  readonly arrival: Arrival | undefined;
  readonly disk: PackageOnDisk;
  readonly options: NightOptions;
  readonly watch: Stopwatch;
}

/**
 * One night of one environment: download, compare, make, compile, report, write, record. The package, its
 * version and its changelog change at once or not at all; the snapshot follows, and what a killed run left
 * undone is done by the next.
 *
 * @throws SdkgenError of the kind that says what failed; package and snapshot are then as they were.
 */
export async function night(
  environment: EnvironmentName,
  config: GeneratorConfig,
  options: NightOptions,
  surroundings: Surroundings,
): Promise<Night> {
  const job = await jobFor({ ...config, env: environment }, surroundings);
  const { outputFolder, snapshotFolder } = job.target;
  if (snapshotFolder === undefined) throw new Error(`${environment} is recorded nowhere.`);
  const { waitMs, onWait } = options;
  const waiting = { waitMs, ...(onWait && { onWait: onWait.bind(undefined, environment) }) };
  return aloneIn(snapshotFolder, waiting, async () => {
    const watch = new Stopwatch(surroundings.onStage, job.config.workTimeoutMs);
    const obtained = await watch.stage('download', () =>
      obtain(job.target, job.config, surroundings),
    );
    const disk = await packageOnDisk(outputFolder);
    const arrival = await arrivalOf(obtained);
    const isQuiet = await watch.stage('look', () => isUpToDate(job, obtained, arrival, disk));
    if (isQuiet) return { environment, status: 'unchanged', version: disk.version ?? '' };
    // Only now what prints, formats and compiles is loaded.
    const { work } = await import('./work.js');
    return work({ environment, job, obtained, arrival, disk, options, watch });
  });
}

/** Would a run write what is there already? Loads no compiler and no printer. */
function isUpToDate(
  job: Job,
  obtained: Obtained,
  arrival: Arrival | undefined,
  disk: PackageOnDisk,
): boolean {
  const { recorded } = obtained;
  if (arrival === undefined || recorded?.text !== arrival.text) return false;
  const { generator, configHash } = recorded.lock;
  if (generator !== generatorName || configHash !== job.configHash) return false;
  const last = findLastRun(recipeFor(job, obtained, disk), disk.manifest);
  return last !== undefined && last.document.hash === sha256(arrival.text);
}
