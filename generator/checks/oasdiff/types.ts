import { isDeepStrictEqual } from 'node:util';
import type { SchemaObject } from '../../document/openapi.js';
import { getTypes, getWrittenTypes, isAnnotation, type Schema } from './resolve.js';
import type { Use } from './documents.js';

/** `type-changed` and the like for two schemas; none if their types and formats are the same. */
export function getTypeSuffixes(
  before: SchemaObject,
  after: SchemaObject,
  use: Use,
): readonly string[] {
  const isUnion = hasVariants(before) || hasVariants(after);
  const [was, is] = [listTypes(before), listTypes(after)];
  if (!isUnion || (was !== undefined && is !== undefined)) {
    const sides = [toTypes(before, was), toTypes(after, is)] as const;
    if (isUnion) return getListSuffixes(sides, use);
    return isDeepStrictEqual(...sides) ? [] : [`type-${getVerdict(sides, before, after, use)}`];
  }
  // Two unions are compared by their variants.
  if (hasVariants(before) && hasVariants(after)) return [];
  const sides = [toTypes(before, getTypes(before)), toTypes(after, getTypes(after))] as const;
  return [`type-${getVerdict(sides, before, after, use)}`];
}

/** `one-of-added` and the like for a union that has other variants. */
export function getVariantSuffixes(
  before: SchemaObject,
  after: SchemaObject,
  change: 'added' | 'removed',
): readonly string[] {
  if (listTypes(before) !== undefined && listTypes(after) !== undefined) return [];
  const side = change === 'added' ? after : before;
  return (['oneOf', 'anyOf'] as const)
    .filter((key) => side[key] !== undefined && !isDeepStrictEqual(before[key], after[key]))
    .map((key) => `${key === 'oneOf' ? 'one-of' : 'any-of'}-${change}`);
}

/** Types without `null`, as written; an empty list allows every type. */
interface Types {
  readonly types: readonly string[];
  readonly format: string;
}

type Sides = readonly [before: Types, after: Types];

function toTypes({ format = '' }: SchemaObject, types: readonly string[] = []): Types {
  return { types, format };
}

function hasVariants({ oneOf, anyOf }: SchemaObject): boolean {
  return oneOf !== undefined || anyOf !== undefined;
}

/** Returns the types that a schema allows; undefined if it has variants that are more than a type. */
function listTypes(schema: SchemaObject): readonly string[] | undefined {
  const types = getTypes(schema);
  if (!hasVariants(schema)) return types.length > 0 ? types : getImpliedTypes(schema);
  if (types.length > 0 || schema.not || schema.allOf || schema.properties) return undefined;
  const listed = (schema.oneOf ?? schema.anyOf ?? []).map(getOnlyType);
  if (listed.includes(undefined)) return undefined;
  return [...new Set(listed.filter((type) => type !== 'null'))].map(String).sort();
}

/** Returns the type of a schema that has no other keywords; undefined for other schemas. */
function getOnlyType(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const [type, ...others] = getWrittenTypes(schema);
  const isSimple = Object.keys(schema).every((key) => key === 'type' || isAnnotation(key));
  return isSimple && others.length === 0 ? type : undefined;
}

/** What authors mean by properties or items without a type. */
function getImpliedTypes({ properties, required, items, prefixItems }: SchemaObject) {
  if (properties !== undefined || required !== undefined) return ['object'];
  return items !== undefined || prefixItems !== undefined ? ['array'] : [];
}

