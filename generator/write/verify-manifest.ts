import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../util/hash.js';
import { jsonLines } from '../util/printable.js';
import { asWriteError, systemCode } from './disk.js';
import type { Manifest } from './manifest.js';

/** The manifest's text, with a checksum of all that it says at its end. */
export function manifestText(manifest: Manifest): string {
  return `${jsonLines({ ...manifest, checksum: checksumOf(manifest) })}\n`;
}

/** False for a manifest that was edited, merged by hand, or written by a version without checksums. */
export function hasOwnChecksum({ checksum, ...manifest }: Manifest): boolean {
  return checksum === checksumOf(manifest as Manifest);
}

function checksumOf(manifest: Manifest): string {
  return sha256(JSON.stringify(manifest));
}

/**
 * Is every generated file of a folder there, as its manifest says it was written? Reads one file after the
 * other: for hundreds of small ones that is faster than a promise for each.
 *
 * @throws WriteError when the disk refuses to read.
 */
export function isIntact(root: string, { files }: Manifest): boolean {
  return Object.entries(files).every(([path, hash]) => {
    const bytes = readIfThere(root, path);
    return bytes !== undefined && sha256(bytes) === hash;
  });
}

/**
 * A file's bytes; undefined where there is no file.
 *
 * @throws WriteError when the disk refuses to read.
 */
export function readIfThere(root: string, path: string): Buffer | undefined {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw asWriteError(error, root);
  }
}
