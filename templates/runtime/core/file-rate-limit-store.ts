import {
  createTemporaryPath,
  deleteOldTemporaryFiles,
  files,
  hashText,
} from '../internal/node-files.js';
import { getErrorCode } from './errors.js';
import type { RateLimit } from './options.js';
import { RateLimitStore } from './rate-limit-store.js';

/** How long a request may take before it is given up for lost. */
const LONGEST_REQUEST_MS = 120_000;

/**
 * How long a listing of a folder serves, in milliseconds. Who takes a slot that another process has taken meanwhile
 * notices, and what is released meanwhile counts for its window yet.
 */
const LISTING_MS = 20;

/** A slot, or a pause. Its file is empty and says all in its name. */
interface Entry {
  /** `slot7`, `pause`. */
  readonly label: string;
  /** The time in which it counts, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** What a folder had at a time. */
interface Listing {
  readonly at: number;
  readonly entries: Entry[];
}

/**
 * Shares rate limits between the processes of one machine. A limit of 30 requests is a folder with 30 empty files, its
 * slots, and the name of each says until when it counts. A process takes a free slot by renaming it; the file system
 * lets only one process do so. There is no lock, and no file is ever half written, whenever a process is killed.
 */
export class FileRateLimitStore extends RateLimitStore {
  readonly #path: string;
  /** The slots that this process has taken, by ticket. */
  readonly #taken = new Map<string, Entry>();
  /** The last listing of each folder. */
  readonly #listings = new Map<string, Listing>();
  /** Settles when the last call has its answer: the calls of one process do not compete for slots. */
  #lastTake: Promise<unknown> = Promise.resolve();

  /**
   * @param path The path of a folder on a local disk, the same in all processes, in which nothing else deletes files. It
   *   is created when the first slot is taken, for its owner only (mode 0700, except on Windows).
   */
  constructor(path: string) {
    super();
    this.#path = path;
  }

  /** @throws The file system's error. */
  take(key: string, limit: RateLimit, ticket: string, ahead: number): Promise<number> {
    const taking = this.#lastTake.then(() => this.#take(key, limit, ticket, ahead));
    this.#lastTake = taking.catch(() => undefined);
    return taking;
  }

  async #take(key: string, limit: RateLimit, ticket: string, ahead: number): Promise<number> {
    const folder = this.#getFolder(key);
    for (;;) {
      const entries = await this.#list(folder, limit);
      const now = Date.now();
      const counted = entries
        .filter((entry) => isCounted(entry, now))
        .sort((a, b) => a.until - b.until);
      const pause = counted.filter(isPause).at(-1);
      if (pause) return pause.until - now;
      const free = entries.filter((entry) => !isPause(entry) && !isCounted(entry, now));
      const next = counted[ahead] ?? counted.at(-1);
      if (!free.length && next) return next.until - now;
      // Not all begin with the same slot, since only one would get it.
      const first = Math.floor(Math.random() * free.length);
      for (const slot of [...free.slice(first), ...free.slice(0, first)]) {
        const until = now + Math.ceil(limit.perMs) + LONGEST_REQUEST_MS;
        const taken = { ...slot, from: now, until };
        if (!(await this.#rename(folder, slot, taken))) continue;
        this.#taken.set(ticket, taken);
        return 0;
      }
      // Other processes were faster.
      this.#listings.delete(folder);
    }
  }

  /** @throws The file system's error. */
  async release(key: string, ticket: string, heldMs: number): Promise<void> {
    const taken = this.#taken.get(ticket);
    this.#taken.delete(ticket);
    const until = Date.now() + Math.ceil(heldMs);
    // A slot that is not there any more was given up for lost.
    if (taken) await this.#rename(this.#getFolder(key), taken, { ...taken, until });
  }

  /** @throws The file system's error. */
  async pause(key: string, ms: number): Promise<void> {
    const folder = this.#getFolder(key);
    const now = Date.now();
    for (const entry of (await readEntries(folder)) ?? [])
      if (isPause(entry) && !isCounted(entry, now))
        await files.rm(getPath(folder, entry), { force: true });
    await createFile(folder, { label: 'pause', from: now, until: now + Math.ceil(ms) });
  }

  #getFolder(key: string): string {
    return `${this.#path}/${hashText(key)}`;
  }

