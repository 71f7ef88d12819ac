import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { types } from 'node:util';
import { WriteError } from '../errors.js';

/** A file's text; undefined when there is none. @throws WriteError when it cannot be read. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw writeError(`${path} cannot be read`, error);
  }
}

/**
 * Puts a text in place of a file's, as a whole or not at all: a new file beside it reaches the disk and
 * then takes its name. Does nothing when the bytes are the same.
 *
 * @returns whether it did something.
 * @throws WriteError when it cannot; the file is then as it was.
 */
export async function replaceFile(path: string, text: string): Promise<boolean> {
  if ((await readIfThere(path)) === text) return false;
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(draft, text);
    await rename(draft, path);
    return true;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {
      // The first failure is the one to tell; where it came from, this one comes too.
    });
    throw writeError(`${path} cannot be written`, error);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function writeError(what: string, cause: unknown): unknown {
  if (codeOf(cause) === undefined || !types.isNativeError(cause)) return cause;
  return new WriteError(`${what}: ${cause.message}`, {
    hint: 'May this user write there, is the disk full, does a folder or a file stand in the way?',
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return types.isNativeError(error) && 'code' in error ? error.code : undefined;
}
