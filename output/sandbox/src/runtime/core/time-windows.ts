import { sleep, throwIfAborted, untilAborted, type Sleep } from '../internal/clock.js';
import { AbortError, isApiError } from './errors.js';

/** A date or time of ISO 8601 that keeps its form: its zone, if any, and its precision. */
interface CivilTime {
  /** Since 1970 in its own zone, without the fraction. */
  readonly seconds: number;
  /** The fraction of a second with its dot, as written; empty when there is none. */
  readonly fraction: string;
  /** `Z`, `+02:00`, or empty for a time without a zone. */
  readonly zone: string;
  /** How many characters of `2026-04-23T00:00:00` are written: 10, 16 or 19. */
  readonly precision: number;
}

const ISO_8601 = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

/** @throws TypeError that names the option, when the text is not a date or time of ISO 8601, or the day does not exist. */
function parseTime(option: string, text: string): CivilTime {
  const [, date = '', time = '', fraction = '', zone = ''] = ISO_8601.exec(text) ?? [];
  const written = date + time;
  const full = written + 'T00:00:00'.slice(written.length - 10);
  const seconds = Date.parse(`${full}Z`) / 1000;
  const isTooExact = (fraction && written.length < 19) || (zone && !time);
  if (isTooExact || Number.isNaN(seconds) || formatSeconds(seconds) !== full)
    throw new TypeError(
      `${option} must be a date or a time such as 2026-04-23T00:00:00, with or without a zone; it is '${text}'`,
    );
  return { seconds, fraction, zone, precision: written.length };
}

/** Adds seconds in the time's own zone, in which every day has 24 hours: there is no daylight saving. */
function addSeconds(time: CivilTime, seconds: number): string {
  return formatSeconds(time.seconds + seconds).slice(0, time.precision) + time.fraction + time.zone;
}

/** @returns A negative number when `a` comes first; 0 when both are the same time. */
function compareTimes(a: CivilTime, b: CivilTime): number {
  const difference = toEpochSeconds(a) - toEpochSeconds(b);
  return difference || Number(`0${a.fraction}`) - Number(`0${b.fraction}`);
}

function toEpochSeconds({ seconds, zone }: CivilTime): number {
  if (zone === '' || zone === 'Z') return seconds;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const offset = (hours * 60 + minutes) * 60;
  return zone.startsWith('-') ? seconds + offset : seconds - offset;
}

function formatSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** A long time range, and how much of it one call may cover. */
export interface WindowRange {
  /**
   * ISO 8601: `2026-04-23T00:00:00`. A time without a zone stays without one. To continue an earlier run, give the
   * `end` of the last window that it reported.
   */
  readonly from: string;
  /** ISO 8601; must have a zone if `from` has one, and none otherwise. */
  readonly to: string;
  /** The length of one window, in hours. */
  readonly hours: number;
}

/** A part of the range. Each window starts where the one before ends; the last ends with the range. */
export interface TimeWindow {
  readonly start: string;
  readonly end: string;
}

/** Reported when the last item of a window has been taken. */
export interface WindowProgress extends TimeWindow {
  /** Windows finished so far. */
  readonly done: number;
  /** Windows in the whole range. */
  readonly total: number;
  /** Items so far, in all windows. */
  readonly items: number;
}

export interface WindowOptions<T> {
  readonly onProgress?: ((progress: WindowProgress) => void) | undefined;
  /** Cancels the loop at any point; it then rejects with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** How many windows may be requested at once; items still come in order. Default: 1. */
  readonly concurrency?: number | undefined;
  /**
   * Identifies an item, for instance by its id. An API that includes both ends of a window returns an item on a border
   * twice; with a key, the second is left out.
   */
  readonly key?: ((item: T) => unknown) | undefined;
  /** Default: a timer. */
  readonly sleep?: Sleep | undefined;
}

/** Requests one window: returns a call, whose items on all pages are taken. `signal` fires when the loop is left. */
export type WindowCall<T> = (
  window: TimeWindow,
  signal: AbortSignal,
) => PromiseLike<readonly T[] | null | undefined> | AsyncIterable<T>;

/** For a 429 without `Retry-After`: the most common window of a rate limit. */
const DEFAULT_PAUSE_MS = 60_000;
const MAX_ATTEMPTS = 5;

