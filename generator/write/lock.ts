import {
  mkdir,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WriteError } from '../errors.js';
import {
  releaseOwnerName,
  FOREIGN_OWNER_TIMEOUT_MS,
  ownerState,
  ownerName,
} from '../util/process-owner.js';
import { systemCode, unless } from './disk.js';

/**
 * One writer an output. The lock is a folder that holds one file, named after its owner.
 * Taking it is one rename of a folder that is already filled: it is never seen half made. A dead
 * owner is put out by deleting the file with *its* name, so that of two that try, none can put out
 * the other; and a folder can be renamed onto an empty one alone.
 */
const LOCK = '.sdkgen.lock';
const CANDIDATE = `${LOCK}-`;
const POLL_MS = 50;
/** A process of another machine or container, which cannot be asked whether it lives, shows it by this. */
const TOUCH_MS = 30_000;

/** Told once, when there is another run to wait for, of its owner. */
export type WaitListener = (owner: string) => void;

/**
 * Runs `work` while no other run does the same for this folder.
 *
 * @param waitMs How long to wait for another run, in milliseconds.
 * @throws WriteError when another run still writes after that time.
 */
export async function withLock<T>(
  root: string,
  waitMs: number,
  work: () => Promise<T>,
  onWait?: WaitListener,
): Promise<T> {
  const owner = ownerName();
  try {
    await take(root, owner, waitMs, onWait);
    const touching = keepTouching(join(root, LOCK, owner));
    const result = await orRelease(root, owner, async () => {
      await sweepCandidates(root);
      return work();
    }).finally(() => clearInterval(touching));
    await release(root, owner);
    return result;
  } finally {
    releaseOwnerName(owner);
  }
}

/** A lock that has been taken from us (someone deleted it) is no reason to fail: the release says so. */
function keepTouching(path: string): NodeJS.Timeout {
  const touch = () => {
    const now = Date.now() / 1000;
    utimes(path, now, now).catch(() => undefined);
  };
  return setInterval(touch, TOUCH_MS).unref();
}

/** The first failure is the one to tell: a lock that cannot be released is put out by the next run. */
async function orRelease<T>(root: string, owner: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await release(root, owner).catch(() => undefined);
    throw error;
  }
}

async function release(root: string, owner: string): Promise<void> {
  await rename(join(root, LOCK), candidateOf(root, owner));
  await rm(candidateOf(root, owner), { recursive: true, force: true });
}

async function take(
  root: string,
  owner: string,
  waitMs: number,
  onWait: WaitListener | undefined,
): Promise<void> {
  const candidate = candidateOf(root, owner);
  try {
    await mkdir(candidate);
    await writeFile(join(candidate, owner), '');
    await waitFor(root, candidate, waitMs, onWait);
  } catch (error) {
    await rm(candidate, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function waitFor(
  root: string,
  candidate: string,
  waitMs: number,
  onWait: WaitListener | undefined,
): Promise<void> {
  const lock = join(root, LOCK);
  const deadline = performance.now() + waitMs;
  let isTold = false;
  for (;;) {
    const refusal = await renameOrRefusal(candidate, lock);
    if (refusal === undefined) return;
    const other = await livingOwner(lock);
    if (other === undefined) await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(lock));
    else if (performance.now() >= deadline) throw stillWriting(root, lock, other, refusal);
    else {
      if (!isTold) onWait?.(other);
      isTold = true;
      await sleep(POLL_MS);
    }
  }
}

/** What the system says where the lock is taken: POSIX has two words for it, Windows another. */
async function renameOrRefusal(from: string, to: string): Promise<unknown> {
  try {
    await rename(from, to);
    return undefined;
  } catch (error) {
    const taken = ['ENOTEMPTY', 'EEXIST', ...(process.platform === 'win32' ? ['EPERM'] : [])];
    if (taken.includes(systemCode(error) ?? '')) return error;
    throw error;
  }
}

/** The owner that lives; dead ones are put out. */
async function livingOwner(lock: string): Promise<string | undefined> {
  for (const owner of (await unless(['ENOENT'], readdir(lock))) ?? []) {
    if (await lives(owner, join(lock, owner))) return owner;
    await unless(['ENOENT'], unlink(join(lock, owner)));
  }
  return undefined;
}

/** What killed runs left while they waited for the lock. */
async function sweepCandidates(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(CANDIDATE)) continue;
    if (await lives(name.slice(CANDIDATE.length), join(root, name))) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

async function lives(owner: string, path: string): Promise<boolean> {
  const life = ownerState(owner);
  if (life === 'lives' || life === 'dead') return life === 'lives';
  // No name of ours: whoever put it there, it is not for this program to delete.
  if (life === undefined) return true;
  const stats = await unless(['ENOENT'], stat(path));
  return stats !== undefined && Date.now() - stats.mtimeMs < FOREIGN_OWNER_TIMEOUT_MS;
}

function stillWriting(root: string, lock: string, owner: string, cause: unknown): WriteError {
  return new WriteError(`Another run (${owner}) is writing to ${root}.`, {
    hint: `Wait for it to end. If no such process runs any more, delete the folder ${lock}.`,
    cause,
  });
}

function candidateOf(root: string, owner: string): string {
  return join(root, CANDIDATE + owner);
}
