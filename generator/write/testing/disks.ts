import type { WriteReport } from '../tree.js';

export interface Run {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
}

export interface BrokenOffRun extends Run {
  /** The change to the disk, counted from 1, before which the run is killed. */
  readonly killBefore: number;
}

/** Every call by which `write/` changes the disk. */
export const CHANGES: readonly string[] = [
  'open',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'writeFile',
];

/**
 * Decides what becomes of a call to the disk: undefined to let it through, or what it answers.
 * @param change How many changes were asked for so far, this one included.
 */
type Disk = (change: number, name: string) => Promise<never> | undefined;

function isFunction(value: unknown): value is (...values: readonly unknown[]) => unknown {
  return typeof value === 'function';
}

/** `writeTree` with modules of its own, on a disk of one's own. */
async function writeTreeOn(disk: Disk, run: Run): Promise<() => Promise<WriteReport>> {
  const real = jest.requireActual<Readonly<Record<string, unknown>>>('node:fs/promises');
  let changes = 0;
  const calls = Object.entries(real).map(([name, call]) => {
    if (!isFunction(call)) return [name, call];
    const intercepted = (...words: unknown[]): unknown => {
      if (CHANGES.includes(name)) changes += 1;
      return disk(changes, name) ?? call(...words);
    };
    return [name, intercepted];
  });
  let start: (() => Promise<WriteReport>) | undefined;
  await jest.isolateModulesAsync(async () => {
    jest.doMock('node:fs/promises', () => Object.fromEntries(calls) as object);
    const { writeTree } = await import('../tree.js');
    start = () => writeTree({ ...run, waitMs: 0 });
  });
  jest.dontMock('node:fs/promises');
  if (start === undefined) throw new Error('The modules were not loaded');
  return start;
}

/**
 * What SIGKILL does, without the cost of a process: from a moment on calls to the disk are neither
 * made nor answered.
 *
 * @returns true when the run was killed, false when it ended before that.
 */
export async function runKilled({ killBefore, ...run }: BrokenOffRun): Promise<boolean> {
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
 * A run on a disk that refuses a change, and `forGood` every later one as well.
 *
 * @param refuseAt The change, counted from 1.
 * @returns what the run failed with; undefined when it did not.
 */
export async function runRefused(
  run: Run,
  code: string,
  refuseAt: number,
  forGood: boolean,
): Promise<unknown> {
  const disk: Disk = (change, name) => {
    const isRefused = forGood ? change >= refuseAt : change === refuseAt;
    if (!isRefused || !CHANGES.includes(name)) return undefined;
    const error = new Error(`${code}: refused, ${name}`);
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
