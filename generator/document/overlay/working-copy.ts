import type { JSONValue } from 'json-p3';
import { isObject } from './parse.js';

export type JsonMap = Record<string, JSONValue>;
export type Container = JsonMap | JSONValue[];

/** Where the items of a list were published; what was appended counts on from the published length. */
interface Indexes {
  readonly published: number[];
  next: number;
}

/**
 * A copy of a document to be changed in place, action after action: a copy for each change would cost
 * as much as the document is wide. It shares nothing with the published document or an overlay.
 */
export class WorkingCopy {
  readonly root: JSONValue;
  readonly #indexes = new WeakMap<object, Indexes>();

  constructor(published: JSONValue) {
    this.root = copied(published);
  }

  /** Merges recursively: objects by key, lists by appending; any other value takes the old one's place. */
  merge(target: JsonMap, update: Readonly<JsonMap>): void {
    for (const [key, value] of Object.entries(update)) {
      const old = Object.hasOwn(target, key) ? target[key] : undefined;
      if (isObject(old) && isObject(value)) this.merge(old, value);
      else if (Array.isArray(old) && Array.isArray(value)) this.append(old, value);
      else set(target, key, copied(value));
    }
  }

  append(target: JSONValue[], items: readonly JSONValue[]): void {
    const indexes = this.#indexesOf(target);
    for (const item of items) {
      target.push(copied(item));
      indexes.published.push(indexes.next++);
    }
  }

  /** Removes all at once: the places are those of before the first removal. */
  remove(places: readonly { readonly parent: Container; readonly key: string | number }[]): void {
    const fromLists = new Map<JSONValue[], Set<string | number>>();
    for (const { parent, key } of places) {
      if (!Array.isArray(parent)) {
        Reflect.deleteProperty(parent, key);
        continue;
      }
      const keys = fromLists.get(parent) ?? new Set();
      fromLists.set(parent, keys.add(key));
    }
    for (const [list, keys] of fromLists) {
      drop(this.#indexesOf(list).published, keys);
      drop(list, keys);
    }
  }

  /** The key or index under which something was published that now stands under `key` of `parent`. */
  publishedKey(parent: object, key: string): string {
    return String(this.#indexes.get(parent)?.published[Number(key)] ?? key);
  }

  /** Lists are numbered when they are first changed: most never are. */
  #indexesOf(list: JSONValue[]): Indexes {
    const known = this.#indexes.get(list);
    if (known !== undefined) return known;
    const indexes = { published: list.map((_, index) => index), next: list.length };
    this.#indexes.set(list, indexes);
    return indexes;
  }
}

function drop(list: unknown[], keys: ReadonlySet<string | number>): void {
  let kept = 0;
  list.forEach((item, index) => {
    if (!keys.has(index)) list[kept++] = item;
  });
  list.length = kept;
}

function copied(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]));
}

/** Assigning to `__proto__` would change the object's prototype; here it is a key like any other. */
function set(target: JsonMap, key: string, value: JSONValue): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
