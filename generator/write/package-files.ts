import { readFile, stat } from 'node:fs/promises';
import { DocumentRefusedError, UsageError } from '../errors.js';
import { toUnixLines } from '../util/unix-lines.js';
import { getSystemErrorCode, readFileIfExists } from './disk.js';
import { MANIFEST_NAME, parseManifest } from './manifest.js';
import { getPathProblem, inspectPaths } from './paths.js';
import { parseTarball } from './tarball.js';
import { listFiles } from './write-tree.js';

/** The files of a package that was generated before. */
export interface PackageFiles {
  readonly kind: 'folder' | 'tarball';
  /** Those that belong to it: of a folder what its lock lists, and what npm would pack with it. */
  readonly paths: readonly string[];
  /** The bytes with Unix line ends; undefined where there is no such file. */
  readonly read: (path: string) => Buffer | undefined;
}

const HINT =
  'Give the folder of a generated package, or its tarball. A document is given with --input, an environment with --env.';

/** Larger tarballs are not packages. */
const MAX_TARBALL_BYTES = 256 * 1024 * 1024;

/**
 * Opens the package in a folder or in a tarball. Follows no symbolic link in either.
 *
 * @param path absolute.
 * @throws UsageError when nothing is there, or it has no `sdk.lock.json`; DocumentRefusedError for a malformed tarball;
 *   WriteError when the disk reports an error.
 */
export async function openPackage(path: string): Promise<PackageFiles> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new UsageError(`'${path}' cannot be read (${getSystemErrorCode(cause) ?? 'unknown'}).`, {
      hint: HINT,
      cause,
    });
  });
  const files = stats.isDirectory() ? await openFolder(path) : await openTarball(path, stats.size);
  if (files.paths.includes(MANIFEST_NAME)) return files;
  throw new UsageError(
    `'${path}' has no ${MANIFEST_NAME}, which says what it was generated from.`,
    {
      hint: HINT,
    },
  );
}

async function openTarball(path: string, size: number): Promise<PackageFiles> {
  if (size > MAX_TARBALL_BYTES)
    throw new DocumentRefusedError(`The tarball has more than ${MAX_TARBALL_BYTES} bytes.`, {
      hint: 'Give a tarball as `npm pack` writes it.',
    });
  return createPackageFiles(parseTarball(await readFile(path)));
}

/** @param files the content of the files of a tarball, by path. */
export function createPackageFiles(files: ReadonlyMap<string, Buffer>): PackageFiles {
  const read = (path: string) => {
    const bytes = files.get(path);
    return bytes && toUnixLines(bytes);
  };
  return { kind: 'tarball', paths: [...files.keys()], read };
}

/** What a package has of code beside what its lock lists: npm packs it, and programs import it. */
const CODE_FOLDERS = ['src', 'dist'];

async function openFolder(root: string): Promise<PackageFiles> {
  const read = (path: string) => (isFile(root, path) ? readFileIfExists(root, path) : undefined);
  const lock = read(MANIFEST_NAME)?.toString();
  const listed = lock === undefined ? [] : [MANIFEST_NAME, ...listPaths(lock)];
  const inCode = listed.includes('package.json')
    ? (await Promise.all(CODE_FOLDERS.map((folder) => listFiles(root, folder)))).flat()
    : [];
  const paths = [...new Set([...listed.filter((path) => isFile(root, path)), ...inCode])];
  return { kind: 'folder', paths, read };
}

/** The paths of a lock; none when it is damaged, which whoever reads the lock says. */
function listPaths(lock: string): readonly string[] {
  try {
    return Object.keys(parseManifest(MANIFEST_NAME, lock).files);
  } catch {
    return [];
  }
}

function isFile(root: string, path: string): boolean {
  if (getPathProblem(path) !== undefined) return false;
  return inspectPaths(root, new Map(), [path]).get(path)?.kind === 'file';
}
