import { hashText, PrivateFolder } from '../internal/node-files.js';
import type { StoredToken, TokenStore } from './options.js';

/**
 * Keeps tokens in a folder that only its owner can read (files of mode 0600, except on Windows). Each has a file of its
 * own, named by a hash of token URL, client id and scope, so that processes may share the folder and none loses what
 * another has stored.
 */
export class FileTokenStore implements TokenStore {
  readonly #folder: PrivateFolder;

  /**
   * @param path The folder's path, such as `.tokens`. It is created when the first token is stored. Keep it out of
   * version control, since the files are credentials.
   */
  constructor(path: string) {
    this.#folder = new PrivateFolder(path);
  }

  /**
   * @returns The token; undefined when there is none, or what is stored is not one.
   * @throws ConfigurationError when others can read the file, or the path is not a folder.
   */
  async get(key: string): Promise<StoredToken | undefined> {
    return parseToken(await this.#folder.read(getFileName(key)));
  }

  /** @throws ConfigurationError when the path is not a folder, or the file system's error. */
  set(key: string, token: StoredToken): Promise<void> {
    return this.#folder.write(getFileName(key), JSON.stringify(token));
  }

  delete(key: string): Promise<void> {
    return this.#folder.delete(getFileName(key));
  }
}

function getFileName(key: string): string {
  return `${hashText(key)}.json`;
}

/** The file is a cache: what is not a token, or has times that cannot be, counts as absent. */
function parseToken(text = ''): StoredToken | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { accessToken, obtainedAt, expiresAt } = Object(content) as Record<string, unknown>;
  if (typeof accessToken !== 'string' || !accessToken) return undefined;
  if (!isTime(obtainedAt) || obtainedAt > Date.now()) return undefined;
  if (expiresAt === undefined) return { accessToken, obtainedAt };
  return isTime(expiresAt) && expiresAt > obtainedAt
    ? { accessToken, obtainedAt, expiresAt }
    : undefined;
}

/** True for milliseconds since 1970 that a `Date` can hold. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}
