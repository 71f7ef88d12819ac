import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import type { LocatedDiagnostic } from '../diagnostics.js';
import { operationsOf } from '../model/walk.js';
import { jobFor, packageOnDisk, recipeFor } from './job.js';
import { makePackage, treeOf } from './package.js';
import { obtain, readRecorded, record, type Surroundings } from './obtain.js';
import { Stopwatch } from '../util/stopwatch.js';
import { tryLines } from './try-it.js';
import { compareTree, writeTree, type TreeDifference } from '../write/index.js';

export type { Surroundings } from './obtain.js';

/** What is to be generated; as in `sdk.config.json`. */
export type GenerateOptions = Partial<GeneratorConfig>;

export interface GenerateReport {
  /** Absolute. */
  readonly output: string;
  /** The URL or path of the document. */
  readonly source: string;
  /** The other documents that the page announces. */
  readonly alternatives: readonly { readonly url: string; readonly name?: string }[];
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly schemas: number;
  readonly packageName: string;
  readonly clientName: string;
  /** The first lines to try. */
  readonly tryIt: readonly string[];
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface CheckReport {
  readonly output: string;
  readonly difference: TreeDifference;
}

/**
 * Makes a package as the command line does, for programs. Reads no configuration file: what is not
 * given has its default.
 *
 * @throws SdkgenError of the kind that says what failed; what was on disk is then unchanged.
 */
export async function generate(
  options: GenerateOptions,
  surroundings: Surroundings = {},
): Promise<GenerateReport> {
  return generateFrom({ ...defaultConfig(), ...options }, surroundings);
}

/** The whole way: obtain, make, write, record. A failure on it leaves the disk as it was. */
export async function generateFrom(
  given: GeneratorConfig,
  surroundings: Surroundings = {},
): Promise<GenerateReport> {
  const job = await jobFor(given, surroundings);
  const { target } = job;
  const watch = new Stopwatch(surroundings.onStage, job.config.workTimeoutMs);
  const obtained = await watch.stage('download', () => obtain(target, job.config, surroundings));
  const disk = await packageOnDisk(target.outputFolder);
  const made = await makePackage(recipeFor(job, obtained, disk), watch);
  const tree = await watch.stage('write', () =>
    writeTree({ root: target.outputFolder, files: treeOf(made) }),
  );
  // Last, so that a document which gave no package is never taken for a recorded one.
  const recorded = await watch.stage('record', () => record(target, obtained, made));
  return {
    output: target.outputFolder,
    source: obtained.location,
    alternatives: obtained.alternatives,
    title: made.model.title,
    version: made.model.version,
    operations: operationsOf(made.model).length,
    schemas: made.model.declarations.size,
    packageName: made.settings.packageName,
    clientName: made.clientName,
    tryIt: tryLines(made, target),
    ...tree,
    written: [...tree.written, ...recorded],
    diagnostics: made.diagnostics,
    timings: watch.timings,
  };
}

/** Compares the package on disk with what the recorded document (or the input) gives. Writes nothing. */
export async function checkAgainst(
  given: GeneratorConfig,
  surroundings: Surroundings = {},
): Promise<CheckReport> {
  const job = await jobFor(given, surroundings);
  const { config, target } = job;
  const watch = new Stopwatch(surroundings.onStage, job.config.workTimeoutMs);
  const recorded =
    target.snapshotFolder === undefined
      ? await obtain(target, config, surroundings)
      : await readRecorded(target, config);
  const disk = await packageOnDisk(target.outputFolder);
  const made = await makePackage(recipeFor(job, recorded, disk), watch);
  return {
    output: target.outputFolder,
    difference: await compareTree(target.outputFolder, treeOf(made)),
  };
}
