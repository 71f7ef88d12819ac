import { join, posix, relative } from 'node:path';
import { DownloadError, UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { type GitResult, runGit } from '../util/git.js';
import { DOCUMENT_FILE } from './snapshot.js';

/** A commit that changed a recorded document. */
export interface SnapshotCommit {
  /** Its name: 40 hexadecimal digits, or 64. */
  readonly commit: string;
  /** `2026-11-24`: the day (UTC) on which its author made it, which a rebase does not change. */
  readonly date: string;
  /** The name of the document's blob; undefined when the commit deleted the document. */
  readonly blob?: string;
  /** Whether `since` has the commit, too. */
  readonly isEarlier: boolean;
}

export interface SnapshotHistory {
  /** Oldest first: the commits of HEAD that changed the document, of each merge the merge itself. */
  readonly commits: readonly SnapshotCommit[];
  /** True when the clone is shallow and the oldest commit is where it ends, so that the document may be older. */
  readonly isCutOff: boolean;
}

/** How git is run: in a folder of the working tree, until the signal is aborted. */
export interface GitContext {
  readonly cwd: string;
  readonly signal?: AbortSignal;
  /** The largest document that is read. Default: any. */
  readonly maxBytes?: number;
}

/**
 * Lists the commits that changed the document recorded in a folder. Commits on merged branches are left out: the merge
 * is when their changes arrived. Uncommitted changes are not read.
 *
 * @param since Marks the commits that this one has as earlier: a commit, a tag or a branch.
 * @throws UsageError when git cannot be run, there is no repository, or `since` does not exist.
 */
export async function listSnapshots(
  folder: string,
  since: string | undefined,
  context: GitContext,
): Promise<SnapshotHistory> {
  const isShallow =
    (await git(['rev-parse', '--is-shallow-repository'], context)).trim() === 'true';
  const from = since === undefined ? undefined : await findCommit(since, isShallow, context);
  if (!(await exists('HEAD', context))) return { commits: [], isCutOff: false };
  const path = join(folder, DOCUMENT_FILE);
  const log = (await listCommits(['HEAD'], path, context)).reverse();
  const later =
    from === undefined ? undefined : await listCommits([`${from}..HEAD`], path, context);
  const laterNames = new Set(later?.map(({ commit }) => commit));
  const names = log.map(({ commit }) => commit);
  const blobs = await findBlobs(names, path, context);
  const commits = log.map(({ commit, date }, index): SnapshotCommit => {
    const isEarlier = later !== undefined && !laterNames.has(commit);
    return { commit, date, ...defined({ blob: blobs[index] }), isEarlier };
  });
  const [oldest] = names;
  const isCutOff = isShallow && oldest !== undefined && (await isEndOfClone(oldest, context));
  return { commits, isCutOff };
}

/** Whether a commit has parents, and the clone none of them. */
async function isEndOfClone(commit: string, context: GitContext): Promise<boolean> {
  const root = await git([...FIRST_PARENTS, '--max-parents=0', 'HEAD'], context);
  if (root.trim() !== commit) return false;
  const [header = ''] = (await git(['cat-file', 'commit', commit], context)).split('\n\n');
  return /^parent /m.test(header);
}

/** Reads a document that {@link listSnapshots} found. @throws DownloadError when git cannot read it. */
export function readBlob(blob: string, context: GitContext): Promise<string> {
  return git(['cat-file', 'blob', blob], context);
}

/** Reads a file as a commit has it. @returns undefined when the commit has no such file. */
export async function readFileAt(
  commit: string,
  path: string,
  context: GitContext,
): Promise<string | undefined> {
  const [blob] = await findBlobs([commit], path, context);
  return blob === undefined ? undefined : readBlob(blob, context);
}

const FIRST_PARENTS = ['rev-list', '--first-parent'];

async function listCommits(
  range: readonly string[],
  path: string,
  context: GitContext,
): Promise<{ readonly commit: string; readonly date: string }[]> {
  const words = [...FIRST_PARENTS, '--format=%H %at', ...range, '--', toGitPath(path, context)];
  const lines = (await git(words, context)).split('\n');
  return lines.flatMap((line) => {
    const [, commit, seconds] = /^([0-9a-f]{40,64}) (-?\d+)$/.exec(line) ?? [];
    return commit === undefined ? [] : [{ commit, date: toDay(Number(seconds)) }];
  });
}

function toDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** @throws UsageError when there is no such commit. */
async function findCommit(since: string, isShallow: boolean, context: GitContext): Promise<string> {
  // A name that begins with a dash would be an option.
  const found = since.startsWith('-') ? undefined : await exists(`${since}^{commit}`, context);
  if (found) return found;
  throw new UsageError(`There is no commit '${since}' in this repository.`, {
    hint: isShallow
      ? 'This clone is shallow. Run `git fetch --unshallow --tags`, then give a commit, a tag or a branch.'
      : 'Give a commit, a tag or a branch. `git rev-list -1 --before=2026-11-24 HEAD` prints the last commit before a day.',
  });
}

/** The commit that a name means; undefined when it means none. */
async function exists(name: string, context: GitContext): Promise<string | undefined> {
  const { code, stdout } = await run(['rev-parse', '--verify', '--quiet', name], context);
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** The blob of a file in each commit; undefined where it has no such file. */
async function findBlobs(
  commits: readonly string[],
  path: string,
  context: GitContext,
): Promise<readonly (string | undefined)[]> {
  const prefix = (await git(['rev-parse', '--show-prefix'], context)).replace(/\n$/, '');
  const fromRoot = posix.join(prefix, toGitPath(path, context));
  const names = commits.map((commit) => `${commit}:${fromRoot}\n`).join('');
  const output = await git(['cat-file', '--batch-check'], context, names);
  return output.split('\n').map((line) => /^([0-9a-f]+) blob \d+$/.exec(line)?.[1]);
}

/** From the folder that git runs in. */
function toGitPath(path: string, { cwd }: GitContext): string {
  return relative(cwd, path).replaceAll('\\', '/');
}

/** @throws DownloadError when git fails. */
async function git(words: readonly string[], context: GitContext, input?: string): Promise<string> {
  const { code, stdout, message } = await run(words, context, input);
  if (code === 0) return stdout.toString();
  const isNoRepository = message.includes('not a git repository');
  if (isNoRepository)
    throw new UsageError(`${context.cwd} is in no git repository.`, {
      hint: 'Run it in the repository that has the recorded documents.',
    });
  throw new DownloadError(
    `git ${words[0] ?? ''} failed in ${context.cwd}: ${message.split('\n', 1)[0] ?? ''}`,
    {
      hint: 'Check the repository with `git fsck`; in a partial clone, the server must be within reach.',
    },
  );
}

function run(
  words: readonly string[],
  { cwd, signal, maxBytes }: GitContext,
  input = '',
): Promise<GitResult> {
  return runGit(cwd, words, { input, signal, maxBytes });
}
