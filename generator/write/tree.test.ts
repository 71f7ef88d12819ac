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
import { packageOf, putFiles, treeAt, useTemporaryFolder, type Tree } from './testing/folders.js';
import { writeTree } from './tree.js';

const folder = useTemporaryFolder();
const root = () => join(folder(), 'out');
const write = (files: Tree) => writeTree({ root: root(), files: packageOf(files) });
const manifestOf = (files: Tree): Tree => ({
  'sdk.lock.json': packageOf(files).get('sdk.lock.json') ?? '',
});

const OLD = { 'src/a.ts': 'a', 'src/b.ts': 'b', 'src/deep/c.ts': 'c', 'README.md': 'old' };
const NEW = { 'src/a.ts': 'a', 'src/b.ts': 'B', 'src/new/d.ts': 'd', 'README.md': 'new' };

describe('writeTree', () => {
  it('makes the folder, its parents and every file, and leaves nothing else behind', async () => {
    const report = await writeTree({
      root: join(root(), 'deep/er'),
      files: packageOf({ 'a/b.ts': 'b' }),
    });
    expect(report).toEqual({ written: ['a/b.ts', 'sdk.lock.json'], unchanged: [], deleted: [] });
    expect(treeAt(root())).toEqual({
      'deep/': '',
      'deep/er/': '',
      'deep/er/a/': '',
      'deep/er/a/b.ts': 'b',
      'deep/er/sdk.lock.json': packageOf({ 'a/b.ts': 'b' }).get('sdk.lock.json'),
    });
  });

  it('replaces, adds and deletes, and takes emptied folders away', async () => {
    await write(OLD);
    expect(await write(NEW)).toEqual({
      written: ['README.md', 'sdk.lock.json', 'src/b.ts', 'src/new/d.ts'],
      unchanged: ['src/a.ts'],
      deleted: ['src/deep/c.ts'],
    });
    expect(treeAt(root())).toEqual({ ...NEW, ...manifestOf(NEW), 'src/': '', 'src/new/': '' });
  });

  it('does not touch a file whose bytes are right', async () => {
    await write(OLD);
    const long = new Date('2001-02-03T04:05:06Z');
    for (const path of Object.keys(OLD)) utimesSync(join(root(), path), long, long);
    const { ino } = statSync(join(root(), 'src/a.ts'));
    expect((await write(OLD)).written).toEqual([]);
    await write(NEW);
    expect(statSync(join(root(), 'src/a.ts'))).toMatchObject({ ino, mtime: long });
    expect(statSync(join(root(), 'src/b.ts')).mtime).not.toEqual(long);
  });

  it('overwrites a generated file that someone edited', async () => {
    await write(OLD);
    putFiles(root(), { 'src/a.ts': 'edited', 'src/deep/c.ts': 'edited' });
    expect(await write(NEW)).toMatchObject({ deleted: ['src/deep/c.ts'] });
    expect(treeAt(root())).toMatchObject({ 'src/a.ts': 'a' });
  });

  it('leaves what a user added, and the folder that it lies in', async () => {
    await write(OLD);
    const mine = { 'src/deep/mine.ts': 'mine', 'node_modules/x/index.js': 'x', '.npmrc': 'y' };
    putFiles(root(), mine);
    symlinkSync('/', join(root(), 'node_modules/root'));
    await write(NEW);
    expect(treeAt(root())).toMatchObject({ ...mine, 'node_modules/root': '-> link' });
    expect(existsSync(join(root(), 'src/deep/c.ts'))).toBe(false);
  });

  it('writes again what a user deleted', async () => {
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

  it('puts a folder where a generated file was, and a file where a generated folder was', async () => {
    await write({ 'src/a': 'file', 'src/b/c/d.ts': 'd' });
    await write({ 'src/a/b.ts': 'b', 'src/b': 'file' });
    expect(treeAt(root())).toMatchObject({ 'src/a/b.ts': 'b', 'src/b': 'file' });
  });

  it('keeps a folder in which a file goes and another comes', async () => {
    await write({ 'src/a.ts': 'a' });
    await write({ 'src/b.ts': 'b' });
    expect(treeAt(root())).toMatchObject({ 'src/b.ts': 'b' });
  });

  it('puts everything back when a user has a file in a folder that must become a file', async () => {
    await write({ 'a.ts': 'old', 'src/b/c.ts': 'c', 'src/b/d.ts': 'd' });
    putFiles(root(), { 'src/b/mine.ts': 'mine' });
    const before = treeAt(root());
    await expect(write({ 'a.ts': 'new', 'src/b': 'file', 'x/y.ts': 'y' })).rejects.toMatchObject({
      name: 'WriteError',
      hint: 'A folder stands where a file should be: move it away.',
    });
    expect(treeAt(root())).toEqual(before);
  });

  it.each<[string, Tree, Tree, string]>([
    [
      'a file of the user',
      { 'src/a.ts': 'mine' },
      { 'src/a.ts': 'a' },
      'src/a.ts: a file stands there',
    ],
    [
      'a file on the way',
      { src: 'mine' },
      { 'src/a.ts': 'a' },
      'src: a file stands where a folder must be',
    ],
    [
      'a folder',
      { 'src/a.ts/b': 'mine' },
      { 'src/a.ts': 'a' },
      'src/a.ts: a folder stands where a generated file must go',
    ],
    [
      'a manifest that is none',
      { 'sdk.lock.json': '{}' },
      { 'a.ts': 'a' },
      'sdk.lock.json has no "files"',
    ],
    [
      'a merge conflict',
      { 'sdk.lock.json': '<<<<<<< HEAD\n{}' },
      { 'a.ts': 'a' },
      'sdk.lock.json is not JSON',
    ],
    [
      'a manifest that leads out',
      { 'sdk.lock.json': '{"files":{"../x":"sha256:0"}}' },
      { 'a.ts': 'a' },
      'lists "../x", which has a segment ".."',
    ],
  ])('refuses to overwrite %s, and changes nothing', async (_, mine, files, want) => {
    putFiles(root(), { ...mine, 'other.txt': 'mine' });
    const before = treeAt(root());
    const failure = await write(files).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(want),
      hint: expect.any(String),
    });
    expect(treeAt(root())).toEqual(before);
  });

  it.each([
    ['a folder', 'src', 'outside', 'src: a symbolic link stands where a folder must be'],
    [
      'a file',
      'src/a.ts',
      'outside/a.ts',
      'src/a.ts: a symbolic link stands where a generated file must go',
    ],
    ['a file that is not there', 'src/a.ts', 'outside/nowhere.ts', 'src/a.ts: a symbolic link'],
  ])('follows no link to %s', async (_, link, target, want) => {
    putFiles(folder(), {
      'outside/a.ts': 'not yours',
      'out/sdk.lock.json': '{"files":{"src/a.ts":"sha256:0"}}',
    });
    if (link !== 'src') mkdirSync(join(root(), 'src'));
    symlinkSync(join(folder(), target), join(root(), link));
    const before = treeAt(folder());
    await expect(write({ 'src/a.ts': 'a' })).rejects.toThrow(want);
    expect(treeAt(folder())).toEqual(before);
  });

  it('deletes nothing through a link that took the place of a folder', async () => {
    await write(OLD);
    rmSync(join(root(), 'src/deep'), { recursive: true });
    putFiles(folder(), { 'outside/c.ts': 'not yours' });
    symlinkSync(join(folder(), 'outside'), join(root(), 'src/deep'));
    expect((await write(NEW)).deleted).toEqual([]);
    expect(treeAt(folder())).toMatchObject({
      'outside/c.ts': 'not yours',
      'out/src/deep': '-> link',
    });
  });

  it('writes through a link that is the output folder itself', async () => {
    mkdirSync(join(folder(), 'elsewhere'));
    symlinkSync(join(folder(), 'elsewhere'), root());
    await write({ 'a.ts': 'a' });
    expect(treeAt(join(folder(), 'elsewhere'))).toMatchObject({ 'a.ts': 'a' });
  });

  it('tells of a file where the output folder should be', async () => {
    writeFileSync(root(), 'a file');
    const failure = await writeTree({ root: join(root(), 'sdk'), files: packageOf({}) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({
      message: expect.stringContaining(join(root(), 'sdk')),
      hint: expect.stringContaining('A file stands where a folder should be'),
    });
  });

  it.each(['../a.ts', '/a.ts', 'CON', 'a\\b.ts'])('never writes to %s', async (path) => {
    await expect(write({ [path]: 'a' })).rejects.toThrow(`The path ${JSON.stringify(path)}`);
    expect(existsSync(root())).toBe(false);
  });

  it('tells at most ten places, and how many more there are', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `f${String(index).padStart(2, '0')}.ts`);
    putFiles(root(), Object.fromEntries(paths.map((path) => [path, 'mine'])));
    const made = Object.fromEntries(paths.map((path) => [path, 'made']));
    await expect(write(made)).rejects.toThrow(/f00\.ts: .*\n(?:.*\n){8}f09\.ts: .*\nand 2 more$/);
  });
});
