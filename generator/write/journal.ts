import { mkdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WriteError } from '../errors.js';
import {
  forEachConcurrently,
  getErrorMessage,
  ignoreErrors,
  lstatIfExists,
  syncFolder,
  writeNewFile,
  type Content,
} from './disk.js';
import { getParentFolders, getPathProblem } from './paths.js';
import type { Plan, Step } from './plan.js';

/**
 * How all files change at once. 1. The new files are written to the staging folder and flushed to the disk. 2. The
 * journal, which lists all steps, is put beside them by one rename. 3. Each step moves an old file into the staging folder
 * and a new one out of it; nothing is deleted. 4. Deleting the journal commits the change. While the journal exists, the
 * steps can be rolled back from the staging folder, in any state and any number of times. Without a journal there is
 * nothing to roll back, and the staging folder can be deleted.
 *
 * Whole folders are not exchanged: an output folder may be a mount point, the current folder of a shell or a project that
 * is open in an editor, and it has files of the user. The staging folder is inside of it to be on the same file system.
 */
const STAGING = '.sdkgen.staging';
const JOURNAL = 'journal.json';

/** The steps of a run, recorded before the first is executed. */
interface Journal {
  readonly steps: readonly Step[];
  /** The folders that the run creates, outermost first. */
  readonly folders: readonly string[];
}

/**
 * Executes all steps of a plan, or none if one fails. The caller holds the folder's lock.
 *
 * @param signal stops the run before the first step; once that is made, all are.
 * @throws WriteError when rolling back or cleaning up fails; otherwise the error of the step.
 */
export async function executePlan(
  root: string,
  plan: Plan,
  files: ReadonlyMap<string, Content>,
  signal?: AbortSignal,
): Promise<void> {
  if (plan.steps.length === 0) return;
  try {
    await stage(root, plan, files);
    signal?.throwIfAborted();
    await apply(root, plan);
    await commit(root);
  } catch (error) {
    await recover(root).catch((second: unknown) => {
      throw createRollbackError(root, error, second);
    });
    throw error;
  }
  await removeStaging(root).catch((error: unknown) => {
    throw createCleanupError(root, error);
  });
}

/**
 * Restores a folder to its state before a run that was interrupted; does nothing if there was none. The caller holds the
 * folder's lock.
 *
 * @throws WriteError when the journal is damaged.
 */
export async function recover(root: string): Promise<void> {
  const staging = await lstatIfExists(join(root, STAGING));
  if (staging === undefined) return;
  // A symbolic link of that name is removed, not followed.
  const text = staging.isDirectory() ? await readJournal(getJournalPath(root)) : undefined;
  if (text !== undefined) {
    await rollBack(root, await parseJournal(root, text));
    await commit(root);
  }
  await removeStaging(root);
}

async function stage(root: string, plan: Plan, files: ReadonlyMap<string, Content>): Promise<void> {
  const staging = join(root, STAGING);
  await mkdir(staging);
  await forEachConcurrently(plan.steps, async ({ kind, path }, index) => {
    const content = files.get(path);
    if (kind !== 'delete' && content !== undefined)
      await writeNewFile(getNewFilePath(root, index), content);
  });
  const { steps, folders } = plan;
  const draft = `${getJournalPath(root)}.new`;
  await writeNewFile(draft, JSON.stringify({ steps, folders } satisfies Journal));
  await rename(draft, getJournalPath(root));
  await syncFolder(staging);
  await syncFolder(root);
}

async function apply(root: string, plan: Plan): Promise<void> {
  const steps = [...plan.steps.entries()];
  for (const [index, { kind, path }] of steps) {
    if (kind === 'delete') await rename(join(root, path), getOldFilePath(root, index));
  }
  await removeEmptyFolders(root, plan.steps);
  for (const folder of new Set(steps.flatMap(([, step]) => getFolderToCreate(step))))
    await mkdir(join(root, folder), { recursive: true });
  for (const [index, { kind, path }] of steps) {
    if (kind === 'replace') await rename(join(root, path), getOldFilePath(root, index));
    if (kind !== 'delete') await rename(getNewFilePath(root, index), join(root, path));
  }
  await syncFolders(root, plan.steps);
}

function getFolderToCreate({ kind, path }: Step): readonly string[] {
  return kind === 'add' ? [dirname(path)] : [];
}

/** The reverse of `apply`, from whichever step it had reached. */
async function rollBack(root: string, journal: Journal): Promise<void> {
  const steps = [...journal.steps.entries()].reverse();
  for (const [index, { kind, path }] of steps) {
    if (kind === 'add') await moveBackToStaging(join(root, path), getNewFilePath(root, index));
    if (kind === 'replace') await restoreFile(getOldFilePath(root, index), join(root, path));
  }
  for (const folder of [...journal.folders].reverse()) await removeIfEmpty(join(root, folder));
  for (const [index, { kind, path }] of steps) {
    if (kind === 'delete') await restoreFile(getOldFilePath(root, index), join(root, path));
  }
  await syncFolders(root, journal.steps);
}

