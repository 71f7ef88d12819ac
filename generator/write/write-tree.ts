import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { ignoreErrors, toWriteError, type Content } from './disk.js';
import { executePlan, recover } from './journal.js';
import { withFolder, withLock } from './lock.js';
import { MANIFEST_NAME, readManifest } from './manifest.js';
import { getPathProblem, inspectPaths } from './paths.js';
import { planTree, type Plan, type Step } from './plan.js';

export interface WriteOptions {
  /** The output folder; created if it is missing. */
  readonly root: string;
  /** The generated files by path relative to the root, with the manifest. */
  readonly files: ReadonlyMap<string, Content>;
  /**
   * Files by path that are written with the others, also over existing files, and belong to the user from then on: no
   * manifest lists them, and a run without them here leaves them alone.
   */
  readonly unlisted?: ReadonlyMap<string, Content>;
  /** The file that lists the others: `sdk.lock.json`. */
  readonly manifestName?: string;
  /** How long to wait for another run that writes to the same folder, in milliseconds; by default a minute. */
  readonly waitMs?: number;
  /** Stops the run until the first file is put in place; what is under way then is completed. Its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Paths relative to the root, each list sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
}

const WAIT_MS = 60_000;

/**
 * Writes the generated files of a folder: all of them, or none if it fails. `journal.ts` says how, and why the next run
 * can restore the old files if a run is killed.
 *
 * Only files that the folder's manifest lists are deleted; files of the user stay. Files that already have the right bytes
 * are not touched. No symbolic link inside of the folder is followed.
 *
 * @throws WriteError when the disk reports an error, another run is writing, or a path is occupied by something that was
 *   not generated. The folder is then unchanged.
 */
export async function writeTree(options: WriteOptions): Promise<WriteReport> {
  const { unlisted = new Map(), manifestName = MANIFEST_NAME, waitMs = WAIT_MS, signal } = options;
  const files = new Map([...options.files, ...unlisted]);
  assertSafePaths(files, manifestName);
  try {
    return await withFolder(options.root, (root) =>
      withLock(root, { waitMs, ...defined({ signal }) }, async () => {
        await recover(root);
        const plan = await planFolder(root, files, unlisted, manifestName);
        await executePlan(root, plan, files, signal);
        return createReport(plan);
      }),
    );
  } catch (error) {
    throw toWriteError(error, options.root);
  }
}

/**
 * Replaces all files of one folder in an output folder, such as `dist`, as {@link writeTree} writes: all or none, without
 * touching files that are right. The folder belongs to the program: whatever else is in it is deleted.
 *
 * @param files by path relative to the root; all are in the folder.
 * @throws WriteError when the disk reports an error, or another run is writing.
 */
export async function replaceFolder(
  root: string,
  folder: string,
  files: ReadonlyMap<string, Content>,
): Promise<WriteReport> {
  try {
    return await withFolder(root, (actual) =>
      withLock(actual, { waitMs: WAIT_MS }, async () => {
        await recover(actual);
        const owned = new Set(await listFiles(actual, folder));
        const plan = planTree(actual, files, owned, inspectPaths(actual, files, owned));
        await executePlan(actual, plan, files);
        return createReport(plan);
      }),
    );
  } catch (error) {
    throw toWriteError(error, root);
  }
}

/** The files of a folder at any depth, by path relative to the root. Links are not followed. */
export async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const entries = await ignoreErrors(
    ['ENOENT'],
    readdir(join(root, folder), { recursive: true, withFileTypes: true }),
  );
  return (entries ?? [])
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/'));
}

async function planFolder(
  root: string,
  files: ReadonlyMap<string, Content>,
  unlisted: ReadonlyMap<string, Content>,
  manifestName: string,
): Promise<Plan> {
  const manifest = await readManifest(root, manifestName);
  const listed = manifest === undefined ? [] : [manifestName, ...Object.keys(manifest.files)];
  const owned = new Set([...listed, ...unlisted.keys()]);
  return planTree(root, files, owned, inspectPaths(root, files, owned));
}

function createReport({ steps, unchanged }: Plan): WriteReport {
  const getPaths = (isWanted: (kind: Step['kind']) => boolean) =>
    steps.flatMap(({ kind, path }) => (isWanted(kind) ? [path] : []));
  return {
    written: getPaths((kind) => kind !== 'delete'),
    unchanged,
    deleted: getPaths((kind) => kind === 'delete'),
  };
}

/** `verifyPackage` has checked the paths; checked again because one that leads out of the folder would be dangerous. */
function assertSafePaths(files: ReadonlyMap<string, Content>, manifestName: string): void {
  if (!files.has(manifestName)) throw new Error(`The tree has no ${manifestName}.`);
  for (const path of sortedBy(files.keys(), (key) => key)) {
    const problem = getPathProblem(path);
    if (problem !== undefined) throw new Error(`The path ${JSON.stringify(path)} ${problem}.`);
  }
}

/** Paths relative to the root, each list sorted; all are empty if the folder has the expected files. */
export interface TreeDifference {
  readonly missing: readonly string[];
  /** With other bytes, or not a file. */
  readonly differing: readonly string[];
  /** Generated by an earlier run and no longer part of the package. */
  readonly extra: readonly string[];
}

/**
 * Compares the files of a folder with those expected; writes nothing.
 *
 * @throws WriteError when the manifest is damaged or the disk reports an error.
 */
export async function compareTree(
  root: string,
  files: ReadonlyMap<string, Content>,
  manifestName: string = MANIFEST_NAME,
): Promise<TreeDifference> {
  try {
    const manifest = await readManifest(root, manifestName);
    const states = inspectPaths(root, files, Object.keys(manifest?.files ?? {}));
    const paths = [...states.keys()].sort(byCodeUnit);
    const expected = paths.filter((path) => files.has(path));
    const getKind = (path: string) => states.get(path)?.kind ?? 'nothing';
    return {
      missing: expected.filter((path) => getKind(path) === 'nothing'),
      differing: expected.filter((path) => {
        const state = states.get(path);
        return state?.kind === 'file' ? !state.isCurrent : getKind(path) !== 'nothing';
      }),
      extra: Object.keys(manifest?.files ?? {})
        .filter((path) => !files.has(path) && getKind(path) === 'file')
        .sort(byCodeUnit),
    };
  } catch (error) {
    throw toWriteError(error, root);
  }
}
