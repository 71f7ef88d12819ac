import { parseInstant } from '../../util/dotnet-formats.js';
import { isRecord } from '../../util/is-record.js';
import { byCodeUnit } from '../../util/order.js';
import type { JsonType, Shape } from '../shape.js';
import { looksLikeName } from './names.js';

/** Levels of a shape; what lies deeper is not described. */
const MAX_LEVELS = 12;

/** Schemas of a shape together: an answer with ever new names does not fill the memory. */
const MAX_NODES = 2_000;

/** Distinct names at one place, and those where the values differ in type, which the values of a map do not. */
const MAX_NAMES = 20;
const MAX_UNLIKE_NAMES = 100;

interface Node {
  seen: number;
  readonly types: Map<JsonType, number>;
  readonly formats: Map<string, number>;
  readonly properties: Map<string, Node>;
  values?: Node;
  items?: Node;
}

export function getJsonType(value: unknown): JsonType {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'string':
      return 'string';
    default:
      return Array.isArray(value) ? 'array' : 'object';
  }
}

/** Counts what values look like, and keeps none of them. */
export class ShapeTally {
  readonly #root = createNode();
  #nodes = 1;

  add(value: unknown): void {
    this.#addValue(this.#root, value, 1);
  }

  addShape(shape: Shape): void {
    this.#addShape(this.#root, shape, 1);
  }

  /** Of the values so far, the only type but null; undefined when there are several or none. */
  get onlyType(): JsonType | undefined {
    return getOnlyType(this.#root);
  }

  toShape(): Shape {
    return toShape(this.#root);
  }

  #addValue(node: Node, value: unknown, level: number): void {
    const type = getJsonType(value);
    node.seen += 1;
    count(node.types, type, 1);
    if (typeof value === 'string') {
      const format = detectFormat(value);
      if (format !== undefined) count(node.formats, format, 1);
    }
    if (level === MAX_LEVELS) return;
    if (Array.isArray(value)) {
      const items = this.#part(node, 'items');
      if (items !== undefined) for (const item of value) this.#addValue(items, item, level + 1);
    } else if (isRecord(value)) {
      for (const name of Object.keys(value)) {
        const property = this.#property(node, name, getJsonType(value[name]));
        if (property !== undefined) this.#addValue(property, value[name], level + 1);
      }
    }
  }

  #addShape(node: Node, shape: Shape, level: number): void {
    node.seen += shape.seen;
    for (const [type, seen] of Object.entries(shape.types))
      count(node.types, type as JsonType, seen);
    for (const [format, seen] of Object.entries(shape.formats ?? {}))
      count(node.formats, format, seen);
    if (level === MAX_LEVELS) return;
    const parts = ['items', 'values'] as const;
    for (const part of parts) {
      const inner = shape[part];
      const target = inner && this.#part(node, part);
      if (target) this.#addShape(target, inner, level + 1);
    }
    for (const [name, inner] of Object.entries(shape.properties ?? {})) {
      const [type = 'null'] = Object.keys(inner.types) as readonly JsonType[];
      const property = this.#property(node, name, type);
      if (property !== undefined) this.#addShape(property, inner, level + 1);
    }
  }

  #part(node: Node, part: 'items' | 'values'): Node | undefined {
    const known = node[part] ?? this.#create();
    if (known !== undefined) node[part] = known;
    return known;
  }

  /** The node for a property: its own, or that of all keys that are data. */
  #property(node: Node, name: string, type: JsonType): Node | undefined {
    const known = node.properties.get(name);
    if (known !== undefined) return known;
    const types = () => [...node.properties.values()].map(getOnlyType);
    if (!looksLikeName(name) || !mayKeepName(node.properties.size, types, type))
      return this.#part(node, 'values');
    const created = this.#create();
    if (created !== undefined) node.properties.set(name, created);
    return created;
  }

  #create(): Node | undefined {
    if (this.#nodes >= MAX_NODES) return undefined;
    this.#nodes += 1;
    return createNode();
  }
}

/**
 * Whether one more distinct name is kept at a place. Beyond a few, it must be an object with properties of several types:
 * the values of a map have one, and its keys are data even if they look like names.
 *
 * @param types The type of each known property, undefined for one with several.
 */
export function mayKeepName(
  known: number,
  types: () => readonly (JsonType | undefined)[],
  type: JsonType,
): boolean {
  if (known < MAX_NAMES) return true;
  return known < MAX_UNLIKE_NAMES && new Set([...types(), type]).size > 1;
}

function createNode(): Node {
  return { seen: 0, types: new Map(), formats: new Map(), properties: new Map() };
}

function getOnlyType({ types }: Node): JsonType | undefined {
  const [first, ...others] = [...types.keys()].filter((type) => type !== 'null');
  return others.length === 0 ? first : undefined;
}

function count<K>(counts: Map<K, number>, key: K, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function toShape(node: Node): Shape {
  const { seen, types, formats, properties, values, items } = node;
  return {
    seen,
    types: toSorted(types),
    ...(formats.size > 0 && { formats: toSorted(formats) }),
    ...(properties.size > 0 && {
      properties: toSorted(new Map([...properties].map(([name, each]) => [name, toShape(each)]))),
    }),
    ...(values && { values: toShape(values) }),
    ...(items && items.seen > 0 && { items: toShape(items) }),
  };
}

/** `fromEntries` makes an own property of `__proto__`, which an assignment would not. */
function toSorted<V>(map: ReadonlyMap<string, V>): Readonly<Record<string, V>> {
  return Object.fromEntries([...map].sort(([a], [b]) => byCodeUnit(a, b)));
}

/** The longest text that is looked at: no format but a URI has more, and that is told by its start. */
const MAX_TEXT = 300;

/** The well-known format that a text is written in; undefined for any other text. */
function detectFormat(whole: string): string | undefined {
  const text = whole.slice(0, MAX_TEXT);
  const isCut = text.length < whole.length;
  return FORMATS.find(([format, test]) => (!isCut || format === 'uri') && test(text))?.[0];
}

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const FORMATS: readonly (readonly [format: string, test: (text: string) => boolean])[] = [
  ['uuid', matches(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)],
  ['date', (text) => text.length === 10 && !Number.isNaN(parseInstant(text))],
  ['date-time', (text) => !Number.isNaN(parseInstant(text))],
  ['time', matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/)],
  ['date-span', matches(/^-?(\d{1,8}\.)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/)],
  [
    'duration',
    matches(/^-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?([\d.]+S)?)?$/),
  ],
  ['uri', matches(/^https?:\/\/[^\s/]/)],
  ['email', matches(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/)],
  ['ipv4', matches(/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/)],
];
