import type { RateLimitStore } from '../core/rate-limit-store.js';
import { clientFor, GET, rejection } from '../testing/client.js';
import { MapRateLimitStore } from '../testing/map-rate-limit-store.js';
import { closeServers, json, serve } from '../testing/server.js';
import { holdTimers, settlesSoon, simulatedTime, until } from '../testing/time.js';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

type Time = ReturnType<typeof simulatedTime>;

const rateLimit = { requests: 10, perMs: 200 };

/** An API that counts exactly, and refuses what is above the limit in any window. */
function countingApi({ clock }: Time) {
  const served: number[] = [];
  const counter = { sent: 0, refused: 0 };
  const fetch = () => {
    counter.sent += 1;
    const now = clock.monotonic();
    while (served[0] !== undefined && served[0] <= now - rateLimit.perMs) served.shift();
    const isRefused = served.length >= rateLimit.requests;
    if (isRefused) counter.refused += 1;
    else served.push(now);
    return Promise.resolve(Response.json(1, { status: isRefused ? 429 : 200 }));
  };
  return { counter, fetch };
}

/** Clients that know nothing of each other, as if each were in a process of its own: each has its own clock object. */
function clientsInProcesses(count: number, time: Time, options: object) {
  return Array.from({ length: count }, () =>
    clientFor(
      { url: 'https://api.test' },
      { rateLimit, clock: { ...time.clock }, sleep: time.sleep, ...options },
    ),
  );
}

const callAll = (clients: ReturnType<typeof clientsInProcesses>, times: number) =>
  Promise.all(clients.flatMap((client) => Array.from({ length: times }, () => client.call(GET))));

/** A store of which one method fails. */
function brokenStore(time: Time, broken: Partial<RateLimitStore>): RateLimitStore {
  return Object.assign(new MapRateLimitStore(time.clock), broken);
}

describe('a rate limit store', () => {
  it('keeps four processes from causing a single 429, at 95 % of the permitted rate', async () => {
    const time = simulatedTime();
    const { counter, fetch } = countingApi(time);
    const rateLimitStore = new MapRateLimitStore(time.clock);
    await callAll(clientsInProcesses(4, time, { fetch, rateLimitStore }), 100);
    expect(counter).toEqual({ sent: 400, refused: 0 });
    // The first window starts at 0, the last of 40 begins after 39.
    expect(time.clock.monotonic()).toBeLessThan((39 * rateLimit.perMs) / 0.95);
  });

  it('is needed for that', async () => {
    const time = simulatedTime();
    const { counter, fetch } = countingApi(time);
    await callAll(clientsInProcesses(4, time, { fetch, maxRetries: 99 }), 20);
    expect(counter.refused).toBeGreaterThan(0);
  });

  it('tells the other processes of a pause', async () => {
    const time = simulatedTime();
    const times: number[] = [];
    const fetch = () => {
      times.push(time.clock.monotonic());
      const headers = { 'retry-after': '3' };
      return Promise.resolve(Response.json(1, times.length > 1 ? {} : { status: 429, headers }));
    };
    const rateLimitStore = new MapRateLimitStore(time.clock);
    const [first, second] = clientsInProcesses(2, time, { fetch, rateLimitStore, maxRetries: 0 });
    await rejection(first!.call(GET));
    await second!.call(GET);
    expect(times).toEqual([0, 3_000]);
  });

  it.each([
    ['when it rejects', { take: () => Promise.reject(new Error('no Redis')) }, 'Error: no Redis'],
    [
      'when it throws',
      {
        take: () => {
          throw new Error('no Redis');
        },
      },
      'Error: no Redis',
    ],
    [
      'when it returns no number',
      { take: () => Promise.resolve('soon' as unknown as number) },
      'TypeError: take() gave soon, not a number within 5 s',
    ],
  ])('is done without %s: the process keeps to the limit alone', async (_when, broken, message) => {
    const time = simulatedTime();
    const { counter, fetch } = countingApi(time);
    const warn = jest.fn();
    const rateLimitStore = brokenStore(time, broken);
    await callAll(clientsInProcesses(1, time, { fetch, rateLimitStore, logger: { warn } }), 40);
    expect(counter).toEqual({ sent: 40, refused: 0 });
    const warning = `The rate limit store failed, so this process keeps to the limit alone: ${message}`;
    expect(warn.mock.calls).toEqual(Array.from({ length: 40 }, () => [warning]));
  });

  it('is done without when it does not answer for 5 seconds', async () => {
    const fire = holdTimers(5_000);
    const time = simulatedTime();
    const { fetch } = countingApi(time);
    const take = jest.fn(() => new Promise<number>(() => undefined));
    const rateLimitStore = brokenStore(time, { take });
    const [client] = clientsInProcesses(1, time, { fetch, rateLimitStore });
    const call = client!.call(GET);
    expect(await settlesSoon(call)).toBe(false);
    fire(5_000);
    await expect(call).resolves.toBe(1);
  });

  it.each(['release', 'pause'] as const)('fails no call when %s rejects', async (method) => {
    const time = simulatedTime();
    const api = await serve((response) => json(response, 1, api.requests.length > 1 ? 200 : 429));
    const warn = jest.fn();
    const rateLimitStore = brokenStore(time, { [method]: () => Promise.reject(new Error('gone')) });
    const client = clientFor(api, { rateLimit, ...time, rateLimitStore, logger: { warn } });
    await expect(client.call(GET)).resolves.toBe(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Error: gone'));
  });

  it('gets a slot back that it gave too late for its call', async () => {
    const time = simulatedTime();
    const given: { give?: () => void } = {};
    const store = new MapRateLimitStore(time.clock);
    const rateLimitStore = brokenStore(time, {
      take: async (...asked) => {
        await new Promise<void>((resolve) => (given.give = resolve));
        return store.take(...asked);
      },
      release: (...asked) => store.release(...asked),
    });
    const { counter, fetch } = countingApi(time);
    const [client] = clientsInProcesses(1, time, { fetch, rateLimitStore });
    const controller = new AbortController();
    const call = rejection(client!.call(GET, { signal: controller.signal }));
    await until(() => !!given.give);
    controller.abort();
    expect(await settlesSoon(call)).toBe(true);
    given.give?.();
    const slots = () => [...store.slots.values()].flatMap((tickets) => [...tickets.values()]);
    await until(() => slots()[0] === time.clock.now());
    expect(counter.sent).toBe(0);
  });

  it('is given no secret', async () => {
    const time = simulatedTime();
    const { fetch } = countingApi(time);
    const take = jest.fn(() => Promise.resolve(0));
    const [client] = clientsInProcesses(1, time, {
      fetch,
      rateLimitStore: brokenStore(time, { take }),
      token: 'token-7',
      clientId: 'id-8',
    });
    await client!.call(GET);
    expect(take.mock.calls).toEqual([
      ['https://api.test id-8 10/200', rateLimit, expect.stringMatching(/^1-\w+$/), 0],
    ]);
  });
});
