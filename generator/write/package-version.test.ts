import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { isIntact } from './verify-manifest.js';
import { readManifest } from './manifest.js';
import { readPackageVersion } from './package-version.js';
import { packageOf, putFiles, treeAt, useTemporaryFolder } from './testing/folders.js';
import { writeTree } from './tree.js';

const folder = useTemporaryFolder();
const versionIn = async () => readPackageVersion(folder(), await readManifest(folder()));
const made = (text: string) =>
  writeTree({ root: folder(), files: packageOf({ 'package.json': text }) });

describe('the version of the package that is there', () => {
  it('is what its package.json says, whoever wrote it there', async () => {
    await made('{"version":"0.1.0"}');
    expect(await versionIn()).toBe('0.1.0');
    putFiles(folder(), { 'package.json': '{"version":"1.4.0-beta.2"}' });
    expect(await versionIn()).toBe('1.4.0-beta.2');
  });

  it('is none where no run made a package', async () => {
    expect(await versionIn()).toBeUndefined();
    putFiles(folder(), { 'package.json': 'mine, and not even JSON' });
    expect(await versionIn()).toBeUndefined();
  });

  it.each([
    ['{"version":"1.x"}', 'has no version such as 1.2.3'],
    ['{}', 'has no version such as 1.2.3'],
    ['<<<<<<< HEAD', 'is not JSON'],
  ])('is not guessed from %s', async (text, want) => {
    await made('{"version":"0.1.0"}');
    putFiles(folder(), { 'package.json': text });
    const failure = await versionIn().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({ message: expect.stringContaining(want) });
  });
});

describe('files that no manifest lists', () => {
  const unlisted = (text: string) => new Map([['CHANGELOG.md', text]]);

  it('come with the others in place of what stands there, and are left alone afterwards', async () => {
    putFiles(folder(), { 'CHANGELOG.md': 'mine' });
    const files = packageOf({ 'a.ts': 'a' });
    const report = await writeTree({ root: folder(), files, unlisted: unlisted('news') });
    expect(report.written).toEqual(['CHANGELOG.md', 'a.ts', 'sdk.lock.json']);
    putFiles(folder(), { 'CHANGELOG.md': 'edited' });
    expect(await writeTree({ root: folder(), files })).toMatchObject({ written: [], deleted: [] });
    await writeTree({ root: folder(), files: packageOf({ 'b.ts': 'b' }) });
    expect(treeAt(folder())).toMatchObject({ 'CHANGELOG.md': 'edited', 'b.ts': 'b' });
  });

  it('are put back with the others when the run fails', async () => {
    await writeTree({ root: folder(), files: packageOf({ 'a.ts': 'a', 'src/b/c.ts': 'c' }) });
    putFiles(folder(), { 'CHANGELOG.md': 'old', 'src/b/mine.ts': 'mine' });
    const files = packageOf({ 'a.ts': 'A', 'src/b': 'file' });
    await expect(writeTree({ root: folder(), files, unlisted: unlisted('new') })).rejects.toThrow(
      WriteError,
    );
    expect(treeAt(folder())).toMatchObject({ 'CHANGELOG.md': 'old', 'a.ts': 'a' });
  });
});

it('a folder is intact until a file is edited or gone', async () => {
  await writeTree({ root: folder(), files: packageOf({ 'a.ts': 'a', 'b/c.ts': 'c' }) });
  const manifest = await readManifest(folder());
  if (manifest === undefined) throw new Error('There is a manifest.');
  expect(isIntact(folder(), manifest)).toBe(true);
  putFiles(folder(), { 'a.ts': 'b' });
  expect(isIntact(folder(), manifest)).toBe(false);
  expect(isIntact(join(folder(), 'nowhere'), manifest)).toBe(false);
});
