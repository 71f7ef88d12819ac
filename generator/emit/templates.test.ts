import { formatText } from '../write/index.js';
import { readRuntimeExports, readRuntimeFiles } from './templates.js';

/** The runtime is copied unchanged, so it must be formatted in `templates/`. */
describe('the files of the runtime', () => {
  const files = [...readRuntimeFiles()];

  it('do not include tests', () => {
    const paths = files.map(([path]) => path);
    expect(paths).toContain('src/runtime/internal/client.ts');
    expect(paths.filter((path) => /test|tsconfig/.test(path))).toEqual([]);
  });

  it('are formatted', async () => {
    const untidy: string[] = [];
    for (const [path, text] of files)
      if ((await formatText(path, text)) !== text) untidy.push(path);
    expect(untidy).toEqual([]);
  });

  it('export names', () => {
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
