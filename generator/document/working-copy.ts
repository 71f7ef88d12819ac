import type { JSONPathNode, JSONValue } from 'json-p3';
import { isRecord } from '../util/is-record.js';

export type JsonMap = Record<string, JSONValue>;
type Container = JsonMap | JSONValue[];

/** Where a node is: the object or array that contains it, and its key there. */
export interface Slot {
  readonly parent: Container;
  readonly key: string | number;
}

export function isJsonMap(value: JSONValue): value is JsonMap {
  return isRecord(value);
}

/** The published indexes of an array's items; appended items count on from the published length. */
interface Indexes {
  readonly published: number[];
  next: number;
}

/**
 * A copy of a document that is changed in place, since a copy for each action would be slow. It shares no objects with the
 * published document or an overlay.
 */
export class WorkingCopy {
  readonly root: JSONValue;
  readonly #indexes = new WeakMap<object, Indexes>();

  constructor(published: JSONValue) {
    this.root = copyValue(published);
  }

  /** Merges recursively: objects by key, arrays by appending; any other value replaces the old one. */
  merge(target: JsonMap, update: Readonly<JsonMap>): void {
    for (const [key, value] of Object.entries(update)) {
      const old = Object.hasOwn(target, key) ? target[key] : undefined;
      if (isJsonMap(old) && isJsonMap(value)) this.merge(old, value);
      else if (Array.isArray(old) && Array.isArray(value)) this.append(old, value);
      else setOwn(target, key, copyValue(value));
    }
  }

  append(target: JSONValue[], items: readonly JSONValue[]): void {
    const indexes = this.#indexesOf(target);
    for (const item of items) {
      target.push(copyValue(item));
      indexes.published.push(indexes.next++);
    }
  }

  /** The slot of a node; undefined for the document itself. */
  findSlot({ location }: JSONPathNode): Slot | undefined {
    const key = location.at(-1);
    if (key === undefined) return undefined;
    let parent = this.root as Container;
    for (const step of location.slice(0, -1))
      parent = (parent as Readonly<Record<string | number, JSONValue>>)[step] as Container;
    return { parent, key };
  }

  /** Puts a value in the place of another. */
  replace({ parent, key }: Slot, value: JSONValue): void {
    if (Array.isArray(parent)) parent[Number(key)] = copyValue(value);
    else setOwn(parent, String(key), copyValue(value));
  }

  /** Removes several nodes; their keys are those before the first removal. */
  remove(nodes: readonly Slot[]): void {
    const fromArrays = new Map<JSONValue[], Set<string | number>>();
    for (const { parent, key } of nodes) {
      if (!Array.isArray(parent)) {
        Reflect.deleteProperty(parent, key);
        continue;
      }
      const keys = fromArrays.get(parent) ?? new Set();
      fromArrays.set(parent, keys.add(key));
    }
    for (const [list, keys] of fromArrays) {
      removeItems(this.#indexesOf(list).published, keys);
      removeItems(list, keys);
    }
  }

  /** The published key or index of what is now under `key` of `parent`. */
  publishedKey(parent: object, key: string): string {
    return String(this.#indexes.get(parent)?.published[Number(key)] ?? key);
  }

  /** An array gets its indexes when it is first changed; most are never changed. */
  #indexesOf(list: JSONValue[]): Indexes {
    const known = this.#indexes.get(list);
    if (known !== undefined) return known;
    const indexes = { published: list.map((_, index) => index), next: list.length };
    this.#indexes.set(list, indexes);
    return indexes;
  }
}

function removeItems(list: unknown[], keys: ReadonlySet<string | number>): void {
  let kept = 0;
  list.forEach((item, index) => {
    if (!keys.has(index)) list[kept++] = item;
  });
  list.length = kept;
}

export function copyValue(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isJsonMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyValue(part)]));
}

/** Sets an own property; assigning to `__proto__` would set the prototype instead. */
function setOwn(target: JsonMap, key: string, value: JSONValue): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
