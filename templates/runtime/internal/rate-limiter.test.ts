import fc from 'fast-check';
import { sleep, type Clock, type Sleep } from './clock.js';
import { createRateLimiter, type RateLimiter } from './rate-limiter.js';
import { clientFor, GET, recordedSleep, rejection, stoppedClock } from '../testing/client.js';
import { closeServers, inTurn, json, serve } from '../testing/server.js';
import { settlesSoon, simulatedTime } from '../testing/time.js';

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
    const rateLimit = { requests: 10, perMs: 3_600_000 };
    const clients = Array.from({ length: 3 }, () =>
      clientFor(api, {
        token: 't',
        clientId: 'shared',
        rateLimit: { ...rateLimit },
        sleep: () => Promise.reject(new Error('waits')),
        maxRetries: 0,
      }),
    );
    const calls = clients.flatMap((client) => [1, 2, 3, 4].map(() => client.call(GET)));
    const failed = (await Promise.allSettled(calls)).map(({ status }) => status === 'rejected');
    expect(failed).toEqual([...Array<boolean>(10).fill(false), true, true]);
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
    const sent: string[] = [];
    const fetch = (url: unknown) => {
      sent.push(new URL(String(url)).pathname);
      return Promise.resolve(Response.json(1));
    };
    const rateLimit = { requests: 2, perMs: 30 };
    const client = clientFor(nowhere, { rateLimit, ...simulatedTime(), fetch });
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6'];
    await Promise.all(paths.map((path) => client.call({ ...GET, path })));
    expect(sent).toEqual(paths);
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
    const state = { isFirst: true };
    const client = clientFor(nowhere, {
      rateLimit: { requests: 50, perMs: 60_000 },
      clock: time.clock,
      fetch,
      // The first call was refused and waits; now the others start.
      sleep: (ms, signal) => {
        if (state.isFirst) {
          state.isFirst = false;
          others.push(client.call(GET), client.call(GET));
        }
        return time.sleep(ms, signal);
      },
    });
    await client.call(GET);
    await Promise.all(others);
    expect(times).toEqual([0, 1000, 1000, 1000]);
  });

  it('pauses for no longer than maxRetryAfter, even when the API asks for a year', async () => {
    const time = simulatedTime();
    const refused = { status: 429, headers: { 'retry-after': '30734400' } };
    const { times, fetch } = timingApi(time, refused, { status: 200 });
    const rateLimit = { requests: 50, perMs: 60_000 };
    const client = clientFor(nowhere, { rateLimit, ...time, fetch, maxRetryAfter: 5_000 });
    expect(await rejection(client.call(GET))).toMatchObject({
      name: 'RateLimitError',
      retryAfterMs: 30_734_400_000,
    });
    await expect(client.call(GET)).resolves.toBe(1);
    expect(times).toEqual([0, 5_000]);
  });

  it('pauses for a window after a 429 that does not say how long', async () => {
    const time = simulatedTime();
    const { times, fetch } = timingApi(time, { status: 429 }, { status: 200 });
    const rateLimit = { requests: 50, perMs: 60_000 };
    await clientFor(nowhere, { rateLimit, ...time, fetch }).call(GET);
    expect(times).toEqual([0, 60_000]);
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
    [{ requests: 1.5, perMs: 1 }],
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

let limiters = 0;

/** A limiter that no other test shares. */
function limiterFor(
  { clock, sleep }: { clock: Clock; sleep: Sleep },
  requests = 1,
  perMs = 60_000,
): RateLimiter {
  return createRateLimiter(`test ${(limiters += 1)}`, { requests, perMs }, { clock, sleep });
}

/** Sleeps until it is woken, as the timers of one request do. */
function heldSleep(): { readonly sleep: Sleep; readonly wake: () => void } {
  const sleepers: (() => void)[] = [];
  return {
    sleep: () => new Promise((resolve) => sleepers.push(resolve)),
    wake: () => sleepers.splice(0).forEach((wake) => wake()),
  };
}

describe('a rate limiter', () => {
  it('frees a slot at once when nothing was sent', async () => {
    const limiter = limiterFor({ clock: stoppedClock(), sleep });
    for (let times = 0; times < 5; times += 1) (await limiter.acquire(signal))(false);
  });

  it('serves the next in the queue when the first one gives up', async () => {
    const limiter = limiterFor(simulatedTime(), 1, 100);
    (await limiter.acquire(signal))(true);
    const leaving = new AbortController();
    const left = rejection(limiter.acquire(leaving.signal));
    const acquired = limiter.acquire(signal);
    leaving.abort(new Error('left'));
    expect(String(await left)).toBe('Error: left');
    await acquired;
  });

  it.each([
    ['before it waits', true],
    ['while it waits, even when `sleep` ignores the signal', false],
  ])('rejects at once when it is aborted %s', async (_when, before) => {
    const limiter = limiterFor({
      clock: stoppedClock(),
      sleep: () => new Promise(() => undefined),
    });
    await limiter.acquire(signal);
    const leaving = new AbortController();
    if (before) leaving.abort(new Error('left'));
    const acquired = rejection(limiter.acquire(leaving.signal));
    leaving.abort(new Error('left'));
    expect(await settlesSoon(acquired)).toBe(true);
    expect(String(await acquired)).toBe('Error: left');
  });

  it('gives slots in the order of the calls, whichever of them looks first', async () => {
    const clock = stoppedClock();
    const { sleep, wake } = heldSleep();
    const limiter = limiterFor({ clock, sleep }, 1, 100);
    const release = await limiter.acquire(signal);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const own = await limiter.acquire(signal);
      order.push(number);
      own(false);
    });
    release(true);
    for (let times = 0; times < 9; times += 1) {
      clock.pass(50);
      await new Promise((resolve) => setTimeout(resolve));
      wake();
    }
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('lets each call wake by its own timer alone, as Cloudflare Workers demand', async () => {
    const clock = stoppedClock();
    const { sleep, wake } = heldSleep();
    const limiter = limiterFor({ clock, sleep });
    const release = await limiter.acquire(signal);
    const waiting = limiter.acquire(signal);
    release(false);
    expect(await settlesSoon(waiting)).toBe(false);
    wake();
    expect(await settlesSoon(waiting)).toBe(true);
  });

  it('passes by a waiting call that its platform has ended', async () => {
    const time = simulatedTime();
    const state = { isEnded: true };
    const sleep: Sleep = (ms, own) =>
      state.isEnded ? new Promise(() => undefined) : time.sleep(ms, own);
    const limiter = limiterFor({ ...time, sleep }, 1, 60_000);
    const release = await limiter.acquire(signal);
    void limiter.acquire(signal);
    state.isEnded = false;
    release(true);
    await limiter.acquire(signal);
    expect(time.clock.monotonic()).toBeLessThanOrEqual(60_600 + 3_000);
  });

  it('frees the slot of a request that its platform has ended', async () => {
    const time = simulatedTime();
    const limiter = limiterFor(time, 1, 60_000);
    await limiter.acquire(signal);
    await limiter.acquire(signal);
    // Two minutes after the window, and the hundredth by which it is longer.
    expect(time.clock.monotonic()).toBe(180_600);
  });

  it('wakes seldom for calls far behind', async () => {
    const time = simulatedTime();
    const sleeps = { count: 0 };
    const sleep: Sleep = (ms, own) => {
      sleeps.count += 1;
      return time.sleep(ms, own);
    };
    const limiter = limiterFor({ ...time, sleep }, 10, 1_000);
    const calls = Array.from({ length: 1_000 }, async () =>
      (await limiter.acquire(new AbortController().signal))(true),
    );
    await Promise.all(calls);
    // 100 windows of 1.01 s.
    expect(time.clock.monotonic()).toBeLessThan(1.02 * 100_000);
    expect(sleeps.count).toBeLessThan(30 * 1_000);
  });

  it('is one for all copies of the package in a process', async () => {
    const limit = { requests: 3, perMs: 3_600_000 };
    const { sleep, waits } = recordedSleep();
    for (let copy = 0; copy < 2; copy += 1)
      await jest.isolateModulesAsync(async () => {
        const copied = await import('./rate-limiter.js');
        const { systemClock } = await import('./clock.js');
        expect(copied.createRateLimiter).not.toBe(createRateLimiter);
        const limiter = copied.createRateLimiter('copies', limit, { clock: systemClock, sleep });
        await Promise.all([limiter.acquire(signal), limiter.acquire(signal)]);
      });
    expect(waits[0]).toBe(1_000);
  });

  it('keeps to the limit and to the order, whatever calls do', async () => {
    const calls = fc.array(
      fc.record({
        /** When it begins, after the call before it. */
        afterMs: fc.constantFrom(0, 0, 0, 1, 20, 100, 400),
        /** How long its request takes to the server, and its response back. */
        thereMs: fc.constantFrom(0, 0, 1, 60),
        backMs: fc.constantFrom(0, 0, 1, 60),
        isSent: fc.constantFrom(true, true, true, false),
        /** How long it waits before it gives up. */
        patienceMs: fc.constantFrom(undefined, undefined, 0, 50, 500),
      }),
      { maxLength: 40 },
    );
    const limits = fc.record({
      requests: fc.constantFrom(1, 2, 3, 6),
      perMs: fc.constantFrom(1, 100, 400),
    });
    await fc.assert(
      fc.asyncProperty(limits, calls, async ({ requests, perMs }, plans) => {
        const time = simulatedTime();
        const limiter = limiterFor(time, requests, perMs);
        const granted: number[] = [];
        const arrived: number[] = [];
        const wait = (ms: number) => time.sleep(ms, new AbortController().signal);
        const run = async (index: number, plan: (typeof plans)[number]) => {
          const controller = new AbortController();
          if (plan.patienceMs !== undefined)
            void wait(plan.patienceMs).then(() => controller.abort());
          const release = await limiter.acquire(controller.signal).catch(() => undefined);
          if (!release) return;
          granted.push(index);
          await wait(plan.thereMs);
          if (plan.isSent) arrived.push(time.clock.monotonic());
          await wait(plan.backMs);
          release(plan.isSent);
        };
        const running: Promise<void>[] = [];
        for (const [index, plan] of plans.entries()) {
          await wait(plan.afterMs);
          running.push(run(index, plan));
        }
        await Promise.all(running);
        arrived.sort((a, b) => a - b);
        const isOver = (at: number, index: number) =>
          index >= requests && at - arrived[index - requests]! < perMs;
        expect(arrived.filter(isOver)).toEqual([]);
        // Who finds a slot for each call ahead and one more need not wait until those have looked for theirs.
        const isEarly = (call: number, index: number) =>
          granted.slice(index).filter((later) => later < call).length >= requests;
        expect(granted.filter(isEarly)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
