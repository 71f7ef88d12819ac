import { formatText } from '../write/index.js';
import { readRuntimeExports, readRuntimeFiles } from './templates.js';

/** The runtime is copied as it is, so it must lie there as it is to be seen. */
describe('the runtime that is copied', () => {
  const files = [...readRuntimeFiles()];

  it('leaves its tests behind', () => {
    const paths = files.map(([path]) => path);
    expect(paths).toContain('src/runtime/client.ts');
    expect(paths.filter((path) => /test|tsconfig/.test(path))).toEqual([]);
  });

  it('is formatted', async () => {
    const untidy: string[] = [];
    for (const [path, text] of files)
      if ((await formatText(path, text)) !== text) untidy.push(path);
    expect(untidy).toEqual([]);
  });

  it('says which names it takes', () => {
    const names = readRuntimeExports();
    for (const name of [
      'ApiClient',
      'ApiError',
      'path',
      'jsonBody',
      'isApiError',
      'RequestOptions',
    ])
      expect(names).toContain(name);
  });
});
