import { join } from 'node:path';
import { valid } from 'semver';
import type { GeneratorConfig } from '../../config/index.js';
import type { Acknowledgement, DiffReport } from '../../diff/index.js';
import { InterruptedError, SdkgenError } from '../../errors.js';
import {
  compareReadSides,
  readSide,
  type ComparedRecipe,
  type ReadSide,
} from '../../pipeline/compare.js';
import { createJob, createRecipe, readPackageOnDisk } from '../../pipeline/job.js';
import type { Surroundings } from '../../pipeline/obtain-target.js';
import {
  canonicalJson,
  readBlob,
  readFileAt,
  type GitContext,
  type SnapshotCommit,
  type SnapshotHistory,
} from '../../source/index.js';
import { defined } from '../../util/defined.js';
import { isRecord } from '../../util/is-record.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { leaveOutIgnored } from '../ignored.js';
import { createEmptyBaseline } from '../regenerate.js';

/** What a commit did to the recorded document. */
export type HistoryEntry = EntryFacts & EntryResult;

interface EntryFacts {
  readonly environment: string;
  /** `2026-11-24`, in UTC. */
  readonly date: string;
  readonly commit: string;
  /** Of the package in the commit, if it has one. */
  readonly version?: string;
}

/**
 * `first`: recorded for the first time. `changed`: another text than the last document that can be read. `cut-off`: the
 * oldest document of a shallow clone, which may be older than its commit. `unreadable`: not a document that can be
 * compared. `removed`: deleted.
 */
type EntryResult =
  | { readonly status: 'first' | 'changed' | 'cut-off'; readonly report: DiffReport }
  | { readonly status: 'unreadable'; readonly message: string; readonly hint?: string }
  | { readonly status: 'removed' };

export interface ReplayOptions {
  /** Known changes; each commit's date decides which of them hold. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Called before each commit that is read, with its number and how many there are. */
  readonly onCommit?: (environment: string, date: string, number: number, count: number) => void;
}

/**
 * Compares each recorded document with the one before, as the nightly job would with today's configuration: names of
 * the package on disk, overlays, filters and what is ignored. Reads git and the working tree, never the network.
 *
 * @returns an entry for each commit that is not earlier, oldest first.
 * @throws InterruptedError when the run is stopped; SdkgenError when git or the configuration cannot be read.
 */
export async function replay(
  environment: string,
  { commits, isCutOff }: SnapshotHistory,
  config: GeneratorConfig,
  options: ReplayOptions,
  surroundings: Surroundings,
): Promise<readonly HistoryEntry[]> {
  const run = {
    environment,
    options,
    surroundings,
    ...(await prepare(environment, config, surroundings)),
  };
  const later = commits.filter(({ isEarlier }) => !isEarlier);
  const earlier = commits.filter(({ isEarlier }) => isEarlier);
  let last = later.length === 0 ? undefined : await findLastReadable(earlier, run);
  let before = earlier.at(-1);
  const entries: HistoryEntry[] = [];
  for (const [index, commit] of later.entries()) {
    const isSame = before !== undefined && before.blob === commit.blob;
    before = commit;
    if (isSame) continue;
    options.onCommit?.(environment, commit.date, index + 1, later.length);
    const result = await createEntry(commit, last, isCutOff, run);
    if (result === undefined) continue;
    entries.push(result.entry);
    last = result.document ?? last;
  }
  return entries;
}

/** How the documents of an environment are read. */
interface Replay {
  readonly environment: string;
  readonly options: ReplayOptions;
  readonly surroundings: Surroundings;
  readonly recipe: Omit<ComparedRecipe, 'text'>;
  readonly git: GitContext;
  readonly packageFile: string;
  readonly workTimeoutMs: number;
  readonly ignore: readonly string[];
}

