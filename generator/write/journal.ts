import { mkdir, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WriteError } from '../errors.js';
import type { Content } from './content.js';
import {
  forEachAtOnce,
  lstatIfThere,
  messageOf,
  syncFolder,
  unless,
  writeDurably,
} from './disk.js';
import { parseJournal, readJournal, type Journal } from './journal-record.js';
import { foldersOf } from './paths.js';
import type { Plan, Step } from './plan.js';

/**
 * How a tree changes as if at once. 1. The new files are written to the staging folder and reach the
 * disk. 2. The journal, which lists every step, is put beside them by one rename. 3. Each step moves
 * the old file into the staging folder and the new one out of it; nothing is destroyed. 4. The
 * journal is deleted: that moment is the change. While it stands, whatever was done can be undone
 * from what lies in the staging folder, from any state and any number of times; without it there is
 * nothing to undo, and the staging folder is rubbish.
 *
 * Whole folders are not swapped: an output may be a mount point, a shell's current folder or an
 * editor's open project, which cannot be renamed or should not be, and the user's own files lie in
 * it. For the same reasons the staging folder is inside: beside it may be another file system.
 */
const STAGING = '.sdkgen.staging';
const JOURNAL = 'journal.json';

/** Carries out a plan, all of it or, when that fails, nothing. The caller holds the folder's lock. */
export async function carryOut(
  root: string,
  plan: Plan,
  files: ReadonlyMap<string, Content>,
): Promise<void> {
  if (plan.steps.length === 0) return;
  try {
    await stage(root, plan, files);
    await apply(root, plan);
    await commit(root);
  } catch (error) {
    await recover(root).catch((second: unknown) => {
      throw notPutBack(root, error, second);
    });
    throw error;
  }
  await removeStaging(root).catch((error: unknown) => {
    throw leftBehind(root, error);
  });
}

/**
 * Brings a folder back to before a run that did not end; does nothing where there was none.
 * The caller holds the folder's lock.
 */
export async function recover(root: string): Promise<void> {
  const staging = await lstatIfThere(join(root, STAGING));
  if (staging === undefined) return;
  // A link of that name is nobody's journal: it is taken away, not followed.
  const text = staging.isDirectory() ? await readJournal(journalOf(root)) : undefined;
  if (text !== undefined) {
    await undo(root, await parseJournal(root, text));
    await commit(root);
  }
  await removeStaging(root);
}

async function stage(root: string, plan: Plan, files: ReadonlyMap<string, Content>): Promise<void> {
  const staging = join(root, STAGING);
  await mkdir(staging);
  await forEachAtOnce(plan.steps, async ({ kind, path }, index) => {
    const content = files.get(path);
    if (kind !== 'delete' && content !== undefined)
      await writeDurably(newFile(root, index), content);
  });
  const { steps, folders } = plan;
  const draft = `${journalOf(root)}.new`;
  await writeDurably(draft, JSON.stringify({ steps, folders } satisfies Journal));
  await rename(draft, journalOf(root));
  await syncFolder(staging);
  await syncFolder(root);
}

async function apply(root: string, plan: Plan): Promise<void> {
  const steps = [...plan.steps.entries()];
  for (const [index, { kind, path }] of steps) {
    if (kind === 'delete') await rename(join(root, path), oldFile(root, index));
  }
  await removeEmptied(root, plan.steps);
  for (const folder of new Set(steps.flatMap(([, step]) => folderOf(step))))
    await mkdir(join(root, folder), { recursive: true });
  for (const [index, { kind, path }] of steps) {
    if (kind === 'replace') await rename(join(root, path), oldFile(root, index));
    if (kind !== 'delete') await rename(newFile(root, index), join(root, path));
  }
  await syncAround(root, plan.steps);
}

function folderOf({ kind, path }: Step): readonly string[] {
  return kind === 'add' ? [dirname(path)] : [];
}

/** The mirror of `apply`, each step only as far as it had come. */
async function undo(root: string, journal: Journal): Promise<void> {
  const steps = [...journal.steps.entries()].reverse();
  for (const [index, { kind, path }] of steps) {
    if (kind === 'add') await takeBack(join(root, path), newFile(root, index));
    if (kind === 'replace') await putBack(oldFile(root, index), join(root, path));
  }
  for (const folder of [...journal.folders].reverse()) await removeIfEmpty(join(root, folder));
  for (const [index, { kind, path }] of steps) {
    if (kind === 'delete') await putBack(oldFile(root, index), join(root, path));
  }
  await syncAround(root, journal.steps);
}

async function takeBack(path: string, staged: string): Promise<void> {
  if ((await lstatIfThere(staged)) !== undefined) return;
  await unless(['ENOENT', 'ENOTDIR'], rename(path, staged));
}

async function putBack(kept: string, path: string): Promise<void> {
  if ((await lstatIfThere(kept)) === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  await rename(kept, path);
}

async function commit(root: string): Promise<void> {
  await unlink(journalOf(root));
}

async function removeStaging(root: string): Promise<void> {
  // The journal must be gone for good before what it speaks of goes.
  await unless(['ENOENT', 'ENOTDIR'], syncFolder(join(root, STAGING)));
  await rm(join(root, STAGING), { recursive: true, force: true, maxRetries: 3 });
}

async function removeEmptied(root: string, steps: readonly Step[]): Promise<void> {
  const deleted = steps.filter(({ kind }) => kind === 'delete');
  const folders = new Set(deleted.flatMap(({ path }) => foldersOf(path)));
  for (const folder of [...folders].sort().reverse()) await removeIfEmpty(join(root, folder));
}

async function removeIfEmpty(folder: string): Promise<void> {
  await unless(['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'], rmdir(folder));
}

/** Has the new places of the files reach the disk before the journal goes. */
async function syncAround(root: string, steps: readonly Step[]): Promise<void> {
  const folders = new Set(steps.flatMap(({ path }) => ['', ...foldersOf(path)]));
  await forEachAtOnce([...folders], async (folder) => {
    await unless(['ENOENT', 'ENOTDIR'], syncFolder(join(root, folder)));
  });
  await syncFolder(join(root, STAGING));
}

function notPutBack(root: string, first: unknown, second: unknown): WriteError {
  return new WriteError(
    `Writing to ${root} failed (${messageOf(first)}), and so did putting back what was there (${messageOf(second)}).`,
    {
      hint: `Mend the cause and run again: the next run puts it back first. Keep ${join(root, STAGING)} until then.`,
      cause: first,
    },
  );
}

function leftBehind(root: string, cause: unknown): WriteError {
  return new WriteError(
    `${root} is written, but ${join(root, STAGING)} could not be removed: ${messageOf(cause)}`,
    { hint: 'Nothing is lost: the next run removes it, or you may.', cause },
  );
}

function journalOf(root: string): string {
  return join(root, STAGING, JOURNAL);
}

function newFile(root: string, index: number): string {
  return join(root, STAGING, `new-${index}`);
}

function oldFile(root: string, index: number): string {
  return join(root, STAGING, `old-${index}`);
}