/**
 * Iterates over a time range that is longer than the API allows for one request, window by window:
 * `for await (const trip of overWindows({ from, to, hours: 24 }, ({ start, end }, signal) => ...))`.
 * When the API still responds with 429 after the client's own retries, the window is requested again after the pause
 * that the API asks for, in at most five attempts.
 *
 * @throws TypeError for an invalid range; the loop rejects with what a call rejects with.
 */
export function overWindows<T>(
  range: WindowRange,
  call: WindowCall<T>,
  options: WindowOptions<T> = {},
): AsyncGenerator<T, void, undefined> {
  const { concurrency = 1 } = options;
  if (!(concurrency >= 1)) throw new TypeError('concurrency must be 1 or more');
  return iterateWindows(splitRange(range), call, options, concurrency);
}

async function* iterateWindows<T>(
  windows: Windows,
  call: WindowCall<T>,
  { onProgress, signal, key, sleep: pause = sleep }: WindowOptions<T>,
  concurrency: number,
): AsyncGenerator<T, void, undefined> {
  const { total, at } = windows;
  const controller = new AbortController();
  const stop = () => controller.abort(new AbortError('The loop was aborted', signal?.reason));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  const fetchAt = (index: number) => {
    const window = fetchWindow(call, at(index), controller.signal, pause);
    const items = untilAborted(window, controller.signal);
    // The loop awaits it later. Until then, a rejection must not count as unhandled.
    items.catch(() => undefined);
    return items;
  };
  const ahead: Promise<readonly T[]>[] = [];
  let previousKeys = new Set<unknown>();
  let items = 0;
  try {
    for (let done = 0; done < total; done += 1) {
      throwIfAborted(controller.signal);
      while (ahead.length < concurrency && done + ahead.length < total)
        ahead.push(fetchAt(done + ahead.length));
      const list = (await ahead.shift()) ?? [];
      for (const item of list) {
        throwIfAborted(controller.signal);
        if (key && previousKeys.has(key(item))) continue;
        items += 1;
        yield item;
      }
      if (key) previousKeys = new Set(list.map(key));
      onProgress?.({ ...at(done), done: done + 1, total, items });
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    controller.abort();
  }
}

/** Requests one window, again after a pause when the API responds with 429. */
async function fetchWindow<T>(
  call: WindowCall<T>,
  window: TimeWindow,
  signal: AbortSignal,
  pause: Sleep,
): Promise<readonly T[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await collect(call(window, signal));
    } catch (error) {
      if (!isApiError(error) || error.status !== 429 || attempt === MAX_ATTEMPTS) throw error;
      await pause(error.retryAfterMs ?? DEFAULT_PAUSE_MS, signal);
    }
  }
}

async function collect<T>(result: ReturnType<WindowCall<T>>): Promise<readonly T[]> {
  if (!(Symbol.asyncIterator in result)) return (await result) ?? [];
  const items: T[] = [];
  for await (const item of result) items.push(item);
  return items;
}

interface Windows {
  readonly total: number;
  readonly at: (index: number) => TimeWindow;
}

function splitRange({ from, to, hours }: WindowRange): Windows {
  const first = parseTime('from', from);
  const last = parseTime('to', to);
  if (!first.zone !== !last.zone)
    throw new TypeError('from and to must both have a zone, or neither');
  if (compareTimes(first, last) > 0)
    throw new TypeError(`from must not come after to: '${from}', '${to}'`);
  const size = hours * 3600;
  if (!(size > 0) || size % getStepSeconds(first) !== 0)
    throw new TypeError(
      `hours must be above 0, and a multiple of the precision of '${from}'; it is ${hours}`,
    );
  const whole = Math.floor((toEpochSeconds(last) - toEpochSeconds(first)) / size);
  const getStart = (index: number) => addSeconds(first, index * size);
  const rest = compareTimes(parseTime('from', getStart(whole)), last) < 0;
  const total = rest ? whole + 1 : whole;
  return {
    total,
    at: (index) => ({
      start: index === 0 ? from : getStart(index),
      end: index === total - 1 ? to : getStart(index + 1),
    }),
  };
}

/** The smallest step that a time can express in its precision: a day, a minute or a second. */
function getStepSeconds({ precision }: CivilTime): number {
  if (precision === 10) return 86_400;
  return precision === 16 ? 60 : 1;
}
