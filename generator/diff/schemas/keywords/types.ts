import type { SchemaObject } from '../../raw-openapi.js';
import type { Effect, Facts, KeywordContext, TypeFacts } from '../difference.js';
import { getTypes, getWrittenTypes, isAnnotation, type Schema } from '../resolve.js';
import { Shapes, toCanonicalJson } from '../digest.js';

/**
 * Compares `type` and `format`, and unions whose variants are types only.
 *
 * @returns true if one side is such a union, so that its variants need no further comparison.
 */
export function compareTypes(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): boolean {
  const was = listTypes(before);
  const is = listTypes(after);
  const inUnion = hasVariants(before) || hasVariants(after);
  if (inUnion && (was === undefined || is === undefined)) return false;
  const types = [toTypeFacts(before, was), toTypeFacts(after, is)] as const;
  const effect = getEffect(types[0].types, types[1].types);
  const formatEffect = getFormatEffect(...types);
  if (effect === undefined && formatEffect === undefined) return inUnion;
  if (effect !== undefined) {
    const sides = { before: toText(types[0]), after: toText(types[1]) };
    context.add(WHATS[effect], { ...sides, facts: createFacts(before, after, types, inUnion) });
  } else if (formatEffect !== undefined) {
    const sides = { before: types[0].format, after: types[1].format };
    context.add(FORMAT_WHATS[formatEffect], { ...sides, facts: { types } });
  }
  return inUnion;
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

function createFacts(
  before: SchemaObject,
  after: SchemaObject,
  types: readonly [TypeFacts, TypeFacts],
  inUnion: boolean,
): Facts {
  if (inUnion) {
    const [was, is] = [types[0].types, types[1].types];
    const added = is.some((type) => !was.includes(type));
    const removed = was.some((type) => !is.includes(type));
    return { types, listOfTypes: { added, removed } };
  }
  return becameListOfItself(before, after) ? { types, becameListOfItself: true } : { types };
}

export function getTypeFacts(schema: SchemaObject): TypeFacts {
  return toTypeFacts(schema, getTypes(schema));
}

function toTypeFacts(
  schema: SchemaObject,
  types: readonly string[] = getImpliedTypes(schema),
): TypeFacts {
  return { types, format: schema.format ?? '' };
}

function toText({ types, format }: TypeFacts): string {
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
export function isCovered(type: string, by: readonly string[]): boolean {
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

function getFormatEffect(was: TypeFacts, is: TypeFacts): Effect | undefined {
  if (was.format === is.format) return undefined;
  if (is.format === '') return 'relaxed';
  if (was.format === '') return 'tightened';
  if (isFormatWithin(was.format, is.format, is.types)) return 'relaxed';
  return isFormatWithin(is.format, was.format, was.types) ? 'tightened' : 'changed';
}

/** Whether the values of a format are among those of another. */
export function isFormatWithin(from: string, to: string, types: readonly string[]): boolean {
  if (to === '') return true;
  const [type] = types;
  return types.length === 1 && (WIDER_FORMATS[`${type} ${from}`] ?? []).includes(to);
}

/** Returns the types that a schema allows; undefined if it has variants that are more than a type. */
function listTypes(schema: SchemaObject): readonly string[] | undefined {
  const types = getTypes(schema);
  if (!hasVariants(schema)) return types.length > 0 ? types : getImpliedTypes(schema);
  if (types.length > 0 || schema.not || schema.allOf || schema.properties) return undefined;
  const variants = schema.oneOf ?? schema.anyOf ?? [];
  const listed = variants.map(getOnlyType);
  if (listed.includes(undefined)) return undefined;
  const all = new Set(listed.filter((type) => type !== undefined && type !== 'null'));
  return [...all].map(String).sort();
}

function hasVariants({ oneOf, anyOf }: SchemaObject): boolean {
  return oneOf !== undefined || anyOf !== undefined;
}

/** Returns the type of a schema that has no other keywords; undefined for other schemas. */
function getOnlyType(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const types = getWrittenTypes(schema);
  const isSimple = Object.keys(schema).every((key) => key === 'type' || isAnnotation(key));
  return isSimple && types.length === 1 ? types[0] : undefined;
}

/** The types of the values that are listed, and what authors mean by `properties` or `items` without a type. */
function getImpliedTypes(schema: SchemaObject): readonly string[] {
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  if (values.length > 0) return [...new Set(values.flatMap(getTypeOfValue))].sort();
  if (schema.properties !== undefined || schema.required !== undefined) return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : [];
}

function getTypeOfValue(value: unknown): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'number') return [Number.isInteger(value) ? 'integer' : 'number'];
  return [Array.isArray(value) ? 'array' : typeof value];
}

/** Whether a scalar became an array of such scalars: `?id=1` means both if each item repeats the name. */
function becameListOfItself(before: SchemaObject, after: SchemaObject): boolean {
  const was = getTypes(before);
  const { items } = after;
  if (was.length === 0 || getTypes(after).join() !== 'array' || typeof items !== 'object')
    return false;
  if (was.includes('array') || was.includes('object')) return false;
  const accepts = getTypes(items);
  const isText = accepts.length === 0 || accepts.join() === 'string';
  if (!isText && !was.every((type) => isCovered(type, accepts))) return false;
  const shapes = new Shapes();
  return (
    shapes.digest({ ...before, type: 'string' }) === shapes.digest({ ...items, type: 'string' })
  );
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
  compareSets(getValues(before), getValues(after), context);
  compareNames(before, after, context);
  compareExtensible(before, after, context);
}

function compareSets(
  was: Values | undefined,
  is: Values | undefined,
  context: KeywordContext,
): void {
  if (was === undefined && is === undefined) return;
  const sides = { before: toSideValue(was), after: toSideValue(is) };
  if (was === undefined) context.add(is?.isConst ? 'const-added' : 'became-enum', sides);
  else if (is === undefined) context.add(was.isConst ? 'const-removed' : 'enum-removed', sides);
  else {
    const removed = findMissing(was.all, is.all);
    const added = findMissing(is.all, was.all);
    if (was.isConst && is.isConst) {
      if (added.length > 0) context.add('const-changed', sides);
      return;
    }
    const oasdiffSuffixes = [
      ...(was.isConst ? ['const-removed', 'became-enum'] : []),
      ...(is.isConst ? ['const-added'] : []),
    ];
    const facts = oasdiffSuffixes.length > 0 ? { facts: { oasdiffSuffixes } } : {};
    if (removed.length > 0) context.add('enum-value-removed', { ...facts, before: removed });
    if (added.length > 0) context.add('enum-value-added', { ...facts, after: added });
  }
}

function getValues(schema: SchemaObject): Values | undefined {
  if (schema.const !== undefined && schema.const !== null)
    return { all: [schema.const], isConst: true };
  if (schema.enum === undefined) return undefined;
  return { all: schema.enum.filter((value) => value !== null), isConst: false };
}

function toSideValue(values: Values | undefined): unknown {
  return values?.isConst ? values.all[0] : values?.all;
}

/** Returns the values that the others do not include. */
function findMissing(values: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const known = new Set(others.map(toCanonicalJson));
  return values.filter((value) => !known.has(toCanonicalJson(value)));
}

/** Compares the names that a document gives to enum values, since the SDK uses them. */
function compareNames(before: SchemaObject, after: SchemaObject, context: KeywordContext): void {
  const was = getNames(before);
  const is = getNames(after);
  if (was.size === 0 && is.size === 0) return;
  const shared = (before.enum ?? []).filter((value) =>
    (after.enum ?? []).some((other) => toCanonicalJson(other) === toCanonicalJson(value)),
  );
  const renamed = shared.map(toCanonicalJson).filter((value) => was.get(value) !== is.get(value));
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

function compareExtensible(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const was = before['x-extensible-enum'];
  const is = after['x-extensible-enum'];
  const removed = findMissing(was ?? [], is ?? []);
  const added = findMissing(is ?? [], was ?? []);
  const facts = was === undefined || is === undefined ? { facts: { oasdiffSuffixes: [] } } : {};
  if (removed.length > 0)
    context.add('extensible-enum-value-removed', { ...facts, before: removed });
  if (added.length > 0) context.add('extensible-enum-value-added', { ...facts, after: added });
}
