import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../../config/index.js';
import { checkAgainst, generateFrom } from '../../pipeline/generate.js';

/** A repository that Git checks out with the line ends of Windows: neither its documents nor its packages have changed. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-lines-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    cwd: work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const RESPONSES = { 200: { description: 'OK' } };
const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Lines', version: '1', description: 'Two\nlines.' },
  paths: { '/things': { get: { responses: RESPONSES } } },
};

const config = { ...defaultConfig(), input: join(work, 'api.json'), out: join(work, 'sdk') };
const client = join(config.out, 'src', 'client.ts');

beforeAll(async () => {
  writeFileSync(config.input, `${JSON.stringify(DOCUMENT, null, 2)}\n`);
  await generateFrom(config);
  git('init', '--quiet');
  git('config', 'core.autocrlf', 'true');
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
  rmSync(config.out, { recursive: true });
  rmSync(config.input);
  git('checkout', '.');
});

describe('a checkout with CRLF', () => {
  it('has other line ends', () => {
    for (const path of [client, config.input, join(config.out, 'sdk.lock.json')])
      expect(readFileSync(path, 'utf8')).toContain('\r\n');
  });

  it('is what check expects', async () => {
    const { difference } = await checkAgainst(config);
    expect(difference).toEqual({ missing: [], differing: [], extra: [] });
  });

  it('is kept by a run, which prints nothing', async () => {
    const { written, deleted, printed } = await generateFrom(config);
    expect({ written, deleted, printed }).toEqual({ written: [], deleted: [], printed: [] });
    expect(readFileSync(client, 'utf8')).toContain('\r\n');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is not what check expects where a line was edited, which the next run writes again', async () => {
    writeFileSync(client, readFileSync(client, 'utf8').replace('\r\n', ' \r\n'));
    expect((await checkAgainst(config)).difference.differing).toEqual(['src/client.ts']);
    expect((await generateFrom(config)).written).toEqual(['src/client.ts']);
    expect(git('diff')).toBe('');
  });
});

describe('a document with CRLF', () => {
  it.each([
    ['JSON', (text: string) => text],
    ['YAML', () => YAML],
  ])('gives the same package: %s', async (name, write) => {
    const packages = [];
    for (const ends of ['\n', '\r\n']) {
      const input = join(work, `document.${name.toLowerCase()}`);
      const text = write(`${JSON.stringify(DOCUMENT, null, 2)}\n`);
      writeFileSync(input, text.replaceAll('\n', ends));
      const out = join(work, `${name}-${ends.length}`);
      await generateFrom({ ...defaultConfig(), input, out });
      packages.push(readFileSync(join(out, 'sdk.lock.json'), 'utf8'));
    }
    expect(packages[1]).toBe(packages[0]);
  });
});

const YAML = `openapi: 3.0.4
info:
  title: Lines
  version: '1'
  description: |
    Two
    lines.
paths:
  /things:
    get:
      responses:
        '200':
          description: OK
`;
