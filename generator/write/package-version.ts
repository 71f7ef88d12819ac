import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import valid from 'semver/functions/valid';
import { WriteError } from '../errors.js';
import { toWriteError, ignoreErrors } from './disk.js';
import type { Manifest } from './manifest.js';

const PACKAGE_JSON = 'package.json';

/**
 * The version in the package.json of an output folder, or in the manifest of sources that have none. Generating again
 * keeps it, whether a release, `npm version` or a person set it. Undefined if no run has generated anything there.
 *
 * @throws WriteError when package.json is not JSON or has no valid semantic version.
 */
export async function readPackageVersion(
  root: string,
  manifest: Manifest | undefined,
): Promise<string | undefined> {
  if (manifest?.files[PACKAGE_JSON] === undefined) return readLockedVersion(manifest);
  const path = join(root, PACKAGE_JSON);
  try {
    const text = await ignoreErrors(['ENOENT', 'ENOTDIR'], readFile(path, 'utf8'));
    return text === undefined ? undefined : parseVersion(text, path);
  } catch (error) {
    throw toWriteError(error, root);
  }
}

/** The version that a manifest records; undefined where it has none that is valid. */
export function readLockedVersion(manifest: Manifest | undefined): string | undefined {
  const version = manifest?.['version'];
  return typeof version === 'string' && valid(version) !== null ? version : undefined;
}

function parseVersion(text: string, path: string): string {
  const version = getVersionField(text, path);
  if (typeof version === 'string' && valid(version) !== null) return version;
  throw new WriteError(`${path} has no version such as 1.2.3, which the package would keep.`, {
    hint: 'Write one there, or restore the file from version control.',
  });
}

function getVersionField(text: string, path: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && 'version' in content
      ? content.version
      : undefined;
  } catch (cause) {
    throw new WriteError(`${path} is not JSON, so the package's version is not known.`, {
      hint: 'Restore it from version control; after a merge conflict, take either side.',
      cause,
    });
  }
}
