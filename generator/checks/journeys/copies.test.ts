import { join } from 'node:path';
import { generatePackage, removePackages } from './testing/generate-package.js';

/** A program that imports a package and requires it has two copies of its runtime; one with two packages has those of both. */

const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Copies', version: '1' },
  paths: { '/a': { get: { operationId: 'getA', responses: { 200: { description: 'ok' } } } } },
};

type Exports = Readonly<Record<string, abstract new (...args: never) => unknown>>;

/** Loads a package's modules anew. */
async function loadCopy(folder: string): Promise<Exports> {
  let copy: Exports = {};
  await jest.isolateModulesAsync(async () => {
    copy = (await import(join(folder, 'src', 'index.ts'))) as Exports;
  });
  return copy;
}

describe('an error of a package', () => {
  afterAll(removePackages);

  it('is recognized by another copy of the package, and by no other package', async () => {
    const one = await generatePackage(DOCUMENT, 'One', { packageName: '@test/one' });
    const other = await generatePackage(DOCUMENT, 'Other', { packageName: '@test/other' });
    const copies = [await loadCopy(one.folder), await loadCopy(one.folder)];
    const others = await loadCopy(other.folder);
    const fetch = () => Promise.resolve(new Response('{}', { status: 404 }));
    const client = one.client({ baseUrl: 'https://api.example.com', fetch });
    const [api] = Object.values(client).filter((value) => 'getA' in Object(value));
    const error: unknown = await api?.['getA']?.().catch((reason: unknown) => reason);
    const isInstanceIn = (copy: Exports, name: string) =>
      error instanceof (copy[name] as Exports[string]);
    for (const copy of copies)
      expect(
        ['OneError', 'ApiError', 'NotFoundError', 'ServerError'].map((name) =>
          isInstanceIn(copy, name),
        ),
      ).toEqual([true, true, true, false]);
    expect(['OtherError', 'ApiError'].map((name) => isInstanceIn(others, name))).toEqual([
      false,
      false,
    ]);
  });
});
