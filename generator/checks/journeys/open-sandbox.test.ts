import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSandbox, type Sandbox } from '../../index.js';
import { ts } from '../../util/typescript.js';

/** The sandbox as a library, for the unit tests of users. */

const ROOT = join(__dirname, '..', '..', '..');
const PROGRAM = JSON.stringify(join(ROOT, 'dist', 'index.js'));
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox({
    faults: [
      { kind: 'reset', path: '/reset' },
      { kind: 'stalled', path: '/stalled' },
      { kind: 'slow', path: '/slow', milliseconds: 60_000 },
      { kind: 'error', path: '/error', oneIn: 1 },
    ],
  });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => sandbox.close());

async function authorization({ fetch, credentials }: Sandbox): Promise<Record<string, string>> {
  const response = await fetch('/connect/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return { Authorization: `Bearer ${access_token}` };
}

describe('the example of docs/sandbox.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'sandbox.md'), 'utf8');
  const [, example = ''] = /```ts\n([\s\S]*?openSandbox[\s\S]*?)```/.exec(page) ?? [];
  const modules: Readonly<Record<string, unknown>> = {
    '@jest/globals': { afterAll, beforeAll, expect, test },
    'optimum-sdk-generator': { openSandbox },
    '@optimum-automotive/sdk-sandbox': jest.requireActual(
      join(ROOT, 'output', 'sandbox', 'src', 'index.ts'),
    ),
  };
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  // The page is ours; what it shows becomes tests here.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('require', 'exports', outputText) as (
    require: (name: string) => unknown,
    exports: object,
  ) => void;
  run((name) => modules[name], {});
});

describe('its fetch', () => {
  it('needs no network, whatever host a request names', async () => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('The network is not needed.'));
    const headers = await authorization(sandbox);
    for (const target of [
      '/Vehicles',
      `${sandbox.url}Vehicles`,
      'https://api.example.com/Vehicles',
    ])
      expect(await (await sandbox.fetch(target, { headers })).json()).toHaveLength(12);
    expect(sandbox.requests.map(({ path }) => path)).toContain('/Vehicles');
  });

  it('responds as the server does', async () => {
    const headers = { ...(await authorization(sandbox)), Origin: 'http://localhost:5173' };
    for (const target of ['Vehicles/1', 'Nothing', 'swagger', 'Persons', 'Vehicles?a=%20b']) {
      const ask = async (send: typeof fetch) => {
        const response = await send(new URL(target, sandbox.url), { headers, redirect: 'manual' });
        const ofConnection = ['connection', 'date', 'keep-alive'];
        const others = [...response.headers].filter(([name]) => !ofConnection.includes(name));
        return { status: response.status, url: response.url, others, body: await response.text() };
      };
      expect(await ask(sandbox.fetch)).toEqual(await ask(fetch));
    }
  });

  it('follows redirects', async () => {
    const { fetch, url } = sandbox;
    expect((await fetch('/')).url).toBe(`${url}swagger/index.html`);
  });

  it.each([
    ['/reset', 'TypeError: fetch failed'],
    ['/stalled', 'TimeoutError'],
    ['/slow', 'TimeoutError'],
    ['/error', '500'],
  ])('has the fault of %s', async (path, want) => {
    const ask = async () => {
      const response = await sandbox.fetch(path, { signal: AbortSignal.timeout(50) });
      await response.text();
      return String(response.status);
    };
    expect(await ask().catch(String)).toContain(want);
  });

  it('streams events until the reader leaves or the sandbox closes', async () => {
    const other = await openSandbox();
    const path = '/Geolocation/Positions/live?registrationNumber=AB-123-CD';
    const headers = await authorization(other);
    const [left, closed] = await Promise.all(
      [1, 2].map(async () => (await other.fetch(path, { headers })).body?.getReader()),
    );
    const { value } = (await left?.read()) ?? {};
    expect(Buffer.from(value as Uint8Array).toString()).toMatch(/^(event|data): /);
    await left?.cancel();
    await closed?.read();
    await other.close();
    await expect(closed?.read()).rejects.toThrow('The sandbox is closed.');
    await expect(other.fetch(path)).rejects.toThrow('The sandbox is closed.');
  });
});

it('may be open several times, each with its own data', async () => {
  const [north, south, again] = await Promise.all(
    ['north', 'south', 'north'].map(async (seed) => {
      await using other = await openSandbox({ seed });
      const headers = await authorization(other);
      return await (await other.fetch('/Vehicles', { headers })).text();
    }),
  );
  expect(north).toBe(again);
  expect(north).not.toBe(south);
});

it('leaves nothing in the process, which ends once it is closed', async () => {
  const script = `
    const { openSandbox } = require(${PROGRAM});
    const count = () => process.eventNames().length + ' ' + Object.keys(process.env).length;
    void (async () => {
      const before = count();
      const sandbox = await openSandbox({ faults: [{ kind: 'slow', milliseconds: 600_000, path: '/slow' }] });
      const slow = sandbox.fetch('/slow').catch(({ message }) => message);
      await fetch(sandbox.url + 'Nothing').then((response) => response.text());
      await sandbox[Symbol.asyncDispose]();
      console.log(await slow, before === count());
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
  expect(stdout).toBe('The sandbox is closed. true\n');
});
