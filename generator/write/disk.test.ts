import { readFile } from 'node:fs/promises';
import { asWriteError, forEachAtOnce, systemCode, unless } from './disk.js';

const systemError = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: told by the system, write`), { code, syscall: 'write', path });

describe('asWriteError', () => {
  it.each([
    ['ENOSPC', 'The disk is full'],
    ['EDQUOT', 'Your quota'],
    ['EACCES', 'You may not write there'],
    ['EPERM', 'You may not write there'],
    ['EROFS', 'The file system is read-only'],
    ['ENOTDIR', 'A file stands where a folder should be'],
    ['EISDIR', 'A folder stands where a file should be'],
    ['ENAMETOOLONG', 'a shorter path'],
    ['EMFILE', 'Too many files are open'],
  ])('says what to do about %s', (code, hint) => {
    expect(asWriteError(systemError(code, '/out/src/a.ts'), '/out')).toMatchObject({
      name: 'WriteError',
      exitCode: 5,
      message: `Writing to /out failed at /out/src/a.ts: ${code}: told by the system, write`,
      hint: expect.stringContaining(hint),
    });
  });

  it('names the folder where the system names no path', () => {
    expect(asWriteError(systemError('EIO'), '/out')).toMatchObject({
      message: expect.stringContaining('failed at /out: EIO'),
    });
  });

  it('leaves bugs alone', () => {
    const bug = new TypeError('x is not a function');
    expect(asWriteError(bug, '/out')).toBe(bug);
  });
});

describe('systemCode and unless', () => {
  it("know a failure of Node's own", async () => {
    const failure = await readFile('/nowhere/at/all').catch((error: unknown) => error);
    expect(systemCode(failure)).toBe('ENOENT');
    expect(await unless(['ENOENT'], readFile('/nowhere/at/all'))).toBeUndefined();
    await expect(unless(['EACCES'], readFile('/nowhere/at/all'))).rejects.toThrow('ENOENT');
  });
});

describe('forEachAtOnce', () => {
  it('does everything, at most 32 at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await forEachAtOnce(
      Array.from({ length: 100 }, (_, index) => index),
      async (item, index) => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        expect(item).toBe(index);
        done.push(item);
      },
    );
    expect(done).toHaveLength(100);
    expect(most).toBe(32);
  });

  it('tells the failure once nothing runs any more', async () => {
    let running = 0;
    const failing = forEachAtOnce(Array.from('abcdef'), async (letter) => {
      running++;
      await new Promise(setImmediate);
      if (letter === 'b') throw new Error('b failed');
      await new Promise(setImmediate);
      running--;
    });
    await expect(failing).rejects.toThrow('b failed');
    expect(running).toBe(1);
  });
});
