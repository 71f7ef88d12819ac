import { lstat, open } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { types } from 'node:util';
import { WriteError } from '../errors.js';
import type { Content } from './content.js';

const HINTS: Readonly<Record<string, string>> = {
  EACCES: 'You may not write there: change the permissions or choose another output folder.',
  EBUSY: 'Another program holds the file: close it and run again.',
  EDQUOT: 'Your quota on that disk is used up: free some space and run again.',
  EEXIST: 'A file stands where a folder should be: move it away or choose another output folder.',
  EFBIG: 'The file system or a limit of the process allows no file that large.',
  EIO: 'The disk reports a fault.',
  EISDIR: 'A folder stands where a file should be: move it away.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n).',
  ENAMETOOLONG: 'Choose an output folder with a shorter path.',
  ENOSPC: 'The disk is full: free some space and run again.',
  ENOTDIR: 'A file stands where a folder should be: move it away or choose another output folder.',
  EPERM: 'You may not write there: change the permissions or choose another output folder.',
  EROFS: 'The file system is read-only: choose another output folder.',
  EXDEV: 'The output folder must lie on one file system.',
};

/** What the system said when a call failed, such as `ENOENT`; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  // Not `instanceof Error`: what Node itself throws comes from another realm where tests run in one.
  if (!types.isNativeError(error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A failure of the system as a WriteError with path and hint; anything else as it is. */
export function asWriteError(error: unknown, root: string): unknown {
  const code = systemCode(error);
  if (code === undefined || !types.isNativeError(error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : root;
  const hint = HINTS[code];
  return new WriteError(`Writing to ${root} failed at ${path}: ${error.message}`, {
    cause: error,
    ...(hint !== undefined && { hint }),
  });
}

export function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** Waits for `operation` and takes the named failures as an answer: undefined. */
export async function unless<T>(
  codes: readonly string[],
  operation: Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (codes.includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** What stands at a path, a symbolic link not followed; undefined for nothing. */
export function lstatIfThere(path: string): Promise<BigIntStats | undefined> {
  return unless(['ENOENT', 'ENOTDIR'], lstat(path, { bigint: true }));
}

/** Writes a new file and has it reach the disk. @throws the system's EEXIST when there is one. */
export async function writeDurably(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Has the names in a folder reach the disk; Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** As many files at a time as a disk can use without running out of descriptors. */
const AT_ONCE = 32;

/** `Promise.all(items.map(work))` with a bound; when one fails, the others end before it is told. */
export async function forEachAtOnce<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) await work(item, index);
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
