import { mkdir, realpath, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asWriteError, unless } from './disk.js';
import { withLock, type WaitListener } from './lock.js';

/**
 * Runs `work` while no other run does the same for this folder, which is made if need be, and taken
 * away again when the work fails and left nothing in it.
 *
 * @param waitMs How long to wait for another run, in milliseconds; `onWait` is told whom it waits for.
 * @throws WriteError when another run is still at it after that time.
 */
export async function aloneIn<T>(
  folder: string,
  { waitMs, onWait }: { readonly waitMs: number; readonly onWait?: WaitListener },
  work: () => Promise<T>,
): Promise<T> {
  // A failure of the work is told as it is, whatever the system says in it.
  const failures = new Set<unknown>();
  const watched = () =>
    work().catch((error: unknown) => {
      failures.add(error);
      throw error;
    });
  try {
    return await inFolder(folder, (root) => withLock(root, waitMs, watched, onWait));
  } catch (error) {
    throw failures.has(error) ? error : asWriteError(error, folder);
  }
}

/** Makes the folder if need be, and takes away what it made when `work` fails. */
export async function inFolder<T>(folder: string, work: (root: string) => Promise<T>): Promise<T> {
  const first = await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  try {
    return await work(root);
  } catch (error) {
    if (first !== undefined) await removeMade(root, await realpath(first));
    throw error;
  }
}

async function removeMade(last: string, first: string): Promise<void> {
  for (let folder = last; folder.startsWith(first); folder = dirname(folder)) {
    await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(folder));
  }
}