async function moveBackToStaging(path: string, staged: string): Promise<void> {
  if ((await lstatIfExists(staged)) !== undefined) return;
  await ignoreErrors(['ENOENT', 'ENOTDIR'], rename(path, staged));
}

async function restoreFile(kept: string, path: string): Promise<void> {
  if ((await lstatIfExists(kept)) === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  await rename(kept, path);
}

async function commit(root: string): Promise<void> {
  await unlink(getJournalPath(root));
}

async function removeStaging(root: string): Promise<void> {
  // The deletion of the journal must reach the disk before the files that it names are deleted.
  await ignoreErrors(['ENOENT', 'ENOTDIR'], syncFolder(join(root, STAGING)));
  await rm(join(root, STAGING), { recursive: true, force: true, maxRetries: 3 });
}

async function removeEmptyFolders(root: string, steps: readonly Step[]): Promise<void> {
  const deleted = steps.filter(({ kind }) => kind === 'delete');
  const folders = new Set(deleted.flatMap(({ path }) => getParentFolders(path)));
  for (const folder of [...folders].sort().reverse()) await removeIfEmpty(join(root, folder));
}

async function removeIfEmpty(folder: string): Promise<void> {
  await ignoreErrors(['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'], rmdir(folder));
}

/** Flushes the moves of the files to the disk, before the journal is deleted. */
async function syncFolders(root: string, steps: readonly Step[]): Promise<void> {
  const folders = new Set(steps.flatMap(({ path }) => ['', ...getParentFolders(path)]));
  await forEachConcurrently([...folders], async (folder) => {
    await ignoreErrors(['ENOENT', 'ENOTDIR'], syncFolder(join(root, folder)));
  });
  await syncFolder(join(root, STAGING));
}

function createRollbackError(root: string, first: unknown, second: unknown): WriteError {
  return new WriteError(
    `Writing to ${root} failed (${getErrorMessage(first)}), and so did restoring the files that were there (${getErrorMessage(second)}).`,
    {
      hint: `Fix the cause and run again: the next run restores the files first. Keep ${join(root, STAGING)} until then.`,
      cause: first,
    },
  );
}

function createCleanupError(root: string, cause: unknown): WriteError {
  return new WriteError(
    `${root} is written, but ${join(root, STAGING)} could not be removed: ${getErrorMessage(cause)}`,
    { hint: 'No files are lost: the next run removes it, or you can delete it.', cause },
  );
}

function getJournalPath(root: string): string {
  return join(root, STAGING, JOURNAL);
}

function getNewFilePath(root: string, index: number): string {
  return join(root, STAGING, `new-${index}`);
}

function getOldFilePath(root: string, index: number): string {
  return join(root, STAGING, `old-${index}`);
}

/** The text of a journal; undefined if there is none. */
function readJournal(path: string): Promise<string | undefined> {
  return ignoreErrors(['ENOENT'], readFile(path, 'utf8'));
}

/**
 * A journal moves files and may come from a cloned repository, so each path must stay inside of the folder and lead
 * through no symbolic link.
 *
 * @throws WriteError when it is not such a journal.
 */
async function parseJournal(root: string, text: string): Promise<Journal> {
  const journal = parseJson(root, text);
  if (!isJournal(journal)) throw createJournalError(root);
  const paths = [...journal.folders, ...journal.steps.map(({ path }) => path)];
  if (paths.some((path) => getPathProblem(path) !== undefined)) throw createJournalError(root);
  for (const folder of new Set([...journal.folders, ...paths.flatMap(getParentFolders)])) {
    const stats = await lstatIfExists(join(root, folder));
    if (stats?.isSymbolicLink() === true) throw createJournalError(root);
  }
  return journal;
}

function parseJson(root: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw createJournalError(root, error);
  }
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== 'object' || value === null) return false;
  const { steps, folders } = value as Partial<Record<keyof Journal, unknown>>;
  return (
    Array.isArray(steps) &&
    steps.every(isStep) &&
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === 'string')
  );
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, path } = value as Partial<Record<keyof Step, unknown>>;
  return (kind === 'add' || kind === 'replace' || kind === 'delete') && typeof path === 'string';
}

function createJournalError(root: string, cause?: unknown): WriteError {
  return new WriteError(
    `${root} has the journal of an interrupted run, and the journal is damaged.`,
    {
      hint: 'Restore the folder from version control, delete .sdkgen.staging in it, and run again.',
      cause,
    },
  );
}
