import type { SchemaObject } from '../../raw-openapi.js';
import type { Effect, KeywordContext } from '../difference.js';
import { getTypes, isAnnotation } from '../resolve.js';
import { isWithinLimits } from './limits.js';
import { toCanonicalJson } from '../digest.js';

/**
 * Compares `type` and `format`.
 *
 * @returns false if no value is of a type of both, or one allows every value: then nothing else corresponds.
 */
export function compareTypes(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): boolean {
  const [was, is] = [listTypes(before), listTypes(after)];
  const effect = getEffect(was, is);
  const isDisjoint = effect === 'changed' && !was.some((type) => is.includes(type));
  // Which of the listed values are allowed is compared value by value.
  if (effect !== undefined && (isDisjoint || !isEnumeration(before) || !isEnumeration(after))) {
    context.add(WHATS[effect], {
      before: toText(was, before.format),
      after: toText(is, after.format),
    });
    return !isDisjoint && !isAnything(before) && !isAnything(after);
  }
  const formatEffect = getFormatEffect(before.format ?? '', after.format ?? '', was);
  if (effect === undefined && formatEffect !== undefined)
    context.add(FORMAT_WHATS[formatEffect], {
      before: before.format ?? '',
      after: after.format ?? '',
    });
  return true;
}

/** Whether a schema allows every value. */
export function isAnything(schema: SchemaObject): boolean {
  return Object.keys(schema).every(isAnnotation);
}

const WHATS = {
  relaxed: 'type-generalized',
  tightened: 'type-specialized',
  changed: 'type-changed',
} as const satisfies Record<Effect, string>;

const FORMAT_WHATS = {
  relaxed: 'format-generalized',
  tightened: 'format-specialized',
  changed: 'format-changed',
} as const satisfies Record<Effect, string>;

function toText(types: readonly string[], format = ''): string {
  const text = types.length === 0 ? 'any' : types.join(' | ');
  return format === '' ? text : `${text} (${format})`;
}

/** Undefined: the types allow the same values. */
function getEffect(was: readonly string[], is: readonly string[]): Effect | undefined {
  if (was.length === 0 || is.length === 0) {
    if (was.length === is.length) return undefined;
    return is.length === 0 ? 'relaxed' : 'tightened';
  }
  const widened = was.every((type) => isCovered(type, is));
  const narrowed = is.every((type) => isCovered(type, was));
  if (widened && narrowed) return undefined;
  return widened ? 'relaxed' : narrowed ? 'tightened' : 'changed';
}

/** Whether other types allow all values of a type. */
function isCovered(type: string, by: readonly string[]): boolean {
  return by.includes(type) || (type === 'integer' && by.includes('number'));
}

/** By type and format, the formats that include all its values. */
const WIDER_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'number float': ['double'],
  'integer int32': ['int64', 'bigint'],
  'integer int64': ['bigint'],
  'string date': ['date-time'],
  'string time': ['date-time'],
};

function getFormatEffect(was: string, is: string, types: readonly string[]): Effect | undefined {
  if (was === is) return undefined;
  if (is === '' || isFormatWithin(was, is, types)) return 'relaxed';
  return was === '' || isFormatWithin(is, was, types) ? 'tightened' : 'changed';
}

function isFormatWithin(from: string, to: string, types: readonly string[]): boolean {
  const [type] = types;
  return types.length === 1 && (WIDER_FORMATS[`${type} ${from}`] ?? []).includes(to);
}

/** Returns the types that a schema allows beside null, sorted; none for any. A list of values implies their types. */
export function listTypes(schema: SchemaObject): readonly string[] {
  const types = getTypes(schema);
  const all = getValues(schema)?.all ?? [];
  const fitting = all.filter((value) => fits(value, schema));
  const values = fitting.length > 0 ? fitting : all;
  if (values.length > 0) return [...new Set(values.flatMap(getTypeOfValue))].sort();
  if (types.length > 0 || isEnumeration(schema)) return types;
  // What authors mean by `properties` or `items` without a type.
  if (schema.properties !== undefined || schema.required !== undefined) return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : [];
}

function getTypeOfValue(value: unknown): readonly string[] {
  if (typeof value === 'number') return [Number.isInteger(value) ? 'integer' : 'number'];
  return [Array.isArray(value) ? 'array' : typeof value];
}

