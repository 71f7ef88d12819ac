import { ConfigurationError, getErrorCode } from './errors.js';
import type { StoredToken, TokenStore } from './options.js';

/** The parts of Node's modules that are used here. They are declared because a package compiles without Node's types. */
interface FileHandle {
  stat(): Promise<{ readonly mode: number }>;
  readFile(encoding: 'utf8'): Promise<string>;
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
interface FileSystem {
  readonly open: (path: string, flags: string, mode?: number) => Promise<FileHandle>;
  readonly mkdir: (path: string, options: { recursive: boolean; mode: number }) => Promise<unknown>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { force: boolean }) => Promise<void>;
}
interface Paths {
  readonly dirname: (path: string) => string;
}
interface Crypto {
  readonly randomUUID: () => string;
  readonly createHash: (name: 'sha256') => {
    update(text: string): { digest(encoding: 'hex'): string };
  };
}

type Tokens = Readonly<Record<string, StoredToken>>;

/**
 * Keeps tokens in a JSON file that only its owner can read (mode 0600, except on Windows), under a hash of token URL,
 * client id and scope. Processes may share the file: each write replaces it as a whole, so none reads it half written.
 */
export class FileTokenStore implements TokenStore {
  readonly #path: string;
  /** Settles when the last change is written. */
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @param path The file's path. The file and its folder are created when the first token is stored. */
  constructor(path: string) {
    this.#path = path;
  }

  /** @throws ConfigurationError when others can read the file; its content is then not used. */
  async get(key: string): Promise<StoredToken | undefined> {
    const tokens = await this.#read();
    return tokens[await hashKey(key)];
  }

  set(key: string, token: StoredToken): Promise<void> {
    return this.#change(key, token);
  }

  delete(key: string): Promise<void> {
    return this.#change(key, undefined);
  }

  /** Changes run one after the other, since each reads what the one before has written. */
  #change(key: string, token: StoredToken | undefined): Promise<void> {
    const change = this.#lastChange.then(async () => {
      const { [await hashKey(key)]: old, ...others } = await this.#read();
      if (token !== undefined) await this.#write({ ...others, [await hashKey(key)]: token });
      else if (old !== undefined) await this.#write(others);
    });
    this.#lastChange = change.catch(() => undefined);
    return change;
  }

  async #read(): Promise<Tokens> {
    const { open } = await importNode<FileSystem>('fs/promises');
    let file: FileHandle;
    try {
      file = await open(this.#path, 'r');
    } catch (error) {
      if (getErrorCode(error) === 'ENOENT') return {};
      throw error;
    }
    try {
      const { mode } = await file.stat();
      if (isShared(mode))
        throw new ConfigurationError(
          `The token file '${this.#path}' can be read by others: delete it, or set its mode to 600`,
        );
      return parseTokens(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  }

  async #write(tokens: Tokens): Promise<void> {
    const { open, mkdir, rename, rm } = await importNode<FileSystem>('fs/promises');
    const { dirname } = await importNode<Paths>('path');
    const { randomUUID } = await importNode<Crypto>('crypto');
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${randomUUID()}`;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(tokens));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

/** Imports one of Node's modules. A computed specifier is neither type-checked nor bundled. */
async function importNode<T>(name: string): Promise<T> {
  const specifier = `node:${name}`;
  return (await import(specifier)) as T;
}

async function hashKey(key: string): Promise<string> {
  const { createHash } = await importNode<Crypto>('crypto');
  return createHash('sha256').update(key).digest('hex');
}

/** True when group or others have any permission on the file. Windows has no such permissions. */
function isShared(mode: number): boolean {
  const { process } = globalThis as { readonly process?: { readonly platform?: string } };
  return process?.platform !== 'win32' && (mode & 0o077) !== 0;
}

/** The file is a cache: what cannot be parsed, or is not a token, counts as absent. */
function parseTokens(text: string): Tokens {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return {};
  }
  return Object.fromEntries(
    Object.entries(content ?? {}).filter((entry): entry is [string, StoredToken] =>
      isStoredToken(entry[1]),
    ),
  );
}

function isStoredToken(value: unknown): value is StoredToken {
  if (typeof value !== 'object' || value === null) return false;
  const token = value as { readonly [K in keyof StoredToken]: unknown };
  return (
    typeof token.accessToken === 'string' &&
    typeof token.obtainedAt === 'number' &&
    ['number', 'undefined'].includes(typeof token.expiresAt)
  );
}
