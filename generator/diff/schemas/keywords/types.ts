import type { SchemaObject } from '../../document.js';
import type { Effect, Facts, TypeFacts } from '../difference.js';
import { isNote, typesOf, writtenTypes, type Schema } from '../resolve.js';
import { Shapes } from '../shape.js';
import type { Teller } from '../teller.js';

/** Compares `type` and `format`, and unions that list types and nothing else. True: the unions are told of. */
export function compareTypes(before: SchemaObject, after: SchemaObject, teller: Teller): boolean {
  const was = listOfTypes(before);
  const is = listOfTypes(after);
  const inUnion = hasVariants(before) || hasVariants(after);
  if (inUnion && (was === undefined || is === undefined)) return false;
  const types = [factsOf(before, was), factsOf(after, is)] as const;
  const effect = effectOf(types[0].types, types[1].types);
  const formatEffect = effectOfFormat(...types);
  if (effect === undefined && formatEffect === undefined) return inUnion;
  if (effect !== undefined) {
    const told = { before: spelt(types[0]), after: spelt(types[1]) };
    teller.tell(WHATS[effect], { ...told, facts: typeFacts(before, after, types, inUnion) });
  } else if (formatEffect !== undefined) {
    const told = { before: types[0].format, after: types[1].format };
    teller.tell(FORMAT_WHATS[formatEffect], { ...told, facts: { types } });
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

function typeFacts(
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

export function typeFactsOf(schema: SchemaObject): TypeFacts {
  return factsOf(schema, typesOf(schema));
}

function factsOf(schema: SchemaObject, types: readonly string[] = impliedTypes(schema)): TypeFacts {
  return { types, format: schema.format ?? '' };
}

function spelt({ types, format }: TypeFacts): string {
  const text = types.length === 0 ? 'any' : types.join(' | ');
  return format === '' ? text : `${text} (${format})`;
}

/** Undefined: the same values. */
function effectOf(was: readonly string[], is: readonly string[]): Effect | undefined {
  if (was.length === 0 || is.length === 0) {
    if (was.length === is.length) return undefined;
    return is.length === 0 ? 'relaxed' : 'tightened';
  }
  const widened = was.every((type) => isCovered(type, is));
  const narrowed = is.every((type) => isCovered(type, was));
  if (widened && narrowed) return undefined;
  return widened ? 'relaxed' : narrowed ? 'tightened' : 'changed';
}

export function isCovered(type: string, by: readonly string[]): boolean {
  return by.includes(type) || (type === 'integer' && by.includes('number'));
}

/** Formats whose values are among those of another, by type. */
const WIDER_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'number float': ['double'],
  'integer int32': ['int64', 'bigint'],
  'integer int64': ['bigint'],
  'string date': ['date-time'],
  'string time': ['date-time'],
};

function effectOfFormat(was: TypeFacts, is: TypeFacts): Effect | undefined {
  if (was.format === is.format) return undefined;
  if (is.format === '') return 'relaxed';
  if (was.format === '') return 'tightened';
  if (isFormatWithin(was.format, is.format, is.types)) return 'relaxed';
  return isFormatWithin(is.format, was.format, was.types) ? 'tightened' : 'changed';
}

export function isFormatWithin(from: string, to: string, types: readonly string[]): boolean {
  if (to === '') return true;
  const [type] = types;
  return types.length === 1 && (WIDER_FORMATS[`${type} ${from}`] ?? []).includes(to);
}

/** The types of a schema that says nothing but types; undefined for one with variants that say more. */
function listOfTypes(schema: SchemaObject): readonly string[] | undefined {
  const types = typesOf(schema);
  if (!hasVariants(schema)) return types.length > 0 ? types : impliedTypes(schema);
  if (types.length > 0 || schema.not || schema.allOf || schema.properties) return undefined;
  const variants = schema.oneOf ?? schema.anyOf ?? [];
  const listed = variants.map(singleType);
  if (listed.includes(undefined)) return undefined;
  const all = new Set(listed.filter((type) => type !== undefined && type !== 'null'));
  return [...all].map(String).sort();
}

function hasVariants({ oneOf, anyOf }: SchemaObject): boolean {
  return oneOf !== undefined || anyOf !== undefined;
}

/** The one type of a schema that says nothing else: of what allows some values of a type alone, more is to be told. */
function singleType(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const types = writtenTypes(schema);
  const isSimple = Object.keys(schema).every((key) => key === 'type' || isNote(key));
  return isSimple && types.length === 1 ? types[0] : undefined;
}

/** What people mean by `properties` or `items` without a type. */
function impliedTypes(schema: SchemaObject): readonly string[] {
  if (schema.properties !== undefined || schema.required !== undefined) return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : [];
}

/** A scalar that became a list of such scalars: `?id=1` says both when each item repeats the name. */
function becameListOfItself(before: SchemaObject, after: SchemaObject): boolean {
  const was = typesOf(before);
  const { items } = after;
  if (was.length === 0 || typesOf(after).join() !== 'array' || typeof items !== 'object')
    return false;
  if (was.includes('array') || was.includes('object')) return false;
  const accepts = typesOf(items);
  const isText = accepts.length === 0 || accepts.join() === 'string';
  if (!isText && !was.every((type) => isCovered(type, accepts))) return false;
  const shapes = new Shapes();
  return shapes.of({ ...before, type: 'string' }) === shapes.of({ ...items, type: 'string' });
}
