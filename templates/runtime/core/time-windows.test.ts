import fc from 'fast-check';
import { sleep as realSleep, type Sleep } from '../internal/clock.js';
import { path, toQuery } from '../internal/parameters.js';
import { overWindows, type TimeWindow, type WindowRange } from './time-windows.js';
import { clientFor, recordedSleep, rejection } from '../testing/client.js';
import { closeServers, inTurn, json, serve } from '../testing/server.js';
import { settlesSoon, until } from '../testing/time.js';

afterEach(closeServers);

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The windows that a range is split into. */
const windowsIn = (range: WindowRange): Promise<TimeWindow[]> =>
  listOf(overWindows(range, (window) => Promise.resolve([window])));

const day = (date: string) => `2026-04-${date}T00:00:00`;
const THREE_DAYS = { from: day('23'), to: day('26'), hours: 24 };

describe('a time range', () => {
  it.each<[title: string, range: WindowRange, borders: readonly string[]]>([
    ['three days', THREE_DAYS, [day('23'), day('24'), day('25'), day('26')]],
    [
      'a shorter last window',
      { from: day('23'), to: '2026-04-24T06:30:00', hours: 24 },
      [day('23'), day('24'), '2026-04-24T06:30:00'],
    ],
    [
      'less than one window',
      { from: day('23'), to: '2026-04-23T01:00:00', hours: 24 },
      [day('23'), '2026-04-23T01:00:00'],
    ],
    [
      'the night when clocks go forward in Europe',
      { from: '2026-03-28T12:00:00', to: '2026-03-30T12:00:00', hours: 24 },
      ['2026-03-28T12:00:00', '2026-03-29T12:00:00', '2026-03-30T12:00:00'],
    ],
    [
      'a leap day, and the end of a year in half days',
      { from: '2024-02-28T18:00', to: '2024-02-29T18:00', hours: 12 },
      ['2024-02-28T18:00', '2024-02-29T06:00', '2024-02-29T18:00'],
    ],
    [
      'times of .NET, with seven digits of a second',
      { from: '2025-12-31T23:59:59.9999999', to: '2026-01-02T00:00:00', hours: 24 },
      ['2025-12-31T23:59:59.9999999', '2026-01-01T23:59:59.9999999', '2026-01-02T00:00:00'],
    ],
    [
      'UTC',
      { from: '2026-04-23T00:00:00Z', to: '2026-04-23T01:00:00Z', hours: 0.5 },
      ['2026-04-23T00:00:00Z', '2026-04-23T00:30:00Z', '2026-04-23T01:00:00Z'],
    ],
    [
      'two offsets, an hour longer than the clock shows',
      { from: '2026-03-28T00:00:00+01:00', to: '2026-03-29T01:00:00+02:00', hours: 24 },
      ['2026-03-28T00:00:00+01:00', '2026-03-29T01:00:00+02:00'],
    ],
    [
      'days',
      { from: '2026-04-29', to: '2026-05-02', hours: 48 },
      ['2026-04-29', '2026-05-01', '2026-05-02'],
    ],
    ['nothing', { from: day('23'), to: day('23'), hours: 24 }, [day('23')]],
  ])('is split into windows: %s', async (_title, range, borders) => {
    const want = borders.slice(1).map((end, index) => ({ start: borders[index], end }));
    expect(await windowsIn(range)).toEqual(want);
  });

  it('is split without gap and overlap, whatever it is', async () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000 });
    const text = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);
    await fc.assert(
      fc.asyncProperty(
        instant,
        fc.integer({ min: 1, max: 4_000_000 }),
        fc.integer({ min: 12, max: 2_000 }),
        fc.constantFrom('', 'Z', '+05:45'),
        async (begin, length, hours, zone) => {
          const range = { from: text(begin) + zone, to: text(begin + length) + zone, hours };
          const windows = await windowsIn(range);
          expect(windows[0]?.start).toBe(range.from);
          expect(windows.at(-1)?.end).toBe(range.to);
          windows.forEach(({ start, end }, index) => {
            const took = Date.parse(end + (zone || 'Z')) - Date.parse(start + (zone || 'Z'));
            if (zone === '') expect(took).toBeLessThanOrEqual(hours * 3_600_000);
            expect(start < end).toBe(true);
            expect(windows[index + 1]?.start ?? range.to).toBe(end);
          });
          expect(windows).toHaveLength(Math.ceil(length / (hours * 3600)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each<[range: WindowRange, message: string]>([
    [{ ...THREE_DAYS, from: 'yesterday' }, 'from must be a date or a time'],
    [{ ...THREE_DAYS, to: '2026-02-30T00:00:00' }, 'to must be a date or a time'],
    [{ ...THREE_DAYS, to: '2026-04-25T24:00:00' }, 'to must be a date or a time'],
    [{ ...THREE_DAYS, to: '2026-04-25Z' }, 'to must be a date or a time'],
    [{ ...THREE_DAYS, to: '2026-04-25T00:00.5' }, 'to must be a date or a time'],
    [{ ...THREE_DAYS, to: `${day('25')}Z` }, 'from and to must both have a zone, or neither'],
    [{ ...THREE_DAYS, to: day('22') }, 'from must not come after to'],
    [{ ...THREE_DAYS, hours: 0 }, 'hours must be above 0'],
    [{ ...THREE_DAYS, hours: NaN }, 'hours must be above 0'],
    [{ ...THREE_DAYS, hours: 1e-7 }, 'hours must be above 0'],
    [
      { from: '2026-04-23', to: '2026-04-25', hours: 12 },
      "multiple of the precision of '2026-04-23'",
    ],
  ])('is refused at once: %j', (range, message) => {
    expect(() => overWindows(range, () => Promise.resolve([]))).toThrow(message);
  });
});

describe('overWindows', () => {
  const trips = ({ start }: TimeWindow) => [{ id: `${start} a` }, { id: `${start} b` }];
  const tripIds = ['23', '24', '25'].flatMap((date) => trips({ start: day(date), end: '' }));

  it.each([1, 2, 3, 8])('yields items in order, with %i concurrent calls', async (concurrency) => {
    let running = 0;
    let most = 0;
    const items = overWindows(
      THREE_DAYS,
      async (window) => {
        most = Math.max(most, (running += 1));
        // The response for the first window comes last.
        await new Promise((resolve) => setTimeout(resolve, window.start === day('23') ? 30 : 5));
        running -= 1;
        return trips(window);
      },
      { concurrency },
    );
    expect(await listOf(items)).toEqual(tripIds);
    expect(most).toBe(Math.min(concurrency, 3));
  });

  it('accepts pages and empty responses', async () => {
    async function* pages(window: TimeWindow) {
      yield await Promise.resolve(window.start);
    }
    const call = (window: TimeWindow) =>
      window.start === day('24') ? Promise.resolve(undefined) : pages(window);
    expect(await listOf(overWindows(THREE_DAYS, call))).toEqual([day('23'), day('25')]);
  });

  it('reports progress when a window is finished, so that a later run can continue there', async () => {
    const reported: unknown[] = [];
    const items = overWindows(THREE_DAYS, (window) => Promise.resolve(trips(window)), {
      onProgress: (progress) => reported.push(progress),
    });
    for await (const { id } of items) if (id.startsWith(day('25'))) break;
    expect(reported).toEqual([
      { start: day('23'), end: day('24'), done: 1, total: 3, items: 2 },
      { start: day('24'), end: day('25'), done: 2, total: 3, items: 4 },
    ]);
    expect(await windowsIn({ ...THREE_DAYS, from: day('25') })).toEqual([
      { start: day('25'), end: day('26') },
    ]);
  });

  it('yields an item on a border once, with a key', async () => {
    const call = ({ start, end }: TimeWindow) => Promise.resolve([{ id: start }, { id: end }]);
    const key = ({ id }: { readonly id: string }) => id;
    const given = await listOf(overWindows(THREE_DAYS, call, { key }));
    expect(given.map(key)).toEqual(['23', '24', '25', '26'].map(day));
  });

  const request = ({ start, end }: TimeWindow) => ({
    method: 'GET',
    path: path`/Geolocation/Trips`,
    query: toQuery({ startDate: start, endDate: end }),
  });

  it("waits as long as a 429 asks, after the client's own retries, and continues", async () => {
    const refuse = inTurn(
      (response) => json(response, [1]),
      (response) => {
        response.writeHead(429, { 'retry-after': '300' });
        response.end();
      },
      (response) => json(response, [2]),
      (response) => json(response, [3]),
    );
    const server = await serve(refuse);
    const client = clientFor(server);
    const { sleep, waits } = recordedSleep();
    const items = overWindows(
      THREE_DAYS,
      (window, signal) => client.call<number[]>(request(window), { signal }),
      { sleep },
    );
    expect(await listOf(items)).toEqual([1, 2, 3]);
    expect(waits).toEqual([300_000]);
    expect(server.requests[1]?.target).toBe(
      '/Geolocation/Trips?startDate=2026-04-24T00:00:00&endDate=2026-04-25T00:00:00',
    );
  });

  it('gives up after five attempts at one window', async () => {
    const server = await serve((response) => json(response, {}, 429));
    const client = clientFor(server, { maxRetries: 0 });
    const { sleep, waits } = recordedSleep();
    const call = (window: TimeWindow) => client.call<number[]>(request(window));
    const error = await rejection(listOf(overWindows(THREE_DAYS, call, { sleep })));
    expect(error).toMatchObject({ name: 'RateLimitError' });
    expect(waits).toEqual([60_000, 60_000, 60_000, 60_000]);
  });

  it('rejects with what a call rejects with, and requests nothing more', async () => {
    const server = await serve((response) => json(response, {}, 404));
    const client = clientFor(server);
    const call = (window: TimeWindow) => client.call<number[]>(request(window));
    expect(await rejection(listOf(overWindows(THREE_DAYS, call)))).toMatchObject({ status: 404 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['a call is pending', 'silent'],
    ['it waits for the rate limit', 'limited'],
  ])('can be aborted while %s', async (_title, kind) => {
    const controller = new AbortController();
    const { signal } = controller;
    const server = await serve((response) => {
      if (kind === 'limited') json(response, {}, 429);
    });
    const client = clientFor(server, { maxRetries: 0 });
    const call = (window: TimeWindow) => client.call<never[]>(request(window));
    let waits = 0;
    const sleep: Sleep = (...wait) => ((waits += 1), realSleep(...wait));
    const walk = rejection(listOf(overWindows(THREE_DAYS, call, { signal, sleep })));
    await until(() => (kind === 'limited' ? waits : server.requests.length) > 0);
    controller.abort(new Error('enough'));
    expect(await settlesSoon(walk)).toBe(true);
    expect(await walk).toMatchObject({ name: 'AbortError', cause: { message: 'enough' } });
  });

  it('can be aborted between two items, and before it begins', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = (window: TimeWindow) => Promise.resolve(trips(window));
    const items = overWindows(THREE_DAYS, call, { signal });
    expect(await items.next()).toMatchObject({ done: false });
    controller.abort();
    expect(await rejection(items.next())).toMatchObject({ name: 'AbortError' });
    const late = listOf(overWindows(THREE_DAYS, call, { signal }));
    expect(await rejection(late)).toMatchObject({ name: 'AbortError' });
  });

  it('cancels pending calls when the loop is left', async () => {
    const signals: AbortSignal[] = [];
    const call = (window: TimeWindow, signal: AbortSignal) => {
      signals.push(signal);
      return window.start === day('23')
        ? Promise.resolve(trips(window))
        : new Promise<never>(() => undefined);
    };
    for await (const _ of overWindows(THREE_DAYS, call, { concurrency: 3 })) break;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });
});
