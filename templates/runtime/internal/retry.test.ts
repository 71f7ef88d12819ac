import type { ClientOptions } from '../core/options.js';
import { binaryBody, jsonBody } from './request-body.js';
import { clientFor, GET, POST, recordedSleep, rejection } from '../testing/client.js';
import { closeServers, inTurn, json, serve, type Reply } from '../testing/server.js';

afterEach(closeServers);

const status = (code: number, headers: Readonly<Record<string, string>> = {}): Reply => {
  return (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    json(response, {}, code);
  };
};
const ok: Reply = (response) => json(response, 'data');
const cut: Reply = (response) => void response.destroy();

/** What came of a call that fails at first, and how often it was sent. */
async function outcome(
  first: Reply,
  request: Parameters<ReturnType<typeof clientFor>['call']>[0],
  options: ClientOptions = {},
): Promise<string> {
  const api = await serve(inTurn(first, ok));
  const data = await clientFor(api, options)
    .call(request)
    .catch((error: unknown) => (error as Error).name);
  return `${String(data)} after ${api.requests.length}`;
}

describe('a failure', () => {
  it.each(['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE', 'OPTIONS'])(
    'of %s is retried',
    async (method) => {
      const done = method === 'HEAD' ? 'undefined after 2' : 'data after 2';
      for (const code of [408, 429, 500, 502, 503, 504])
        expect([code, await outcome(status(code), { ...GET, method })]).toEqual([code, done]);
      expect(await outcome(cut, { ...GET, method })).toBe(done);
    },
  );

  it.each([400, 401, 403, 404, 409, 422, 501])('of GET with %i is not retried', async (code) => {
    expect(await outcome(status(code), GET)).toMatch(/Error after 1$/);
  });

  it.each(['POST', 'PATCH', 'PURGE'])(
    'of %s is retried only when the API certainly did nothing',
    async (method) => {
      const request = { ...POST, method, body: jsonBody({ a: 1 }) };
      expect(await outcome(status(429), request)).toBe('data after 2');
      for (const code of [408, 500, 502, 503, 504])
        expect([code, await outcome(status(code), request)]).toEqual([
          code,
          expect.stringMatching(/after 1$/),
        ]);
      expect(await outcome(cut, request)).toBe('ConnectionError after 1');
      expect(await outcome(status(503), { ...request, idempotent: true })).toBe('data after 2');
      expect(await outcome(cut, { ...request, idempotent: true })).toBe('data after 2');
    },
  );

  it.each([
    ['retried when the connection was refused', 'connect', 'ECONNREFUSED', 3],
    ['retried when the host cannot be reached', 'connect', 'EHOSTUNREACH', 3],
    ['not retried when the host is lost later', 'read', 'EHOSTUNREACH', 1],
  ])('of POST is %s', async (_what, syscall, code, attempts) => {
    const tried: unknown[] = [];
    const cause = Object.assign(new Error(`${syscall} ${code}`), { syscall, code });
    const fetch = (url: unknown) => {
      tried.push(url);
      return tried.length < 3
        ? Promise.reject(new TypeError('fetch failed', { cause }))
        : Promise.resolve(Response.json('data'));
    };
    const client = clientFor({ url: 'https://api.test' }, { fetch });
    const outcome = await client.call(POST).catch((error: unknown) => (error as Error).name);
    expect(outcome).toBe(attempts === 3 ? 'data' : 'ConnectionError');
    expect(tried).toHaveLength(attempts);
  });

  it('is retried as often as `maxRetries` says', async () => {
    const api = await serve(status(503));
    const error = await rejection(clientFor(api, { maxRetries: 4 }).call(GET));
    expect(error).toMatchObject({ name: 'ServerError', attempts: 5 });
    await rejection(clientFor(api, { maxRetries: 4 }).call(GET, { maxRetries: 0 }));
    expect(api.requests).toHaveLength(6);
    await rejection(clientFor(api).call(POST, { idempotent: true }));
    expect(api.requests).toHaveLength(9);
  });

  it('of a request with a stream is never retried, as it can be sent only once', async () => {
    const body = binaryBody(new Blob(['x']).stream());
    expect(await outcome(status(429), { ...POST, body, idempotent: true })).toBe(
      'RateLimitError after 1',
    );
  });

  it('is retried after longer and longer pauses, half of each random', async () => {
    const api = await serve(status(500));
    for (const [random, want] of [
      [0, [250, 500, 1000, 2000, 4000, 4000]],
      [0.5, [375, 750, 1500, 3000, 6000, 6000]],
    ] as const) {
      const { sleep, waits } = recordedSleep();
      await rejection(clientFor(api, { maxRetries: 6, random: () => random, sleep }).call(GET));
      expect(waits).toEqual(want);
    }
  });
});

describe('Retry-After', () => {
  it('is obeyed, and never shortened', async () => {
    const { sleep, waits } = recordedSleep();
    await outcome(status(503, { 'retry-after': '100' }), GET, { sleep });
    expect(waits).toEqual([100_000]);
  });

  it.each([
    ['121', 121_000],
    ['30734400', 30_734_400_000],
  ])('of %s s is too long: the call fails at once', async (seconds, retryAfterMs) => {
    const api = await serve(status(429, { 'retry-after': seconds }));
    const { sleep, waits } = recordedSleep();
    const error = await rejection(clientFor(api, { sleep }).call(GET));
    expect(error).toMatchObject({ name: 'RateLimitError', retryAfterMs, attempts: 1 });
    expect([api.requests.length, waits]).toEqual([1, []]);
  });
});
