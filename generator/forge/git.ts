import { UsageError } from '../errors.js';
import { type GitOptions, runGit } from '../util/git.js';

/**
 * Runs git in the local repository.
 *
 * @returns what it printed.
 * @throws UsageError with what git says, when it fails or cannot be started.
 */
export async function readGit(
  folder: string,
  words: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const { code, stdout, message } = await runGit(folder, words, options);
  if (code === 0) return stdout;
  throw new UsageError(`git ${words[0] ?? ''} failed: ${message}`, {
    hint: `Run it in ${folder} to see more. In a container, git may have to trust the folder: git config --global --add safe.directory '*'.`,
  });
}

/** Runs git. @returns the lines that it printed, or the entries that a NUL ends. */
export async function listGit(
  folder: string,
  words: readonly string[],
  options: GitOptions = {},
): Promise<readonly string[]> {
  const text = (await readGit(folder, words, options)).toString();
  return text.split(text.includes('\0') ? '\0' : '\n').filter((entry) => entry !== '');
}
