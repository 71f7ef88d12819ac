import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { CHECKS_FOLDER } from '../program.js';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..', '..');
const MODULES = join(CHECKS_FOLDER, 'conformance/node_modules');
const PUBLINT = join(MODULES, 'publint/src/cli.js');
const ATTW = join(MODULES, '@arethetypeswrong/cli/dist/index.js');

/** `output/sandbox`, built and packed by its own scripts. */
export interface PackedPackage {
  readonly folder: string;
  readonly tarball: string;
}

/** Builds and packs a copy of `output/sandbox`, as for publishing. */
export async function packSandbox(work: string): Promise<PackedPackage> {
  const folder = join(work, 'sandbox');
  await cp(join(ROOT, 'output/sandbox'), folder, {
    recursive: true,
    filter: (path) => !/[/\\](dist|node_modules)$/.test(path),
  });
  // Its only development dependency, as `npm install` puts it there.
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(ROOT, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
  const path = [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path };
  await run('npm', ['pack', '--silent', '--pack-destination', work], { cwd: folder, env });
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack wrote no tarball');
  return { folder, tarball: join(work, name) };
}

/** Checks the tarball with publint and "Are the types wrong?". @returns What they find. */
export async function checkPackage({ tarball }: PackedPackage): Promise<readonly string[]> {
  const publint = await runProgram([PUBLINT, 'run', '--strict', tarball]);
  const attw = await runProgram([ATTW, '--format', 'ascii', '--no-emoji', tarball]);
  return [
    // Not the exit code: publint ends with 0 when it has suggestions.
    ...(publint.includes('All good!') ? [] : [`publint: ${publint}`]),
    ...(attw.includes('No problems found') ? [] : [`attw: ${attw}`]),
  ];
}

/** @returns The output of a program, which ends with 1 when it finds something. */
async function runProgram(args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(process.execPath, args);
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout + stderr === '') throw error;
    return stdout + stderr;
  }
}
