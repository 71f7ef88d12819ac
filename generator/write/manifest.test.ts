import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { isIntact, readLastRunFile, readManifest, writeLastRunFile } from './manifest.js';
import { readPackageVersion } from './package-version.js';
import { createPackage, putFiles, useTemporaryFolder } from './testing/folders.js';
import { writeTree } from './write-tree.js';

const folder = useTemporaryFolder();

describe('readManifest', () => {
  it('returns the recorded content, or undefined without a manifest', async () => {
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
  ])('rejects %s', async (text, want) => {
    putFiles(folder(), { 'sdk.lock.json': text });
    await expect(readManifest(folder())).rejects.toThrow(
      `${join(folder(), 'sdk.lock.json')} ${want}`,
    );
  });

  it('throws a WriteError if a folder has its name', async () => {
    mkdirSync(join(folder(), 'sdk.lock.json'));
    await expect(readManifest(folder())).rejects.toMatchObject({ name: 'WriteError' });
  });
});

const readVersion = async () => readPackageVersion(folder(), await readManifest(folder()));
const generate = (text: string) =>
  writeTree({ root: folder(), files: createPackage({ 'package.json': text }) });

describe('writeLastRunFile', () => {
  it('replaces what the run before wrote', () => {
    writeLastRunFile(folder(), { run: 1 });
    writeLastRunFile(folder(), { run: 2 });
    expect(readLastRunFile(folder())).toEqual({ run: 2 });
  });

  it('follows no link to another folder', () => {
    const other = join(folder(), 'other');
    mkdirSync(other);
    symlinkSync(other, join(folder(), '.sdkgen'));
    expect(() => {
      writeLastRunFile(folder(), { run: 1 });
    }).toThrow(WriteError);
    expect(existsSync(join(other, 'last-run.json'))).toBe(false);
  });

  it('replaces a link to another file', () => {
    putFiles(folder(), { 'notes.txt': 'mine', '.sdkgen/.gitignore': '*' });
    symlinkSync(join(folder(), 'notes.txt'), join(folder(), '.sdkgen', 'last-run.json'));
    writeLastRunFile(folder(), { run: 1 });
    expect(readFileSync(join(folder(), 'notes.txt'), 'utf8')).toBe('mine');
    expect(readLastRunFile(folder())).toEqual({ run: 1 });
  });
});

describe('readPackageVersion', () => {
  it('returns the version in package.json, whoever set it', async () => {
    await generate('{"version":"0.1.0"}');
    expect(await readVersion()).toBe('0.1.0');
    putFiles(folder(), { 'package.json': '{"version":"1.4.0-beta.2"}' });
    expect(await readVersion()).toBe('1.4.0-beta.2');
  });

  it('returns undefined if no run generated a package', async () => {
    expect(await readVersion()).toBeUndefined();
    putFiles(folder(), { 'package.json': 'mine, and not even JSON' });
    expect(await readVersion()).toBeUndefined();
  });

  it.each([
    ['{"version":"1.x"}', 'has no version such as 1.2.3'],
    ['{}', 'has no version such as 1.2.3'],
    ['<<<<<<< HEAD', 'is not JSON'],
  ])('rejects %s', async (text, want) => {
    await generate('{"version":"0.1.0"}');
    putFiles(folder(), { 'package.json': text });
    const failure = await readVersion().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({ message: expect.stringContaining(want) as unknown });
  });
});

it('isIntact is false once a file is edited or missing', async () => {
  await writeTree({ root: folder(), files: createPackage({ 'a.ts': 'a', 'b/c.ts': 'c' }) });
  const manifest = await readManifest(folder());
  if (manifest === undefined) throw new Error('There is no manifest.');
  expect(isIntact(folder(), manifest)).toBe(true);
  putFiles(folder(), { 'a.ts': 'b' });
  expect(isIntact(folder(), manifest)).toBe(false);
  expect(isIntact(join(folder(), 'nowhere'), manifest)).toBe(false);
});
