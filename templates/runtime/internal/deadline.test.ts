import { getEventListeners } from 'node:events';
import { AbortError, TimeoutError } from '../core/errors.js';
import { clientFor, GET, rejection } from '../testing/client.js';
import { closeServers, serve, type TestServer } from '../testing/server.js';
import { holdTimers, settlesSoon, until } from '../testing/time.js';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

/** An API that sends half a body, then the rest when it is told to. */
async function halfServer(): Promise<TestServer & { readonly finish: () => void }> {
  const ends: (() => void)[] = [];
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-request-id': 'r-1' });
    response.write('half');
    ends.push(() => response.end(' and half'));
  });
  return Object.assign(server, { finish: () => ends.forEach((end) => end()) });
}

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('the body of `asResponse()`', () => {
  it('leaves no listener when it has been read', async () => {
    const api = await halfServer();
    const { signal } = new AbortController();
    const response = await clientFor(api).call(GET, { signal, totalTimeout: 60_000 }).asResponse();
    expect(listeners(signal)).toBe(1);
    api.finish();
    await expect(response.text()).resolves.toBe('half and half');
    expect(listeners(signal)).toBe(0);
  });

  it('leaves no listener, timer and connection when it is cancelled', async () => {
    const api = await halfServer();
    const { signal } = new AbortController();
    const stopped = jest.spyOn(globalThis, 'clearTimeout');
    const response = await clientFor(api).call(GET, { signal, totalTimeout: 61_234 }).asResponse();
    stopped.mockClear();
    await response.body?.cancel();
    expect(listeners(signal)).toBe(0);
    expect(stopped).toHaveBeenCalled();
    await until(() => api.cut.length === 1);
  });

  it('leaves no listener when there is none to read', async () => {
    const api = await serve((response) => response.writeHead(204).end());
    const { signal } = new AbortController();
    const { status } = await clientFor(api).call(GET, { signal }).asResponse();
    expect([status, listeners(signal)]).toEqual([204, 0]);
  });

  it('ends with the total timeout', async () => {
    const fire = holdTimers(5_000);
    const api = await halfServer();
    const response = await clientFor(api).call(GET, { totalTimeout: 5_000 }).asResponse();
    const text = rejection(response.text());
    expect(await settlesSoon(text)).toBe(false);
    fire(5_000);
    expect(await text).toBeInstanceOf(TimeoutError);
    await until(() => api.cut.length === 1);
  });

  it('ends with the signal', async () => {
    const api = await halfServer();
    const controller = new AbortController();
    const { signal } = controller;
    const response = await clientFor(api).call(GET, { signal }).asResponse();
    const text = rejection(response.text());
    controller.abort();
    expect(await text).toBeInstanceOf(AbortError);
    expect(listeners(signal)).toBe(0);
    await until(() => api.cut.length === 1);
  });

  it('is not limited by the timeout of an attempt', async () => {
    const fire = holdTimers(700);
    const api = await halfServer();
    const { signal } = new AbortController();
    const response = await clientFor(api).call(GET, { timeout: 700, signal }).asResponse();
    fire(700);
    api.finish();
    await expect(response.text()).resolves.toBe('half and half');
  });

  it('belongs to a response that is otherwise as it came', async () => {
    const api = await halfServer();
    const { signal } = new AbortController();
    const response = await clientFor(api).call(GET, { signal }).asResponse();
    expect(response.status).toBe(200);
    expect(response.url).toBe(`${api.url}/Vehicles`);
    expect(response.headers.get('x-request-id')).toBe('r-1');
    await response.body?.cancel();
  });

  it('is that of the platform where there is nothing to watch for', async () => {
    const own = Response.json(1);
    const fetch = () => Promise.resolve(own);
    const client = clientFor({ url: 'https://a.test' }, { fetch });
    expect(await client.call(GET).asResponse()).toBe(own);
  });

  it('is read only as fast as its reader wants', async () => {
    let produced = 0;
    const body = () =>
      new ReadableStream(
        { pull: (controller) => controller.enqueue(new Uint8Array([(produced += 1)])) },
        { highWaterMark: 0 },
      );
    const fetch = () => Promise.resolve(new Response(body()));
    const { signal } = new AbortController();
    const response = await clientFor({ url: 'https://a.test' }, { fetch })
      .call(GET, { signal })
      .asResponse();
    const reader = response.body!.getReader();
    await reader.read();
    await reader.read();
    expect(produced).toBe(2);
    await reader.cancel();
  });
});

it('a call of many attempts leaves no listener', async () => {
  const api = await serve((response) => response.writeHead(503).end());
  const { signal } = new AbortController();
  await rejection(clientFor(api, { maxRetries: 5 }).call(GET, { signal }));
  expect(api.requests).toHaveLength(6);
  expect(listeners(signal)).toBe(0);
});

it('requests share no signal', async () => {
  const signals = new Set<unknown>();
  const fetch: typeof globalThis.fetch = (_url, init) => {
    signals.add(init?.signal);
    return Promise.resolve(Response.json(1));
  };
  const client = clientFor({ url: 'https://a.test' }, { fetch });
  for (let count = 0; count < 40; count += 1) await client.call(GET);
  expect(signals.size).toBe(40);
});
