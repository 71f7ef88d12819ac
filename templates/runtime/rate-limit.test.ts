import { sleep } from './clock.js';
import { createRateLimiter, type SlotHolder } from './rate-limit.js';
import { clientFor, GET, recordedSleep, rejection, stoppedClock } from './testing/client.js';
import { closeServers, inTurn, json, serve } from './testing/server.js';
import { simulatedTime } from './testing/time.js';

afterEach(closeServers);

const limit = { requests: 10, perMs: 200 };
const { signal } = new AbortController();

/** An API that counts exactly, and responds with 429 above the limit in any window. Requests and responses overtake each other. */
function countingApi({ clock, sleep }: ReturnType<typeof simulatedTime>) {
  const served: number[] = [];
  const counter = { sent: 0, refused: 0 };
  const fetch = async () => {
    const sent = (counter.sent += 1);
    await sleep((sent * 7) % 20, signal);
    const now = clock.monotonic();
    while (served[0] !== undefined && served[0] <= now - limit.perMs) served.shift();
    const isRefused = served.length >= limit.requests;
    if (isRefused) counter.refused += 1;
    else served.push(now);
    await sleep((sent * 13) % 20, signal);
    return Response.json(1, { status: isRefused ? 429 : 200 });
  };
  return { counter, fetch };
}

/** An API without a network that sends these responses in turn, then the last one again and again. @returns When each request came. */
function timingApi(
  { clock }: ReturnType<typeof simulatedTime>,
  ...responses: readonly ResponseInit[]
) {
  const times: number[] = [];
  const fetch = () => {
    const init = responses[Math.min(times.length, responses.length - 1)];
    times.push(clock.monotonic());
    return Promise.resolve(Response.json(1, init));
  };
  return { times, fetch };
}

const nowhere = { url: 'https://api.test' };

describe('the rate limit', () => {
  it('keeps 100 concurrent calls from causing a single 429', async () => {
    const time = simulatedTime();
    const { counter, fetch } = countingApi(time);
    const client = clientFor(nowhere, { rateLimit: limit, ...time, fetch });
    await Promise.all(Array.from({ length: 100 }, () => client.call(GET)));
    expect(counter).toEqual({ sent: 100, refused: 0 });
    expect(time.clock.monotonic()).toBeLessThan(10 * 2 * limit.perMs);
  });

  it('is shared by all clients with one client id', async () => {
    const api = await serve((response) => json(response, 1));
    const { sleep, waits } = recordedSleep();
    const rateLimit = { requests: 10, perMs: 3_600_000 };
    const clients = Array.from({ length: 3 }, () =>
      clientFor(api, { token: 't', clientId: 'shared', rateLimit: { ...rateLimit }, sleep }),
    );
    for (const client of clients) await Promise.all([1, 2, 3, 4].map(() => client.call(GET)));
    expect(waits).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('is not shared between client ids', async () => {
    const api = await serve((response) => json(response, 1));
    const { sleep, waits } = recordedSleep();
    await Promise.all(
      ['a', 'b', 'c'].map((clientId) =>
        clientFor(api, {
          token: 't',
          clientId,
          rateLimit: { requests: 1, perMs: 3_600_000 },
          sleep,
        }).call(GET),
      ),
    );
    expect(waits).toEqual([]);
  });

  it('serves calls in their order', async () => {
    const api = await serve((response) => json(response, 1));
    const client = clientFor(api, { rateLimit: { requests: 2, perMs: 30 }, ...simulatedTime() });
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6'];
    await Promise.all(paths.map((path) => client.call({ ...GET, path })));
    expect(api.requests.map(({ target }) => target).sort()).toEqual(paths);
    const pairs = [0, 2, 4].map((at) =>
      api.requests
        .slice(at, at + 2)
        .map(({ target }) => target)
        .sort(),
    );
    expect(pairs.flat()).toEqual(paths);
  });

  it('counts retries', async () => {
    const time = simulatedTime();
    const { times, fetch } = timingApi(time, { status: 503 }, { status: 200 });
    const rateLimit = { requests: 1, perMs: 60_000 };
    await clientFor(nowhere, { rateLimit, ...time, fetch }).call(GET);
    expect(times).toEqual([0, 60_600]);
  });

  it('makes all calls wait after a 429', async () => {
    const time = simulatedTime();
    const refused = { status: 429, headers: { 'retry-after': '1' } };
    const { times, fetch } = timingApi(time, refused, { status: 200 });
    const others: Promise<unknown>[] = [];
    const client = clientFor(nowhere, {
      rateLimit: { requests: 50, perMs: 60_000 },
      clock: time.clock,
      fetch,
      // The first call was refused and waits; now the others start.
      sleep: (ms, signal) => {
        if (others.length === 0) others.push(client.call(GET), client.call(GET));
        return time.sleep(ms, signal);
      },
    });
    await client.call(GET);
    await Promise.all(others);
    expect(times).toEqual([0, 1000, 1000, 1000]);
  });

  it('fails a call at once, unsent, while the API asks for a long pause', async () => {
    const api = await serve((response) => {
      response.setHeader('retry-after', '30734400');
      json(response, {}, 429);
    });
    const rateLimit = { requests: 50, perMs: 60_000 };
    const client = clientFor(api, { rateLimit, clock: stoppedClock() });
    await rejection(client.call(GET));
    const error = await rejection(client.call(GET));
    expect(error).toMatchObject({
      name: 'RateLimitError',
      status: 429,
      attempts: 0,
      retryAfterMs: 30_734_400_000,
    });
    expect(api.requests).toHaveLength(1);
  });

  it('can be turned off', async () => {
    const api = await serve((response) => json(response, 1));
    const client = clientFor(api, { rateLimit: false });
    await Promise.all(Array.from({ length: 60 }, () => client.call(GET)));
    expect(api.requests).toHaveLength(60);
  });

  it.each([
    [{ requests: 0, perMs: 1 }],
    [{ requests: 1, perMs: 0 }],
    [{ requests: NaN, perMs: 1 }],
  ])('refuses the limit %j', (rateLimit) => {
    expect(() => clientFor({ url: 'https://a' }, { rateLimit })).toThrow(/^rateLimit must/);
  });

  it('does not hang when a test’s clock does not move', async () => {
    const api = await serve(
      inTurn(
        (response) => json(response, {}, 429),
        (response) => json(response, 1),
      ),
    );
    const client = clientFor(api, { rateLimit: limit, clock: stoppedClock() });
    await expect(client.call(GET)).resolves.toBe(1);
  });
});

describe('a rate limiter', () => {
  const free = () => undefined;
  const holder = (): SlotHolder => ({ release: undefined });

  it('frees a slot at once when nothing was sent', async () => {
    const limiter = createRateLimiter({ requests: 1, perMs: 60_000 }, stoppedClock(), sleep);
    for (let times = 0; times < 5; times += 1) {
      const holding = holder();
      await limiter.acquire(holding, signal, free);
      holding.release?.(false);
    }
  });

  it('serves the next in the queue when the first one gives up', async () => {
    const { clock, sleep } = simulatedTime();
    const limiter = createRateLimiter({ requests: 1, perMs: 100 }, clock, sleep);
    const first = holder();
    await limiter.acquire(first, signal, free);
    first.release?.(true);
    const leaving = new AbortController();
    const left = rejection(limiter.acquire(holder(), leaving.signal, free));
    const next = holder();
    const acquired = limiter.acquire(next, signal, free);
    leaving.abort(new Error('left'));
    expect(String(await left)).toBe('Error: left');
    await acquired;
    expect(next.release).toBeDefined();
  });
});
