import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldFileName } from '../util/same-file.js';
import { toUnixLines } from '../util/unix-lines.js';
import { getSystemErrorCode, toBytes, type Content } from './disk.js';

/** Names that Windows reserves for devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED_NAME = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;
const FORBIDDEN_CHARACTER = /[<>:"|?*\u0000-\u001f\u007f]/;
/** The limit of ext4, APFS and NTFS for one name. */
const MAX_NAME_BYTES = 255;

/**
 * Why a path cannot be written on every system, as the predicate of a sentence such as "is absolute"; undefined for a
 * relative path with forward slashes that stays inside of its folder and is valid on Linux, macOS and Windows.
 */
export function getPathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\\')) return 'has a backslash: paths have forward slashes';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is absolute';
  for (const name of path.split('/')) {
    const problem = getNameProblem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function getNameProblem(name: string): string | undefined {
  if (name === '') return 'has an empty segment';
  if (name === '.' || name === '..') return `has a segment "${name}"`;
  if (FORBIDDEN_CHARACTER.test(name)) return 'has a character that Windows forbids';
  if (/[. ]$/.test(name)) return 'has a segment that ends in a dot or a space';
  if (RESERVED_NAME.test(name))
    return `has the segment "${name}", which Windows reserves for a device`;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    return `has a segment longer than ${MAX_NAME_BYTES} bytes`;
  }
  return undefined;
}

/** Equal for two paths that are the same file on a disk that ignores case and Unicode form. */
export function foldPath(path: string): string {
  return path.split('/').map(foldFileName).join('/');
}

/** The folders above a path, outermost first: `a`, `a/b` for `a/b/c.ts`. */
export function getParentFolders(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

/** What is at a path. Links are not followed, so nothing outside of the folder is read. */
export type PathState =
  | { readonly kind: 'nothing' | 'folder' | 'link' | 'device' }
  | {
      readonly kind: 'file';
      /** Equal for two names of one file, which occur on a disk that ignores case. */
      readonly identity: string;
      /** True if it already has the bytes that are to be written; the ends of lines do not count. */
      readonly isCurrent: boolean;
    };

/** By path, for all inspected paths and the folders above them. */
export type PathStates = ReadonlyMap<string, PathState>;

/**
 * Inspects paths of a folder; writes nothing. Synchronous, because promises for a thousand small files take three times
 * as long, and nothing else runs meanwhile.
 *
 * @param files the files to be written, by path.
 * @param others further paths to inspect.
 */
export function inspectPaths(
  root: string,
  files: ReadonlyMap<string, Content>,
  others: Iterable<string>,
): PathStates {
  const paths = new Set([...files.keys(), ...others]);
  const folders = new Set([...paths].flatMap(getParentFolders));
  const states = new Map<string, PathState>();
  for (const path of folders) states.set(path, inspectPath(join(root, path), undefined));
  for (const path of paths) {
    const isReachable = getParentFolders(path).every(
      (folder) => states.get(folder)?.kind === 'folder',
    );
    states.set(path, isReachable ? inspectPath(join(root, path), files.get(path)) : NOTHING);
  }
  return states;
}

const NOTHING: PathState = { kind: 'nothing' };

function inspectPath(path: string, content: Content | undefined): PathState {
  const stats = lstatSyncIfExists(path);
  if (stats === undefined) return NOTHING;
  if (stats.isDirectory()) return { kind: 'folder' };
  if (stats.isSymbolicLink()) return { kind: 'link' };
  if (!stats.isFile()) return { kind: 'device' };
  const identity = `${stats.dev}:${stats.ino}`;
  const bytes = content === undefined ? undefined : toBytes(content);
  const isCurrent = bytes !== undefined && hasText(path, Number(stats.size), bytes);
  return { kind: 'file', identity, isCurrent };
}

/** Whether a file has these bytes, or the same lines with other ends, which make it longer. */
function hasText(path: string, size: number, bytes: Uint8Array): boolean {
  if (size < bytes.length) return false;
  const found = readFileSync(path);
  return found.equals(bytes) || toUnixLines(found).equals(bytes);
}

function lstatSyncIfExists(path: string) {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (getSystemErrorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
