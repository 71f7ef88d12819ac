import { resolve } from 'node:path';
import { configHash, defaultConfig, type GeneratorConfig } from './config/index.js';
import type { LocatedDiagnostic } from './diagnostics.js';
import { operationsOf } from './model/walk.js';
import { makePackage, type MadePackage } from './package.js';
import { readOverlays, type OverlayFile } from './overlay/index.js';
import { obtain, readRecorded, record, type Obtained, type Surroundings } from './obtain.js';
import { Stopwatch } from './stopwatch.js';
import { namesLockOf } from './names-lock.js';
import { resolveTarget, type Target } from './targets.js';
import { tryLines } from './try-it.js';
import type { TreeDifference } from './write/index.js';

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
  const config = withEnvironment(given);
  const target = resolveTarget(config, surroundings.cwd ?? process.cwd());
  const watch = new Stopwatch(surroundings.onStage);
  const overlays = await overlaysOf(config, surroundings);
  const obtained = await watch.stage('download', () => obtain(target, config, surroundings));
  const made = await make(target, config, overlays, obtained, watch);
  const { writeTree } = await import('./write/index.js');
  const tree = await watch.stage('write', () =>
    writeTree({ root: target.outputFolder, files: made.files }),
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
  const config = withEnvironment(given);
  const target = resolveTarget(config, surroundings.cwd ?? process.cwd());
  const watch = new Stopwatch(surroundings.onStage);
  const overlays = await overlaysOf(config, surroundings);
  const recorded =
    target.snapshotFolder === undefined
      ? await obtain(target, config, surroundings)
      : await readRecorded(target, config);
  const made = await make(target, config, overlays, recorded, watch);
  const { compareTree } = await import('./write/index.js');
  return {
    output: target.outputFolder,
    difference: await compareTree(target.outputFolder, made.files),
  };
}

/** Nothing said means the sandbox: to leave it out or to name it is the same configuration. */
function withEnvironment(config: GeneratorConfig): GeneratorConfig {
  return config.env === undefined && config.input === undefined
    ? { ...config, env: 'sandbox' }
    : config;
}

/** Read before anything is downloaded: a wrong path is told at once. */
async function overlaysOf(
  { overlays }: GeneratorConfig,
  { cwd = process.cwd() }: Surroundings,
): Promise<readonly OverlayFile[]> {
  return readOverlays(overlays.map((path) => resolve(cwd, path)));
}

/** The package, made with the names that the one on disk already gave. */
async function make(
  target: Target,
  config: GeneratorConfig,
  overlays: readonly OverlayFile[],
  document: Obtained,
  watch: Stopwatch,
): Promise<MadePackage> {
  const { readManifest } = await import('./write/index.js');
  const manifest = await readManifest(target.outputFolder);
  const recipe = {
    target,
    text: document.text,
    location: document.location,
    allowedOrigins: config.allowedOrigins,
    fetchText: document.fetchText,
    overlays,
    filters: { include: config.include, exclude: config.exclude },
    overrides: config.names,
    pagination: config.pagination,
    switches: config.output,
    packageVersion: config.packageVersion ?? '0.1.0',
    configHash: configHash(
      config,
      overlays.map(({ text }) => text),
    ),
    ...(manifest !== undefined && { namesLock: namesLockOf(manifest) }),
  };
  return makePackage(recipe, watch);
}
