import { sortKeys } from '../../util/order.js';
import type { Lifecycle } from '../document.js';

/** How long something stays, by convention: `deprecated`, `x-sunset` (RFC 8594's date) and `x-stability-level`. */

const LEVELS = ['draft', 'alpha', 'beta', 'stable'] as const;
export type Stability = (typeof LEVELS)[number];

/** As published; undefined where nothing is said, which means `stable`. */
export function stabilityOf(node: Lifecycle): unknown {
  return node['x-stability-level'] ?? undefined;
}

/** Undefined where what is said is none of the levels. */
export function levelOf(node: Lifecycle): number | undefined {
  const stability = stabilityOf(node) ?? 'stable';
  const level = LEVELS.findIndex((name) => name === stability);
  return level === -1 ? undefined : level;
}

export function levelName(level: number): Stability {
  return LEVELS[level] ?? 'stable';
}

/** Drafts and alphas come and go without a word. What is no level is told of. */
export function isTold(node: Lifecycle): boolean {
  return (levelOf(node) ?? LEVELS.length) >= LEVELS.indexOf('beta');
}

export type Sunset =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly value: unknown }
  /** `YYYY-MM-DD` */
  | { readonly kind: 'date'; readonly date: string };

/** A full date, or a date and time (RFC 3339, section 5.6), of which the day counts. */
export function sunsetOf(node: Lifecycle): Sunset {
  const value = node['x-sunset'];
  if (value === undefined) return { kind: 'none' };
  const date = typeof value === 'string' ? DATE.exec(value)?.[1] : undefined;
  const isDay = date !== undefined && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date);
  return isDay && date !== undefined ? { kind: 'date', date } : { kind: 'malformed', value };
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** Whether the day lies ahead; undefined where nobody said what day it is. */
export function isAhead(date: string, today: string | undefined): boolean | undefined {
  return today === undefined ? undefined : today < date;
}

/** oasdiff's names for one thing's lifecycle. */
export interface LifecycleIds {
  readonly deprecated: string;
  readonly deprecatedWithSunset: string;
  readonly reactivated: string;
  readonly sunsetMissing: string;
  readonly sunsetTooSmall: string;
  readonly deprecatedSunsetParse: string;
  readonly sunsetParse: string;
  readonly sunsetDeleted: string;
  readonly sunsetChangedTooSmall: string;
  readonly removed: string;
  readonly removedWithDeprecation: string;
  readonly removedBeforeSunset: string;
  readonly removedSunsetParse: string;
}

export interface LifecycleChange {
  readonly what:
    'deprecated' | 'undeprecated' | 'sunset-shortened' | 'sunset-changed' | 'sunset-malformed';
  readonly before?: unknown;
  readonly after?: unknown;
  readonly oasdiff: readonly string[];
}

/** What happened to the time that something stays. */
export function lifecycleChanges(
  before: Lifecycle,
  after: Lifecycle,
  ids: LifecycleIds,
  today: string | undefined,
): readonly LifecycleChange[] {
  const was = before.deprecated === true;
  const is = after.deprecated === true;
  if (was !== is) {
    if (was) return [{ what: 'undeprecated', oasdiff: [ids.reactivated] }];
    return [
      { what: 'deprecated', after: after['x-sunset'], oasdiff: deprecationIds(after, ids, today) },
    ];
  }
  return is ? sunsetChanges(before, after, ids) : [];
}

/** Whether oasdiff asks for a date, and how far off, is its user's policy: where it decides, both names are given. */
function deprecationIds(
  after: Lifecycle,
  ids: LifecycleIds,
  today: string | undefined,
): readonly string[] {
  const sunset = sunsetOf(after);
  switch (sunset.kind) {
    case 'none':
      return [ids.deprecated, ids.sunsetMissing];
    case 'malformed':
      return [ids.deprecatedSunsetParse];
    case 'date':
      if (today === undefined || sunset.date > daysAfter(today, SHORT_NOTICE))
        return [ids.deprecatedWithSunset];
      return sunset.date < today
        ? [ids.sunsetTooSmall]
        : [ids.deprecatedWithSunset, ids.sunsetTooSmall];
    default:
      return sunset satisfies never;
  }
}

/** Days. */
const SHORT_NOTICE = 31;

function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function sunsetChanges(
  before: Lifecycle,
  after: Lifecycle,
  ids: LifecycleIds,
): readonly LifecycleChange[] {
  const [was, is] = [sunsetOf(before), sunsetOf(after)];
  const values = { before: before['x-sunset'], after: after['x-sunset'] };
  if (JSON.stringify(sortKeys(values.before)) === JSON.stringify(sortKeys(values.after))) return [];
  if (is.kind === 'none')
    return [{ what: 'sunset-shortened', ...values, oasdiff: [ids.sunsetDeleted] }];
  if (is.kind === 'malformed' || was.kind === 'malformed')
    return [{ what: 'sunset-malformed', ...values, oasdiff: [ids.sunsetParse] }];
  if (was.kind === 'date' && is.date < was.date)
    return [{ what: 'sunset-shortened', ...values, oasdiff: [ids.sunsetChangedTooSmall] }];
  return [{ what: 'sunset-changed', ...values, oasdiff: [] }];
}

/** After its day something goes without a word. */
export function removalIds(
  node: Lifecycle,
  ids: LifecycleIds,
  today: string | undefined,
): readonly string[] {
  if (node.deprecated !== true) return [ids.removed];
  const sunset = sunsetOf(node);
  switch (sunset.kind) {
    case 'none':
      return [ids.removedWithDeprecation];
    case 'malformed':
      return [ids.removedSunsetParse];
    case 'date':
      return isAhead(sunset.date, today) === true ? [ids.removedBeforeSunset] : [];
    default:
      return sunset satisfies never;
  }
}
