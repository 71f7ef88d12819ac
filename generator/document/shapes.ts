import type { Diagnostics } from '../diagnostics.js';
import { define, isList, isObject, kindOf, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';
import { escapeSegment } from './pointers.js';

/** What a value should be: in words, for the complaint, and as a test. */
export interface Expected<T> {
  readonly name: string;
  readonly test: (value: unknown) => value is T;
}

export const TEXT: Expected<string> = {
  name: 'a text',
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
export const LIST: Expected<readonly unknown[]> = { name: 'a list', test: isList };

/** Reads parts of nodes that may be of the wrong shape: such a part is complained of (`node-malformed`) and left out. */
export class Shapes {
  readonly #origins: Origins;
  readonly #diagnostics: Diagnostics;

  constructor(origins: Origins, diagnostics: Diagnostics) {
    this.#origins = origins;
    this.#diagnostics = diagnostics;
  }

  /** The value under a key; undefined when it is absent or of the wrong shape. */
  read<T>(node: JsonObject, key: string, expected: Expected<T>): T | undefined {
    const value = own(node, key);
    if (value === undefined || expected.test(value)) return value;
    this.complain(node, key, expected.name, value);
    return undefined;
  }

  /** The given keys that are there and sound, as an object of their own. */
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

  /** A list's items as `read` makes them; what it makes nothing of is left out. */
  list<T>(
    node: JsonObject,
    key: string,
    item: (value: unknown, index: string, list: readonly unknown[]) => T | undefined,
  ): readonly T[] | undefined {
    const list = this.read(node, key, LIST);
    if (list === undefined) return undefined;
    const made: T[] = [];
    list.forEach((value, index) => {
      const one = item(value, String(index), list);
      if (one !== undefined) made.push(this.#from(value, one));
    });
    return this.#origins.derive(made, list);
  }

  /** A list of texts; other items are left out. */
  texts(node: JsonObject, key: string): readonly string[] | undefined {
    return this.list(node, key, (value, index, list) => this.part(list, index, value, TEXT));
  }

  /** A map's values as `read` makes them, under their names; what it makes nothing of is left out. */
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

  /** A part of a list or a map, when it is what is expected. */
  part<T>(owner: object, key: string, value: unknown, expected: Expected<T>): T | undefined {
    if (expected.test(value)) return value;
    this.complain(owner, key, expected.name, value);
    return undefined;
  }

  #from<T>(published: unknown, made: T): T {
    if (typeof made !== 'object' || made === null) return made;
    if (typeof published !== 'object' || published === null) return made;
    return this.#origins.derive(made, published);
  }

  complain(owner: object, key: string, expected: string, value: unknown): void {
    const pointer = `${this.#origins.pointerOf(owner)}/${escapeSegment(key)}`;
    this.#diagnostics.report(
      'node-malformed',
      pointer,
      `'${key}' must be ${expected}, not ${kindOf(value)}.`,
    );
  }
}
