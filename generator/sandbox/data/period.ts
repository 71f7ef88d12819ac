import { parseInstant } from '../../util/dotnet-formats.js';
import { fraction, hash } from './fleet.js';

/** The time that a request asks about, in milliseconds since 1970 UTC. */
export interface Period {
  readonly start: number;
  readonly end: number;
  /** The number of days, if the request names days and not times. */
  readonly days?: number;
}

export const DAY_MS = 86_400_000;

/** A Thursday, so a working day: the period of every request that names none. */
const DEFAULT_PERIOD: Period = {
  start: Date.UTC(2026, 3, 23),
  end: Date.UTC(2026, 3, 24),
};

const START_NAMES = ['startdate', 'start', 'from', 'date', 'day', 'since'];
const END_NAMES = ['enddate', 'end', 'to', 'until'];

/** @param name lower case. */
export function isPeriodParameter(name: string, values: readonly string[]): boolean {
  return [...START_NAMES, ...END_NAMES].includes(name) && isInstant(values[0] ?? '');
}

/** @param requestValues by lower-case name. */
export function getPeriod(requestValues: ReadonlyMap<string, readonly string[]>): Period {
  const find = (names: readonly string[]) =>
    names.map((name) => requestValues.get(name)?.[0] ?? '').find(isInstant);
  const first = find(START_NAMES);
  if (first === undefined) return DEFAULT_PERIOD;
  const start = parseInstant(first);
  const last = find(END_NAMES);
  if (last === undefined || parseInstant(last) < start) return { start, end: start + DAY_MS };
  if (!isDateOnly(last)) return { start, end: Math.max(parseInstant(last), start + 1_000) };
  // A date includes the whole day.
  const end = parseInstant(last) + DAY_MS;
  return isDateOnly(first)
    ? { start, end, days: Math.round((end - start) / DAY_MS) }
    : { start, end };
}

/** False for the period of a request that names none. */
export function isRequestedPeriod(period: Period): boolean {
  return period !== DEFAULT_PERIOD;
}

function isInstant(text: string): boolean {
  return !Number.isNaN(parseInstant(text));
}

function isDateOnly(text: string): boolean {
  return text.length === '2026-04-23'.length;
}

/** Something that starts and ends, in milliseconds since 1970 UTC. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A span inside the period. The spans of a list's items follow each other and do not overlap.
 * @param item the item's seed. @param ordinal the item's position; undefined outside of a list.
 */
export function createSpan(
  { start, end }: Period,
  item: string,
  ordinal: number | undefined,
): Span {
  const length = end - start;
  const position = (ordinal ?? hash(item)) % 11;
  const from = start + length * (0.25 + position * 0.0625 + fraction(`${item} start`) * 0.01);
  const to = from + length * (0.012 + fraction(`${item} end`) * 0.038);
  return { start: toWholeSeconds(from), end: toWholeSeconds(to) };
}

/** RFC 3339 in UTC, without milliseconds if they are zero: `2026-04-23T07:12:31Z`. */
export function formatDateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

function toWholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
