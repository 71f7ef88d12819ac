import { mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compareTree } from './compare.js';
import { readManifest } from './manifest.js';
import { packageOf, putFiles, treeAt, useTemporaryFolder } from './testing/folders.js';
import { writeTree } from './tree.js';

const folder = useTemporaryFolder();
const OLD = { 'a.ts': 'a', 'src/b.ts': 'b', 'src/c.ts': 'c' };

describe('compareTree', () => {
  it('finds nothing in a folder that is what it should be, whatever the user added', async () => {
    await writeTree({ root: folder(), files: packageOf(OLD) });
    putFiles(folder(), { 'node_modules/x.js': 'x', 'src/mine.ts': 'mine' });
    expect(await compareTree(folder(), packageOf(OLD))).toEqual({
      missing: [],
      differing: [],
      extra: [],
    });
  });

  it('tells what is missing, what differs and what is no longer made, and writes nothing', async () => {
    await writeTree({ root: folder(), files: packageOf(OLD) });
    putFiles(folder(), { 'a.ts': 'edited' });
    const before = { tree: treeAt(folder()), mtime: statSync(folder()).mtimeMs };
    expect(
      await compareTree(folder(), packageOf({ 'a.ts': 'a', 'src/b.ts': 'b', 'x/d.ts': 'd' })),
    ).toEqual({
      missing: ['x/d.ts'],
      differing: ['a.ts', 'sdk.lock.json'],
      extra: ['src/c.ts'],
    });
    expect({ tree: treeAt(folder()), mtime: statSync(folder()).mtimeMs }).toEqual(before);
  });

  it('finds everything missing where there is no folder', async () => {
    expect(await compareTree(join(folder(), 'no'), packageOf({ 'a.ts': 'a' }))).toEqual({
      missing: ['a.ts', 'sdk.lock.json'],
      differing: [],
      extra: [],
    });
  });

  it('does not take a link or a folder for the file', async () => {
    await writeTree({ root: folder(), files: packageOf(OLD) });
    putFiles(folder(), { 'same.ts': 'a' });
    rmSync(join(folder(), 'a.ts'));
    symlinkSync(join(folder(), 'same.ts'), join(folder(), 'a.ts'));
    rmSync(join(folder(), 'src/b.ts'));
    mkdirSync(join(folder(), 'src/b.ts'));
    expect(await compareTree(folder(), packageOf(OLD))).toMatchObject({
      differing: ['a.ts', 'src/b.ts'],
    });
  });
});

describe('readManifest', () => {
  it('gives what the generator recorded, or undefined', async () => {
    expect(await readManifest(folder())).toBeUndefined();
    putFiles(folder(), { 'sdk.lock.json': '{"files":{"a.ts":"sha256:0"},"types":{"A":"B"}}' });
    expect(await readManifest(folder())).toEqual({
      files: { 'a.ts': 'sha256:0' },
      types: { A: 'B' },
    });
  });

  it.each([
    ['{"files":["a.ts"]}', 'has no "files"'],
    ['[]', 'has no "files"'],
    ['null', 'has no "files"'],
    ['{"files":{"a.ts":7}}', 'has no hash for "a.ts"'],
    ['{"files":{"/etc/passwd":"x"}}', 'lists "/etc/passwd", which is absolute'],
    ['{', 'is not JSON'],
  ])('refuses %s', async (text, want) => {
    putFiles(folder(), { 'sdk.lock.json': text });
    await expect(readManifest(folder())).rejects.toThrow(
      `${join(folder(), 'sdk.lock.json')} ${want}`,
    );
  });

  it('refuses a folder of that name as a WriteError', async () => {
    mkdirSync(join(folder(), 'sdk.lock.json'));
    await expect(readManifest(folder())).rejects.toMatchObject({ name: 'WriteError' });
  });
});
