import { sortKeys } from '../util/order.js';
import type { KindId } from './kinds/index.js';
import type { Lifecycle } from './raw-openapi.js';

/** A change of how long something stays, with the values that differ. */
export interface LifecycleChange {
  readonly what: Extract<
    KindId,
    'deprecated' | 'undeprecated' | `sunset-${string}` | `stability-${string}`
  >;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Compares `deprecated`, `x-sunset` (RFC 8594) and `x-stability-level` of an operation, a parameter, a header or a schema. */
export function findLifecycleChanges(
  before: Lifecycle,
  after: Lifecycle,
): readonly LifecycleChange[] {
  return [...findDeprecation(before, after), ...findStability(before, after)];
}

function findDeprecation(before: Lifecycle, after: Lifecycle): readonly LifecycleChange[] {
  const [was, is] = [before['x-sunset'], after['x-sunset']];
  if ((before.deprecated === true) !== (after.deprecated === true))
    return [
      after.deprecated === true ? { what: 'deprecated', after: is } : { what: 'undeprecated' },
    ];
  if (isSame(was, is)) return [];
  const [oldDay, newDay] = [parseDay(was), parseDay(is)];
  const isMalformed = [was, is].some((value) => value !== undefined && parseDay(value) === '');
  if (is !== undefined && isMalformed)
    return [{ what: 'sunset-malformed', before: was, after: is }];
  const isShortened = oldDay !== undefined && (newDay === undefined || newDay < oldDay);
  return [{ what: isShortened ? 'sunset-shortened' : 'sunset-changed', before: was, after: is }];
}

function isSame(was: unknown, is: unknown): boolean {
  return JSON.stringify(sortKeys(was)) === JSON.stringify(sortKeys(is));
}

/** The day of a date, or of a date and time (RFC 3339, section 5.6); empty if it is neither, undefined if there is none. */
function parseDay(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const day = typeof value === 'string' ? (DATE.exec(value)?.[1] ?? '') : '';
  const time = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day) ? '' : day;
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** From least to most stable, which is the default. */
const LEVELS: readonly unknown[] = ['draft', 'alpha', 'beta', 'stable'];

function findStability(before: Lifecycle, after: Lifecycle): readonly LifecycleChange[] {
  const [was, is] = [before, after].map((node) => node['x-stability-level'] ?? 'stable');
  if (isSame(was, is)) return [];
  const sides = { before: was, after: is };
  const [oldLevel, newLevel] = [LEVELS.indexOf(was), LEVELS.indexOf(is)];
  if (oldLevel === -1 || newLevel === -1) return [{ what: 'stability-malformed', ...sides }];
  return [{ what: newLevel > oldLevel ? 'stability-increased' : 'stability-decreased', ...sides }];
}