async function prepare(
  environment: string,
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<Omit<Replay, 'environment' | 'options' | 'surroundings'>> {
  const job = await createJob({ ...config, env: environment }, surroundings);
  const { target } = job;
  const disk = await readPackageOnDisk(target.outputFolder);
  // What is recorded includes what the document refers to, so that nothing is fetched.
  const { fetchText: _fetchText, ...recipe } = createRecipe(job, NOTHING, disk);
  const { cwd = process.cwd(), signal } = surroundings;
  const { maxBytes, workTimeoutMs, nightly } = job.config;
  return {
    recipe: { ...recipe, location: target.input, ...defined({ clientName: target.clientName }) },
    git: { cwd, maxBytes, ...defined({ signal }) },
    packageFile: join(target.outputFolder, 'package.json'),
    workTimeoutMs,
    ignore: nightly.ignore,
  };
}

const NOTHING = {
  text: '',
  location: '',
  alternatives: [],
  fetchText: () => Promise.reject(new Error('This recipe has no document.')),
};

/** A document in a commit that can be compared. */
interface ReadCommit {
  readonly side: ReadSide;
  /** For reports: where it comes from. */
  readonly source: string;
  readonly version: string | undefined;
}

/** The document that the first later one is compared with; of each that cannot be read, the one before. */
async function findLastReadable(
  earlier: readonly SnapshotCommit[],
  run: Replay,
): Promise<ReadCommit | undefined> {
  for (const commit of [...earlier].reverse()) {
    const found = await orError(() => readCommit(commit, undefined, createWatch(run), run));
    if (found !== undefined && !(found instanceof SdkgenError)) return found;
  }
  return undefined;
}

/**
 * @returns the entry of a commit, and its document if that can be compared with the next one; undefined when the nightly
 *   job would not have recorded the document.
 */
async function createEntry(
  commit: SnapshotCommit,
  last: ReadCommit | undefined,
  isCutOff: boolean,
  run: Replay,
): Promise<{ readonly entry: HistoryEntry; readonly document?: ReadCommit } | undefined> {
  const version = await readVersion(commit, run);
  const { date, commit: name } = commit;
  const facts = { environment: run.environment, date, commit: name, ...defined({ version }) };
  const compared = await orError(() => compareCommit(commit, last, isCutOff, run));
  if (compared === undefined) return { entry: { ...facts, status: 'removed' } };
  if (compared instanceof SdkgenError) {
    const { message, hint } = compared;
    return { entry: { ...facts, status: 'unreadable', message, ...defined({ hint }) } };
  }
  if (compared === 'ignored') return undefined;
  const first = isCutOff ? 'cut-off' : 'first';
  const { report, document } = compared;
  return { entry: { ...facts, status: last === undefined ? first : 'changed', report }, document };
}

/** @returns undefined when the commit has no document; `ignored` when it differs only where `nightly.ignore` says. */
async function compareCommit(
  commit: SnapshotCommit,
  last: ReadCommit | undefined,
  isCutOff: boolean,
  run: Replay,
): Promise<{ readonly report: DiffReport; readonly document: ReadCommit } | 'ignored' | undefined> {
  const watch = createWatch(run);
  const document = await readCommit(commit, last, watch, run);
  if (document === undefined) return undefined;
  if (last !== undefined && (await isIgnored(last, document, run))) return 'ignored';
  const before = last ?? (await readFirst(document, isCutOff, watch));
  const options = {
    sources: { before: before.source, after: document.source },
    today: commit.date,
    ...defined({ acknowledgements: run.options.acknowledgements }),
  };
  const report = await compareReadSides(before.side, document.side, options, watch);
  const versions = { before: before.version, after: document.version };
  return { report: { ...report, ...packageOf(versions) }, document };
}

async function isIgnored(
  before: ReadCommit,
  after: ReadCommit,
  { ignore }: Replay,
): Promise<boolean> {
  if (ignore.length === 0) return false;
  const [old = '', now = ''] = [before, after].map(({ side }) =>
    canonicalJson(side.document.loaded.published),
  );
  const remaining = old === now ? undefined : await leaveOutIgnored(old, now, ignore);
  return remaining !== undefined && remaining.before.text === remaining.after.text;
}

function packageOf({
  before,
  after,
}: Record<'before' | 'after', string | undefined>): Pick<DiffReport, 'package'> {
  return before === undefined || after === undefined ? {} : { package: { before, after } };
}

/** @returns undefined when the commit has no document. */
async function readCommit(
  commit: SnapshotCommit,
  like: ReadCommit | undefined,
  watch: Stopwatch,
  run: Replay,
): Promise<ReadCommit | undefined> {
  if (commit.blob === undefined) return undefined;
  const text = await readBlob(commit.blob, run.git);
  const source = `${run.environment} at ${shortName(commit)} of ${commit.date}`;
  const side = await readSide({ ...run.recipe, text }, watch, like?.side);
  return { side, source, version: await readVersion(commit, run) };
}

/**
 * What a first document is compared with: itself where it may be older than its commit, or else the same API without
 * operations, in which filters would match nothing, which is an error.
 */
async function readFirst(
  document: ReadCommit,
  isCutOff: boolean,
  watch: Stopwatch,
): Promise<Pick<ReadCommit, 'side' | 'source' | 'version'>> {
  const { side } = document;
  if (isCutOff) return { ...document, version: undefined };
  const { text } = createEmptyBaseline({ text: JSON.stringify(side.document.loaded.published) });
  const empty = await readSide({ ...side.recipe, text, filters: {} }, watch, side);
  return { side: empty, source: 'nothing recorded', version: undefined };
}

/** The version of the package in a commit; undefined when there is none. */
async function readVersion({ commit }: SnapshotCommit, run: Replay): Promise<string | undefined> {
  const text = await readFileAt(commit, run.packageFile, run.git);
  return text === undefined ? undefined : parseVersion(text);
}

function parseVersion(text: string): string | undefined {
  try {
    const content: unknown = JSON.parse(text);
    const version = isRecord(content) ? content['version'] : undefined;
    return typeof version === 'string' ? (valid(version) ?? undefined) : undefined;
  } catch {
    // Such as after a merge conflict: the package of this commit has no version.
    return undefined;
  }
}

/** As long as no two commits of a repository of any usual size begin alike. */
export function shortName({ commit }: Pick<SnapshotCommit, 'commit'>): string {
  return commit.slice(0, 12);
}

/** Each commit may take as long as one run. */
function createWatch({ surroundings, workTimeoutMs }: Replay): Stopwatch {
  return new Stopwatch(surroundings, workTimeoutMs);
}

/** The result, or the error of what cannot be read. */
async function orError<T>(run: () => Promise<T>): Promise<T | SdkgenError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SdkgenError && !(error instanceof InterruptedError)) return error;
    throw error;
  }
}
