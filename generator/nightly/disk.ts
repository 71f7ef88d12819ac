import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { types } from 'node:util';
import { WriteError } from '../errors.js';

/** A file's text; undefined when there is none. @throws WriteError when it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw writeError(`${path} cannot be read`, error);
  }
}

/**
 * Puts a night's reports into a folder of their own, in place of those of an earlier night.
 *
 * @param reports Text by file name.
 * @returns the paths written.
 */
export async function writeReports(
  folder: string,
  reports: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const paths: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(reports)) {
      const path = join(folder, name);
      await writeFile(path, text);
      paths.push(path);
    }
    return paths;
  } catch (error) {
    throw writeError(`The reports in ${folder} cannot be written`, error);
  }
}

/** Adds to a file's end, as `$GITHUB_STEP_SUMMARY` is written. */
export async function append(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  } catch (error) {
    throw writeError(`${path} cannot be written`, error);
  }
}

function writeError(what: string, cause: unknown): unknown {
  if (!types.isNativeError(cause) || codeOf(cause) === undefined) return cause;
  return new WriteError(`${what}: ${cause.message}`, {
    hint: 'May this user write there, is the disk full, does a folder or a file stand in the way?',
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return types.isNativeError(error) && 'code' in error ? error.code : undefined;
}
