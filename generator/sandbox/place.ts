import { between, fraction, hash } from './seed.js';
import { FLEET_SIZE } from './fleet.js';

/** Where in an answer a value stands: all that its content is made from. */
export interface Place {
  /** What the whole answer is made from. */
  readonly root: string;
  /** The root and the path in the answer: `GET /Vehicles/3/vin`. */
  readonly seed: string;
  /** The property's name, lower case; of a list's item, the list's. */
  readonly name: string;
  /** The seed of the object that holds it: what belongs together is made from it. */
  readonly holder: string;
  /** The name of the property that the object is in, lower case: `driver` of `driver.firstName`. */
  readonly holderName: string;
  /** The item of the answer's list that it is in, as its slot counts; undefined in an answer that is no list. */
  readonly ordinal: number | undefined;
  /** The number of the first vehicle, and of the first person. */
  readonly fleet: number;
  /** The seed of that item, or of the whole answer. */
  readonly item: string;
  readonly period: Period;
  readonly depth: number;
}

/** What was asked for, in milliseconds since 1970 UTC. */
export interface Period {
  readonly start: number;
  readonly end: number;
  /** How many days it has, when it was asked for in days. */
  readonly days?: number;
}

/** In milliseconds. */
export const DAY = 86_400_000;

/** A Thursday: a working day, seen by every answer that no period is asked of. */
const USUAL_DAY: Period = {
  start: Date.UTC(2026, 3, 23),
  end: Date.UTC(2026, 3, 24),
};

/** Reads what ASP.NET reads as a date or a date-time; without a zone it is UTC. NaN for anything else. */
export function instantOf(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.test(text)) {
    return Number.NaN;
  }
  const zoned = /[T ]/i.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? `${text}Z` : text;
  return Date.parse(zoned.replace(' ', 'T'));
}

const STARTS = ['startdate', 'start', 'from', 'date', 'day', 'since'];
const ENDS = ['enddate', 'end', 'to', 'until'];

/** @param name lower case. */
export function isAboutPeriod(name: string, values: readonly string[]): boolean {
  return [...STARTS, ...ENDS].includes(name) && !Number.isNaN(instantOf(values[0] ?? ''));
}

/** @param given by lower-case name, as asked for. */
export function periodOf(given: ReadonlyMap<string, readonly string[]>): Period {
  const asked = (names: readonly string[]) =>
    names.map((name) => given.get(name)?.[0] ?? '').find((text) => !Number.isNaN(instantOf(text)));
  const first = asked(STARTS);
  if (first === undefined) return USUAL_DAY;
  const start = instantOf(first);
  const last = asked(ENDS);
  if (last === undefined || instantOf(last) < start) return { start, end: start + DAY };
  if (!isDay(last)) return { start, end: Math.max(instantOf(last), start + 1_000) };
  const end = instantOf(last) + DAY;
  return { start, end, ...(isDay(first) && { days: Math.round((end - start) / DAY) }) };
}

/** False of the day that is seen when no period is asked for. */
export function isAsked(period: Period): boolean {
  return period !== USUAL_DAY;
}

/** `2026-04-23`: the whole day is meant. */
function isDay(text: string): boolean {
  return text.length === 10;
}

/** Which vehicle or person: in a list each item has its own, elsewhere one of the fleet. */
export function memberAt(place: Place): number {
  const isOwn = place.ordinal !== undefined && place.holder === place.item;
  return place.fleet + ((isOwn ? place.ordinal : hash(place.holder)) % FLEET_SIZE);
}

/** Something with a start and an end, in milliseconds since 1970 UTC. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Inside the place's period; items follow each other. */
export function spanAt({ period, item, ordinal }: Place): Span {
  return spanIn(period, item, ordinal);
}

/** @param item its seed. @param ordinal undefined for what is in no list. */
export function spanIn({ start, end }: Period, item: string, ordinal: number | undefined): Span {
  const length = end - start;
  const slot = (ordinal ?? hash(item)) % 11;
  const from = start + length * (0.25 + slot * 0.0625 + fraction(`${item} start`) * 0.01);
  const to = from + length * (0.012 + fraction(`${item} end`) * 0.038);
  return { start: whole(from), end: whole(to) };
}

/** `2026-04-23T07:12:31Z` */
export function dateTimeAt(place: Place): string {
  const span = spanAt(place);
  const isEnd = /^(end|exit|to|until|closed|finished|updated|acknowledged)|expir/;
  const late = isEnd.test(place.name) || isEnd.test(place.holderName);
  return dateTimeOf(late ? span.end : span.start);
}

/** RFC 3339, in UTC; milliseconds only where there are some. */
export function dateTimeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** `2026-04-23`: days of a list follow each other, deadlines lie ahead, all else in the past. */
export function dateAt(place: Place): string {
  const { start, end } = place.period;
  const days = (count: number) => new Date(start + count * DAY).toISOString().slice(0, 10);
  if (/^(date|day)$/.test(place.name)) {
    return days((place.ordinal ?? 0) % Math.max(1, Math.ceil((end - start) / DAY)));
  }
  if (/exit|last|closed/.test(place.name)) return days(-between(place.seed, 1, 300));
  if (/expir|end|until|deadline|departure/.test(place.name)) {
    return days(between(place.seed, 90, 1_000));
  }
  return days(-between(place.seed, 301, 1_500));
}

function whole(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
