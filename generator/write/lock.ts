import {
  mkdir,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WriteError } from '../errors.js';
import {
  FOREIGN_OWNER_TIMEOUT_MS,
  ownerName,
  ownerState,
  releaseOwnerName,
} from '../util/process-owner.js';
import { getSystemErrorCode, ignoreErrors, toWriteError } from './disk.js';

/**
 * One run writes to an output folder at a time. The lock is a folder with one file, which is named after the lock's owner.
 * A run acquires the lock by renaming a folder that already has that file, so a lock is never seen without an owner. The
 * lock of a process that has ended is removed by deleting the file with that owner's name, so two runs that do so at once
 * cannot remove each other's lock; a folder can be renamed onto an empty folder only.
 */
const LOCK = '.sdkgen.lock';
const CANDIDATE = `${LOCK}-`;
const POLL_MS = 50;
/** How often an owner updates its file's time: for runs on other machines and in containers, which cannot see its process. */
const TOUCH_MS = 30_000;

/** How a run waits for another. */
export interface Waiting {
  /** For how long, in milliseconds. */
  readonly waitMs: number;
  /** Called once, with the owner of the lock, if there is another run. */
  readonly onWait?: (owner: string) => void;
  /** Ends the waiting; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` while holding the lock of a folder.
 *
 * @throws WriteError when another run still holds the lock after the time to wait.
 */
export async function withLock<T>(
  root: string,
  waiting: Waiting,
  work: () => Promise<T>,
): Promise<T> {
  const owner = ownerName();
  try {
    await acquire(root, owner, waiting);
    const touching = keepTouching(join(root, LOCK, owner));
    const result = await releaseOnError(root, owner, async () => {
      await removeDeadCandidates(root);
      return work();
    }).finally(() => clearInterval(touching));
    await release(root, owner);
    return result;
  } finally {
    releaseOwnerName(owner);
  }
}

/** Errors are ignored here: if someone deleted the lock, releasing it reports that. */
function keepTouching(path: string): NodeJS.Timeout {
  const touch = () => {
    const now = Date.now() / 1000;
    utimes(path, now, now).catch(() => undefined);
  };
  return setInterval(touch, TOUCH_MS).unref();
}

/** Reports the error of `work`, even if releasing fails as well: the next run removes such a lock. */
async function releaseOnError<T>(root: string, owner: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await release(root, owner).catch(() => undefined);
    throw error;
  }
}

async function release(root: string, owner: string): Promise<void> {
  await rename(join(root, LOCK), getCandidatePath(root, owner));
  await rm(getCandidatePath(root, owner), { recursive: true, force: true });
}

async function acquire(root: string, owner: string, waiting: Waiting): Promise<void> {
  const candidate = getCandidatePath(root, owner);
  try {
    await mkdir(candidate);
    await writeFile(join(candidate, owner), '');
    await waitForLock(root, candidate, waiting);
  } catch (error) {
    await rm(candidate, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function waitForLock(
  root: string,
  candidate: string,
  { waitMs, onWait, signal }: Waiting,
): Promise<void> {
  const lock = join(root, LOCK);
  const deadline = performance.now() + waitMs;
  let hasNotified = false;
  for (;;) {
    const error = await tryRename(candidate, lock);
    if (error === undefined) return;
    const other = await findLivingOwner(lock);
    if (other === undefined) await ignoreErrors(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(lock));
    else if (performance.now() >= deadline) throw createBusyError(root, lock, other, error);
    else {
      if (!hasNotified) onWait?.(other);
      hasNotified = true;
      signal?.throwIfAborted();
      await sleep(POLL_MS);
    }
  }
}

/** Returns the system's error if the target exists: POSIX has two codes for it, Windows a third. */
async function tryRename(from: string, to: string): Promise<unknown> {
  try {
    await rename(from, to);
    return undefined;
  } catch (error) {
    const codes = ['ENOTEMPTY', 'EEXIST', ...(process.platform === 'win32' ? ['EPERM'] : [])];
    if (codes.includes(getSystemErrorCode(error) ?? '')) return error;
    throw error;
  }
}

/** The owner whose process is running; files of others are deleted. */
async function findLivingOwner(lock: string): Promise<string | undefined> {
  for (const owner of (await ignoreErrors(['ENOENT'], readdir(lock))) ?? []) {
    if (await isOwnerAlive(owner, join(lock, owner))) return owner;
    await ignoreErrors(['ENOENT'], unlink(join(lock, owner)));
  }
  return undefined;
}

/** Removes what runs left that were killed while they waited for the lock. */
async function removeDeadCandidates(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(CANDIDATE)) continue;
    if (await isOwnerAlive(name.slice(CANDIDATE.length), join(root, name))) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

async function isOwnerAlive(owner: string, path: string): Promise<boolean> {
  const state = ownerState(owner);
  if (state === 'lives' || state === 'dead') return state === 'lives';
  // Not a name of this program, so not its file to delete.
  if (state === undefined) return true;
  const stats = await ignoreErrors(['ENOENT'], stat(path));
  return stats !== undefined && Date.now() - stats.mtimeMs < FOREIGN_OWNER_TIMEOUT_MS;
}

function createBusyError(root: string, lock: string, owner: string, cause: unknown): WriteError {
  return new WriteError(`Another run (${owner}) is writing to ${root}.`, {
    hint: `Wait for it to end. If no such process runs any more, delete the folder ${lock}.`,
    cause,
  });
}

function getCandidatePath(root: string, owner: string): string {
  return join(root, CANDIDATE + owner);
}

/**
 * Like `withLock`, and creates the folder if it is missing. If `work` fails, a folder that was created and is empty is
 * removed.
 *
 * @throws WriteError when another run still holds the lock after the time to wait.
 */
export async function withFolderLock<T>(
  folder: string,
  waiting: Waiting,
  work: () => Promise<T>,
): Promise<T> {
  // Errors of `work` are thrown as they are, also those of the operating system.
  const failures = new Set<unknown>();
  const watchedWork = () =>
    work().catch((error: unknown) => {
      failures.add(error);
      throw error;
    });
  try {
    return await withFolder(folder, (root) => withLock(root, waiting, watchedWork));
  } catch (error) {
    throw failures.has(error) ? error : toWriteError(error, folder);
  }
}

/** Creates the folder if it is missing; if `work` fails, removes the folders that it created and that are empty. */
export async function withFolder<T>(
  folder: string,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const first = await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  try {
    return await work(root);
  } catch (error) {
    if (first !== undefined) await removeCreatedFolders(root, await realpath(first));
    throw error;
  }
}

async function removeCreatedFolders(last: string, first: string): Promise<void> {
  for (let folder = last; folder.startsWith(first); folder = dirname(folder)) {
    await ignoreErrors(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(folder));
  }
}
