import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { UsageError } from '../errors.js';
import { sha256 } from '../util/hash.js';
import type { FileChange } from './forge.js';
import { listGit, readGit } from './git.js';

/** The folder of a project in its Git repository. */
export interface Project {
  /** The root of the repository, absolute. */
  readonly root: string;
  /** From there, with slashes: `packages/fleet`; empty where it is the root. */
  readonly path: string;
}

/** What folders contain that the commit that is checked out does not. */
export interface WorkingChanges {
  /** The commit that is checked out, and its tree. */
  readonly commit: string;
  readonly tree: string;
  readonly files: readonly FileChange[];
  /** `sha256:` of what these folders contain in the commit and now, without changelogs, whose newest entry has a date. */
  readonly digest: string;
}

/** @throws UsageError when the folder is in no Git repository, or git cannot be started. */
export async function openProject(folder: string): Promise<Project> {
  const [root = ''] = await listGit(folder, ['rev-parse', '--show-toplevel']);
  const [path = ''] = await listGit(folder, ['rev-parse', '--show-prefix']);
  return { root: await realpath(root), path: path.replace(/\/$/, '') };
}

/**
 * Compares folders with the commit that is checked out, as `git add` would record them. Index, commit and files stay as
 * they are.
 *
 * @param folders absolute; they need not exist.
 * @throws UsageError when one is outside of the repository.
 */
export async function readWorkingChanges(
  { root }: Project,
  folders: readonly string[],
): Promise<WorkingChanges> {
  const paths = await Promise.all(folders.map((folder) => toRepositoryPath(folder, root)));
  const [commit = '', tree = ''] = await listGit(root, ['rev-parse', 'HEAD', 'HEAD^{tree}']);
  const now = await writeTree(root, paths);
  const compare = ['diff-tree', '-r', '-z', '--no-renames', '--no-abbrev', tree, now];
  const changes = parseChanges(await listGit(root, compare));
  const contents = await readBlobs(
    root,
    changes.map(({ blob }) => blob),
  );
  const files = changes.map(({ path, kind, blob, isExecutable }) => ({
    ...{ path, kind, isExecutable },
    content: contents.get(blob) ?? Buffer.alloc(0),
  }));
  const listings = [tree, now].map((id) => describeFolders(root, id, paths));
  return { commit, tree, files, digest: sha256((await Promise.all(listings)).join('\n\n')) };
}

/** A file as the commit that is checked out has it. @throws UsageError when it has no such file. */
export async function readCommitted({ root }: Project, path: string): Promise<Buffer> {
  return readGit(root, ['cat-file', 'blob', `HEAD:${path}`]);
}

async function toRepositoryPath(folder: string, root: string): Promise<string> {
  // A folder that is not there has no real path: it is where its name says.
  const real = await realpath(folder).catch(() => folder);
  const path = relative(root, real).replaceAll('\\', '/');
  if (path !== '' && !/^\.\.(?:\/|$)|^[a-z]:|^\//i.test(path)) return path;
  throw new UsageError(`${folder} is not within the Git repository ${root}.`, {
    hint: 'Only what is in the repository can be proposed: choose another folder for the package.',
  });
}

/** The tree of the commit with these folders as they are now; by an index of its own. */
async function writeTree(root: string, paths: readonly string[]): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'sdkgen-index-'));
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  try {
    await readGit(root, ['read-tree', 'HEAD'], { env });
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths];
    const files = await listGit(root, list, { env });
    const add = ['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'];
    if (files.length > 0) await readGit(root, add, { env, input: files.join('\0') });
    const [tree = ''] = await listGit(root, ['write-tree'], { env });
    return tree;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Change extends Omit<FileChange, 'content'> {
  readonly blob: string;
}

const KINDS = { A: 'added', M: 'changed', T: 'changed', D: 'removed' } as const;

/** Reads the raw format of git diff-tree: `:100644 100755 <blob> <blob> M`, then the path. */
function parseChanges(entries: readonly string[]): readonly Change[] {
  const changes: Change[] = [];
  for (let at = 0; at + 1 < entries.length; at += 2) {
    const [, mode = '', , blob = '', status = ''] = (entries[at] ?? '').split(' ');
    const path = entries[at + 1] ?? '';
    const kind = KINDS[status as keyof typeof KINDS];
    if (kind !== 'removed' && !mode.startsWith('100'))
      throw new UsageError(`${path} is a link or a repository of its own.`, {
        hint: 'Put a plain file in its place: the folders of a package have nothing else.',
      });
    changes.push({ path, kind, blob, isExecutable: mode === '100755' });
  }
  return changes;
}

/** Reads many objects at once. @returns their bytes by id; without those of removed files. */
async function readBlobs(
  root: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)].filter((id) => !/^0+$/.test(id));
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const all = await readGit(root, ['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` });
  // Each is `<id> blob <size>`, a line break, the bytes, and a line break.
  let at = 0;
  for (const id of wanted) {
    const start = all.indexOf('\n', at) + 1;
    const size = Number(all.toString('latin1', at, start).split(' ')[2]);
    blobs.set(id, all.subarray(start, start + size));
    at = start + size + 1;
  }
  return blobs;
}

async function describeFolders(
  root: string,
  tree: string,
  paths: readonly string[],
): Promise<string> {
  const entries = await listGit(root, ['ls-tree', '-r', '-z', tree, '--', ...paths]);
  return entries.filter((entry) => !entry.endsWith('/CHANGELOG.md')).join('\n');
}
