import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import { UsageError } from '../errors.js';
import type { Rename } from './renames.js';
import { defined } from '../util/defined.js';
import { sha256 } from '../util/hash.js';
import { createJob, readPackageOnDisk, createRecipe, type Job } from './job.js';
import type { Hint } from './hints.js';
import {
  findLastRun,
  findNewHints,
  saveLastRun,
  packageReport,
  type LastRun,
  type PackageReport,
} from './last-run.js';
import { obtain, readRecorded, record, type Obtained, type Surroundings } from './obtain-target.js';
import { findRenames, understand } from './read-and-name.js';
import { byCodeUnit } from '../util/order.js';
import { Stopwatch } from '../util/stopwatch.js';
import {
  checkOutputFolder,
  compareTree,
  DOCUMENT_PATH,
  MANIFEST_NAME,
  readFileIfExists,
  writeTree,
  type TreeDifference,
  type WriteReport,
} from '../write/index.js';

export type { Surroundings } from './obtain-target.js';

/** What to generate; the settings of `sdk.config.json`. */
export type GenerateOptions = Partial<GeneratorConfig>;

export interface GenerateReport extends PackageReport, WriteReport {
  /** Absolute. */
  readonly output: string;
  /** The URL or path of the document. */
  readonly source: string;
  /** The other documents that the page lists. */
  readonly alternatives: readonly { readonly url: string; readonly name?: string }[];
  /** The hints that the last run into this folder did not have. */
  readonly newHints: readonly Hint[];
  /** What was renamed, where that was asked for. */
  readonly renames: readonly Rename[];
  /** Files that were printed and formatted; what had not changed since the last run was not. */
  readonly printed: readonly string[];
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface CheckReport {
  readonly output: string;
  readonly difference: TreeDifference;
}

/**
 * Generates a package, for programs. Reads no configuration file; options that are not given have their defaults.
 *
 * @throws SdkgenError of the class that tells what failed; the files on disk are then unchanged.
 */
export async function generate(
  options: GenerateOptions,
  surroundings: Surroundings = {},
): Promise<GenerateReport> {
  return generateFrom({ ...defaultConfig(), ...options }, surroundings);
}

export interface GenerateMode {
  /** Whether what has a name in the package is named anew. */
  readonly rename?: boolean;
}

/** What a run would rename, or has renamed. */
export type RenameReport = Pick<GenerateReport, 'output' | 'renames'>;

/**
 * Obtains the document and compares the names of the package on disk with those that the rules give today. Writes
 * nothing.
 *
 * @throws UsageError when there is no package.
 */
export async function findRenamesOf(
  given: GeneratorConfig,
  surroundings: Surroundings = {},
): Promise<RenameReport> {
  const job = await createJob(given, surroundings);
  const { config, target } = job;
  const output = target.outputFolder;
  const disk = await readPackageOnDisk(output);
  if (disk.manifest === undefined)
    throw new UsageError(`There is no package in '${output}' whose names could change.`, {
      hint: 'Run `generate` without --rename, or give the folder of the package with --out.',
    });
  const watch = new Stopwatch(surroundings, config.workTimeoutMs);
  const obtained = await watch.stage('download', () => obtain(target, config, surroundings));
  const recipe = createRecipe(job, obtained, disk);
  const { clientName } = target;
  const naming = { ...recipe, ...defined({ clientName }) };
  return { output, renames: findRenames(await understand(naming, watch), naming) };
}

/**
 * Obtains the document, generates the package, writes it, and records the document. If the last run did the same and its
 * package is intact, only the document is recorded. A failure leaves the disk unchanged.
 */
export async function generateFrom(
  given: GeneratorConfig,
  surroundings: Surroundings = {},
  { rename = false }: GenerateMode = {},
): Promise<GenerateReport> {
  const job = await createJob(given, surroundings);
  const { target } = job;
  const root = target.outputFolder;
  const { cwd = process.cwd(), force = false } = surroundings;
  if (!force) await checkOutputFolder(root, cwd);
  const watch = new Stopwatch(surroundings, job.config.workTimeoutMs);
  const obtained = await watch.stage('download', () => obtain(target, job.config, surroundings));
  const disk = await readPackageOnDisk(root);
  const { manifest } = disk;
  const recipe = createRecipe(job, obtained, disk, rename);
  const origin = {
    output: root,
    source: obtained.location,
    alternatives: obtained.alternatives,
  };
  const last = rename ? undefined : await watch.stage('look', () => findLastRun(recipe, manifest));
  if (last !== undefined && last.text === sha256(obtained.text)) {
    watch.beginWriting();
    const recorded = await watch.stage('record', () => recordAgain(job, obtained, last));
    const unchanged = [...Object.keys(manifest?.files ?? {}), MANIFEST_NAME].sort(byCodeUnit);
    const tree = { written: recorded, unchanged, deleted: [], printed: [] };
    return {
      ...origin,
      ...last.report,
      ...tree,
      newHints: [],
      renames: [],
      timings: watch.timings,
    };
  }

  const { makePackage, packageTree } = await import('./package.js');
  const made = await makePackage(recipe, watch, manifest && { root, manifest });
  watch.beginWriting();
  const { signal } = surroundings;
  const files = packageTree(made);
  const tree = await watch.stage('write', () => writeTree({ root, files, ...defined({ signal }) }));
  // Last, so that a document is recorded only when there is a package of it.
  const recorded = await watch.stage('record', () =>
    record(target, obtained, made.document, job.configHash),
  );
  const newHints = findNewHints(root, made.hints);
  saveLastRun(made);
  return {
    ...origin,
    ...packageReport(made),
    ...tree,
    written: [...tree.written, ...recorded],
    printed: made.printed,
    newHints,
    renames: rename ? made.renames : [],
    timings: watch.timings,
  };
}

/** Restores the recorded document, which may have been edited or deleted, from the package's copy. */
async function recordAgain(
  { target, configHash }: Job,
  obtained: Obtained,
  { document }: LastRun,
): Promise<readonly string[]> {
  if (target.snapshotFolder === undefined) return [];
  const bytes = readFileIfExists(target.outputFolder, DOCUMENT_PATH);
  if (bytes === undefined) throw new Error('A package that is intact has its document.');
  return record(target, obtained, { ...document, bytes: new Uint8Array(bytes) }, configHash);
}

/** Compares the package on disk with what the recorded document (or the input) generates. Writes nothing. */
export async function checkAgainst(
  given: GeneratorConfig,
  surroundings: Surroundings = {},
): Promise<CheckReport> {
  const job = await createJob(given, surroundings);
  const { config, target } = job;
  const watch = new Stopwatch(surroundings, job.config.workTimeoutMs);
  const recorded =
    target.snapshotFolder === undefined
      ? await obtain(target, config, surroundings)
      : await readRecorded(target, config, surroundings);
  const disk = await readPackageOnDisk(target.outputFolder);
  const { makePackage, packageTree } = await import('./package.js');
  const made = await makePackage(createRecipe(job, recorded, disk), watch);
  return {
    output: target.outputFolder,
    difference: await compareTree(target.outputFolder, packageTree(made)),
  };
}
