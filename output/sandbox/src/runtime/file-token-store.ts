import { codeOf, ConfigurationError } from './errors.js';
import type { StoredToken, TokenStore } from './token-store.js';

/** The parts of Node's modules that are used here: whoever compiles this may have no types for Node. */
interface FileHandle {
  stat(): Promise<{ readonly mode: number }>;
  readFile(encoding: 'utf8'): Promise<string>;
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
interface Files {
  open(path: string, flags: string, mode?: number): Promise<FileHandle>;
  mkdir(path: string, options: { recursive: boolean; mode: number }): Promise<unknown>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: boolean }): Promise<void>;
}
interface Paths {
  dirname(path: string): string;
}
interface Crypto {
  randomUUID(): string;
  createHash(name: 'sha256'): { update(text: string): { digest(encoding: 'hex'): string } };
}

type Tokens = Readonly<Record<string, StoredToken>>;

/**
 * Keeps tokens in a file that only its owner can read (mode 0600; Windows has its own way), by a hash of token URL, client id and
 * scope. Processes may share it: a write replaces the whole file at once, so that none is ever seen half written.
 */
export class FileTokenStore implements TokenStore {
  readonly #path: string;
  /** Settles when the last change is written. */
  #written: Promise<unknown> = Promise.resolve();

  /** @param path Of the file; it and its folder are made when they are needed. */
  constructor(path: string) {
    this.#path = path;
  }

  /** @throws ConfigurationError when others can read the file; then it is not read. */
  async get(key: string): Promise<StoredToken | undefined> {
    const tokens = await this.#read();
    return tokens[await hashOf(key)];
  }

  set(key: string, token: StoredToken): Promise<void> {
    return this.#change(key, token);
  }

  delete(key: string): Promise<void> {
    return this.#change(key, undefined);
  }

  /** One change after the other, as each reads what the one before has written. */
  #change(key: string, token: StoredToken | undefined): Promise<void> {
    const change = this.#written.then(async () => {
      const { [await hashOf(key)]: old, ...others } = await this.#read();
      if (token !== undefined) await this.#write({ ...others, [await hashOf(key)]: token });
      else if (old !== undefined) await this.#write(others);
    });
    this.#written = change.catch(() => undefined);
    return change;
  }

  async #read(): Promise<Tokens> {
    const { open } = await node<Files>('fs/promises');
    let file: FileHandle;
    try {
      file = await open(this.#path, 'r');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw error;
    }
    try {
      const { mode } = await file.stat();
      if (isShared(mode))
        throw new ConfigurationError(
          `The token file '${this.#path}' can be read by others: delete it, or set its mode to 600`,
        );
      return tokensIn(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  }

  async #write(tokens: Tokens): Promise<void> {
    const { open, mkdir, rename, rm } = await node<Files>('fs/promises');
    const { dirname } = await node<Paths>('path');
    const { randomUUID } = await node<Crypto>('crypto');
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.${randomUUID()}`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(tokens));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.#path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

/** Loads one of Node's modules. A specifier that is computed is neither type-checked nor bundled. */
async function node<T>(name: string): Promise<T> {
  const specifier = `node:${name}`;
  return (await import(specifier)) as T;
}

async function hashOf(key: string): Promise<string> {
  const { createHash } = await node<Crypto>('crypto');
  return createHash('sha256').update(key).digest('hex');
}

/** True when group or others have any right to the file. Windows knows no such rights. */
function isShared(mode: number): boolean {
  const { process } = globalThis as { readonly process?: { readonly platform?: string } };
  return process?.platform !== 'win32' && (mode & 0o077) !== 0;
}

/** The file is a cache: what is no token in it, or was cut, is as good as absent. */
function tokensIn(text: string): Tokens {
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
