import { createHash } from 'node:crypto';
import { byCodeUnit } from '../util/order.js';
import { SHAPES, type Field, type Shape, type ShapeName } from './canonical-shapes.js';

/** One level of a value in canonical order: a scalar as its JSON text, a list, or an object. */
export type Level =
  string | { readonly items: readonly unknown[]; readonly field: Field } | ObjectLevel;

interface ObjectLevel {
  /** In their order. */
  readonly keys: readonly string[];
  readonly values: JsonObject;
  /** What each of them holds, or what the structure says that it does. */
  readonly holds: Field | Shape;
}

type JsonObject = Readonly<Record<string, unknown>>;

const DATA: Field = { shape: 'data', as: 'one' };

/** Lists that name an enum's values one by one; they are ordered as the values are. */
const ENUM_COMPANIONS = [
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
];

/** What the document's structure says of the value under a key. */
export function fieldUnder(key: string, { holds }: ObjectLevel): Field {
  if ('as' in holds) return holds;
  if (Object.hasOwn(holds.fields, key)) return holds.fields[key] ?? DATA;
  if (holds.hasExtensions === true && key.startsWith('x-')) return DATA;
  return holds.others ?? DATA;
}

/** @param field what the document's structure says of the value. */
export function levelOf(value: unknown, field: Field): Level {
  const { shape, as } = field;
  if (as === 'one') return levelOfOne(value, shape);
  const each: Field = { shape, as: 'one' };
  switch (as) {
    case 'map':
      return membersOf(value, each) ?? levelOfOne(value, 'data');
    case 'sets':
      return membersOf(value, { shape, as: 'set' }) ?? levelOfOne(value, 'data');
    case 'list':
      // `items` holds one schema in most drafts, a list of them in some.
      return Array.isArray(value) ? { items: value, field: each } : levelOfOne(value, shape);
    case 'set':
      return Array.isArray(value)
        ? { items: sortedSet(value, shape), field: each }
        : levelOfOne(value, shape);
    default:
      return as satisfies never;
  }
}

function levelOfOne(value: unknown, shapeName: ShapeName): Level {
  if (Array.isArray(value)) return { items: value, field: DATA };
  if (!isObject(value)) return scalar(value);
  if (shapeName === 'data') return membersOf(value, DATA) ?? '{}';
  const shape: Shape = SHAPES[shapeName];
  const hasEnum = shapeName === 'schema' || shapeName === 'parameter';
  const enums = hasEnum ? sortedEnum(value) : undefined;
  return {
    keys: keysOf(value),
    values: enums === undefined ? value : { ...value, ...enums },
    holds: shape,
  };
}

/** Keys that people chose: none of them is a keyword. Undefined for what has none. */
function membersOf(value: unknown, field: Field): Level | undefined {
  return isObject(value) ? { keys: keysOf(value), values: value, holds: field } : undefined;
}

/** By code unit, which is how a list of texts is sorted where nothing else is said. */
function keysOf(value: JsonObject): readonly string[] {
  const keys = Object.keys(value);
  let isSorted = true;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (value[key] === undefined) return keysOf(withoutUndefined(value));
    if (index > 0 && key < (keys[index - 1] ?? '')) isSorted = false;
  }
  return isSorted ? keys : keys.sort();
}

function withoutUndefined(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function sortedSet(items: readonly unknown[], shape: ShapeName): readonly unknown[] {
  if (items.length < 2) return items;
  const field: Field = { shape, as: 'one' };
  return items
    .map((item) => {
      let key: string | undefined;
      // Made once, and only where names do not decide: a long text is digested for it.
      return { item, identity: identityOf(item, shape), key: () => (key ??= keyOf(item, field)) };
    })
    .sort((a, b) => byCodeUnit(a.identity, b.identity) || byCodeUnit(a.key(), b.key()))
    .map(({ item }) => item);
}

/** What people know an item by comes first, so that a change inside one moves no other. */
function identityOf(item: unknown, shape: ShapeName): string {
  if (!isObject(item)) return '';
  const parts = (keys: readonly string[]) =>
    keys.map((key) => (typeof item[key] === 'string' ? item[key] : '')).join('\0');
  switch (shape) {
    case 'parameter':
      return parts(['in', 'name', '$ref']);
    case 'tag':
      return parts(['name']);
    case 'schema':
      return parts(['$ref', 'title']);
    default:
      return '';
  }
}

/** `enum` sorted, and with it the lists that go with it, where they are as long. */
function sortedEnum(schema: JsonObject): Readonly<Record<string, readonly unknown[]>> | undefined {
  const values = schema['enum'];
  if (!Array.isArray(values)) return undefined;
  const columns = ['enum', ...ENUM_COMPANIONS].flatMap((key) => {
    const list: unknown = schema[key];
    return Array.isArray(list) && list.length === values.length
      ? [{ key, items: list as readonly unknown[] }]
      : [];
  });
  const rows = values.map((value: unknown, index) => ({
    value,
    index,
    key: columns.map(({ items }) => keyOf(items[index], DATA)).join('\0'),
  }));
  rows.sort((a, b) => byNumber(a.value, b.value) || byCodeUnit(a.key, b.key));
  return Object.fromEntries(
    columns.map(({ key, items }) => [key, rows.map(({ index }) => items[index])] as const),
  );
}

/** Numbers by size and before all else; zero where neither is a number. */
function byNumber(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(typeof b === 'number') - Number(typeof a === 'number');
}

function scalar(value: unknown): string {
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'bigint') return value.toString();
  // What JSON cannot say (NaN, undefined in a list) is null, as JSON.stringify has it.
  return JSON.stringify(value) ?? 'null';
}

const MAX_KEY = 200;
/** Keys that are known, by what the value is taken for: sets within sets ask for the same ones again. */
const KEYS = new WeakMap<object, Map<string, string>>();

/**
 * What a value is ordered by: its text, where that is short; else the start of it and a digest of all, so
 * that ordering sets within sets takes no longer than reading them once.
 */
function keyOf(value: unknown, field: Field): string {
  const kind = `${field.as} ${field.shape}`;
  const keys = typeof value === 'object' && value !== null ? KEYS.get(value) : undefined;
  const known = keys?.get(kind);
  if (known !== undefined) return known;
  const key = shortened(keyTextOf(levelOf(value, field)));
  if (typeof value === 'object' && value !== null) {
    KEYS.set(value, new Map([...(keys ?? []), [kind, key]]));
  }
  return key;
}

function keyTextOf(level: Level): string {
  if (typeof level === 'string') return level;
  if ('items' in level) {
    return `[${level.items.map((item) => keyOf(item, level.field)).join(',')}]`;
  }
  const entries = level.keys.map(
    (key) => `${JSON.stringify(key)}:${keyOf(level.values[key], fieldUnder(key, level))}`,
  );
  return `{${entries.join(',')}}`;
}

function shortened(text: string): string {
  if (text.length <= MAX_KEY) return text;
  return `${text.slice(0, MAX_KEY)}#${createHash('sha256').update(text).digest('hex')}`;
}

/** A Date, which YAML may give, is a scalar: JSON.stringify prints it as text. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
