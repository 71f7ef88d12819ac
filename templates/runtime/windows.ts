import { sleep, type Sleep } from './clock.js';
import { AbortError, isApiError } from './errors.js';

/** A point on a clock as it was written: with a zone or without, and as exact as it was. */
interface CivilTime {
  /** Since 1970 on the clock that the text speaks of, whatever the zone; without the fraction. */
  readonly seconds: number;
  /** With its dot, as written; empty where there is none. */
  readonly fraction: string;
  /** `Z`, `+02:00`, or empty: the clock of whoever reads it. */
  readonly zone: string;
  /** How much of `2026-04-23T00:00:00` is written: 10, 16 or 19 characters. */
  readonly precision: number;
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

/** @throws TypeError that names the setting, for what is no date or time of ISO 8601, and for a day that no calendar has. */
function parseTime(setting: string, text: string): CivilTime {
  const [, date = '', time = '', fraction = '', zone = ''] = WRITTEN.exec(text) ?? [];
  const written = date + time;
  const full = written + 'T00:00:00'.slice(written.length - 10);
  const seconds = Date.parse(`${full}Z`) / 1000;
  const isTooExact = (fraction && written.length < 19) || (zone && !time);
  if (isTooExact || Number.isNaN(seconds) || writtenAt(seconds) !== full)
    throw new TypeError(
      `${setting} must be a date or a time such as 2026-04-23T00:00:00, with or without a zone; it is '${text}'`,
    );
  return { seconds, fraction, zone, precision: written.length };
}

/** `seconds` later on the same clock: a day has 24 hours there, whatever daylight saving does elsewhere. */
function laterText(time: CivilTime, seconds: number): string {
  return writtenAt(time.seconds + seconds).slice(0, time.precision) + time.fraction + time.zone;
}

/** Negative when `a` comes first; 0 when they are one and the same. */
function compareTimes(a: CivilTime, b: CivilTime): number {
  const apart = sinceEpoch(a) - sinceEpoch(b);
  return apart || Number(`0${a.fraction}`) - Number(`0${b.fraction}`);
}

/** Whole seconds from `a` to `b`, fractions left out. */
function secondsBetween(a: CivilTime, b: CivilTime): number {
  return sinceEpoch(b) - sinceEpoch(a);
}

function sinceEpoch({ seconds, zone }: CivilTime): number {
  if (zone === '' || zone === 'Z') return seconds;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const offset = (hours * 60 + minutes) * 60;
  return zone.startsWith('-') ? seconds + offset : seconds - offset;
}

function writtenAt(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** A long range, and how much of it one call may ask for. */
export interface WindowRange {
  /**
   * ISO 8601: `2026-04-23T00:00:00`. A time without zone stays without one, and is counted on its own clock. To go on
   * where an earlier run stopped, give the `end` of the last window that it told of.
   */
  readonly from: string;
  /** With a zone if and only if `from` has one. */
  readonly to: string;
  /** The length of one window. */
  readonly hours: number;
}

/** A part of the range. Windows touch: each starts where the one before ends, and the last ends with the range. */
export interface TimeWindow {
  readonly start: string;
  readonly end: string;
}

/** Told when the last item of a window has been taken. */
export interface WindowProgress extends TimeWindow {
  /** Windows done, of how many. */
  readonly done: number;
  readonly total: number;
  /** Items given so far, in all windows. */
  readonly items: number;
}

export interface WindowOptions<T> {
  readonly onProgress?: ((progress: WindowProgress) => void) | undefined;
  /** Stops the loop wherever it waits; it then rejects with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** How many windows may be asked for at once; items come in order all the same. Default: 1. */
  readonly concurrency?: number | undefined;
  /**
   * What tells one item from another, such as its id. An API that counts both ends of a window in answers twice with what
   * lies on a border; with a key, the second is left out.
   */
  readonly key?: ((item: T) => unknown) | undefined;
  readonly sleep?: Sleep | undefined;
}

/** Asks for one window: a call, or the `pages()` of one. `signal` fires when the loop is left. */
export type WindowCall<T> = (
  window: TimeWindow,
  signal: AbortSignal,
) => PromiseLike<readonly T[] | null | undefined> | AsyncIterable<T>;

/** When the server does not say: as long as a window of the usual rate limit. */
const USUAL_PAUSE_MS = 60_000;
const MOST_ATTEMPTS = 5;

/**
 * Walks a range that is longer than the API answers at once, window by window:
 * `for await (const trip of overWindows({ from, to, hours: 24 }, ({ start, end }, signal) => ...))`.
 * Where the API still answers 429 after the client's own patience, the window is asked for again after the pause
 * that the API names, five times at most.
 *
 * @throws TypeError for a range that is none; the loop rejects with what a call rejects with.
 */
export function overWindows<T>(
  range: WindowRange,
  call: WindowCall<T>,
  options: WindowOptions<T> = {},
): AsyncGenerator<T, void, undefined> {
  const { concurrency = 1 } = options;
  if (!(concurrency >= 1)) throw new TypeError('concurrency must be 1 or more');
  return walked(windowsOf(range), call, options, concurrency);
}

async function* walked<T>(
  windows: Windows,
  call: WindowCall<T>,
  { onProgress, signal, key, sleep: pause = sleep }: WindowOptions<T>,
  concurrency: number,
): AsyncGenerator<T, void, undefined> {
  const { total, at } = windows;
  const controller = new AbortController();
  const stop = () => controller.abort(new AbortError('The walk was aborted', signal?.reason));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  const fetched = (index: number) => {
    const items = untilAborted(controller.signal, (inner) =>
      patient(call, at(index), inner, pause),
    );
    // It is met when its turn comes; until then it is not unhandled.
    items.catch(() => undefined);
    return items;
  };
  const ahead: Promise<readonly T[]>[] = [];
  let known = new Set<unknown>();
  let items = 0;
  try {
    for (let done = 0; done < total; done += 1) {
      while (ahead.length < concurrency && done + ahead.length < total)
        ahead.push(fetched(done + ahead.length));
      const list = (await ahead.shift()) ?? [];
      for (const item of list) {
        controller.signal.throwIfAborted();
        if (key && known.has(key(item))) continue;
        items += 1;
        yield item;
      }
      if (key) known = new Set(list.map(key));
      onProgress?.({ ...at(done), done: done + 1, total, items });
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    controller.abort();
  }
}

/** Ends when the signal fires, whether the work heeds it or not. Leaves no listener. */
function untilAborted<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    work(signal)
      .finally(() => signal.removeEventListener('abort', stop))
      .then(resolve, reject);
  });
}

