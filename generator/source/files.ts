import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { types } from 'node:util';
import { WriteError } from '../errors.js';
import { toUnixLines } from '../util/unix-lines.js';
import {
  releaseOwnerName,
  FOREIGN_OWNER_TIMEOUT_MS,
  ownerState,
  ownerName,
} from '../util/process-owner.js';

/** Reads a file. @returns undefined when there is none. @throws WriteError when it cannot be read. */
export async function readIfExists(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw toWriteError(`${path} cannot be read`, error);
  }
}

/**
 * Replaces a file's content as a whole or not at all: a draft beside it is flushed to disk and then renamed. Drafts
 * that killed runs left behind are deleted. Does nothing when the bytes are the same, or the lines but for their ends.
 *
 * @returns whether the file was written.
 * @throws WriteError when it cannot be written; the file is then unchanged.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<boolean> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const found = await readIfExists(path);
  if (found && (found.equals(bytes) || toUnixLines(found).equals(bytes))) return false;
  const owner = ownerName();
  const draft = join(dirname(path), draftPrefix(path) + owner);
  try {
    await mkdir(dirname(path), { recursive: true });
    await deleteStaleDrafts(path);
    await writeDurably(draft, bytes);
    await rename(draft, path);
    return true;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {
      // The first failure is the one to report; this one usually has the same cause.
    });
    throw toWriteError(`${path} cannot be written`, error);
  } finally {
    releaseOwnerName(owner);
  }
}

function draftPrefix(path: string): string {
  return `.${basename(path)}.`;
}

async function deleteStaleDrafts(path: string): Promise<void> {
  const prefix = draftPrefix(path);
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(dirname(path), name);
    if (await isStale(name.slice(prefix.length), draft)) await rm(draft, { force: true });
  }
}

async function isStale(owner: string, draft: string): Promise<boolean> {
  switch (ownerState(owner)) {
    case 'dead':
      return true;
    case 'elsewhere':
      return (await ageInMs(draft)) > FOREIGN_OWNER_TIMEOUT_MS;
    case 'lives':
    case undefined:
      return false;
  }
}

/** Milliseconds since the file was written; 0 when it no longer exists. */
async function ageInMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @returns a WriteError for what the file system threw; anything else as it is. */
export function toWriteError(what: string, cause: unknown): unknown {
  if (errorCode(cause) === undefined || !types.isNativeError(cause)) return cause;
  return new WriteError(`${what}: ${cause.message}`, {
    hint: 'Check that this user may write there, that the disk is not full, and that no other file or folder has that name.',
    cause,
  });
}

function errorCode(error: unknown): unknown {
  return types.isNativeError(error) && 'code' in error ? error.code : undefined;
}
