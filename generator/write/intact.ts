import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../util/hash.js';
import { asWriteError, systemCode } from './disk.js';
import type { Manifest } from './manifest.js';

/**
 * Is every generated file of a folder there, as its manifest says it was written? Reads one file after the
 * other: for hundreds of small ones that is faster than a promise for each.
 *
 * @throws WriteError when the disk refuses to read.
 */
export function isIntact(root: string, { files }: Manifest): boolean {
  try {
    return Object.entries(files).every(([path, hash]) => hash === hashOf(join(root, path)));
  } catch (error) {
    throw asWriteError(error, root);
  }
}

function hashOf(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}
