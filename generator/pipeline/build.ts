import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { DOCUMENT_PATH, readFileIfExists, readManifest, replaceFolder } from '../write/index.js';
import { runNpm } from './npm.js';

/** What was made of a package beside its sources. */
export interface Build {
  /** Absolute: the compiled package, with ES modules, CommonJS and declarations. */
  readonly folder: string;
  /** The number of its files. */
  readonly files: number;
}

/**
 * Compiles the package of a folder into its `dist/`, as its own `npm run build` does, with the compiler that this program
 * has: nothing is installed.
 *
 * @param root The folder of a package that is intact.
 * @throws WriteError when `dist/` cannot be written.
 */
export async function buildPackage(root: string): Promise<Build> {
  const manifest = await readManifest(root);
  const paths = Object.keys(manifest?.files ?? {}).filter((path) => path !== DOCUMENT_PATH);
  const files = new Map(
    paths.map((path) => [path, readFileIfExists(root, path)?.toString() ?? ''] as const),
  );
  // Loads the compiler, which a run without a build does not need.
  const { compilePackage } = await import('./compile.js');
  const built = compilePackage(files);
  await replaceFolder(root, BUILD_FOLDER, built);
  return { folder: resolve(root, BUILD_FOLDER), files: built.size };
}

const BUILD_FOLDER = 'dist';

/** A tarball of a package, as npm packs it. */
export interface Tarball {
  /** Absolute. */
  readonly path: string;
  /** Its hash, as registries and lock files have it: `sha512-...`. */
  readonly integrity: string;
  /** In bytes. */
  readonly size: number;
  /** The number of files in it. */
  readonly files: number;
}

/**
 * Packs a compiled package into a tarball in its folder, with npm.
 *
 * @throws UsageError when npm does not start, or refuses the package.
 */
export async function packPackage(root: string): Promise<Tarball> {
  // The package is compiled already; its scripts, which npm does not run here, would need an installed compiler.
  const packed = await runNpm(['pack'], { cwd: root });
  if (!packed.ok)
    throw new UsageError(`\`npm pack\` failed in ${root}: ${packed.message}`, {
      hint: 'Run it there to see more.',
    });
  const { filename, integrity, size, files } = readPacked(packed.value);
  return { path: resolve(root, filename), integrity, size, files: files.length };
}

/** Reads what `npm pack --json` prints: a list, since npm 12 an object with the package's name as key. */
export function readPacked(printed: unknown): PackedEntry {
  const [entry] = Object.values(printed as Record<string, PackedEntry>);
  if (entry === undefined) throw new Error('`npm pack` printed no tarball.');
  return entry;
}

/** What `npm pack --json` prints of a package. */
interface PackedEntry {
  readonly filename: string;
  readonly integrity: string;
  readonly size: number;
  readonly files: readonly unknown[];
}
