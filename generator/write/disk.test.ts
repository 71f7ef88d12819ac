import { readFile } from 'node:fs/promises';
import { toWriteError, forEachConcurrently, getSystemErrorCode, ignoreErrors } from './disk.js';

const systemError = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: reported by the system, write`), {
    code,
    syscall: 'write',
    path,
  });

describe('toWriteError', () => {
  it.each([
    ['ENOSPC', 'The disk is full'],
    ['EDQUOT', 'Your quota'],
    ['EACCES', 'You have no permission to write there'],
    ['EPERM', 'You have no permission to write there'],
    ['EROFS', 'The file system is read-only'],
    ['ENOTDIR', 'A file is where a folder should be'],
    ['EISDIR', 'A folder is where a file should be'],
    ['ENAMETOOLONG', 'a shorter path'],
    ['EMFILE', 'Too many files are open'],
  ])('gives a hint for %s', (code, hint) => {
    expect(toWriteError(systemError(code, '/out/src/a.ts'), '/out')).toMatchObject({
      name: 'WriteError',
      exitCode: 5,
      message: `Writing to /out failed at /out/src/a.ts: ${code}: reported by the system, write`,
      hint: expect.stringContaining(hint) as unknown,
    });
  });

  it('names the folder if the system names no path', () => {
    expect(toWriteError(systemError('EIO'), '/out')).toMatchObject({
      message: expect.stringContaining('failed at /out: EIO') as unknown,
    });
  });

  it('returns other errors as they are', () => {
    const bug = new TypeError('x is not a function');
    expect(toWriteError(bug, '/out')).toBe(bug);
  });
});

describe('getSystemErrorCode and ignoreErrors', () => {
  it("recognize Node's own errors", async () => {
    const failure = await readFile('/nowhere/at/all').catch((error: unknown) => error);
    expect(getSystemErrorCode(failure)).toBe('ENOENT');
    expect(await ignoreErrors(['ENOENT'], readFile('/nowhere/at/all'))).toBeUndefined();
    await expect(ignoreErrors(['EACCES'], readFile('/nowhere/at/all'))).rejects.toThrow('ENOENT');
  });
});

describe('forEachConcurrently', () => {
  it('processes all items, at most 32 at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await forEachConcurrently(
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

  it('throws once nothing runs any more', async () => {
    let running = 0;
    const failing = forEachConcurrently(['a', 'b', 'c', 'd', 'e', 'f'], async (letter) => {
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
