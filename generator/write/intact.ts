import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asWriteError, forEachAtOnce, unless } from './disk.js';
import type { Manifest } from './manifest.js';

/**
 * Is every generated file of a folder there, as its manifest says it was written? Loads nothing and makes nothing.
 *
 * @throws WriteError when the disk refuses to read.
 */
export async function isIntact(root: string, { files }: Manifest): Promise<boolean> {
  let intact = true;
  try {
    await forEachAtOnce(Object.entries(files), async ([path, hash]) => {
      if (!intact) return;
      const bytes = await unless(['ENOENT', 'ENOTDIR', 'EISDIR'], readFile(join(root, path)));
      if (bytes === undefined || hash !== hashOf(bytes)) intact = false;
    });
  } catch (error) {
    throw asWriteError(error, root);
  }
  return intact;
}

function hashOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
