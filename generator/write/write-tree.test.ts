import {
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import {
  createPackage,
  putFiles,
  readTree,
  useTemporaryFolder,
  type Tree,
} from './testing/folders.js';
import { compareTree, writeTree } from './write-tree.js';

const folder = useTemporaryFolder();
const root = () => join(folder(), 'out');
const write = (files: Tree) => writeTree({ root: root(), files: createPackage(files) });
const manifestOf = (files: Tree): Tree => ({
  'sdk.lock.json': createPackage(files).get('sdk.lock.json') ?? '',
});

const OLD = { 'src/a.ts': 'a', 'src/b.ts': 'b', 'src/deep/c.ts': 'c', 'README.md': 'old' };
const NEW = { 'src/a.ts': 'a', 'src/b.ts': 'B', 'src/new/d.ts': 'd', 'README.md': 'new' };

describe('writeTree', () => {
  it('creates the folder, its parents and all files, and nothing else', async () => {
    const report = await writeTree({
      root: join(root(), 'deep/er'),
      files: createPackage({ 'a/b.ts': 'b' }),
    });
    expect(report).toEqual({ written: ['a/b.ts', 'sdk.lock.json'], unchanged: [], deleted: [] });
    expect(readTree(root())).toEqual({
      'deep/': '',
      'deep/er/': '',
      'deep/er/a/': '',
      'deep/er/a/b.ts': 'b',
      'deep/er/sdk.lock.json': createPackage({ 'a/b.ts': 'b' }).get('sdk.lock.json'),
    });
  });

  it('replaces, adds and deletes files, and removes folders that become empty', async () => {
    await write(OLD);
    expect(await write(NEW)).toEqual({
      written: ['README.md', 'sdk.lock.json', 'src/b.ts', 'src/new/d.ts'],
      unchanged: ['src/a.ts'],
      deleted: ['src/deep/c.ts'],
    });
    expect(readTree(root())).toEqual({ ...NEW, ...manifestOf(NEW), 'src/': '', 'src/new/': '' });
  });

  it('does not touch a file that already has the right bytes', async () => {
    await write(OLD);
    const long = new Date('2001-02-03T04:05:06Z');
    for (const path of Object.keys(OLD)) utimesSync(join(root(), path), long, long);
    const { ino } = statSync(join(root(), 'src/a.ts'));
    expect((await write(OLD)).written).toEqual([]);
    await write(NEW);
    expect(statSync(join(root(), 'src/a.ts'))).toMatchObject({ ino, mtime: long });
    expect(statSync(join(root(), 'src/b.ts')).mtime).not.toEqual(long);
  });

  it('overwrites a generated file that was edited', async () => {
    await write(OLD);
    putFiles(root(), { 'src/a.ts': 'edited', 'src/deep/c.ts': 'edited' });
    expect(await write(NEW)).toMatchObject({ deleted: ['src/deep/c.ts'] });
    expect(readTree(root())).toMatchObject({ 'src/a.ts': 'a' });
  });

  it('keeps files that a user added, and their folders', async () => {
    await write(OLD);
    const mine = { 'src/deep/mine.ts': 'mine', 'node_modules/x/index.js': 'x', '.npmrc': 'y' };
    putFiles(root(), mine);
    symlinkSync('/', join(root(), 'node_modules/root'));
    await write(NEW);
    expect(readTree(root())).toMatchObject({ ...mine, 'node_modules/root': '-> link' });
    expect(existsSync(join(root(), 'src/deep/c.ts'))).toBe(false);
  });

  it('restores generated files that a user deleted', async () => {
    await write(OLD);
    rmSync(join(root(), 'src'), { recursive: true });
    expect((await write(OLD)).written).toEqual(['src/a.ts', 'src/b.ts', 'src/deep/c.ts']);
  });

  it('takes over a file that already has the right bytes', async () => {
    putFiles(root(), { 'src/a.ts': 'a' });
    expect(await write(OLD)).toMatchObject({ unchanged: ['src/a.ts'] });
    expect(await write({ 'src/b.ts': 'b' })).toMatchObject({
      deleted: ['README.md', 'src/a.ts', 'src/deep/c.ts'],
    });
  });

  it('replaces a generated file by a folder, and a generated folder by a file', async () => {
    await write({ 'src/a': 'file', 'src/b/c/d.ts': 'd' });
    await write({ 'src/a/b.ts': 'b', 'src/b': 'file' });
    expect(readTree(root())).toMatchObject({ 'src/a/b.ts': 'b', 'src/b': 'file' });
  });

  it('keeps a folder in which one file is deleted and another added', async () => {
    await write({ 'src/a.ts': 'a' });
    await write({ 'src/b.ts': 'b' });
    expect(readTree(root())).toMatchObject({ 'src/b.ts': 'b' });
  });

  it('restores everything when a folder that must become a file has a file of the user', async () => {
    await write({ 'a.ts': 'old', 'src/b/c.ts': 'c', 'src/b/d.ts': 'd' });
    putFiles(root(), { 'src/b/mine.ts': 'mine' });
    const before = readTree(root());
    await expect(write({ 'a.ts': 'new', 'src/b': 'file', 'x/y.ts': 'y' })).rejects.toMatchObject({
      name: 'WriteError',
      hint: 'A folder is where a file should be: move it away.',
    });
    expect(readTree(root())).toEqual(before);
  });

  it.each<[string, Tree, Tree, string]>([
    [
      'a file of the user',
      { 'src/a.ts': 'mine' },
      { 'src/a.ts': 'a' },
      'src/a.ts: a file is there',
    ],
    [
      'a file in place of a folder',
      { src: 'mine' },
      { 'src/a.ts': 'a' },
      'src: a file is where a folder must be',
    ],
    [
      'a folder',
      { 'src/a.ts/b': 'mine' },
      { 'src/a.ts': 'a' },
      'src/a.ts: a folder is where a generated file must be',
    ],
    [
      'a manifest of another shape',
      { 'sdk.lock.json': '{}' },
      { 'a.ts': 'a' },
      'sdk.lock.json has no "files"',
    ],
    [
      'a manifest with a merge conflict',
      { 'sdk.lock.json': '<<<<<<< HEAD\n{}' },
      { 'a.ts': 'a' },
      'sdk.lock.json is not JSON',
    ],
    [
      'a manifest with a path outside',
      { 'sdk.lock.json': '{"files":{"../x":"sha256:0"}}' },
      { 'a.ts': 'a' },
      'lists "../x", which has a segment ".."',
    ],
  ])('refuses to overwrite %s, and changes nothing', async (_, mine, files, want) => {
    putFiles(root(), { ...mine, 'other.txt': 'mine' });
    const before = readTree(root());
    const failure = await write(files).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(want) as unknown,
      hint: expect.any(String) as unknown,
    });
    expect(readTree(root())).toEqual(before);
  });

  it.each([
    ['a folder', 'src', 'outside', 'src: a symbolic link is where a folder must be'],
    [
      'a file',
      'src/a.ts',
      'outside/a.ts',
      'src/a.ts: a symbolic link is where a generated file must be',
    ],
    ['a file that is not there', 'src/a.ts', 'outside/nowhere.ts', 'src/a.ts: a symbolic link'],
  ])('follows no link to %s', async (_, link, target, want) => {
    putFiles(folder(), {
      'outside/a.ts': 'not yours',
      'out/sdk.lock.json': '{"files":{"src/a.ts":"sha256:0"}}',
    });
    if (link !== 'src') mkdirSync(join(root(), 'src'));
    symlinkSync(join(folder(), target), join(root(), link));
    const before = readTree(folder());
    await expect(write({ 'src/a.ts': 'a' })).rejects.toThrow(want);
    expect(readTree(folder())).toEqual(before);
  });

  it('deletes nothing through a link that replaced a folder', async () => {
    await write(OLD);
    rmSync(join(root(), 'src/deep'), { recursive: true });
    putFiles(folder(), { 'outside/c.ts': 'not yours' });
    symlinkSync(join(folder(), 'outside'), join(root(), 'src/deep'));
    expect((await write(NEW)).deleted).toEqual([]);
    expect(readTree(folder())).toMatchObject({
      'outside/c.ts': 'not yours',
      'out/src/deep': '-> link',
    });
  });

  it('writes through a link that is the output folder itself', async () => {
    mkdirSync(join(folder(), 'elsewhere'));
    symlinkSync(join(folder(), 'elsewhere'), root());
    await write({ 'a.ts': 'a' });
    expect(readTree(join(folder(), 'elsewhere'))).toMatchObject({ 'a.ts': 'a' });
  });

  it('reports a file where the output folder should be', async () => {
    writeFileSync(root(), 'a file');
    const failure = await writeTree({ root: join(root(), 'sdk'), files: createPackage({}) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({
      message: expect.stringContaining(join(root(), 'sdk')) as unknown,
      hint: expect.stringContaining('A file is where a folder should be') as unknown,
    });
  });

  it.each(['../a.ts', '/a.ts', 'CON', 'a\\b.ts'])('never writes to %s', async (path) => {
    await expect(write({ [path]: 'a' })).rejects.toThrow(`The path ${JSON.stringify(path)}`);
    expect(existsSync(root())).toBe(false);
  });

  it('lists at most ten paths, and says how many more there are', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `f${String(index).padStart(2, '0')}.ts`);
    putFiles(root(), Object.fromEntries(paths.map((path) => [path, 'mine'])));
    const generated = Object.fromEntries(paths.map((path) => [path, 'made']));
    await expect(write(generated)).rejects.toThrow(
      /f00\.ts: .*\n(?:.*\n){8}f09\.ts: .*\nand 2 more$/,
    );
  });
});

