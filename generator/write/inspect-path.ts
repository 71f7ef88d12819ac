import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, type Content } from './content.js';
import { systemCode } from './disk.js';
import { foldersOf } from './paths.js';

/** What stands at a path. Links are not followed, so nothing outside of the folder is looked at. */
export type Place =
  | { readonly kind: 'nothing' | 'folder' | 'link' | 'device' }
  | {
      readonly kind: 'file';
      /** The same for two names of one file, as where the disk ignores case. */
      readonly identity: string;
      /** True when its bytes are those that are to stand there. */
      readonly isCurrent: boolean;
    };

/** By path, for every path that was asked about and every folder on the way to one. */
export type Survey = ReadonlyMap<string, Place>;

/**
 * Looks at a folder; writes nothing. File by file: nobody waits for anything else meanwhile, and a promise for each step
 * with each of a thousand files takes three times as long as the disk.
 *
 * @param files What is to stand at each path.
 * @param others Paths to look at beside these.
 */
export function surveyFolder(
  root: string,
  files: ReadonlyMap<string, Content>,
  others: Iterable<string>,
): Survey {
  const paths = new Set([...files.keys(), ...others]);
  const folders = new Set([...paths].flatMap(foldersOf));
  const places = new Map<string, Place>();
  for (const path of folders) places.set(path, placeAt(join(root, path), undefined));
  for (const path of paths) {
    const isReachable = foldersOf(path).every((folder) => places.get(folder)?.kind === 'folder');
    places.set(path, isReachable ? placeAt(join(root, path), files.get(path)) : NOTHING);
  }
  return places;
}

const NOTHING: Place = { kind: 'nothing' };

function placeAt(path: string, content: Content | undefined): Place {
  const stats = statsOf(path);
  if (stats === undefined) return NOTHING;
  if (stats.isDirectory()) return { kind: 'folder' };
  if (stats.isSymbolicLink()) return { kind: 'link' };
  if (!stats.isFile()) return { kind: 'device' };
  const identity = `${stats.dev}:${stats.ino}`;
  const bytes = content === undefined ? undefined : bytesOf(content);
  const isCurrent = bytes?.length === Number(stats.size) && readFileSync(path).equals(bytes);
  return { kind: 'file', identity, isCurrent };
}

/** Of what stands at a path, a symbolic link not followed; undefined for nothing. */
function statsOf(path: string) {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
