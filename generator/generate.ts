import { configHash, loadConfig, type Credentials, type GeneratorConfig } from './config/index.js';
import type { LocatedDiagnostic } from './diagnostics.js';
import { UsageError } from './errors.js';
import { operationsOf } from './model/walk.js';
import type { NamesLock } from './naming/index.js';
import { openSandbox } from './open-sandbox.js';
import { makePackage, type MadePackage } from './package.js';
import { obtain, readRecorded, record, type Obtained } from './obtain.js';
import { Stopwatch, type StageListener } from './stopwatch.js';
import { resolveTarget, type Target } from './targets.js';
import { tryLines } from './try-it.js';
import { compareTree, readManifest, writeTree, type TreeDifference } from './write/index.js';

/** What surrounds a run; nothing of it reaches the output. */
export interface Surroundings {
  /** The folder that relative paths count from; the process's own when left out. */
  readonly cwd?: string;
  /** For a document that is not public. */
  readonly credentials?: Credentials;
  /** Told of each stage as it ends, with its duration in milliseconds. */
  readonly onStage?: StageListener;
}

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
export async function generate(options: GenerateOptions, surroundings: Surroundings = {}): Promise<GenerateReport> {
  return generateFrom({ ...(await defaults()), ...options }, surroundings);
}

/** The whole way: obtain, make, write, record. A failure on it leaves the disk as it was. */
export async function generateFrom(config: GeneratorConfig, surroundings: Surroundings = {}): Promise<GenerateReport> {
  const target = resolveTarget(config, surroundings.cwd ?? process.cwd());
  const watch = new Stopwatch(surroundings.onStage ?? ignore);
  const obtained = await watch.stage('download', () => obtain(target, config, surroundings));
  const made = await make(target, config, obtained, watch);
  const tree = await watch.stage('write', () => writeTree({ root: target.outputFolder, files: made.files }));
  // Last, so that a document which gave no package is never taken for a recorded one.
  const recorded = await watch.stage('record', () => record(target, config, obtained, made));
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
export async function checkAgainst(config: GeneratorConfig, surroundings: Surroundings = {}): Promise<CheckReport> {
  const target = resolveTarget(config, surroundings.cwd ?? process.cwd());
  const watch = new Stopwatch(surroundings.onStage ?? ignore);
  const recorded = target.snapshotFolder === undefined ? await obtain(target, config, surroundings) : await readRecorded(target);
  const made = await make(target, config, recorded, watch);
  return { output: target.outputFolder, difference: await compareTree(target.outputFolder, made.files) };
}

async function make(target: Target, config: GeneratorConfig, document: Obtained, watch: Stopwatch): Promise<MadePackage> {
  const manifest = await readManifest(target.outputFolder);
  return makePackage(
    {
      target,
      text: document.text,
      location: document.location,
      allowedOrigins: config.allowedOrigins,
      overrides: config.names,
      packageVersion: config.packageVersion ?? '0.1.0',
      configHash: configHash(config),
      ...(manifest !== undefined && { namesLock: namesLockOf(manifest) }),
    },
    watch,
  );
}
