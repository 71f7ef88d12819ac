import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import valid from 'semver/functions/valid';
import { WriteError } from '../errors.js';
import { asWriteError, unless } from './disk.js';
import type { Manifest } from './manifest.js';

const PACKAGE_JSON = 'package.json';

/**
 * The version of the package that lies in an output folder: what a release, `npm version` or a person
 * gave it stays when it is made anew. Undefined where no run made a package.
 *
 * @throws WriteError when its package.json says no version that npm takes.
 */
export async function readPackageVersion(
  root: string,
  manifest: Manifest | undefined,
): Promise<string | undefined> {
  if (manifest?.files[PACKAGE_JSON] === undefined) return undefined;
  const path = join(root, PACKAGE_JSON);
  try {
    const text = await unless(['ENOENT', 'ENOTDIR'], readFile(path, 'utf8'));
    return text === undefined ? undefined : versionIn(text, path);
  } catch (error) {
    throw asWriteError(error, root);
  }
}

function versionIn(text: string, path: string): string {
  const version = fieldOf(text, path);
  if (typeof version === 'string' && valid(version) !== null) return version;
  throw new WriteError(`${path} has no version such as 1.2.3, which the package would keep.`, {
    hint: 'Write one there, or restore the file from version control.',
  });
}

function fieldOf(text: string, path: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && 'version' in content
      ? content.version
      : undefined;
  } catch (cause) {
    throw new WriteError(`${path} is not JSON, so the package's version is not known.`, {
      hint: 'Restore it from version control; after a merge conflict either side will do.',
      cause,
    });
  }
}
