import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { asWriteError, unless } from './disk.js';
import { pathFault } from './paths.js';

export const MANIFEST_NAME = 'sdk.lock.json';
/** Where a package has its document. */
export const DOCUMENT_PATH = 'openapi.json';

/** What an output folder says of itself; beside the files, whatever the generator recorded there. */
export interface Manifest {
  /** The hash of every generated file by path, the manifest left out: what this program owns there. */
  readonly files: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/**
 * The manifest of an output folder; undefined when there is none.
 *
 * @throws WriteError when there is one that cannot be trusted: not JSON (a merge conflict left in
 *   it), not of this shape, or with a path that leads out of the folder.
 */
export async function readManifest(
  root: string,
  name: string = MANIFEST_NAME,
): Promise<Manifest | undefined> {
  const path = join(root, name);
  try {
    const text = await unless(['ENOENT', 'ENOTDIR'], readFile(path, 'utf8'));
    return text === undefined ? undefined : parseManifest(path, text);
  } catch (error) {
    throw asWriteError(error, root);
  }
}

function parseManifest(path: string, text: string): Manifest {
  const content = parseJson(path, text);
  if (!isRecord(content) || !isRecord(content['files'])) throw damaged(path, 'has no "files"');
  for (const [file, hash] of Object.entries(content['files'])) {
    const fault = pathFault(file);
    if (fault !== undefined) throw damaged(path, `lists ${JSON.stringify(file)}, which ${fault}`);
    if (typeof hash !== 'string') throw damaged(path, `has no hash for ${JSON.stringify(file)}`);
  }
  return { ...content, files: content['files'] as Manifest['files'] };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(path, 'is not JSON', error);
  }
}

function damaged(path: string, fault: string, cause?: unknown): WriteError {
  return new WriteError(`${path} ${fault}, so it cannot be told which files are generated.`, {
    hint: 'Restore it from version control; after a merge conflict either side will do. The next run writes it anew.',
    cause,
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