function isEnumeration(schema: SchemaObject): boolean {
  return schema.enum !== undefined || (schema.const ?? undefined) !== undefined;
}

interface Values {
  readonly all: readonly unknown[];
  readonly isConst: boolean;
}

/** Compares `enum`, `const` and their extensions. `null` among the values is nullability, not a value. */
export function compareValues(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  compareSets(before, after, context);
  compareNames(before, after, context);
  compareKnownValues(before, after, context);
}

function compareSets(before: SchemaObject, after: SchemaObject, context: KeywordContext): void {
  const [was, is] = [getValues(before), getValues(after)];
  const sides = { before: toSideValue(was), after: toSideValue(is) };
  if (was === undefined) {
    if (is === undefined) return;
    context.add(is.isConst ? 'const-added' : 'became-enum', sides);
  } else if (is === undefined) context.add(was.isConst ? 'const-removed' : 'enum-removed', sides);
  const removed = was?.all.filter((value) => !isStillAllowed(value, before, after)) ?? [];
  const added = is?.all.filter((value) => !isStillAllowed(value, after, before)) ?? [];
  if (was?.isConst && is?.isConst) {
    if (added.length > 0) context.add('const-changed', sides);
    return;
  }
  if (removed.length > 0) context.add('enum-value-removed', { before: removed });
  if (added.length > 0) context.add('enum-value-added', { after: added });
}

function getValues(schema: SchemaObject): Values | undefined {
  if ((schema.const ?? undefined) !== undefined) return { isConst: true, all: [schema.const] };
  if (schema.enum === undefined) return undefined;
  return { isConst: false, all: schema.enum.filter((value) => value !== null) };
}

/** Whether the other schema lists a value, or lists none, and allows it by its other keywords if the one does. */
function isStillAllowed(value: unknown, one: SchemaObject, other: SchemaObject): boolean {
  const listed = other.const !== undefined ? [other.const] : (other.enum ?? [value]);
  return findMissing([value], listed).length === 0 && (fits(value, other) || !fits(value, one));
}

/** Whether a value is of a schema's types, and within its limits. */
function fits(value: unknown, schema: SchemaObject): boolean {
  const types = getTypes(schema);
  const isOfTypes =
    types.length === 0 || getTypeOfValue(value).every((type) => isCovered(type, types));
  return isOfTypes && isWithinLimits(value, schema);
}

function toSideValue(values: Values | undefined): unknown {
  return values?.isConst ? values.all[0] : values?.all;
}

/** Returns the values that the others do not include. */
function findMissing(
  values: readonly unknown[] = [],
  others: readonly unknown[] = [],
): readonly unknown[] {
  const known = new Set(others.map(toCanonicalJson));
  return values.filter((value) => !known.has(toCanonicalJson(value)));
}

/** Compares the names that a document gives to enum values, since the SDK uses them. */
function compareNames(before: SchemaObject, after: SchemaObject, context: KeywordContext): void {
  const [was, is] = [getNames(before), getNames(after)];
  if (was.size === 0 && is.size === 0) return;
  const newValues = new Set((after.enum ?? []).map(toCanonicalJson));
  const renamed = (before.enum ?? [])
    .map(toCanonicalJson)
    .filter((value) => newValues.has(value) && was.get(value) !== is.get(value));
  if (renamed.length === 0) return;
  context.add('enum-member-renamed', {
    before: renamed.map((value) => was.get(value) ?? value),
    after: renamed.map((value) => is.get(value) ?? value),
  });
}

function getNames(schema: SchemaObject): ReadonlyMap<string, string> {
  const names = schema['x-enum-varnames'] ?? schema['x-enumNames'] ?? [];
  const values = schema.enum ?? [];
  if (names.length !== values.length) return new Map();
  return new Map(values.map((value, index) => [toCanonicalJson(value), names[index] ?? '']));
}

function compareKnownValues(
  { 'x-extensible-enum': was }: SchemaObject,
  { 'x-extensible-enum': is }: SchemaObject,
  context: KeywordContext,
): void {
  const [removed, added] = [findMissing(was, is), findMissing(is, was)];
  if (removed.length > 0) context.add('known-value-removed', { before: removed });
  if (added.length > 0) context.add('known-value-added', { after: added });
}