/** For a union of types only. */
function getListSuffixes([was, is]: Sides, { direction }: Use): readonly string[] {
  const added = is.types.some((type) => !was.types.includes(type));
  const removed = was.types.some((type) => !is.types.includes(type));
  if (!added && !removed) return [];
  const widened = direction === 'request' ? !removed : added;
  return [`list-of-types-${widened ? 'widened' : 'narrowed'}`];
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

function isFormatWithin(from: string, to: string, types: readonly string[]): boolean {
  if (to === '') return true;
  const [type] = types;
  return types.length === 1 && (WIDER_FORMATS[`${type} ${from}`] ?? []).includes(to);
}

/** How oasdiff names a change of type or format. */
type Verdict = 'changed' | 'generalized' | 'specialized' | 'compatible';

function getVerdict(
  sides: Sides,
  before: SchemaObject,
  after: SchemaObject,
  { direction, location, nested, isJson, parameter }: Use,
): Verdict {
  if (location !== 'parameter')
    return direction === 'request'
      ? getRequestVerdict(sides, isJson)
      : getResponseVerdict(sides, isJson);
  if (nested) return getParameterPartVerdict(sides);
  const isRepeated = parameter?.isRepeated === true && becameListOfItself(before, after);
  return isBreakingChange(compareSides(sides), false) && !isRepeated ? 'changed' : 'generalized';
}

/** Whether a scalar became an array of such scalars: `?id=1` means both if each item repeats the name. */
function becameListOfItself(before: SchemaObject, { type, items }: SchemaObject): boolean {
  if (type !== 'array' || typeof items !== 'object') return false;
  const [was, accepts] = [getTypes(before), getTypes(items)];
  if (was.length === 0 || was.includes('array') || was.includes('object')) return false;
  const isText = accepts.length === 0 || accepts.join() === 'string';
  if (!isText && !was.every((one) => isCovered(one, accepts))) return false;
  const withoutNotes = (schema: SchemaObject) =>
    Object.entries(schema).filter(([key]) => key !== 'type' && !isAnnotation(key));
  return isDeepStrictEqual(withoutNotes(before), withoutNotes(items));
}

interface TypeChange {
  readonly typesChanged: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly from: Types;
  readonly to: Types;
}

/** @param strict whether a number and its text are written differently, as in JSON. */
function getRequestVerdict(sides: Sides, strict: boolean): Verdict {
  const change = compareSides(sides);
  const widened = change.typesChanged && isWithin(sides[0].types, sides[1].types);
  if (isBreaking(change, strict, widened)) return 'changed';
  return isSwap(sides, change) && !widened ? 'compatible' : 'generalized';
}

/** As {@link getRequestVerdict} with both sides exchanged: a response may contain less, not more. */
function getResponseVerdict([before, after]: Sides, strict: boolean): Verdict {
  const change = compareSides([after, before]);
  const narrowed = change.typesChanged && isWithin(after.types, before.types);
  const widened = change.typesChanged && isWithin(before.types, after.types);
  if (isBreaking(change, strict, narrowed)) return widened ? 'generalized' : 'changed';
  return isSwap([before, after], change) && !narrowed ? 'compatible' : 'specialized';
}

/** The serialization of a part of a parameter is unknown, and the verdict may depend on it. */
function getParameterPartVerdict(sides: Sides): Verdict {
  const change = compareSides(sides);
  const breaksStrictly = isBreakingChange(change, true);
  if (breaksStrictly !== isBreakingChange(change, false)) return 'changed';
  return breaksStrictly ? 'specialized' : 'generalized';
}

function compareSides([from, to]: Sides): TypeChange {
  const added = to.types.filter((type) => !from.types.includes(type));
  const removed = from.types.filter((type) => !to.types.includes(type));
  return { typesChanged: added.length + removed.length > 0, added, removed, from, to };
}

function isSwap([before, after]: Sides, { typesChanged }: TypeChange): boolean {
  return typesChanged && before.types.length > 0 && after.types.length > 0;
}

/** @param harmless whether the new types together accept what the old ones did. */
function isBreaking(change: TypeChange, strict: boolean, harmless: boolean): boolean {
  const ofTypes = change.typesChanged && !harmless;
  if (ofTypes && change.to.types.length === 0) return false;
  return isBreakingChange(harmless ? { ...change, typesChanged: false } : change, strict);
}

function isBreakingChange(change: TypeChange, strict: boolean): boolean {
  const { typesChanged, added, removed, from, to } = change;
  const breaksType = typesChanged && !areContained(removed, added, strict);
  const breaksFormat =
    from.format !== to.format && !isFormatWithin(from.format, to.format, to.types);
  return breaksType || breaksFormat;
}

function areContained(from: readonly string[], to: readonly string[], strict: boolean): boolean {
  const [source] = from;
  if (from.length === 1 && to.length === 1 && source !== undefined && isCovered(source, to))
    return true;
  return !strict && (to.length === 0 || to.join() === 'string');
}

/** False if there are no types: a schema without types allows everything. */
function isWithin(types: readonly string[], others: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => isCovered(type, others));
}
