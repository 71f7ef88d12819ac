import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forEachAtOnce, lstatIfThere } from './disk.js';
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
 * Looks at a folder; writes nothing.
 *
 * @param files The text that is to stand at each path.
 * @param others Paths to look at beside these.
 */
export async function surveyFolder(
  root: string,
  files: ReadonlyMap<string, string>,
  others: Iterable<string>,
): Promise<Survey> {
  const paths = [...new Set([...files.keys(), ...others])];
  const folders = [...new Set(paths.flatMap(foldersOf))];
  const places = new Map<string, Place>();
  await forEachAtOnce(folders, async (path) => {
    places.set(path, await placeAt(join(root, path), undefined));
  });
  await forEachAtOnce(paths, async (path) => {
    const reachable = foldersOf(path).every((folder) => places.get(folder)?.kind === 'folder');
    const place = reachable ? await placeAt(join(root, path), files.get(path)) : NOTHING;
    places.set(path, place);
  });
  return places;
}

const NOTHING: Place = { kind: 'nothing' };

async function placeAt(path: string, text: string | undefined): Promise<Place> {
  const stats = await lstatIfThere(path);
  if (stats === undefined) return NOTHING;
  if (stats.isDirectory()) return { kind: 'folder' };
  if (stats.isSymbolicLink()) return { kind: 'link' };
  if (!stats.isFile()) return { kind: 'device' };
  const identity = `${stats.dev}:${stats.ino}`;
  const bytes = text === undefined ? undefined : Buffer.from(text);
  const isCurrent = bytes?.length === Number(stats.size) && bytes.equals(await readFile(path));
  return { kind: 'file', identity, isCurrent };
}