describe('writeTree with unlisted files', () => {
  const unlisted = (text: string) => new Map([['CHANGELOG.md', text]]);

  it('writes them over existing files, and leaves them alone afterwards', async () => {
    putFiles(folder(), { 'CHANGELOG.md': 'mine' });
    const files = createPackage({ 'a.ts': 'a' });
    const report = await writeTree({ root: folder(), files, unlisted: unlisted('news') });
    expect(report.written).toEqual(['CHANGELOG.md', 'a.ts', 'sdk.lock.json']);
    putFiles(folder(), { 'CHANGELOG.md': 'edited' });
    expect(await writeTree({ root: folder(), files })).toMatchObject({ written: [], deleted: [] });
    await writeTree({ root: folder(), files: createPackage({ 'b.ts': 'b' }) });
    expect(readTree(folder())).toMatchObject({ 'CHANGELOG.md': 'edited', 'b.ts': 'b' });
  });

  it('restores them with the others when the run fails', async () => {
    await writeTree({ root: folder(), files: createPackage({ 'a.ts': 'a', 'src/b/c.ts': 'c' }) });
    putFiles(folder(), { 'CHANGELOG.md': 'old', 'src/b/mine.ts': 'mine' });
    const files = createPackage({ 'a.ts': 'A', 'src/b': 'file' });
    await expect(writeTree({ root: folder(), files, unlisted: unlisted('new') })).rejects.toThrow(
      WriteError,
    );
    expect(readTree(folder())).toMatchObject({ 'CHANGELOG.md': 'old', 'a.ts': 'a' });
  });
});

