// A package must compile without Node's types, where these imports are errors, and with them; hence `@ts-ignore`. The modules
// have their literal names, by which bundlers know them. What is used of them is declared below.
// @ts-ignore
import * as nodeCrypto from 'node:crypto';
// @ts-ignore
import * as nodeFiles from 'node:fs/promises';
import { ConfigurationError, getErrorCode } from '../core/errors.js';

/** What is used of a `FileHandle` of `node:fs/promises`. */
export interface FileHandle {
  stat(): Promise<{ readonly mode: number; readonly mtimeMs: number }>;
  readFile(encoding: 'utf8'): Promise<string>;
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is used of `node:fs/promises`. */
interface FileSystem {
  readonly open: (path: string, flags: string, mode?: number) => Promise<FileHandle>;
  readonly mkdir: (path: string, options: { recursive: boolean; mode: number }) => Promise<unknown>;
  readonly readdir: (path: string) => Promise<readonly string[]>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { force: true; recursive?: true }) => Promise<void>;
  readonly stat: (path: string) => Promise<{ readonly mtimeMs: number }>;
}

/** What is used of `node:crypto`. */
interface Crypto {
  readonly randomUUID: () => string;
  readonly createHash: (name: 'sha256') => {
    update(text: string): { digest(encoding: 'hex'): string };
  };
}

export const files = nodeFiles as FileSystem;
const crypto = nodeCrypto as Crypto;

/** @returns The SHA-256 of a text in hexadecimal, as the name of a file for it. */
export function hashText(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}

/** @returns The path of a temporary file or folder that will be renamed to `path`. */
export function createTemporaryPath(path: string): string {
  return `${path}.${crypto.randomUUID()}.tmp`;
}

/** Temporary files that are older were left by a process that was killed. */
const MAX_TEMPORARY_AGE_MS = 600_000;

/** Deletes temporary files and folders in a folder that a killed process has left behind. */
export async function deleteOldTemporaryFiles(folder: string): Promise<void> {
  const names = await files.readdir(folder);
  const oldest = Date.now() - MAX_TEMPORARY_AGE_MS;
  for (const path of names
    .filter((name) => name.endsWith('.tmp'))
    .map((name) => `${folder}/${name}`))
    if ((await getChangeTime(path)) < oldest)
      await files.rm(path, { force: true, recursive: true });
}

/**
 * A folder of files that only their owner can read: mode 0600 in a folder of mode 0700, except on Windows. Any number of
 * processes may use it: each write replaces its file as a whole, so that no reader gets half of it.
 */
export class PrivateFolder {
  readonly path: string;

  /** @param path The folder's path. It is created when the first file is written. */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * @returns The file's text; undefined when there is none.
   * @throws ConfigurationError when others can read the file, or the path is not a folder.
   */
  async read(name: string): Promise<string | undefined> {
    const path = this.#join(name);
    let file: FileHandle;
    try {
      file = await files.open(path, 'r');
    } catch (error) {
      if (getErrorCode(error) === 'ENOENT') return undefined;
      throw this.#explain(error);
    }
    try {
      if (isShared((await file.stat()).mode))
        throw new ConfigurationError(
          `The file '${path}' can be read by others: delete it, or set its mode to 600`,
        );
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  }

  /**
   * Writes a temporary file and renames it. Temporary files that other processes left behind are deleted.
   *
   * @throws ConfigurationError when the path is not a folder, or the file system's error.
   */
  async write(name: string, text: string): Promise<void> {
    try {
      await files.mkdir(this.path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw this.#explain(error);
    }
    await deleteOldTemporaryFiles(this.path);
    const temporary = createTemporaryPath(this.#join(name));
    try {
      const file = await files.open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await files.rename(temporary, this.#join(name));
    } catch (error) {
      await files.rm(temporary, { force: true });
      throw error;
    }
  }

  /** Deletes a file, if there is one. */
  async delete(name: string): Promise<void> {
    try {
      await files.rm(this.#join(name), { force: true });
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #join(name: string): string {
    return `${this.path}/${name}`;
  }

  /** @returns An error that says what to do when the path is not a folder; any other error as it is. */
  #explain(error: unknown): unknown {
    const code = getErrorCode(error) ?? '';
    if (!['ENOTDIR', 'EEXIST'].includes(code)) return error;
    return new ConfigurationError(
      `'${this.path}' is not a folder: delete it, or give another path`,
      error,
    );
  }
}

/** @returns When a file was last written, in milliseconds since 1970; infinity when another process has just deleted or renamed it. */
async function getChangeTime(path: string): Promise<number> {
  try {
    return (await files.stat(path)).mtimeMs;
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return Infinity;
    throw error;
  }
}

/** True when group or others have any permission on the file. Windows has no such permissions. */
function isShared(mode: number): boolean {
  const { process } = globalThis as { readonly process?: { readonly platform?: string } };
  return process?.platform !== 'win32' && (mode & 0o077) !== 0;
}
