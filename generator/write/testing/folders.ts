import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../util/hash.js';

export type Tree = Readonly<Record<string, string>>;

/** A fresh folder for each test, removed after it. @returns the path of this test's folder. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sdkgen-write-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** The files of a package with the manifest that lists them. */
export function createPackage(files: Tree): ReadonlyMap<string, string> {
  const hashes = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, sha256(text)]),
  );
  return new Map([
    ...Object.entries(files),
    ['sdk.lock.json', `${JSON.stringify({ generator: 'test', files: hashes }, null, 2)}\n`],
  ]);
}

/** Everything in a folder: texts by path. Folders end in a slash; a symbolic link has the text `-> link`. */
export function readTree(root: string): Tree {
  const tree = entriesBelow(root, '');
  return Object.fromEntries(tree.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Not `recursive: true`, which follows links from Node 24 on. */
function entriesBelow(root: string, folder: string): [string, string][] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder + entry.name;
    if (entry.isDirectory()) return [[`${name}/`, ''], ...entriesBelow(root, `${name}/`)];
    if (entry.isSymbolicLink()) return [[name, '-> link']];
    return [[name, readFileSync(join(root, name), 'utf8')]];
  });
}

/** Writes files as a user would. */
export function putFiles(root: string, files: Tree): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
