import type { GeneratorConfig } from '../config/index.js';
import type { Acknowledgement, DiffReport } from '../diff/index.js';
import type { ConformOptions } from '../pipeline/conform.js';
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
import {
  obtain,
  type Obtained,
  recordValidators,
  type Surroundings,
} from '../pipeline/obtain-target.js';
import { Stopwatch } from '../util/stopwatch.js';
import { generatorName } from '../pipeline/version.js';
import { withFolderLock } from '../write/index.js';
import type { RunExclusively } from '../util/parallel.js';
import { type ChosenDocument, chooseDocument } from './ignored.js';
import type { NightHistory, RunResult } from './result.js';

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
  /** Also asks each API, when its document was handled, and compares. Default: no API is asked. */
  readonly conform?: ConformOptions;
  /** Called with the report before anything is written, and with the document's text as it will be recorded. */
  readonly onReport?: (environment: string, report: DiffReport, text: string) => void;
  /** Called with what somebody should know although the run goes on. */
  readonly onWarning?: (environment: string, message: string) => void;
  /** Called before an API is asked. @param effort how many requests, and how long that takes. */
  readonly onAsk?: (environment: string, effort: string) => void;
  /** Called with the owner of the run that is waited for. */
  readonly onWait?: (environment: string, owner: string) => void;
}

/** One environment of a night. */
export interface Night {
  readonly environment: string;
  readonly config: GeneratorConfig;
  readonly history: NightHistory;
  /** Runs everything but the download, so that several environments never need the memory of several compilers. */
  readonly exclusively: RunExclusively;
}

/** The run of one environment once its document is downloaded. */
export interface EnvironmentRun extends Pick<Night, 'environment' | 'history'>, ChosenDocument {
  readonly job: Job;
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
  night: Night,
  options: RunOptions,
  surroundings: Surroundings,
): Promise<RunResult> {
  const { environment, config, exclusively } = night;
  const job = await createJob({ ...config, env: environment }, surroundings);
  const { snapshotFolder } = job.target;
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
    const fetchText = readOnce(obtained.fetchText);
    const once = { ...obtained, fetchText };
    return exclusively(() => lookAndRegenerate(night, job, once, options, watch));
  });
}

/** What a document includes is read to compare it, and again to generate from it: once per run, so that it is the same. */
function readOnce(read: Obtained['fetchText']): Obtained['fetchText'] {
  const texts = new Map<string, Promise<string>>();
  return (location) => {
    const text = texts.get(location) ?? read(location);
    texts.set(location, text);
    return text;
  };
}

async function lookAndRegenerate(
  { environment, config, history }: Night,
  job: Job,
  obtained: Obtained,
  options: RunOptions,
  watch: Stopwatch,
): Promise<RunResult> {
  const disk = await readPackageOnDisk(job.target.outputFolder);
  const warn = (path: string) =>
    options.onWarning?.(environment, `nightly.ignore: ${path} matches nothing in the document.`);
  const { isUnchanged, ...chosen } = await watch.stage('look', async () => {
    const document = await chooseDocument(obtained, config, warn);
    return { ...document, isUnchanged: isUpToDate(job, document, disk) };
  });
  if (isUnchanged) {
    await recordValidators(job.target, chosen.obtained);
    return { environment, ...history, status: 'unchanged', version: disk.version ?? '' };
  }
  // What prints, formats and compiles is loaded only when something changed.
  const { regenerate } = await import('./regenerate.js');
  return regenerate({ environment, history, job, ...chosen, disk, options, watch });
}

/** Whether a run would write the same package again. Loads no compiler and no printer. */
function isUpToDate(
  job: Job,
  { obtained, downloaded }: ChosenDocument,
  disk: PackageOnDisk,
): boolean {
  const { recorded } = obtained;
  if (downloaded === undefined || recorded?.text !== downloaded.text) return false;
  const { generator, configHash } = recorded.lock;
  if (generator !== generatorName || configHash !== job.configHash) return false;
  const last = findLastRun(createRecipe(job, obtained, disk), disk.manifest);
  return last !== undefined && last.document.hash === sha256(downloaded.text);
}
