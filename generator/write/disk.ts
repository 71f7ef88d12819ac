import { readFileSync, type BigIntStats } from 'node:fs';
import { lstat, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { types } from 'node:util';
import { WriteError } from '../errors.js';
import { defined } from '../util/defined.js';
import { toUnixLines } from '../util/unix-lines.js';

/** The content of a file: text, or bytes where a text would take more memory. */
export type Content = string | Uint8Array;

export function toBytes(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

const HINTS: Readonly<Record<string, string>> = {
  EACCES:
    'You have no permission to write there: change the permissions or choose another output folder.',
  EBUSY: 'Another program uses the file: close it and run again.',
  EDQUOT: 'Your quota on that disk is used up: free some space and run again.',
  EEXIST: 'A file is where a folder should be: move it away or choose another output folder.',
  EFBIG: 'The file is larger than the file system or a limit of the process allows.',
  EIO: 'The disk reports an error.',
  EISDIR: 'A folder is where a file should be: move it away.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n).',
  ENAMETOOLONG: 'Choose an output folder with a shorter path.',
  ENOSPC: 'The disk is full: free some space and run again.',
  ENOTDIR: 'A file is where a folder should be: move it away or choose another output folder.',
  EPERM:
    'You have no permission to write there: change the permissions or choose another output folder.',
  EROFS: 'The file system is read-only: choose another output folder.',
  EXDEV: 'The output folder must be on one file system.',
};

/** The code of an error of the operating system, such as `ENOENT`; undefined for any other error. */
export function getSystemErrorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: under jest, Node's own errors come from another realm.
  if (!types.isNativeError(error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Converts an error of the operating system to a WriteError with path and hint; returns any other error as it is. */
export function toWriteError(error: unknown, root: string): unknown {
  const code = getSystemErrorCode(error);
  if (code === undefined || !types.isNativeError(error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : root;
  const hint = HINTS[code];
  return new WriteError(`Writing to ${root} failed at ${path}: ${error.message}`, {
    cause: error,
    ...defined({ hint }),
  });
}

export function getErrorMessage(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** Awaits `operation`; returns undefined if it fails with one of these codes of the operating system. */
export async function ignoreErrors<T>(
  codes: readonly string[],
  operation: Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (codes.includes(getSystemErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** `lstat`, which follows no symbolic link; undefined if nothing is there. */
export function lstatIfExists(path: string): Promise<BigIntStats | undefined> {
  return ignoreErrors(['ENOENT', 'ENOTDIR'], lstat(path, { bigint: true }));
}

/**
 * The bytes of a generated file, with the line ends that were generated, read synchronously; undefined if there is no file.
 *
 * @throws WriteError when the disk reports an error.
 */
export function readFileIfExists(root: string, path: string): Buffer | undefined {
  try {
    return toUnixLines(readFileSync(join(root, path)));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(getSystemErrorCode(error) ?? '')) return undefined;
    throw toWriteError(error, root);
  }
}

/** Creates a file and flushes it to the disk. @throws the system's EEXIST if it exists. */
export async function writeNewFile(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Runs work with an empty folder that is removed afterwards. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sdkgen-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Flushes the entries of a folder to the disk; Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Enough to keep a disk busy, and far from the limit of open files. */
const CONCURRENCY = 32;

/** Like `Promise.all(items.map(work))`, at most 32 at a time. If one fails, it throws once all that were started have ended. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) await work(item, index);
  };
  const results = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
