import { createHash } from 'node:crypto';
import { byCodeUnit } from '../../util/order.js';
import type { SchemaObject } from '../raw-openapi.js';
import { getReferencedName, isAnnotation, type Schema } from './resolve.js';

/** Keywords whose lists have no order. */
const SETS = new Set(['required', 'type', 'enum', 'allOf', 'oneOf', 'anyOf', 'x-extensible-enum']);
/** Keywords whose value is data, not schemas. */
const DATA = new Set([
  'enum',
  'const',
  'discriminator',
  'dependentRequired',
  'x-extensible-enum',
  'x-enumNames',
  'x-enum-varnames',
]);
/** Keywords that map names to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/** Digests of schemas: equal for two schemas that differ only in annotations and in orders without meaning. */
export class Shapes {
  readonly #digests = new WeakMap<object, string>();
  readonly #rename: (name: string) => string;

  /** @param rename replaces the names of referenced schemas. */
  constructor(rename: (name: string) => string = (name) => name) {
    this.#rename = rename;
  }

  digest(schema: Schema): string {
    if (typeof schema === 'boolean') return String(schema);
    const known = this.#digests.get(schema);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(this.#serialize(schema)).digest('base64');
    this.#digests.set(schema, digest);
    return digest;
  }

  #serialize(schema: SchemaObject): string {
    const entries = Object.entries(schema)
      .filter(([key]) => !isAnnotation(key))
      .sort(([a], [b]) => byCodeUnit(a, b));
    return entries.map(([key, value]) => `${key}:${this.#serializeKeyword(key, value)}`).join(';');
  }

  #serializeKeyword(key: string, value: unknown): string {
    if (key === '$ref') return this.#rename(getReferencedName(String(value)));
    if (key === 'type') return toCanonicalJson([value].flat().map(String).sort());
    if (SETS.has(key) && Array.isArray(value)) {
      const items = (value as readonly unknown[]).map((item) =>
        DATA.has(key) ? toCanonicalJson(item) : this.#serializeAny(item),
      );
      return toCanonicalJson(items.sort());
    }
    if (DATA.has(key)) return toCanonicalJson(value);
    return MAPS.has(key) ? this.#serializeMap(value) : this.#serializeAny(value);
  }

  #serializeMap(map: unknown): string {
    const entries = Object.entries(Object(map) as object).sort(([a], [b]) => byCodeUnit(a, b));
    return entries
      .map(([key, one]: [string, unknown]) => `${JSON.stringify(key)}:${this.#serializeAny(one)}`)
      .join(',');
  }

  #serializeAny(value: unknown): string {
    if (typeof value !== 'object' || value === null) return toCanonicalJson(value);
    if (Array.isArray(value)) return toCanonicalJson(value.map((item) => this.#serializeAny(item)));
    return this.digest(value);
  }
}

/** JSON with sorted keys; `undefined` for undefined. */
export function toCanonicalJson(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${toCanonicalJson(one)}`).join(',')}}`;
}