  /** @returns False when the entry has another name by now. */
  async #rename(folder: string, from: Entry, to: Entry): Promise<boolean> {
    const isRenamed = await rename(getPath(folder, from), getPath(folder, to));
    const entries = this.#listings.get(folder)?.entries ?? [];
    const index = entries.findIndex((entry) => getPath(folder, entry) === getPath(folder, from));
    if (index >= 0) entries.splice(index, 1, ...(isRenamed ? [to] : []));
    return isRenamed;
  }

  /** Lists a limit's folder, unless it has just been listed, and creates it when it is not there. */
  async #list(folder: string, limit: RateLimit): Promise<readonly Entry[]> {
    const listing = this.#listings.get(folder);
    const at = Date.now();
    if (listing && listing.at <= at && at < listing.at + LISTING_MS) return listing.entries;
    const entries = await readEntries(folder);
    const count = entries?.filter((entry) => !isPause(entry)).length ?? 0;
    // A folder that is being read while others rename may seem to lack a few; half of them are missing only when
    // someone has deleted them.
    if (entries && count >= limit.requests / 2) {
      this.#listings.set(folder, { at, entries });
      return entries;
    }
    await files.mkdir(this.#path, { recursive: true, mode: 0o700 });
    await deleteOldTemporaryFiles(this.#path);
    if (entries) await deleteFolder(folder);
    // After the files were deleted, nobody knows what was sent, so that all slots count for a window.
    await createFolder(folder, limit, entries ? limit.perMs * 1.01 : 0);
    return this.#list(folder, limit);
  }
}

const isPause = ({ label }: Entry) => label === 'pause';

/** What begins later than now does not count: the clock was set back. */
const isCounted = ({ from, until }: Entry, now: number) => from <= now && now < until;

function getPath(folder: string, { label, from, until }: Entry): string {
  return `${folder}/${label}-${from}-${until}`;
}

/** @returns Undefined when there is no such folder. */
async function readEntries(folder: string): Promise<Entry[] | undefined> {
  try {
    const names = await files.readdir(folder);
    return names.flatMap((name) => {
      const [, label, from, until] = /^(pause|slot\d+)-(\d+)-(\d+)$/.exec(name) ?? [];
      return label ? { label, from: Number(from), until: Number(until) } : [];
    });
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Creates a folder with the slots of a limit, all at once, unless another process is faster. */
async function createFolder(path: string, limit: RateLimit, heldMs: number): Promise<void> {
  const temporary = createTemporaryPath(path);
  const from = Date.now();
  const until = from + Math.ceil(heldMs);
  await files.mkdir(temporary, { recursive: true, mode: 0o700 });
  try {
    for (let index = 0; index < limit.requests; index += 1)
      await createFile(temporary, { label: `slot${index}`, from, until });
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true, recursive: true });
    // Systems have different codes for a folder that is already there.
    if (!(await readEntries(path))) throw error;
  }
}

/** Deletes a folder; other processes see it whole or not at all. */
async function deleteFolder(path: string): Promise<void> {
  const temporary = createTemporaryPath(path);
  try {
    await files.rename(path, temporary);
  } catch (error) {
    // Another process was faster.
    if (getErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  await files.rm(temporary, { force: true, recursive: true });
}

async function createFile(folder: string, entry: Entry): Promise<void> {
  const file = await files.open(getPath(folder, entry), 'w', 0o600);
  await file.close();
}

/** @returns False when there is no such file. */
async function rename(from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to);
    return true;
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
