import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configHash, defaultConfig, loadConfig } from './index.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sdkgen-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(pagination: unknown) {
  writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify({ pagination }));
  return loadConfig({ cwd, flags: {}, env: {} });
}

describe('pagination in sdk.config.json', () => {
  it.each([
    [{}],
    [{ 'GET /Orders': false }],
    [{ 'GET /Orders': { kind: 'link' } }],
    [
      {
        'POST /Orders/search': { kind: 'page', page: 'Page', first: 0, items: '', total: '/a~1b' },
      },
    ],
  ])('is read: %j', async (given) => {
    expect((await load(given)).pagination).toEqual(given);
  });

  it.each<[given: unknown, complaint: string]>([
    [{ 'GET /Orders': true }, '/pagination/GET ~1Orders must be false or an object with a "kind".'],
    [{ 'GET /Orders': {} }, '/pagination/GET ~1Orders must be an object with a "kind".'],
    [
      { 'GET /Orders': { kind: 'pages' } },
      '/pagination/GET ~1Orders/kind must be one of page, offset, cursor, link. Did you mean "page"?',
    ],
    [
      { 'GET /Orders': { kind: 'link', nxt: '/next' } },
      '/pagination/GET ~1Orders/nxt is no setting. Did you mean "next"?',
    ],
    [
      { 'GET /Orders': { kind: 'link', next: 'next' } },
      '/pagination/GET ~1Orders/next must be a JSON pointer into the answer such as /data/items.',
    ],
    [{ Orders: false }, 'must be named by a method and a path such as "GET /Orders".'],
  ])('is refused with one line: %j', async (given, complaint) => {
    const outcome = await load(given).catch((error: unknown) => error);
    expect(String(outcome)).toMatch(/^UsageError: [^\n]*$/);
    expect(String(outcome)).toContain(complaint);
  });

  it('changes the output, so it changes the hash', () => {
    const config = defaultConfig();
    const changed = configHash({ ...config, pagination: { 'GET /Orders': false } });
    expect(changed).not.toBe(configHash(config));
  });
});
