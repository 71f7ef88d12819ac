import { between } from './fleet.js';
import { createSpan, DAY_MS, formatDateTime, type Span } from './period.js';
import type { ValueLocation } from './value-location.js';

/** `07:12:31`. @param seconds since midnight. */
export function formatTime(seconds: number): string {
  const format = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${format(seconds / 3600)}:${format((seconds / 60) % 60)}:${format(seconds % 60)}`;
}

function getSpan({ period, itemSeed, ordinal }: ValueLocation): Span {
  return createSpan(period, itemSeed, ordinal);
}

const END =
  /\b(end(ed)?|exit|to|until|closed|finished|completed|updated?|modified|modification|acknowledged|last|fin|arrival|return|read|paid|processed|approved|checked out|check out)\b/;
const END_OF_PARENT = /\b(end|exit|to|until|destination)\b/;
const FUTURE =
  /\b(expir(y|es|ation|ed)?|deadline|due|next|valid (to|until)|lockout|upcoming|pay before|appealable before)\b/;
const BIRTH = /\b(birth|birthday|birthdate|nacimiento|naissance)\b/;

export function isEnd({ words, parentWords }: ValueLocation): boolean {
  return END.test(words) || END_OF_PARENT.test(parentWords);
}

/** `2026-04-23T07:12:31Z`. What ends is later than what starts, and what expires is later still. */
export function createDateTime(location: ValueLocation): string {
  const span = getSpan(location);
  if (BIRTH.test(location.words)) return `${createDate(location)}T00:00:00Z`;
  if (FUTURE.test(location.words))
    return formatDateTime(span.end + between(location.seed, 1, 60) * DAY_MS);
  return formatDateTime(isEnd(location) ? span.end : span.start);
}

/** `2026-04-23`. The days of a list are consecutive, deadlines are in the future, other dates in the past. */
export function createDate(location: ValueLocation): string {
  const { period, words, seed, ordinal } = location;
  const { start, end } = period;
  const addDays = (count: number) => new Date(start + count * DAY_MS).toISOString().slice(0, 10);
  if (/^(date|day)$/.test(words))
    return addDays((ordinal ?? 0) % Math.max(1, Math.ceil((end - start) / DAY_MS)));
  if (BIRTH.test(words)) return addDays(-between(seed, 20 * 365, 60 * 365));
  if (/\b(exit|last|closed|updated?|modified|modification|deleted)\b/.test(words))
    return addDays(-between(seed, 1, 300));
  if (FUTURE.test(words) || /\b(end|until|to|departure|fin|return|arrival)\b/.test(words))
    return addDays(between(seed, 90, 1_000));
  return addDays(-between(seed, 301, 1_500));
}
/** In milliseconds. */
export function getDuration(location: ValueLocation): number {
  const { start, end } = getSpan(location);
  return end - start;
}
