import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { withLock } from './lock.js';
import { useTemporaryFolder } from './testing/folders.js';

const folder = useTemporaryFolder();
const host = hostname().replace(/[^\w.]/g, '_');
const RANDOM = '0123456789ab';

/** Creates the lock of another run. */
function putLock(owner: string): string {
  const lock = join(folder(), '.sdkgen.lock');
  mkdirSync(lock);
  writeFileSync(join(lock, owner), '');
  return join(lock, owner);
}

/** The id of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const done = () => Promise.resolve('done');

describe('withLock', () => {
  it('runs one at a time, and all in the end', async () => {
    let inside = 0;
    const runs = Array.from({ length: 5 }, (_, run) =>
      withLock(folder(), { waitMs: 10_000 }, async () => {
        expect(++inside).toBe(1);
        await new Promise(setImmediate);
        inside--;
        return run;
      }),
    );
    expect(await Promise.all(runs)).toEqual([0, 1, 2, 3, 4]);
    expect(readdirSync(folder())).toEqual([]);
  });

  it('throws after `waitMs`, with the owner and a hint', async () => {
    const owner = `${host}-${process.ppid}-${RANDOM}`;
    putLock(owner);
    const failure = await withLock(folder(), { waitMs: 60 }, done).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({
      message: `Another run (${owner}) is writing to ${folder()}.`,
      hint: expect.stringContaining(
        `delete the folder ${join(folder(), '.sdkgen.lock')}`,
      ) as unknown,
    });
    expect(readdirSync(folder())).toEqual(['.sdkgen.lock']);
  });

  it.each<[string, () => string]>([
    ['a process that has ended', () => `${host}-${deadPid()}-${RANDOM}`],
    ['an earlier process with the id of this one', () => `${host}-${process.pid}-${RANDOM}`],
  ])('takes over the lock of %s', async (_, owner) => {
    putLock(owner());
    expect(await withLock(folder(), { waitMs: 0 }, done)).toBe('done');
    expect(readdirSync(folder())).toEqual([]);
  });

  it('takes over an empty lock, left by a run that was killed while it removed the owner', async () => {
    mkdirSync(join(folder(), '.sdkgen.lock'));
    expect(await withLock(folder(), { waitMs: 0 }, done)).toBe('done');
  });

  it('respects a lock of another machine for two minutes', async () => {
    const path = putLock(`elsewhere-1-${RANDOM}`);
    await expect(withLock(folder(), { waitMs: 0 }, done)).rejects.toThrow(WriteError);
    const before = new Date(Date.now() - 121_000);
    utimesSync(path, before, before);
    expect(await withLock(folder(), { waitMs: 0 }, done)).toBe('done');
  });

  it('deletes no files of the user in a folder of that name', async () => {
    putLock('my-notes.txt');
    await expect(withLock(folder(), { waitMs: 0 }, done)).rejects.toThrow('(my-notes.txt)');
    expect(readdirSync(join(folder(), '.sdkgen.lock'))).toEqual(['my-notes.txt']);
  });

  it('releases the lock after an error, and removes what killed runs left while they waited', async () => {
    const left = `.sdkgen.lock-${host}-${deadPid()}-${RANDOM}`;
    const waiting = `.sdkgen.lock-${host}-${process.ppid}-${RANDOM}`;
    mkdirSync(join(folder(), left));
    mkdirSync(join(folder(), waiting));
    const failing = withLock(folder(), { waitMs: 0 }, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(readdirSync(folder())).toEqual([waiting]);
  });
});
