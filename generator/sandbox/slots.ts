import type { Given, Question } from './question.js';
import { FLEET_SIZE } from './fleet.js';
import { isAboutPaging } from './paging.js';
import { DAY, isAsked, spanIn, type Period } from './place.js';
import { between } from './seed.js';

/** An item of a list, before it has a shape. */
export interface Slot {
  /** From 0, over all pages; of what happens on days, from 0 each day. */
  readonly ordinal: number;
  /** What the list is made from; of what happens on days, what the day is made from. */
  readonly root: string;
  readonly seed: string;
  /** The day of what happens on days, else the usual one. */
  readonly period: Period;
}

/** More days than these are not gone through: of a longer period, the first. */
const MOST_DAYS = 31;

/** Without conditions the whole fleet; with some, a few; of a period, what happens on its days. */
export function slotsOf({ seed, given }: Question, period: Period): readonly Slot[] {
  if (isAsked(period)) return atMost(happenings(seed, period), given);
  const isWhole = [...given.keys()].every((name) => isAboutPaging(name) || name === 'limit');
  const length = isWhole ? FLEET_SIZE : between(seed, 3, 8);
  return atMost(slotsFrom(seed, period, length), given);
}

export function slotsFrom(seed: string, period: Period, length: number): readonly Slot[] {
  return Array.from({ length }, (_, ordinal) => ({
    ordinal,
    root: seed,
    seed: `${seed}/${ordinal}`,
    period,
  }));
}

/** A day has the same trips whatever the period that it is seen through; those that it cuts are left out. */
function happenings(seed: string, period: Period): readonly Slot[] {
  const first = Math.floor(period.start / DAY) * DAY;
  const days = Math.min(MOST_DAYS, Math.ceil((period.end - first) / DAY));
  return Array.from({ length: days }, (_, index) => first + index * DAY).flatMap((start) => {
    const root = `${seed} ${new Date(start).toISOString().slice(0, 10)}`;
    const day = { start, end: start + DAY };
    if (period.days !== undefined) return slotsFrom(root, day, 1);
    return slotsFrom(root, day, between(root, 3, 8)).filter((slot) => {
      const span = spanIn(day, slot.seed, slot.ordinal);
      return span.start >= period.start && span.end <= period.end;
    });
  });
}

/** As many as the `limit` that was asked for. */
export function atMost<T>(items: readonly T[], given: Given): readonly T[] {
  const limit = Number(given.get('limit')?.[0] ?? Number.NaN);
  return Number.isSafeInteger(limit) && limit >= 0 ? items.slice(0, limit) : items;
}
