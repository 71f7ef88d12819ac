import type { GeneratorConfig } from '../config/index.js';
import type { Acknowledgement, DiffReport } from '../diff/index.js';
import { defined } from '../util/defined.js';
import { sha256 } from '../util/hash.js';
import {
  createJob,
  createRecipe,
  type Job,
  type PackageOnDisk,
  readPackageOnDisk,
} from '../pipeline/job.js';
import { findLastRun } from '../pipeline/last-run.js';
import { obtain, type Obtained, type Surroundings } from '../pipeline/obtain-target.js';
import { Stopwatch } from '../util/stopwatch.js';
import { generatorName } from '../pipeline/version.js';
import { withFolderLock } from '../write/index.js';
import { type DownloadedDocument, readDownloaded } from './downloaded-document.js';
import type { RunResult } from './result.js';

export interface RunOptions {
  /** `2026-11-24`: the date of the changelog entry, and the day on which acknowledgements may have expired. */
  readonly date: string;
  /** Absolute path; each environment has a folder in it. */
  readonly reportFolder: string;
  /** Accepts a document that lost over 30 % of its operations or schemas. */
  readonly acceptShrink: boolean;
  /** Known changes, which do not affect the verdict. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** How long to wait for another run of the same environment, in milliseconds. */
  readonly waitMs: number;
  /** Called with the report before anything is written, and with the document's text as it will be recorded. */
  readonly onReport?: (environment: string, report: DiffReport, text: string) => void;
  /** Called with the owner of the run that is waited for. */
  readonly onWait?: (environment: string, owner: string) => void;
}

/** The run of one environment once its document is downloaded. */
export interface EnvironmentRun {
  readonly environment: string;
  readonly job: Job;
  readonly obtained: Obtained;
  readonly downloaded: DownloadedDocument | undefined;
  readonly disk: PackageOnDisk;
  readonly options: RunOptions;
  readonly watch: Stopwatch;
}

/**
 * Runs the nightly job for one environment: download, compare, generate, compile, report, write, record. The package,
 * its version and its changelog change together or not at all. The snapshot follows; if a run is killed before that,
 * the next run completes it.
 *
 * @throws SdkgenError of the class that tells what failed; package and snapshot are then unchanged.
 */
export async function runEnvironment(
  environment: string,
  config: GeneratorConfig,
  options: RunOptions,
  surroundings: Surroundings,
): Promise<RunResult> {
  const job = await createJob({ ...config, env: environment }, surroundings);
  const { outputFolder, snapshotFolder } = job.target;
  if (snapshotFolder === undefined) throw new Error(`${environment} has no snapshot folder.`);
  const { waitMs, onWait } = options;
  const { signal } = surroundings;
  const waiting = {
    waitMs,
    ...defined({ signal }),
    ...(onWait && { onWait: onWait.bind(undefined, environment) }),
  };
  return withFolderLock(snapshotFolder, waiting, async () => {
    const watch = new Stopwatch(surroundings, job.config.workTimeoutMs);
    const obtained = await watch.stage('download', () =>
      obtain(job.target, job.config, surroundings),
    );
    const disk = await readPackageOnDisk(outputFolder);
    const downloaded = await readDownloaded(obtained);
    const isUnchanged = await watch.stage('look', () =>
      isUpToDate(job, obtained, downloaded, disk),
    );
    if (isUnchanged) return { environment, status: 'unchanged', version: disk.version ?? '' };
    // What prints, formats and compiles is loaded only when something changed.
    const { regenerate } = await import('./regenerate.js');
    return regenerate({ environment, job, obtained, downloaded, disk, options, watch });
  });
}

/** Whether a run would write the same package again. Loads no compiler and no printer. */
function isUpToDate(
  job: Job,
  obtained: Obtained,
  downloaded: DownloadedDocument | undefined,
  disk: PackageOnDisk,
): boolean {
  const { recorded } = obtained;
  if (downloaded === undefined || recorded?.text !== downloaded.text) return false;
  const { generator, configHash } = recorded.lock;
  if (generator !== generatorName || configHash !== job.configHash) return false;
  const last = findLastRun(createRecipe(job, obtained, disk), disk.manifest);
  return last !== undefined && last.document.hash === sha256(downloaded.text);
}
