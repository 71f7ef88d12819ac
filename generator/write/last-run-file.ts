import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asWriteError } from './disk.js';
import { readIfThere } from './verify-manifest.js';

/** In the output folder; Git is asked to leave it out, since it speaks of this machine's program alone. */
const FOLDER = '.sdkgen';
const NAME = 'last-run.json';

/**
 * What the last run noted about itself; undefined where there is nothing, or nothing whole.
 *
 * @throws WriteError when the disk refuses to read.
 */
export function readLastRunFile(root: string): unknown {
  const text = readIfThere(root, `${FOLDER}/${NAME}`)?.toString();
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A run that was killed wrote half of it: then this run does not know of one before.
    return undefined;
  }
}

/** @throws WriteError when the folder cannot be written. */
export function writeLastRunFile(root: string, content: object): void {
  try {
    mkdirSync(join(root, FOLDER), { recursive: true });
    writeFileSync(join(root, FOLDER, '.gitignore'), '*\n');
    writeFileSync(join(root, FOLDER, NAME), `${JSON.stringify(content)}\n`);
  } catch (error) {
    throw asWriteError(error, root);
  }
}
