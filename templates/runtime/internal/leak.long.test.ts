import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ApiClient } from './client.js';
import type { ClientOptions } from '../core/options.js';
import { path } from './parameters.js';
import { clientFor } from '../testing/client.js';

/** Hundreds of calls, and of calls that are aborted wherever a call can wait: nothing may stay behind. `make runtimes` makes up to 50 000, and looks at the memory too. */

const CALLS = Number(process.env['SDK_LEAK_CALLS'] ?? 400);
const ABORTED = Math.min(CALLS / 2, 500);
/** Of fewer calls, what remains is lost in what the engine itself keeps. */
const ENOUGH_CALLS = 3_000;
const AT_ONCE = 50;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Answers `/ok`; `/silent` gets nothing, `/half` half a body, `/busy` a 503. Keeps no record, which would look like a leak. */
const answer: RequestListener = ({ url = '' }, response) => {
  if (url.startsWith('/silent')) return;
  response.writeHead(url.startsWith('/busy') ? 503 : 200, { 'content-type': 'application/json' });
  if (url.startsWith('/half')) response.write('{"id":');
  else response.end('{"access_token":"t","expires_in":3600}');
};

let server: Server;
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Left {
  /** Bytes in use, once everything that can go has gone. */
  readonly heap: number;
  readonly timers: number;
  readonly sockets: number;
}

async function left(): Promise<Left> {
  for (let round = 0; round < 5; round += 1) {
    collectGarbage();
    await pause(10);
  }
  const sockets = await new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  return { heap: process.memoryUsage().heapUsed, timers, sockets };
}

/** What the work leaves behind when it is done `count` times, over what a first round left. */
async function leftAfter(count: number, work: () => Promise<unknown>): Promise<Left> {
  const batches = async (calls: number) => {
    for (let done = 0; done < calls; done += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, work));
  };
  await batches(count / 5);
  const before = await left();
  await batches(count);
  let after = await left();
  // A busy machine is slow to close connections that were let go.
  for (let round = 0; round < 100 && after.sockets - before.sockets > AT_ONCE; round += 1)
    after = await left();
  return {
    heap: after.heap - before.heap,
    timers: after.timers - before.timers,
    sockets: after.sockets - before.sockets,
  };
}

/** One of these a call would be hundreds; Node keeps one or two timers, and connections that may serve again. */
function expectNoneOpen({ timers, sockets }: Left): void {
  const open = { timers: timers > 5, sockets: sockets > AT_ONCE };
  expect(open).toEqual({ timers: false, sockets: false });
}

/** A forgotten call holds its controllers, promises and closures: more than this many bytes. */
const LITTLE = 800;

function expectLittle(heap: number, calls: number): void {
  if (calls >= ENOUGH_CALLS) expect(heap / calls).toBeLessThan(LITTLE);
}

it('calls with one signal leave no listener, timer, socket or memory behind', async () => {
  const { signal } = new AbortController();
  const options = { tokenUrl: `${address()}/token`, clientId: 'id', clientSecret: 'secret' };
  const client = clientFor({ url: address() }, options);
  const request = { method: 'GET', path: path`/ok` };
  const remains = await leftAfter(CALLS, () =>
    client.call(request, { signal, totalTimeout: 60_000 }),
  );
  expectNoneOpen(remains);
  expectLittle(remains.heap, CALLS);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('bodies that are handed over unread leave nothing behind, read or dropped', async () => {
  const { signal } = new AbortController();
  const client = clientFor({ url: address() });
  const request = { method: 'GET', path: path`/ok` };
  let calls = 0;
  const count = Math.min(CALLS, ENOUGH_CALLS);
  const remains = await leftAfter(count, async () => {
    const response = await client.call(request, { signal, totalTimeout: 600_000 }).asResponse();
    calls += 1;
    if (calls % 2) await response.text();
  });
  expectNoneOpen(remains);
  expectLittle(remains.heap, count);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('nothing is left behind by aborting', () => {
  /** Aborts a call once it has got where it waits. */
  async function abortOne(client: ApiClient, where: string): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const call = client.call({ method: 'GET', path: path`/${{ where }}` }, { signal });
    setImmediate(() => controller.abort());
    const name = await call.then(
      () => 'no error',
      (error: unknown) => (error as Error).name,
    );
    if (name !== 'AbortError') throw new Error(`The call ended with ${name}`);
    if (getEventListeners(signal, 'abort').length > 0) throw new Error('A listener was left');
  }

  it.each<[place: string, where: string, options: ClientOptions]>([
    ['for the response', 'silent', {}],
    ['for the rest of a body', 'half', {}],
    ['for the next attempt', 'busy', { sleep: undefined, maxRetries: 50 }],
    ['for the rate limit', 'ok', { sleep: undefined, rateLimit: { requests: 1, perMs: 60_000 } }],
    ['for a token', 'ok', { clientId: 'id', clientSecret: 'secret', tokenUrl: 'silent' }],
  ])(`${ABORTED} calls that wait %s`, async (_place, where, given) => {
    const tokenUrl = given.tokenUrl && `${address()}/${given.tokenUrl}`;
    const client = clientFor({ url: address() }, { ...given, tokenUrl });
    // The only slot of the rate limit goes to the first.
    if (given.rateLimit) await client.call({ method: 'GET', path: path`/ok` });
    expectNoneOpen(await leftAfter(ABORTED, () => abortOne(client, where)));
  });

  it('calls, in memory', async () => {
    // Without a network, whose own remains would hide ours.
    const silent: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        const { signal } = init ?? {};
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    const client = clientFor({ url: address() }, { fetch: silent });
    const { heap } = await leftAfter(CALLS, () => abortOne(client, 'silent'));
    expectLittle(heap, CALLS);
  });
});

it('a hundred calls share one listener on their signal, since Node warns of a leak from eleven on', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const client = clientFor({ url: address() });
  const request = { method: 'GET', path: path`/silent` };
  const calls = Array.from({ length: 100 }, () => client.call(request, { signal }));
  await pause(20);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  controller.abort();
  const ends = await Promise.allSettled(calls);
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
