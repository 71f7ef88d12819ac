import { sleep } from './clock.js';
import { rateLimiter, type SlotHolder } from './rate-limit.js';
import { clientFor, GET, rejection, stoppedClock } from './testing/client.js';
import { closeServers, inTurn, json, serve, type Reply } from './testing/server.js';

afterEach(closeServers);

/** Counts exactly: more than `requests` in any `perMs` get a 429. */
function counting(requests: number, perMs: number): Reply & { refused: number } {
  const served: number[] = [];
  const reply = (response: Parameters<Reply>[0]) => {
    const now = performance.now();
    while (served[0] !== undefined && served[0] <= now - perMs) served.shift();
    if (served.length >= requests) {
      counter.refused += 1;
      json(response, {}, 429);
      return;
    }
    served.push(now);
    // An uneven network: the answers overtake each other.
    setTimeout(() => json(response, 1), Math.random() * 20);
  };
  const counter = Object.assign(reply, { refused: 0 });
  return counter;
}

const limit = { requests: 10, perMs: 200 };

describe('the rate limit', () => {
  it('lets 100 calls at once cause not one 429', async () => {
    const counter = counting(10, 200);
    const api = await serve(counter);
    const client = clientFor(api, { rateLimit: limit, sleep });
    await Promise.all(Array.from({ length: 100 }, () => client.call(GET)));
    expect([api.requests.length, counter.refused]).toEqual([100, 0]);
  });

  it('is shared by all clients of one client id', async () => {
    const counter = counting(10, 200);
    const api = await serve(counter);
    const clients = Array.from({ length: 5 }, () =>
      clientFor(api, { token: 't', clientId: 'shared', rateLimit: { ...limit }, sleep }),
    );
    await Promise.all(clients.flatMap((client) => [1, 2, 3, 4].map(() => client.call(GET))));
    expect(counter.refused).toBe(0);
  });

  it('is not shared by two client ids', async () => {
    const api = await serve((response) => json(response, 1));
    const started = performance.now();
    await Promise.all(
      ['a', 'b', 'c'].map((clientId) =>
        clientFor(api, {
          token: 't',
          clientId,
          rateLimit: { requests: 1, perMs: 10_000 },
          sleep,
        }).call(GET),
      ),
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('serves those first who came first', async () => {
    const api = await serve((response) => json(response, 1));
    const client = clientFor(api, { rateLimit: { requests: 2, perMs: 30 }, sleep });
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
    const api = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, 1),
      ),
    );
    await clientFor(api, { rateLimit: { requests: 1, perMs: 100 }, sleep, random: () => 0 }).call(
      GET,
    );
    const [first, second] = api.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(100);
  });

  it('makes everybody wait when the API says 429', async () => {
    const limited: Reply = (response) => {
      response.setHeader('retry-after', '1');
      json(response, {}, 429);
    };
    const api = await serve(inTurn(limited, (response) => json(response, 1)));
    const client = clientFor(api, { rateLimit: { requests: 50, perMs: 60_000 }, sleep });
    const first = client.call(GET);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([first, client.call(GET), client.call(GET)]);
    const [refused, ...later] = api.requests.map(({ at }) => at);
    expect(later).toHaveLength(3);
    for (const at of later) expect(at - (refused ?? 0)).toBeGreaterThan(990);
  });

  it('fails at once, unsent, while the API wants to be left alone for long', async () => {
    const api = await serve((response) => {
      response.setHeader('retry-after', '30734400');
      json(response, {}, 429);
    });
    const client = clientFor(api, { rateLimit: { requests: 50, perMs: 60_000 }, sleep });
    await rejection(client.call(GET));
    const error = await rejection(client.call(GET));
    expect(error).toMatchObject({ name: 'RateLimitError', status: 429, attempts: 0 });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(30_734_390_000);
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
  ])('of %j is refused', (rateLimit) => {
    expect(() => clientFor({ url: 'https://a' }, { rateLimit })).toThrow(/^rateLimit must/);
  });

  it('does not hang when a test’s sleep and clock stand still', async () => {
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

describe('a limiter', () => {
  const { signal } = new AbortController();
  const free = () => undefined;
  const holder = (): SlotHolder => ({ release: undefined });

  it('gives a slot back at once when nothing was sent', async () => {
    const limiter = rateLimiter({ requests: 1, perMs: 60_000 }, stoppedClock(), sleep);
    for (let times = 0; times < 5; times += 1) {
      const holding = holder();
      await limiter.acquire(holding, signal, free);
      holding.release?.(false);
    }
  });

  it('passes the turn on when the one in front leaves', async () => {
    const limiter = rateLimiter(
      { requests: 1, perMs: 100 },
      { now: Date.now, monotonic: () => performance.now() },
      sleep,
    );
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
