import { readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../errors.js';
import { ignoreErrors, toWriteError } from './disk.js';
import { MANIFEST_NAME } from './manifest.js';

/**
 * Refuses a folder that a package was probably not meant for. Hidden files, such as those of Git, do not count.
 *
 * @param folder absolute.
 * @param cwd the working folder.
 * @throws UsageError for the root of the file system, the home folder, a folder above the working folder, and one that has
 *   files but no package of this program; WriteError when it cannot be read.
 */
export async function checkOutputFolder(folder: string, cwd: string): Promise<void> {
  const problem = await findProblem(await resolveLinks(folder), await resolveLinks(cwd)).catch(
    (error: unknown) => {
      throw toWriteError(error, folder);
    },
  );
  if (problem === undefined) return;
  throw new UsageError(`${folder} ${problem}.`, {
    hint: `Choose a folder of its own, such as --out ${join('output', 'api')}. --force writes there all the same, and never over a file that was not generated.`,
  });
}

async function findProblem(folder: string, cwd: string): Promise<string | undefined> {
  if (dirname(folder) === folder) return 'is the root of the file system';
  if (folder === (await resolveLinks(homedir()))) return 'is the home folder';
  if (cwd.startsWith(folder + sep))
    return `is above the working folder ${relative(folder, cwd)}, and has other projects`;
  const names = (await ignoreErrors(['ENOENT', 'ENOTDIR'], readdir(folder))) ?? [];
  const others = names.filter((name) => !name.startsWith('.')).sort();
  if (others.length === 0 || others.includes(MANIFEST_NAME)) return undefined;
  const shown = others.slice(0, MAX_SHOWN).join(', ');
  const more = others.length > MAX_SHOWN ? ` and ${others.length - MAX_SHOWN} more` : '';
  return `has files, but no package of this program (no ${MANIFEST_NAME}): ${shown}${more}`;
}

const MAX_SHOWN = 3;

/** The path itself where nothing is there yet. */
async function resolveLinks(path: string): Promise<string> {
  return (await ignoreErrors(['ENOENT', 'ENOTDIR'], realpath(path))) ?? path;
}
