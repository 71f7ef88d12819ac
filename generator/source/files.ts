import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { types } from 'node:util';
import { WriteError } from '../errors.js';
import { disown, FOREIGN_LIFETIME_MS, lifeOf, ownerName } from '../util/process-owner.js';

/** A file's bytes; undefined when there is none. @throws WriteError when it cannot be read. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw writeError(`${path} cannot be read`, error);
  }
}

/**
 * Puts text or bytes in place of a file's, as a whole or not at all: a new file beside it reaches the disk and
 * then takes its name; one that a killed run left there is taken away. Does nothing when the bytes are the same.
 *
 * @returns whether it did something.
 * @throws WriteError when it cannot; the file is then as it was.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<boolean> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if ((await readIfThere(path))?.equals(bytes)) return false;
  const owner = ownerName();
  const draft = join(dirname(path), draftPrefix(path) + owner);
  try {
    await mkdir(dirname(path), { recursive: true });
    await sweepDrafts(path);
    await writeDurably(draft, bytes);
    await rename(draft, path);
    return true;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {
      // The first failure is the one to tell; where it came from, this one comes too.
    });
    throw writeError(`${path} cannot be written`, error);
  } finally {
    disown(owner);
  }
}

function draftPrefix(path: string): string {
  return `.${basename(path)}.`;
}

async function sweepDrafts(path: string): Promise<void> {
  const prefix = draftPrefix(path);
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(dirname(path), name);
    if (await isLeftBehind(name.slice(prefix.length), draft)) await rm(draft, { force: true });
  }
}

async function isLeftBehind(owner: string, draft: string): Promise<boolean> {
  switch (lifeOf(owner)) {
    case 'dead':
      return true;
    case 'elsewhere':
      return (await ageOf(draft)) > FOREIGN_LIFETIME_MS;
    case 'lives':
    case undefined:
      return false;
  }
}

/** Milliseconds since the file was written; 0 when it is gone. */
async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
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
