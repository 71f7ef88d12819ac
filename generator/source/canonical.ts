import { type Field, type Shape, type ShapeName, SHAPES } from './canonical-schemas.js';
import { createHash } from 'node:crypto';
import { byCodeUnit } from '../util/order.js';

/**
 * Prints a published document (2.0 or 3.x) in its canonical form: JSON with keys sorted by code unit, two spaces of
 * indentation and a newline at the end. Lists whose order means nothing in OpenAPI are sorted, so that a document in
 * another order has the same form. All other lists keep their order, also those in examples, defaults and extensions.
 *
 * A `bigint` is printed with all its digits. A `number` is printed as the double that it is: `JSON.parse` rounds
 * integers beyond 2^53, and two documents that differ in nothing else have the same form.
 *
 * Takes time n log n for the keys of an object and the items of a set, and linear time otherwise.
 *
 * @param document parsed; no object may contain itself.
 */
export function canonicalJson(document: unknown): string {
  return `${print(document, { shape: 'document', as: 'one' }, '\n')}\n`;
}

/** @param lineBreak ends with the indentation of the line that the value is on. */
function print(value: unknown, field: Field, lineBreak: string): string {
  const level = canonicalLevel(value, field);
  if (typeof level === 'string') return level;
  const inner = `${lineBreak}  `;
  const inBrackets = (open: string, parts: readonly string[], close: string): string =>
    parts.length === 0
      ? open + close
      : `${open}${inner}${parts.join(`,${inner}`)}${lineBreak}${close}`;
  if ('items' in level) {
    const items = level.items.map((item) => print(item, level.field, inner));
    return inBrackets('[', items, ']');
  }
  const members = level.keys.map(
    (key) => `${JSON.stringify(key)}: ${print(level.values[key], fieldOf(key, level), inner)}`,
  );
  return inBrackets('{', members, '}');
}

/** One level of a value in canonical order: a scalar as its JSON text, a list, or an object. */
export type Level =
  string | { readonly items: readonly unknown[]; readonly field: Field } | ObjectLevel;

interface ObjectLevel {
  /** Sorted. */
  readonly keys: readonly string[];
  readonly values: JsonObject;
  /** The field of every value, or the shape that has a field for each key. */
  readonly contents: Field | Shape;
}

type JsonObject = Readonly<Record<string, unknown>>;

const DATA: Field = { shape: 'data', as: 'one' };

/** Lists that are parallel to an enum's values, and sorted along with them. */
const ENUM_COMPANIONS = [
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
];

/** The field of the value under a key. */
export function fieldOf(key: string, { contents }: ObjectLevel): Field {
  if ('as' in contents) return contents;
  if (Object.hasOwn(contents.fields, key)) return contents.fields[key] ?? DATA;
  if (contents.hasExtensions === true && key.startsWith('x-')) return DATA;
  return contents.others ?? DATA;
}

/** @param field the field that the value is in. */
export function canonicalLevel(value: unknown, field: Field): Level {
  const { shape, as } = field;
  if (as === 'one') return levelOfSingle(value, shape);
  const each: Field = { shape, as: 'one' };
  switch (as) {
    case 'map':
      return mapLevel(value, each) ?? levelOfSingle(value, 'data');
    case 'sets':
      return mapLevel(value, { shape, as: 'set' }) ?? levelOfSingle(value, 'data');
    case 'list':
      // `items` holds one schema in most drafts, a list of them in some.
      return Array.isArray(value) ? { items: value, field: each } : levelOfSingle(value, shape);
    case 'set':
      return Array.isArray(value)
        ? { items: sortedSet(value, shape), field: each }
        : levelOfSingle(value, shape);
    default:
      return as satisfies never;
  }
}

function levelOfSingle(value: unknown, shapeName: ShapeName): Level {
  if (Array.isArray(value)) return { items: value, field: DATA };
  if (!isObject(value)) return scalar(value);
  if (shapeName === 'data') return mapLevel(value, DATA) ?? '{}';
  const shape: Shape = SHAPES[shapeName];
  const hasEnum = shapeName === 'schema' || shapeName === 'parameter';
  const enums = hasEnum ? sortedEnum(value) : undefined;
  return {
    keys: sortedKeys(value),
    values: enums === undefined ? value : { ...value, ...enums },
    contents: shape,
  };
}

/** A level whose keys are names, not keywords; undefined for a value that is not an object. */
function mapLevel(value: unknown, field: Field): Level | undefined {
  return isObject(value) ? { keys: sortedKeys(value), values: value, contents: field } : undefined;
}

/** The default order of `sort` is that of code units. */
function sortedKeys(value: JsonObject): readonly string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
}

function sortedSet(items: readonly unknown[], shape: ShapeName): readonly unknown[] {
  if (items.length < 2) return items;
  const field: Field = { shape, as: 'one' };
  return items
    .map((item) => {
      let key: string | undefined;
      // Computed once, and only when the identities are equal, because it hashes long texts.
      return { item, identity: identityOf(item, shape), key: () => (key ??= sortKey(item, field)) };
    })
    .sort((a, b) => byCodeUnit(a.identity, b.identity) || byCodeUnit(a.key(), b.key()))
    .map(({ item }) => item);
}

/** What identifies an item is compared first, so that a change inside one item does not move others. */
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

/** Sorts `enum`, and with it the parallel lists that have the same length. */
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
    key: columns.map(({ items }) => sortKey(items[index], DATA)).join('\0'),
  }));
  rows.sort((a, b) => byNumber(a.value, b.value) || byCodeUnit(a.key, b.key));
  return Object.fromEntries(
    columns.map(({ key, items }) => [key, rows.map(({ index }) => items[index])] as const),
  );
}

/** Compares numbers by value and puts them first; zero when neither is a number. */
function byNumber(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(typeof b === 'number') - Number(typeof a === 'number');
}

function scalar(value: unknown): string {
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'bigint') return value.toString();
  // An undefined list item becomes null, as JSON.stringify does with it inside a list.
  return value === undefined ? 'null' : JSON.stringify(value);
}

const MAX_SORT_KEY = 200;
/** Computed sort keys, by value and field: sets within sets need the same ones repeatedly. */
const SORT_KEYS = new WeakMap<object, Map<string, string>>();

/**
 * The text that a value is sorted by. A long text is cut and given a hash of the whole, so that sorting sets within
 * sets takes linear time.
 */
function sortKey(value: unknown, field: Field): string {
  const kind = `${field.as} ${field.shape}`;
  const keys = typeof value === 'object' && value !== null ? SORT_KEYS.get(value) : undefined;
  const known = keys?.get(kind);
  if (known !== undefined) return known;
  const key = shortened(sortKeyText(canonicalLevel(value, field)));
  if (typeof value === 'object' && value !== null) {
    SORT_KEYS.set(value, new Map([...(keys ?? []), [kind, key]]));
  }
  return key;
}

function sortKeyText(level: Level): string {
  if (typeof level === 'string') return level;
  if ('items' in level) {
    return `[${level.items.map((item) => sortKey(item, level.field)).join(',')}]`;
  }
  const entries = level.keys.map(
    (key) => `${JSON.stringify(key)}:${sortKey(level.values[key], fieldOf(key, level))}`,
  );
  return `{${entries.join(',')}}`;
}

function shortened(text: string): string {
  if (text.length <= MAX_SORT_KEY) return text;
  return `${text.slice(0, MAX_SORT_KEY)}#${createHash('sha256').update(text).digest('hex')}`;
}

/** A Date, which YAML may contain, is a scalar: JSON.stringify prints it as text. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
