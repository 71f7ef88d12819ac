import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_CREDENTIALS } from '../../sandbox/defaults.js';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { obtainDocument } from '../../source/index.js';
import { holdTimers, until } from '../../../templates/runtime/testing/time.js';

/** The sandbox's faults, and how the generated SDK and the generator handle them. */

const ROOT = join(__dirname, '..', '..', '..');
const DOCUMENT = readFileSync(join(ROOT, 'fixtures/sandbox/swagger.json'), 'utf8');

interface Client {
  readonly vehicles: {
    list(options?: object): Promise<readonly unknown[]>;
    get(plate: string): Promise<unknown>;
  };
}

let OptimumClient: new (options: object) => Client;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox({ port: 0 });
  ({ OptimumClient } = (await import(join(ROOT, 'output/sandbox/src/index.ts'))) as {
    OptimumClient: typeof OptimumClient;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await faults('DELETE');
});
afterAll(() => sandbox.close());

async function faults(method: string, fault?: object) {
  const response = await fetch(sandbox.endpoints.faults, {
    method,
    ...(fault && { body: JSON.stringify(fault) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    value: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

async function post(fault: object): Promise<void> {
  expect(await faults('POST', fault)).toMatchObject({ status: 201, value: fault });
}

function clientWith(): Client {
  return new OptimumClient({
    ...SANDBOX_CREDENTIALS,
    baseUrl: sandbox.url,
    tokenUrl: sandbox.endpoints.token,
    sleep: () => Promise.resolve(),
  });
}

/** How a call of the SDK ends: `12 vehicles`, or the error's name. */
async function ending(client: Client, options: object = {}): Promise<string> {
  try {
    return `${(await client.vehicles.list(options)).length} vehicles`;
  } catch (error) {
    return (error as Error).name;
  }
}

async function requestsDuring(act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = sandbox.requests.length;
  await act();
  return sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}

const AT_VEHICLES = { method: 'GET', path: '/Vehicles' };
const LIST = 'GET /Vehicles';
/** Aborted by the test. */
const TIMEOUT = 61;

describe('the generated SDK', () => {
  it.each([
    ['waits for a slow answer', { kind: 'slow', milliseconds: 20 }, {}, '12 vehicles', 1],
    [
      'gives up on one that is too slow',
      { kind: 'slow', milliseconds: 60_000 },
      { timeout: TIMEOUT, maxRetries: 0 },
      'TimeoutError',
      1,
    ],
    [
      'gives up on a body that stalls',
      { kind: 'stalled' },
      { timeout: TIMEOUT, maxRetries: 1 },
      'TimeoutError',
      2,
    ],
    ['asks again after a reset', { kind: 'reset', count: 2 }, {}, '12 vehicles', 3],
    ['gives up when resets go on', { kind: 'reset' }, {}, 'ConnectionError', 3],
    ['takes no half of a JSON text for data', { kind: 'truncated' }, {}, 'ResponseParseError', 1],
    ['takes no page for data', { kind: 'html' }, {}, 'ResponseParseError', 1],
    ['asks again after a 500', { kind: 'error', oneIn: 1, count: 1 }, {}, '12 vehicles', 2],
    ['says so when there are only 500s', { kind: 'error', oneIn: 1 }, {}, 'ServerError', 3],
  ])('%s', async (_what, fault, options, wanted, times) => {
    const client = clientWith();
    await client.vehicles.get('AB-123-CD');
    await post({ ...fault, ...AT_VEHICLES });
    const fire = holdTimers(TIMEOUT);
    const asked = await requestsDuring(async () => {
      const before = sandbox.requests.length;
      const end = ending(client, options);
      if (wanted === 'TimeoutError')
        for (let sent = 1; sent <= times; sent += 1) {
          await until(() => sandbox.requests.length === before + sent);
          fire(TIMEOUT);
        }
      expect(await end).toBe(wanted);
    });
    expect(asked).toEqual(Array.from({ length: times }, () => LIST));
  });

  it('gets one new token after a revocation, and repeats the call once', async () => {
    const client = clientWith();
    await client.vehicles.list();
    await post({ kind: 'revoked', count: 1 });
    const asked = await requestsDuring(async () =>
      expect(await ending(client)).toBe('12 vehicles'),
    );
    expect(asked).toEqual([LIST, 'POST /connect/token', LIST]);
  });
});

describe('a fault', () => {
  const statusOf = async (path: string) => (await fetch(new URL(path, sandbox.url))).status;

  it('affects one request in n', async () => {
    await post({ kind: 'error', oneIn: 3 });
    const statuses: number[] = [];
    for (let sent = 0; sent < 6; sent += 1) statuses.push(await statusOf('/Vehicles'));
    expect(statuses).toEqual([401, 401, 500, 401, 401, 500]);
  });

  it.each([
    ['/Vehicles', 401],
    ['/vehicles/a/odometer', 500],
    ['/Vehicles/a/b/c', 500],
    ['/Nothing', 404],
  ])('for /Vehicles/{plate}/** responds to %s with %i', async (path, status) => {
    await post({ kind: 'error', oneIn: 1, path: '/Vehicles/{plate}/**' });
    expect(await statusOf(path)).toBe(status);
  });

  it('affects requests of its method, up to its count, and counts them', async () => {
    await post({ kind: 'error', oneIn: 1, method: 'PUT', count: 2 });
    const statuses: number[] = [await statusOf('/Nothing')];
    for (let sent = 0; sent < 3; sent += 1) {
      const response = await fetch(new URL('/Nothing', sandbox.url), { method: 'PUT' });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([404, 500, 500, 404]);
    expect((await faults('GET')).value).toMatchObject([{ kind: 'error', met: 2 }]);
  });

  it('ends when faults are removed', async () => {
    await post({ kind: 'error', oneIn: 1 });
    expect(await statusOf('/swagger/index.html')).toBe(500);
    expect(await faults('DELETE')).toMatchObject({ status: 204 });
    expect(await statusOf('/swagger/index.html')).toBe(200);
  });

  it('can be combined with a slow response', async () => {
    await post({ kind: 'slow', milliseconds: 1 });
    await post({ kind: 'html' });
    const response = await fetch(new URL('/Vehicles', sandbox.url));
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
  });

  it.each<[unknown, Record<string, unknown>]>([
    ['slow', { '': expect.anything() }],
    [{ kind: 'sloth' }, { kind: [expect.stringContaining('One of slow, stalled')] }],
    [{ kind: 'slow' }, { milliseconds: [expect.stringContaining('whole number')] }],
    [{ kind: 'error', oneIn: 0 }, { oneIn: [expect.stringContaining('whole number')] }],
    [{ kind: 'reset', count: 1.5 }, { count: [expect.stringContaining('whole number')] }],
    [{ kind: 'reset', method: 'GET /' }, { method: [expect.stringContaining('such as GET')] }],
    [{ kind: 'reset', path: 'Vehicles' }, { path: [expect.stringContaining('starts with /')] }],
    [{ kind: 'moved', path: '/x' }, { path: [expect.stringContaining('takes kind.')] }],
  ])('that is %j is rejected', async (fault, errors) => {
    expect(await faults('POST', fault as object)).toMatchObject({ status: 400, value: { errors } });
    expect((await faults('GET')).value).toEqual([]);
  });
});

describe('the documentation', () => {
  const found = () => obtainDocument({ kind: 'url', url: sandbox.endpoints.documentation });
  const statusOf = async (path: string) => (await fetch(new URL(path, sandbox.url))).status;

  it('becomes v2: the page announces it, v1 is gone, and the generator finds it', async () => {
    await post({ kind: 'rotated' });
    expect(await statusOf('/swagger/v1/swagger.json')).toBe(404);
    expect(await found()).toMatchObject({
      location: `${sandbox.url}swagger/v2/swagger.json`,
      name: expect.stringMatching(/ v2$/),
      text: DOCUMENT,
    });
  });

  it('moves to another path, and the generator finds it', async () => {
    await post({ kind: 'moved' });
    expect(
      await Promise.all(['/swagger', '/swagger/index.html', '/docs/index.html'].map(statusOf)),
    ).toEqual([404, 404, 200]);
    expect(await found()).toMatchObject({
      location: `${sandbox.url}swagger/v1/swagger.json`,
      text: DOCUMENT,
    });
    const moved = await obtainDocument({ kind: 'url', url: `${sandbox.url}docs` });
    expect(moved).toMatchObject({ name: expect.stringMatching(/ v1$/), text: DOCUMENT });
  });

  it('is back after the faults are removed', async () => {
    expect(await statusOf('/docs/index.html')).toBe(404);
    expect(await found()).toMatchObject({ location: sandbox.endpoints.document });
  });
});
