import { execFile } from 'node:child_process';
import { cp, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..', '..');
const MODULES = join(ROOT, 'generator/checks/conformance/node_modules');
const PUBLINT = join(MODULES, 'publint/src/cli.js');
const ATTW = join(MODULES, '@arethetypeswrong/cli/dist/index.js');

/** `output/sandbox`, built and packed by its own scripts. */
export interface PackedPackage {
  readonly folder: string;
  readonly tarball: string;
}

/** Builds and packs a copy of `output/sandbox`, as whoever publishes it would. */
export async function packSandbox(work: string): Promise<PackedPackage> {
  const folder = join(work, 'sandbox');
  await cp(join(ROOT, 'output/sandbox'), folder, {
    recursive: true,
    filter: (path) => !/[/\\](dist|node_modules)$/.test(path),
  });
  const path = [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path };
  await run('npm', ['pack', '--silent', '--pack-destination', work], { cwd: folder, env });
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack left no tarball');
  return { folder, tarball: join(work, name) };
}

/** What publint and "are the types wrong?" have to say of the tarball; nothing, when it is clean. */
export async function judgePackage({ tarball }: PackedPackage): Promise<readonly string[]> {
  const publint = await output([PUBLINT, 'run', '--strict', tarball]);
  const attw = await output([ATTW, '--format', 'ascii', '--no-emoji', tarball]);
  return [
    // Suggestions, too: with one, publint ends with 0 and says something else.
    ...(publint.includes('All good!') ? [] : [`publint: ${publint}`]),
    ...(attw.includes('No problems found') ? [] : [`attw: ${attw}`]),
  ];
}

/** All that a program says; it ends with 1 when it finds something. */
async function output(words: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(process.execPath, words);
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout + stderr === '') throw error;
    return stdout + stderr;
  }
}
