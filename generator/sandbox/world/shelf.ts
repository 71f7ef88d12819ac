import type { Property } from '../../model/model.js';
import type { Json } from '../reply.js';
import type { Collection } from './collections.js';
import { knownOf, type Known } from './told.js';

/** The things of one collection: those that were there from the start, and what has become of them. */
export class Shelf {
  readonly collection: Collection;
  readonly #listing: () => readonly Json[];
  #invented: ReadonlyMap<string, Json> | undefined;
  readonly #kept = new Map<string, Known>();
  readonly #gone = new Set<string>();
  readonly #seen = new Map<string, Known>();

  /** @param listing invents what is there from the start. */
  constructor(collection: Collection, listing: () => readonly Json[]) {
    this.collection = collection;
    this.#listing = listing;
  }

  /** There from the start, by key. */
  get invented(): ReadonlyMap<string, Json> {
    return (this.#invented ??= this.byKey(this.#listing()));
  }

  /** Made or changed since, by key, the oldest first. */
  get kept(): ReadonlyMap<string, Known> {
    return this.#kept;
  }

  /** As it was sent, invented, or seen in a list; undefined for what was never told of. */
  find(key: string): Known | undefined {
    const name = nameOf(key);
    const invented = this.invented.get(name);
    const first = invented === undefined ? undefined : knownOf(invented);
    return this.#kept.get(name) ?? first ?? this.#seen.get(name);
  }

  isGone(key: string): boolean {
    return this.#gone.has(nameOf(key));
  }

  keep(key: string, known: Known): void {
    this.#gone.delete(nameOf(key));
    this.#kept.set(nameOf(key), known);
  }

  remove(key: string): void {
    this.#kept.delete(nameOf(key));
    this.#gone.add(nameOf(key));
  }

  /** What a list has told is there from then on; the oldest of very many is forgotten. */
  see(items: ReadonlyMap<string, Json>): void {
    for (const [name, item] of items) this.#seen.set(name, knownOf(item));
    for (const name of this.#seen.keys()) {
      if (this.#seen.size <= MOST_SEEN) return;
      this.#seen.delete(name);
    }
  }

  /** Undefined for what has no key. */
  keyIn(thing: Json): string | undefined {
    const { key } = this.collection;
    const value = key === undefined ? undefined : knownOf(thing).get(key);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
  }

  /** True of things that can be told apart. */
  holds(properties: readonly Property[]): boolean {
    return properties.some(({ wireName }) => wireName.toLowerCase() === this.collection.key);
  }

  /** Two of one key are one. */
  byKey(things: readonly Json[]): ReadonlyMap<string, Json> {
    const found = new Map<string, Json>();
    for (const thing of things) {
      const key = this.keyIn(thing);
      if (key !== undefined && !found.has(nameOf(key))) found.set(nameOf(key), thing);
    }
    return found;
  }
}

const MOST_SEEN = 10_000;

/** A database finds `ab-123-cd` too. */
function nameOf(key: string): string {
  return key.toLowerCase();
}
