import { win32 } from 'node:path';
import { describeNextSteps, type PackageState } from './commands/next-steps.js';
import { createFirstProgram } from './pipeline/first-program.js';
import { resolveTarget } from './pipeline/targets.js';
import { isUrl, resolveLocation } from './util/url.js';

/** What is computed from paths, on Windows. The rest: `write/paths.ts` refuses names and `house.test.ts` separators. */

jest.mock('node:path', () => {
  const paths = jest.requireActual<typeof import('node:path')>('node:path');
  return { ...paths.win32, posix: paths.posix, win32: paths.win32 };
});

const CWD = 'C:\\Users\\me\\my app';

it('is run with the paths of Windows', () => {
  expect(win32.sep).toBe('\\');
  expect(jest.requireMock<typeof win32>('node:path').join('a', 'b')).toBe('a\\b');
});

describe('a location', () => {
  it.each([
    ['C:\\apis\\a.json', 'C:\\apis\\a.json'],
    ['C:/apis/a.json', 'C:\\apis\\a.json'],
    ['apis\\a.json', `${CWD}\\apis\\a.json`],
    ['..\\a.json', 'C:\\Users\\me\\a.json'],
    ['\\\\server\\share\\a.json', '\\\\server\\share\\a.json'],
    ['https://api.example.com/swagger', 'https://api.example.com/swagger'],
  ])('%s: %s', (given, want) => {
    expect(resolveLocation(given, CWD)).toBe(want);
  });

  it('with a drive is no URL', () => {
    expect(['C:\\a.json', 'c:/a.json', 'C:a.json'].filter(isUrl)).toEqual([]);
  });
});

it('the folders of an environment are below the current one', () => {
  const environments = { staging: { documentation: 'https://api.example.com/swagger' } };
  expect(resolveTarget({ env: 'staging', environments }, CWD)).toMatchObject({
    outputFolder: `${CWD}\\output\\staging`,
    snapshotFolder: `${CWD}\\fixtures\\staging`,
  });
});

describe('a printed command', () => {
  const state: PackageState = {
    output: '',
    firstProgram: { lines: [], variables: [], sandbox: { kind: 'program' } },
    isBuilt: true,
    sourceOnly: false,
    isStandIn: false,
  };

  it.each([
    [`${CWD}\\output\\staging`, 'npm install ./output/staging', 'output/staging/openapi.json'],
    [`${CWD}\\my sdk`, 'npm install "./my sdk"', '"my sdk/openapi.json"'],
    ['C:\\Users\\me\\sdk', 'npm install ../sdk', '../sdk/openapi.json'],
    ['D:\\sdk', 'npm install D:/sdk', 'D:/sdk/openapi.json'],
  ])('for %s: %s', (output, install, input) => {
    const lines = describeNextSteps({ ...state, output }, CWD);
    expect(lines).toContain(`  ${install}`);
    expect(lines).toContain(`  npx optimum-sdkgen sandbox --input ${input}`);
  });
});

it('an import of sources names a folder with a forward slash', () => {
  const recipe = {
    switches: { sourceOnly: true },
    target: { outputFolder: `${CWD}\\src\\api` },
  };
  const made = {
    settings: { packageName: 'x' },
    clientName: 'ApiClient',
    example: { call: 'a.list()', isStream: false, imports: [] },
    firstClient: { options: '', sandboxOptions: '', variables: [] },
    model: { webhooks: [] },
    recipe,
  } as unknown as Parameters<typeof createFirstProgram>[0];
  expect(createFirstProgram(made).lines[0]).toBe("import { ApiClient } from './api/index.js';");
});
