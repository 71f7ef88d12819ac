import { createHash } from 'node:crypto';
import type { SchemaObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import { isNote, nameOf, type Schema } from './resolve.js';

/** Keywords whose lists say the same in any order. */
const SETS = new Set(['required', 'type', 'enum', 'allOf', 'oneOf', 'anyOf', 'x-extensible-enum']);
/** Keywords whose value is data. */
const DATA = new Set([
  'enum',
  'const',
  'discriminator',
  'dependentRequired',
  'x-extensible-enum',
  'x-enumNames',
  'x-enum-varnames',
]);
/** Keywords whose keys people chose. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/** What a schema is, without its notes and without the order of what has none, as a digest. */
export class Shapes {
  readonly #known = new WeakMap<object, string>();
  readonly #rename: (name: string) => string;

  /** @param rename the name to take a referred schema's name for. */
  constructor(rename: (name: string) => string = (name) => name) {
    this.#rename = rename;
  }

  of(schema: Schema): string {
    if (typeof schema === 'boolean') return String(schema);
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const digest = digested(this.#spelt(schema));
    this.#known.set(schema, digest);
    return digest;
  }

  #spelt(schema: SchemaObject): string {
    const entries = Object.entries(schema)
      .filter(([key]) => !isNote(key))
      .sort(([a], [b]) => byCodeUnit(a, b));
    return entries.map(([key, value]) => `${key}:${this.#value(key, value)}`).join(';');
  }

  #value(key: string, value: unknown): string {
    if (key === '$ref') return this.#rename(nameOf(String(value)));
    if (key === 'type') return spelt([value].flat().map(String).sort());
    if (SETS.has(key) && Array.isArray(value)) {
      const items = value as readonly unknown[];
      return spelt(items.map((item) => (DATA.has(key) ? spelt(item) : this.#any(item))).sort());
    }
    if (DATA.has(key)) return spelt(value);
    return MAPS.has(key) ? this.#map(value) : this.#any(value);
  }

  #map(map: unknown): string {
    const entries = Object.entries(Object(map)).sort(([a], [b]) => byCodeUnit(a, b));
    return entries.map(([key, one]) => `${JSON.stringify(key)}:${this.#any(one)}`).join(',');
  }

  #any(value: unknown): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
    if (Array.isArray(value)) return spelt(value.map((item) => this.#any(item)));
    return this.of(value);
  }
}

/** JSON with the keys of objects sorted. */
export function spelt(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(spelt).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${spelt(one)}`).join(',')}}`;
}

function digested(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
