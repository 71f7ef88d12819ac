import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { sha256 } from '../util/hash.js';
import { isRecord } from '../util/is-record.js';
import { jsonLines } from '../util/printable.js';
import { ignoreErrors, readFileIfExists, toWriteError } from './disk.js';
import { getPathProblem } from './paths.js';

export const MANIFEST_NAME = 'sdk.lock.json';
/** Path of the OpenAPI document in a package. */
export const DOCUMENT_PATH = 'openapi.json';

/** The content of `sdk.lock.json`: the generated files, and what else the generator recorded. */
export interface Manifest {
  /** `sha256:` hashes of all generated files by path, without the manifest itself. */
  readonly files: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/**
 * Reads the manifest of an output folder; undefined if there is none.
 *
 * @throws WriteError when it is not JSON (for example after a merge conflict), has another shape, or lists a path that
 *   leads out of the folder.
 */
export async function readManifest(
  root: string,
  name: string = MANIFEST_NAME,
): Promise<Manifest | undefined> {
  const path = join(root, name);
  try {
    const text = await ignoreErrors(['ENOENT', 'ENOTDIR'], readFile(path, 'utf8'));
    return text === undefined ? undefined : parseManifest(path, text);
  } catch (error) {
    throw toWriteError(error, root);
  }
}

/**
 * Parses the text of a manifest.
 *
 * @param path for messages.
 * @throws WriteError as {@link readManifest} does.
 */
export function parseManifest(path: string, text: string): Manifest {
  const content = parseJson(path, text);
  if (!isRecord(content) || !isRecord(content['files']))
    throw createManifestError(path, 'has no "files"');
  for (const [file, hash] of Object.entries(content['files'])) {
    const problem = getPathProblem(file);
    if (problem !== undefined)
      throw createManifestError(path, `lists ${JSON.stringify(file)}, which ${problem}`);
    if (typeof hash !== 'string')
      throw createManifestError(path, `has no hash for ${JSON.stringify(file)}`);
  }
  return { ...content, files: content['files'] as Manifest['files'] };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw createManifestError(path, 'is not JSON', error);
  }
}

function createManifestError(path: string, problem: string, cause?: unknown): WriteError {
  return new WriteError(`${path} ${problem}, so it is not known which files are generated.`, {
    hint: 'Restore it from version control; after a merge conflict, take either side. The next run rewrites it.',
    cause,
  });
}

/** Converts a manifest to the text of its file, with a checksum of everything else at its end. */
export function serializeManifest(manifest: Manifest): string {
  return `${jsonLines({ ...manifest, checksum: createChecksum(manifest) })}\n`;
}

/** False for a manifest that was edited, merged by hand, or written by a version without checksums. */
export function hasValidChecksum({ checksum, ...manifest }: Manifest): boolean {
  return checksum === createChecksum(manifest);
}

function createChecksum(manifest: Manifest): string {
  return sha256(JSON.stringify(manifest));
}

/**
 * Whether all files of a manifest are in the folder, unchanged. Reads synchronously, which is faster than a promise for
 * each of hundreds of small files.
 *
 * @throws WriteError when the disk reports an error.
 */
export function isIntact(root: string, { files }: Manifest): boolean {
  return Object.entries(files).every(([path, hash]) => {
    const bytes = readFileIfExists(root, path);
    return bytes !== undefined && sha256(bytes) === hash;
  });
}

/** In the output folder, ignored by Git, because it is valid for the program on this machine only. */
const LAST_RUN_FOLDER = '.sdkgen';
const LAST_RUN_NAME = 'last-run.json';

/**
 * The parsed content of the last run's file; undefined if there is none, or it is incomplete.
 *
 * @throws WriteError when the disk reports an error.
 */
export function readLastRunFile(root: string): unknown {
  const text = readFileIfExists(root, `${LAST_RUN_FOLDER}/${LAST_RUN_NAME}`)?.toString();
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A run that was killed left it incomplete; it is as if there had been no run.
    return undefined;
  }
}

/**
 * Replaces the file that `readLastRunFile` reads. Like every other write to the output folder, it follows no symbolic link.
 *
 * @throws WriteError when the folder cannot be written.
 */
export function writeLastRunFile(root: string, content: object): void {
  const folder = join(root, LAST_RUN_FOLDER);
  try {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) mkdirSync(folder);
    replaceFile(join(folder, '.gitignore'), '*\n');
    replaceFile(join(folder, LAST_RUN_NAME), `${JSON.stringify(content)}\n`);
  } catch (error) {
    throw toWriteError(error, root);
  }
}

/** A link at the path is removed, not followed; `wx` refuses one that appears meanwhile. */
function replaceFile(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { flag: 'wx' });
}
