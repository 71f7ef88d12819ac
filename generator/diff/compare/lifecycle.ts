import { sortKeys } from '../../util/order.js';
import type { Lifecycle } from '../raw-openapi.js';

/** From least to most stable: the values of `x-stability-level`. */
const LEVELS = ['draft', 'alpha', 'beta', 'stable'] as const;
type Stability = (typeof LEVELS)[number];

/** The level as published; undefined if there is none, which means `stable`. */
export function getStability(node: Lifecycle): unknown {
  return node['x-stability-level'] ?? undefined;
}

/** The index in {@link LEVELS}; undefined if the published level is not one of them. */
export function getLevel(node: Lifecycle): number | undefined {
  const stability = getStability(node) ?? 'stable';
  const level = LEVELS.findIndex((name) => name === stability);
  return level === -1 ? undefined : level;
}

export function getLevelName(level: number): Stability {
  return LEVELS[level] ?? 'stable';
}

/** By default oasdiff ignores drafts and alphas, but not unknown levels. */
export function isCheckedByOasdiff(node: Lifecycle): boolean {
  return (getLevel(node) ?? LEVELS.length) >= LEVELS.indexOf('beta');
}

type Sunset =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly value: unknown }
  /** `YYYY-MM-DD` */
  | { readonly kind: 'date'; readonly date: string };

/** Reads `x-sunset` (RFC 8594): a date, or the day of a date and time (RFC 3339, section 5.6). */
function parseSunset(node: Lifecycle): Sunset {
  const value = node['x-sunset'];
  if (value === undefined) return { kind: 'none' };
  const date = typeof value === 'string' ? DATE.exec(value)?.[1] : undefined;
  return date !== undefined && isDay(date) ? { kind: 'date', date } : { kind: 'malformed', value };
}

function isDay(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** The ids of oasdiff for the lifecycle of an operation or a parameter. */
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

interface LifecycleChange {
  readonly what:
    'deprecated' | 'undeprecated' | 'sunset-shortened' | 'sunset-changed' | 'sunset-malformed';
  readonly before?: unknown;
  readonly after?: unknown;
  readonly oasdiff: readonly string[];
}

/** Compares `deprecated` and `x-sunset`. */
export function findLifecycleChanges(
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
      {
        what: 'deprecated',
        after: after['x-sunset'],
        oasdiff: getDeprecationIds(after, ids, today),
      },
    ];
  }
  return is ? findSunsetChanges(before, after, ids) : [];
}

/** The user's policy of oasdiff decides whether a date is missing or too near; if it may be, both ids are given. */
function getDeprecationIds(
  after: Lifecycle,
  ids: LifecycleIds,
  today: string | undefined,
): readonly string[] {
  const sunset = parseSunset(after);
  switch (sunset.kind) {
    case 'none':
      return [ids.deprecated, ids.sunsetMissing];
    case 'malformed':
      return [ids.deprecatedSunsetParse];
    case 'date':
      if (today === undefined || sunset.date > addDays(today, SHORT_NOTICE))
        return [ids.deprecatedWithSunset];
      return sunset.date < today
        ? [ids.sunsetTooSmall]
        : [ids.deprecatedWithSunset, ids.sunsetTooSmall];
    default:
      return sunset satisfies never;
  }
}

/** Days until a sunset that a policy may find too near. */
const SHORT_NOTICE = 31;

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function findSunsetChanges(
  before: Lifecycle,
  after: Lifecycle,
  ids: LifecycleIds,
): readonly LifecycleChange[] {
  const [was, is] = [parseSunset(before), parseSunset(after)];
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

/** The ids of oasdiff for a removal; none after the announced day. */
export function getRemovalIds(
  node: Lifecycle,
  ids: LifecycleIds,
  today: string | undefined,
): readonly string[] {
  if (node.deprecated !== true) return [ids.removed];
  const sunset = parseSunset(node);
  switch (sunset.kind) {
    case 'none':
      return [ids.removedWithDeprecation];
    case 'malformed':
      return [ids.removedSunsetParse];
    case 'date':
      return today !== undefined && today < sunset.date ? [ids.removedBeforeSunset] : [];
    default:
      return sunset satisfies never;
  }
}
