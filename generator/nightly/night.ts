import type { GeneratorConfig } from '../config/index.js';
import type { EnvironmentName } from '../environments.js';
import { jobFor, packageOnDisk, recipeFor, type Job, type PackageOnDisk } from '../job.js';
import { obtain, type Obtained, type Surroundings } from '../obtain.js';
import { makePackage, type MadePackage, type Recipe } from '../package.js';
import { Stopwatch } from '../stopwatch.js';
import { aloneIn, type Manifest } from '../write/index.js';
import { arrivalOf, type Arrival } from './arrival.js';
import { baselineOf } from './baseline.js';
import { REMADE_BODY, changesBody, firstBody } from './changelog.js';
import { nextVersion } from './next-version.js';
import { put, restore, type Judgement } from './put.js';
import { refuseShrunk } from './shrink.js';
import type { Night } from './told.js';
import { isUpToDate } from './unchanged.js';

export interface NightOptions {
  /** `2026-11-24`: what the changelog is dated with, and what acknowledgements expire by. */
  readonly date: string;
  /** Absolute; each environment has a folder in it. */
  readonly reportFolder: string;
  /** Lets a document through that lost over 30 % of its operations or schemas. */
  readonly acceptShrink: boolean;
  /** A file of acknowledged changes. */
  readonly acknowledged?: string;
  /** How long to wait for another run of the same environment, in milliseconds. */
  readonly waitMs: number;
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
    const watch = new Stopwatch(surroundings.onStage);
    const obtained = await watch.stage('download', () =>
      obtain(job.target, job.config, surroundings),
    );
    const disk = await packageOnDisk(outputFolder);
    const arrival = await arrivalOf(obtained);
    const isQuiet = await watch.stage('look', () =>
      isUpToDate(job, obtained.recorded, arrival, disk),
    );
    if (isQuiet) return { environment, status: 'unchanged', version: disk.version ?? '' };
    return work({ environment, job, obtained, arrival, disk, options, watch });
  });
}

async function work(evening: Evening): Promise<Night> {
  const { job, obtained, arrival, disk, options, watch } = evening;
  const { recorded, location } = obtained;
  if (recorded && arrival && !options.acceptShrink)
    refuseShrunk(recorded.lock, arrival.counts, location);

  const recipe = recipeFor(job, obtained, disk);
  const baseline = await baselineOf(evening);
  if (baseline === undefined) {
    const made = await makePackage(recipe, watch);
    return put(evening, made, first(made));
  }
  if (baseline.text === arrival?.text) return remake(evening, recipe);

  const { compare } = await import('./compare.js');
  const report = await watch.stage('compare', () => compare(baseline, recipe, evening));
  const { bump } = report.verdict;
  const made = await makePackage(bumped(recipe, job, bump), watch);
  const entry = bump === 'none' ? undefined : changesBody(report);
  return put(evening, made, { status: 'changed', report, ...(entry !== undefined && { entry }) });
}

/** The document is that of the package: the program, the configuration or the files are not. */
async function remake(evening: Evening, recipe: Recipe): Promise<Night> {
  const { job, disk, watch } = evening;
  const made = await makePackage(recipe, watch);
  if (!isAnother(made, disk)) return restore(evening, made);
  const anew = await makePackage(bumped(recipe, job, 'patch'), watch);
  return put(evening, anew, { status: 'remade', entry: REMADE_BODY });
}

function first({ model }: MadePackage): Judgement {
  return { status: 'first', entry: firstBody(model) };
}

/** A version that the configuration names is the user's to change. */
function bumped(recipe: Recipe, { config }: Job, bump: Parameters<typeof nextVersion>[1]): Recipe {
  return config.packageVersion !== undefined
    ? recipe
    : { ...recipe, packageVersion: nextVersion(recipe.packageVersion, bump) };
}

/** Does any file differ from what an earlier run wrote there, beside the lock, which says what it was made from? */
function isAnother({ files }: MadePackage, { manifest }: PackageOnDisk): boolean {
  const lock = JSON.parse(files.get('sdk.lock.json') ?? '{}') as Pick<Manifest, 'files'>;
  const before = manifest?.files ?? {};
  const paths = new Set([...Object.keys(lock.files), ...Object.keys(before)]);
  return [...paths].some((path) => lock.files[path] !== before[path]);
}
