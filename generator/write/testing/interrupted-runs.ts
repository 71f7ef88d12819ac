import { transformSync } from '@swc/core';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { WriteReport } from '../write-tree.js';

export interface Run {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
}

export interface KilledRun extends Run {
  /** The change to the disk, counted from 1, before which the run is killed. */
  readonly killBefore: number;
}

/** The calls of `node:fs/promises` by which this folder's modules change the disk. */
export const DISK_CHANGES: readonly string[] = [
  'open',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'writeFile',
];

/**
 * Decides about a call to the disk: undefined to let it through, or the promise to return instead.
 * @param change the number of changes so far, with this one.
 */
type Disk = (change: number, name: string) => Promise<never> | undefined;

function isFunction(value: unknown): value is (...args: readonly unknown[]) => unknown {
  return typeof value === 'function';
}

/** Loads `writeTree` with its own copy of the modules, on a simulated disk. */
async function writeTreeOn(disk: Disk, run: Run): Promise<() => Promise<WriteReport>> {
  const real = jest.requireActual<Readonly<Record<string, unknown>>>('node:fs/promises');
  let changes = 0;
  const calls = Object.entries(real).map(([name, call]) => {
    if (!isFunction(call)) return [name, call];
    const intercepted = (...args: unknown[]): unknown => {
      if (DISK_CHANGES.includes(name)) changes += 1;
      return disk(changes, name) ?? call(...args);
    };
    return [name, intercepted];
  });
  let start: (() => Promise<WriteReport>) | undefined;
  await jest.isolateModulesAsync(async () => {
    jest.doMock('node:fs/promises', () => Object.fromEntries(calls) as object);
    const { writeTree } = await import('../write-tree.js');
    start = () => writeTree({ ...run, waitMs: 0 });
  });
  jest.dontMock('node:fs/promises');
  if (start === undefined) throw new Error('The modules were not loaded');
  return start;
}

/**
 * Simulates SIGKILL without a process: from one change on, calls to the disk are not made and never return.
 *
 * @returns true if the run was killed, false if it ended before that.
 */
export async function runKilled({ killBefore, ...run }: KilledRun): Promise<boolean> {
  let kill: (killed: true) => void;
  const killed = new Promise<true>((resolve) => (kill = resolve));
  const never = new Promise<never>(() => undefined);
  const disk: Disk = (change) => {
    if (change < killBefore) return undefined;
    kill(true);
    return never;
  };
  const start = await writeTreeOn(disk, run);
  return Promise.race([killed, start().then(() => false)]);
}

/**
 * A run on a disk that fails at one change, and at all later ones if `isPermanent`.
 *
 * @param failAt the change, counted from 1.
 * @returns the error of the run; undefined if it succeeded.
 */
export async function runFailing(
  run: Run,
  code: string,
  failAt: number,
  isPermanent: boolean,
): Promise<unknown> {
  const disk: Disk = (change, name) => {
    const isFailing = isPermanent ? change >= failAt : change === failAt;
    if (!isFailing || !DISK_CHANGES.includes(name)) return undefined;
    const error = new Error(`${code}: simulated, ${name}`);
    return Promise.reject(
      Object.assign(error, { code, syscall: name, path: `${run.root}/some.ts` }),
    );
  };
  const start = await writeTreeOn(disk, run);
  return start().then(
    () => undefined,
    (error: unknown) => error,
  );
}

const PROGRAM = `
const fs = require('node:fs/promises');
const { root, files, killBefore } = JSON.parse(process.argv[2]);
let changes = 0;
for (const name of ${JSON.stringify(DISK_CHANGES)}) {
  const original = fs[name];
  fs[name] = (...args) => {
    changes += 1;
    if (changes === killBefore) process.kill(process.pid, 'SIGKILL');
    return original(...args);
  };
}
const { writeTree } = require('./write/write-tree.js');
void writeTree({ root, files: new Map(files), waitMs: 0 });
`;

/** Compiles the modules of `write/` and what they import into a folder, for a process that can be killed. */
export function compileWriteModules(folder: string): void {
  const generator = resolve(__dirname, '../..');
  const modules = readdirSync(join(generator, 'write')).map((name) => `write/${name}`);
  const sources = [
    ...modules,
    'errors.ts',
    'util/defined.ts',
    'util/is-record.ts',
    'util/order.ts',
    'util/printable.ts',
    'util/process-owner.ts',
    'util/same-file.ts',
    'util/unix-lines.ts',
    'util/hash.ts',
  ];
  for (const path of sources) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
    const { code } = transformSync(readFileSync(join(generator, path), 'utf8'), {
      filename: path,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const target = join(folder, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  writeFileSync(join(folder, 'child.js'), PROGRAM);
}

/**
 * Runs `writeTree` in a process that kills itself with SIGKILL.
 *
 * @param folder the one that `compileWriteModules` wrote to.
 * @returns true if it was killed, false if it ended before that.
 */
export async function runKilledProcess(folder: string, run: KilledRun): Promise<boolean> {
  const input = JSON.stringify({ ...run, files: [...run.files] });
  const child = spawn(process.execPath, [join(folder, 'child.js'), input]);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const signal = await new Promise<NodeJS.Signals | null>((end, fail) => {
    child.once('error', fail);
    child.once('close', (_, how) => end(how));
  });
  if (stderr !== '') throw new Error(`The child failed: ${stderr}`);
  return signal === 'SIGKILL';
}
