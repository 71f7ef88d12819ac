import { execFile, spawn } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHECKS_FOLDER } from '../program.js';
import { toVersion } from './versions.js';

/** The name under which the programs import the package. */
export const PACKAGE = '@acme/radarr';

/** The programs, as folders of the workspace. */
export const PROGRAMS = ['nightly-job', 'page', 'wrapper'] as const;

const FIXTURES = join(CHECKS_FOLDER, '..', '..', 'fixtures', 'consumers');
const INSTALLED = join(CHECKS_FOLDER, 'consumers', 'node_modules');
const TSC = join(INSTALLED, 'typescript', 'bin', 'tsc');
const CLI = join(CHECKS_FOLDER, '..', '..', 'dist', 'cli.js');
const SOURCE = /\.(?:tsx?|js)$/;

/** A line that does not compile, as `tsc` prints it. */
export interface CompilerError {
  /** Relative to the workspace, with slashes. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `TS2339: Property 'a' does not exist.` */
  readonly message: string;
}

/** Whether a place is in a program. */
export function isIn(program: string): (place: { readonly path: string }) => boolean {
  return ({ path }) => path.startsWith(`${program}/`);
}

/** A copy of the programs on disk, in which packages are really installed. */
export class Workspace {
  private constructor(readonly folder: string) {}

  /** Writes the programs as they are at a version of the API. */
  static async create(version: number): Promise<Workspace> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'sdkgen-consumers-')));
    await cp(FIXTURES, folder, {
      recursive: true,
      filter: (path) => !/node_modules|dist$/.test(path),
    });
    for (const path of await listFiles(folder)) {
      if (!SOURCE.test(path)) continue;
      const text = toVersion(await readFile(path, 'utf8'), version);
      await (text === undefined ? rm(path) : writeFile(path, text));
    }
    const modules = join(folder, 'node_modules');
    await mkdir(modules);
    for (const name of await readdir(INSTALLED))
      if (!name.startsWith('.')) await symlink(join(INSTALLED, name), join(modules, name));
    return new Workspace(folder);
  }

  /** Replaces the installed package. */
  async install(files: ReadonlyMap<string, string>): Promise<void> {
    const target = join(this.folder, 'node_modules', PACKAGE);
    await rm(target, { recursive: true, force: true });
    for (const [name, text] of files) {
      const path = join(target, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }

  /** Compiles all programs into their `dist/`, whatever was compiled before. */
  async compile(): Promise<readonly CompilerError[]> {
    const { output } = await run([TSC, '-b', '--force', '--pretty', 'false'], this.folder);
    const errors = output.split('\n').flatMap((text) => parseError(text));
    if (output !== '' && errors.length === 0) throw new Error(`tsc failed: ${output}`);
    return errors;
  }

  /** Changes files of the programs. */
  async edit(texts: ReadonlyMap<string, string>): Promise<void> {
    for (const [path, text] of texts) await writeFile(path, text);
  }

  /**
   * Runs the compiled tests of programs against a sandbox of a document.
   *
   * @returns what failed: the program, and what its tests print. Empty when all passed.
   */
  async test(document: string, programs: readonly string[]): Promise<readonly string[]> {
    const path = join(this.folder, 'document.json');
    await writeFile(path, document);
    const sandbox = await startSandbox(path);
    try {
      const failures: string[] = [];
      for (const program of programs) {
        const folder = join(this.folder, program, 'dist', 'test');
        const tests = (await listFiles(folder)).filter((each) => each.endsWith('.test.js'));
        const env = { RADARR_URL: sandbox.url, RADARR_API_KEY: 'sandbox' };
        const words = ['--test', '--test-reporter', 'spec', ...tests];
        const { code, output } = await run(words, this.folder, env);
        if (tests.length === 0 || code !== 0) failures.push(`${program}: ${output}`);
      }
      return failures;
    } finally {
      sandbox.stop();
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** In a process of its own, which answers while this one generates. */
async function startSandbox(document: string): Promise<{ url: string; stop: () => void }> {
  const words = ['sandbox', '--input', document, '--port', '0', '--limit', 'off', '--strict'];
  const sandbox = spawn(process.execPath, [CLI, ...words, '--json'], {
    cwd: dirname(document),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const part of sandbox.stdout) {
    output += String(part);
    const [, url] = /"url": "([^"]+)"/.exec(output) ?? [];
    if (url !== undefined) return { url, stop: () => sandbox.kill() };
  }
  throw new Error(`The sandbox did not start: ${output}`);
}

/** Lists the files of a folder and those below it. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}

/** `page/src/load.ts(12,5): error TS2339: Property 'a' does not exist.`; more of the message follows on indented lines. */
const ERROR = /^(.+)\((\d+),\d+\): error (TS\d+: .*)$/;

function parseError(text: string): readonly CompilerError[] {
  const [, path = '', line, message = ''] = ERROR.exec(text) ?? [];
  return line === undefined ? [] : [{ path, line: Number(line), message }];
}

/** Runs Node.js in a folder. */
export function run(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
    execFile(process.execPath, [...words], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, output });
      else reject(new Error(`${words.join(' ')} failed: ${output}`, { cause: error }));
    });
  });
}
