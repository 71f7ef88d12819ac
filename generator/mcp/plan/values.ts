import { parseInstant } from '../../util/dotnet-formats.js';
import { isRecord } from '../../util/is-record.js';
import { byCodeUnit } from '../../util/order.js';
import { UsageError } from '../../errors.js';
import type { ReadPath } from './paths.js';

/** Values by the names of steps and of stored results; `item` in a loop. */
export type Scope = Readonly<Record<string, unknown>>;

/** A value with its references replaced. @throws UsageError for a reference that finds nothing. */
export function resolveValue(value: unknown, scope: Scope, readPath: ReadPath): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope, readPath));
  if (!isRecord(value)) return value;
  const reference = getReference(value);
  if (reference !== undefined) {
    const found = readPath(reference).read(scope);
    if (found === undefined) throw new UsageError(`The reference ${reference} finds nothing.`);
    return found;
  }
  const parts = getConcatenation(value);
  if (parts !== undefined)
    return parts.map((part) => toText(resolveValue(part, scope, readPath))).join('');
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, resolveValue(each, scope, readPath)]),
  );
}

/** The paths of all references in a value. */
export function listReferences(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listReferences);
  if (!isRecord(value)) return [];
  const reference = getReference(value);
  return reference === undefined ? Object.values(value).flatMap(listReferences) : [reference];
}

function getReference(value: Readonly<Record<string, unknown>>): string | undefined {
  const path = Object.hasOwn(value, '$ref') ? value['$ref'] : undefined;
  return typeof path === 'string' && Object.keys(value).length === 1 ? path : undefined;
}

function getConcatenation(
  value: Readonly<Record<string, unknown>>,
): readonly unknown[] | undefined {
  const parts = Object.hasOwn(value, '$concat') ? value['$concat'] : undefined;
  return Array.isArray(parts) && Object.keys(value).length === 1
    ? (parts as readonly unknown[])
    : undefined;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Orders two values: numbers, dates with times (by instant), other texts (by code unit), booleans.
 * @returns undefined for values that have no order.
 */
export function compareValues(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  const [first, second] = [parseInstant(a), parseInstant(b)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return byCodeUnit(a, b);
}

/** Whether two values are the same; null and a missing value are. */
export function isSame(a: unknown, b: unknown): boolean {
  const [first, second] = [a ?? null, b ?? null];
  if (first === second) return true;
  if (typeof first === 'string' && typeof second === 'string')
    return compareValues(first, second) === 0;
  return isObject(first) && isObject(second) && JSON.stringify(first) === JSON.stringify(second);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const HOUR_MS = 3_600_000;

/** The hours from one date to another; null where one is none. */
export function hoursBetween(start: unknown, end: unknown): number | null {
  if (typeof start !== 'string' || typeof end !== 'string') return null;
  const hours = (parseInstant(end) - parseInstant(start)) / HOUR_MS;
  return Number.isNaN(hours) ? null : roundNumber(hours);
}

/** The hours of a time span as .NET writes them, such as `1.08:30:00`; null for anything else. */
export function toHours(span: unknown): number | null {
  const parts = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(String(span));
  if (parts === null) return null;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const sum = Number(days) * 24 + Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
  return roundNumber(sign === '-' ? -sum : sum);
}

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
export function roundNumber(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toFixed(6)) : value;
}