describe('compareTree', () => {
  const FILES = { 'a.ts': 'a', 'src/b.ts': 'b', 'src/c.ts': 'c' };

  it('finds nothing in a folder with the expected files, whatever the user added', async () => {
    await writeTree({ root: folder(), files: createPackage(FILES) });
    putFiles(folder(), { 'node_modules/x.js': 'x', 'src/mine.ts': 'mine' });
    expect(await compareTree(folder(), createPackage(FILES))).toEqual({
      missing: [],
      differing: [],
      extra: [],
    });
  });

  it('lists missing, differing and extra files, and writes nothing', async () => {
    await writeTree({ root: folder(), files: createPackage(FILES) });
    putFiles(folder(), { 'a.ts': 'edited' });
    const before = { tree: readTree(folder()), mtime: statSync(folder()).mtimeMs };
    expect(
      await compareTree(folder(), createPackage({ 'a.ts': 'a', 'src/b.ts': 'b', 'x/d.ts': 'd' })),
    ).toEqual({
      missing: ['x/d.ts'],
      differing: ['a.ts', 'sdk.lock.json'],
      extra: ['src/c.ts'],
    });
    expect({ tree: readTree(folder()), mtime: statSync(folder()).mtimeMs }).toEqual(before);
  });

  it('reports all files as missing if there is no folder', async () => {
    expect(await compareTree(join(folder(), 'no'), createPackage({ 'a.ts': 'a' }))).toEqual({
      missing: ['a.ts', 'sdk.lock.json'],
      differing: [],
      extra: [],
    });
  });

  it('reports a link or a folder in place of a file as differing', async () => {
    await writeTree({ root: folder(), files: createPackage(FILES) });
    putFiles(folder(), { 'same.ts': 'a' });
    rmSync(join(folder(), 'a.ts'));
    symlinkSync(join(folder(), 'same.ts'), join(folder(), 'a.ts'));
    rmSync(join(folder(), 'src/b.ts'));
    mkdirSync(join(folder(), 'src/b.ts'));
    expect(await compareTree(folder(), createPackage(FILES))).toMatchObject({
      differing: ['a.ts', 'src/b.ts'],
    });
  });
});
