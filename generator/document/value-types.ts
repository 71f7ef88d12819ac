import type { Diagnostics } from '../diagnostics.js';
import { escapeSegment } from '../util/json-pointer.js';
import { define, describeKind, isArray, isObject, own, type JsonObject } from './json.js';
import type { ExternalDocsObject } from './openapi.js';
import type { Origins } from './origins.js';

/** The expected type of a value: its name for messages, and its test. */
export interface Expected<T> {
  readonly name: string;
  readonly test: (value: unknown) => value is T;
}

export const STRING: Expected<string> = {
  name: 'a string',
  test: (value) => typeof value === 'string',
};
export const BOOLEAN: Expected<boolean> = {
  name: 'true or false',
  test: (value) => typeof value === 'boolean',
};
export const NUMBER: Expected<number> = {
  name: 'a number',
  test: (value): value is number => typeof value === 'number' && Number.isFinite(value),
};
export const OBJECT: Expected<JsonObject> = { name: 'an object', test: isObject };
export const ARRAY: Expected<readonly unknown[]> = { name: 'an array', test: isArray };

/** Reads parts of nodes. A part of a wrong type is reported (`node-malformed`) and left out. */
export class ShapeReader {
  readonly #origins: Origins;
  readonly #diagnostics: Diagnostics;

  constructor(origins: Origins, diagnostics: Diagnostics) {
    this.#origins = origins;
    this.#diagnostics = diagnostics;
  }

  /** The value under a key; undefined when it is absent or has the wrong type. */
  read<T>(node: JsonObject, key: string, expected: Expected<T>): T | undefined {
    const value = own(node, key);
    if (value === undefined || expected.test(value)) return value;
    this.report(node, key, expected.name, value);
    return undefined;
  }

  /** A new object with those of the given keys whose value has the right type. */
  pick<K extends string, T>(
    node: JsonObject,
    keys: readonly K[],
    expected: Expected<T>,
  ): Partial<Record<K, T>> {
    const picked: Partial<Record<K, T>> = {};
    for (const key of keys) {
      const value = this.read(node, key, expected);
      if (value !== undefined) picked[key] = value;
    }
    return picked;
  }

  /** Maps the items of an array; an item that maps to undefined is left out. */
  list<T>(
    node: JsonObject,
    key: string,
    item: (value: unknown, index: string, list: readonly unknown[]) => T | undefined,
  ): readonly T[] | undefined {
    const list = this.read(node, key, ARRAY);
    if (list === undefined) return undefined;
    const made: T[] = [];
    list.forEach((value, index) => {
      const one = item(value, String(index), list);
      if (one !== undefined) made.push(this.#from(value, one));
    });
    return this.#origins.derive(made, list);
  }

  /** An array of strings; other items are reported and left out. */
  strings(node: JsonObject, key: string): readonly string[] | undefined {
    return this.list(node, key, (value, index, list) => this.check(list, index, value, STRING));
  }

  /** Maps the values of an object; a value that maps to undefined is left out. */
  map<T>(
    node: JsonObject,
    key: string,
    entry: (value: unknown, name: string, map: JsonObject) => T | undefined,
  ): Readonly<Record<string, T>> | undefined {
    const map = this.read(node, key, OBJECT);
    if (map === undefined) return undefined;
    const made: Record<string, T> = {};
    for (const name of Object.keys(map)) {
      const value = map[name];
      const one = entry(value, name, map);
      if (one !== undefined) define(made, name, this.#from(value, one));
    }
    return this.#origins.derive(made, map);
  }

  /** An item of an array or a value of an object, if it has the right type. */
  check<T>(owner: object, key: string, value: unknown, expected: Expected<T>): T | undefined {
    if (expected.test(value)) return value;
    this.report(owner, key, expected.name, value);
    return undefined;
  }

  #from<T>(published: unknown, made: T): T {
    if (typeof made !== 'object' || made === null) return made;
    if (typeof published !== 'object' || published === null) return made;
    return this.#origins.derive(made, published);
  }

  /** Reports that an `enum` or `const` contradicts its type, once for all schemas. */
  reportValues(schema: JsonObject): void {
    const key = own(schema, 'enum') === undefined ? 'const' : 'enum';
    this.#diagnostics.reportOnce(
      'enum-value-mismatch',
      `${this.#origins.getPointer(schema)}/${key}`,
      `'${key}' has values that the schema's type does not allow.`,
    );
  }

  report(owner: object, key: string, expected: string, value: unknown): void {
    const pointer = `${this.#origins.getPointer(owner)}/${escapeSegment(key)}`;
    this.#diagnostics.report(
      'node-malformed',
      pointer,
      `'${key}' must be ${expected}, not ${describeKind(value)}.`,
    );
  }
}

/** Reads `externalDocs` of the document, a tag, an operation or a schema. */
export function readExternalDocs(
  shapes: ShapeReader,
  node: JsonObject,
): ExternalDocsObject | undefined {
  const docs = shapes.read(node, 'externalDocs', OBJECT);
  const url = docs && shapes.check(docs, 'url', own(docs, 'url'), STRING);
  if (docs === undefined || url === undefined) return undefined;
  return { url, ...shapes.pick(docs, ['description'], STRING) };
}
