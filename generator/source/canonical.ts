import { createHash } from 'node:crypto';
import { byCodeUnit } from '../order.js';
import { SHAPES, type Field, type Shape, type ShapeName } from './canonical-shapes.js';

/** A value in canonical order: a scalar as its JSON text, a list, or an object with its keys sorted. */
type Node =
  | string
  | { readonly items: readonly Node[] }
  | { readonly entries: readonly (readonly [string, Node])[] };

/** Lists that name an enum's values one by one; they are ordered as the values are. */
const ENUM_COMPANIONS = [
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
];

/**
 * The canonical form of a published document (2.0 or 3.x): JSON with keys sorted by code unit, two
 * spaces of indentation and a newline at the end. Lists whose order means nothing in OpenAPI are sorted,
 * so that a document printed in another order is no change; all others stay, and so does data (examples,
 * defaults, extensions).
 *
 * Integers beyond 2^53: a `bigint` is printed with all its digits. A `number` is printed as the double
 * that it is; where `JSON.parse` already rounded it (`9223372036854775807`), the rounded value is
 * printed, and two documents that differ in nothing else have the same form.
 *
 * Takes linear time, and time n log n for the keys of an object and the items of a set.
 * @param document parsed; no object may contain itself.
 */
export function canonicalJson(document: unknown): string {
  return `${printed('', ordered(document, 'document'), '')}\n`;
}

function ordered(value: unknown, shapeName: ShapeName): Node {
  if (Array.isArray(value)) return { items: value.map((item) => ordered(item, 'data')) };
  if (!isObject(value)) return scalar(value);
  const shape: Shape = shapeName === 'data' ? { fields: {} } : SHAPES[shapeName];
  const hasEnum = shapeName === 'schema' || shapeName === 'parameter';
  const enums = hasEnum ? orderedEnum(value) : undefined;
  return {
    entries: keysOf(value).map((key) => [
      key,
      enums?.get(key) ?? orderedField(value[key], fieldOf(shape, key)),
    ]),
  };
}

/** By code unit, which is how a list of texts is sorted where nothing else is said. */
function keysOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
}

function fieldOf(shape: Shape, key: string): Field | undefined {
  if (Object.hasOwn(shape.fields, key)) return shape.fields[key];
  return shape.hasExtensions === true && key.startsWith('x-') ? undefined : shape.others;
}

function orderedField(value: unknown, field: Field | undefined): Node {
  if (field === undefined) return ordered(value, 'data');
  const { shape, as } = field;
  switch (as) {
    case 'one':
      return ordered(value, shape);
    case 'map':
      return mapped(value, (member) => ordered(member, shape));
    case 'sets':
      return mapped(value, (member) => orderedSet(member, shape));
    case 'list':
      // `items` holds one schema in most drafts, a list of them in some.
      return Array.isArray(value)
        ? { items: value.map((item) => ordered(item, shape)) }
        : ordered(value, shape);
    case 'set':
      return orderedSet(value, shape);
    default:
      return as satisfies never;
  }
}

/** Keys that people chose: none of them is a keyword. */
function mapped(value: unknown, order: (member: unknown) => Node): Node {
  if (!isObject(value)) return ordered(value, 'data');
  return { entries: keysOf(value).map((key) => [key, order(value[key])]) };
}

function orderedSet(value: unknown, shape: ShapeName): Node {
  if (!Array.isArray(value)) return ordered(value, shape);
  const items = value.map((item: unknown) => ordered(item, shape));
  if (items.length < 2) return { items };
  const keyed = value.map((item: unknown, index) => ({
    node: items[index] ?? 'null',
    identity: identityOf(item, shape),
  }));
  keyed.sort(
    (a, b) => byCodeUnit(a.identity, b.identity) || byCodeUnit(keyOf(a.node), keyOf(b.node)),
  );
  return { items: keyed.map(({ node }) => node) };
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
function orderedEnum(
  schema: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Node> | undefined {
  const values = schema['enum'];
  if (!Array.isArray(values)) return undefined;
  const companions = ENUM_COMPANIONS.filter((key) => {
    const list = schema[key];
    return Array.isArray(list) && list.length === values.length;
  });
  const columns = ['enum', ...companions].map((key) => ({
    key,
    items: (schema[key] as readonly unknown[]).map((item) => ordered(item, 'data')),
  }));
  const rows = values.map((value: unknown, index) => ({
    value,
    index,
    key: columns.map(({ items }) => keyOf(items[index] ?? 'null')).join('\0'),
  }));
  rows.sort((a, b) => byNumber(a.value, b.value) || byCodeUnit(a.key, b.key));
  return new Map(
    columns.map(({ key, items }) => [
      key,
      { items: rows.map(({ index }) => items[index] ?? 'null') },
    ]),
  );
}

/** Numbers by size and before all else; zero where neither is a number. */
function byNumber(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(typeof b === 'number') - Number(typeof a === 'number');
}

function scalar(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  // What JSON cannot say (NaN, undefined in a list) is null, as JSON.stringify has it.
  return JSON.stringify(value) ?? 'null';
}

const MAX_KEY = 200;
/** Keys that are known: sets within sets ask for the same ones again. */
const KEYS = new WeakMap<object, string>();

/**
 * What a node is ordered by: its text, where that is short; else the start of it and a digest of all, so
 * that ordering sets within sets takes no longer than reading them once.
 */
function keyOf(node: Node): string {
  if (typeof node === 'string') return shortened(node);
  const known = KEYS.get(node);
  if (known !== undefined) return known;
  const key = shortened(
    'items' in node
      ? `[${node.items.map(keyOf).join(',')}]`
      : `{${node.entries.map(([name, value]) => `${JSON.stringify(name)}:${keyOf(value)}`).join(',')}}`,
  );
  KEYS.set(node, key);
  return key;
}

function shortened(text: string): string {
  if (text.length <= MAX_KEY) return text;
  return `${text.slice(0, MAX_KEY)}#${createHash('sha256').update(text).digest('hex')}`;
}

/** The text so far and a node's, indented. It only ever grows at its end, which takes linear time. */
function printed(before: string, node: Node, indent: string): string {
  if (typeof node === 'string') return before + node;
  const isList = 'items' in node;
  const inner = `${indent}  `;
  let text = before + (isList ? '[' : '{');
  let separator = `\n${inner}`;
  const next = `,\n${inner}`;
  if (isList) {
    for (const item of node.items) {
      text = printed(text + separator, item, inner);
      separator = next;
    }
  } else {
    for (const [name, value] of node.entries) {
      text = printed(`${text}${separator}${JSON.stringify(name)}: `, value, inner);
      separator = next;
    }
  }
  const isEmpty = separator !== next;
  return text + (isEmpty ? '' : `\n${indent}`) + (isList ? ']' : '}');
}

/** A Date, which YAML may give, is a scalar: JSON.stringify prints it as text. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