async function patient<T>(
  call: WindowCall<T>,
  window: TimeWindow,
  signal: AbortSignal,
  pause: Sleep,
): Promise<readonly T[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await collected(call(window, signal));
    } catch (error) {
      if (!isApiError(error) || error.status !== 429 || attempt === MOST_ATTEMPTS) throw error;
      await pause(error.retryAfterMs ?? USUAL_PAUSE_MS, signal);
    }
  }
}

async function collected<T>(answer: ReturnType<WindowCall<T>>): Promise<readonly T[]> {
  if (!(Symbol.asyncIterator in answer)) return (await answer) ?? [];
  const items: T[] = [];
  for await (const item of answer) items.push(item);
  return items;
}

interface Windows {
  readonly total: number;
  readonly at: (index: number) => TimeWindow;
}

function windowsOf({ from, to, hours }: WindowRange): Windows {
  const first = parseTime('from', from);
  const last = parseTime('to', to);
  if (!first.zone !== !last.zone)
    throw new TypeError('from and to must both have a zone, or neither');
  if (compareTimes(first, last) > 0)
    throw new TypeError(`from must not come after to: '${from}', '${to}'`);
  const size = hours * 3600;
  if (!(size > 0) || size % stepOf(first) !== 0)
    throw new TypeError(
      `hours must be above 0, and so much that '${from}' can say it; it is ${hours}`,
    );
  const whole = Math.floor(secondsBetween(first, last) / size);
  const startOf = (index: number) => laterText(first, index * size);
  const rest = compareTimes(parseTime('from', startOf(whole)), last) < 0;
  const total = rest ? whole + 1 : whole;
  return {
    total,
    at: (index) => ({
      start: index === 0 ? from : startOf(index),
      end: index === total - 1 ? to : startOf(index + 1),
    }),
  };
}

/** The smallest step, in seconds, that a time can say as it is written. */
function stepOf({ precision }: CivilTime): number {
  if (precision === 10) return 86_400;
  return precision === 16 ? 60 : 1;
}
