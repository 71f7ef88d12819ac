import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../pipeline/generate.js';
import { serializeManifest, type Manifest } from '../write/index.js';
import { packFiles } from '../write/testing/tarballs.js';
import { run } from './index.js';
import { createTerminal } from './terminal.js';

/** What `check <package>` prints. */

const cwd = mkdtempSync(join(tmpdir(), 'sdkgen-check-package-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Depots', version: '1' },
  paths: { '/depots': { get: { responses: { 204: { description: 'None' } } } } },
};

beforeAll(async () => {
  const input = join(cwd, 'api.json');
  writeFileSync(input, JSON.stringify(DOCUMENT));
  await generate({ input, out: join(cwd, 'sdk') });
});

async function check(...words: readonly string[]) {
  const printed = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (printed[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const code = await run(['check', ...words], { terminal, env: {}, cwd, today: '2026-11-24' });
  return { code, ...printed };
}

function editFile(path: string, change: (text: string) => string): () => void {
  const whole = join(cwd, 'sdk', path);
  const before = readFileSync(whole, 'utf8');
  writeFileSync(whole, change(before));
  return () => writeFileSync(whole, before);
}

it('says that a package is reproduced, whose line ends may be those of Windows', async () => {
  const restore = editFile('src/client.ts', (text) => text.replaceAll('\n', '\r\n'));
  const { code, out, err } = await check('sdk');
  restore();
  expect(out).toMatch(
    /^sdk \(depots 0\.1\.0\) is reproduced: \d+ files are what its document and settings generate\.\n$/,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

it('names what was edited and added, in text and as JSON', async () => {
  const restore = editFile('src/client.ts', (text) => text.replace('\n', '\n\n'));
  const added = join(cwd, 'sdk', 'src', 'evil.ts');
  writeFileSync(added, '');
  const text = await check('sdk');
  const json = await check('sdk', '--json');
  restore();
  rmSync(added);
  expect(text).toEqual({
    code: 1,
    out: `sdk (depots 0.1.0) differs from what its document and settings generate:
  differs   src/client.ts, line 2
  added     src/evil.ts
`,
    err: '  hint: Do not trust the package, or generate it again.\n',
  });
  expect(json).toMatchObject({ code: 1, err: '' });
  expect(JSON.parse(json.out)).toMatchObject({
    path: join(cwd, 'sdk'),
    reproduced: false,
    cause: 'edited',
    differences: [{ path: 'src/client.ts', line: 2 }, { path: 'src/evil.ts' }],
  });
});

it('says which version made a package, and how to run it', async () => {
  const restore = editFile('sdk.lock.json', (text) => {
    const { checksum: _, ...lock } = JSON.parse(text) as Manifest;
    return serializeManifest({ ...lock, generator: 'optimum-sdk-generator 0.0.9' });
  });
  const { code, out, err } = await check('sdk');
  restore();
  expect(code).toBe(1);
  expect(out).toMatch(/was made by optimum-sdk-generator 0\.0\.9, and this is optimum-sdk-gen/);
  expect(err).toBe(
    '  hint: npx optimum-sdk-generator@0.0.9 check sdk compares it with that version.\n',
  );
});

it('refuses a tarball without a lock, and names a lock that is damaged', async () => {
  writeFileSync(join(cwd, 'left-pad.tgz'), packFiles({ 'package.json': '{}' }));
  expect(await check('left-pad.tgz')).toMatchObject({
    code: 2,
    err: expect.stringContaining('has no sdk.lock.json'),
  });
  writeFileSync(join(cwd, 'damaged.tgz'), packFiles({ 'sdk.lock.json': '{' }));
  expect(await check('damaged.tgz')).toMatchObject({
    code: 1,
    out: `damaged.tgz differs from what its document and settings generate:
  differs   sdk.lock.json: it is not JSON, or has no list of files
`,
  });
});

it('shows the hidden characters of a path', async () => {
  const { checksum: _, ...lock } = JSON.parse(
    readFileSync(join(cwd, 'sdk', 'sdk.lock.json'), 'utf8'),
  ) as Manifest;
  const files = {
    'sdk.lock.json': serializeManifest({ ...lock, files: {} }),
    'src/\u202Ets.ts': '',
  };
  writeFileSync(join(cwd, 'hidden.tgz'), packFiles(files));
  expect((await check('hidden.tgz')).out).toContain('  added     src/\\u202ets.ts\n');
});
