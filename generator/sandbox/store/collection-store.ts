import type { Property } from '../../model/model.js';
import type { Json } from '../outgoing-response.js';
import type { Collection } from '../../model/collections.js';
import { getFieldValues, type FieldValues } from './serialize.js';

/** The items of one collection: generated ones, and what requests have added, changed and removed. */
export class CollectionStore {
  readonly collection: Collection;
  readonly #generate: () => readonly Json[];
  #generated: ReadonlyMap<string, Json> | undefined;
  readonly #written = new Map<string, FieldValues>();
  readonly #removed = new Set<string>();
  readonly #listed = new Map<string, FieldValues>();

  /** @param generate the items that exist from the start. */
  constructor(collection: Collection, generate: () => readonly Json[]) {
    this.collection = collection;
    this.#generate = generate;
  }

  /** The items that exist from the start, by key. */
  get generated(): ReadonlyMap<string, Json> {
    return (this.#generated ??= this.byKey(this.#generate()));
  }

  /** The items that requests have created or changed, by key, oldest first. */
  get written(): ReadonlyMap<string, FieldValues> {
    return this.#written;
  }

  /** The values of an item that was written, generated, or contained in an earlier list. */
  find(key: string): FieldValues | undefined {
    const normalized = normalizeKey(key);
    const generated = this.generated.get(normalized);
    return (
      this.#written.get(normalized) ??
      (generated === undefined ? undefined : getFieldValues(generated)) ??
      this.#listed.get(normalized)
    );
  }

  isRemoved(key: string): boolean {
    return this.#removed.has(normalizeKey(key));
  }

  write(key: string, values: FieldValues): void {
    this.#removed.delete(normalizeKey(key));
    this.#written.set(normalizeKey(key), values);
  }

  remove(key: string): void {
    this.#written.delete(normalizeKey(key));
    this.#removed.add(normalizeKey(key));
  }

  /** Makes the items of a list readable by their keys. Beyond 10 000 the oldest are dropped. */
  addListed(items: ReadonlyMap<string, Json>): void {
    for (const [key, item] of items) this.#listed.set(key, getFieldValues(item));
    for (const key of this.#listed.keys()) {
      if (this.#listed.size <= MAX_LISTED) return;
      this.#listed.delete(key);
    }
  }

  /** Undefined for an item without a key. */
  getKey(item: Json): string | undefined {
    const { key } = this.collection;
    const value = key === undefined ? undefined : getFieldValues(item).get(key);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
  }

  hasKey(properties: readonly Property[]): boolean {
    return properties.some(({ wireName }) => wireName.toLowerCase() === this.collection.key);
  }

  /** Of items with the same key, the first. */
  byKey(items: readonly Json[]): ReadonlyMap<string, Json> {
    const result = new Map<string, Json>();
    for (const item of items) {
      const key = this.getKey(item);
      if (key !== undefined && !result.has(normalizeKey(key))) result.set(normalizeKey(key), item);
    }
    return result;
  }
}

const MAX_LISTED = 10_000;

/** The vendor's database ignores the letter case of keys. */
function normalizeKey(key: string): string {
  return key.toLowerCase();
}
