import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../errors.js';
import { DOCUMENT_PATH, readFileIfExists, readManifest, replaceFolder } from '../write/index.js';

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

/**
 * Packs a compiled package into a tarball in its folder, with npm.
 *
 * @returns the absolute path of the tarball.
 * @throws UsageError when npm does not start, or refuses the package.
 */
export async function packPackage(root: string): Promise<string> {
  // The package is compiled already; its scripts would need an installed compiler.
  const words = ['pack', '--ignore-scripts', '--json', '--loglevel=error'];
  // On Windows, npm is a batch file, which only a shell runs. No word comes from outside.
  const options = { cwd: root, shell: process.platform === 'win32' };
  const { stdout } = await promisify(execFile)('npm', words, options).catch((error: unknown) => {
    throw new UsageError('`npm pack` failed.', {
      cause: error,
      hint: `Run it in ${root} to see why; npm comes with Node.js.`,
    });
  });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error('`npm pack` printed no file name.');
  return resolve(root, packed.filename);
}
