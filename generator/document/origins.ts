import type { JsonObject } from './json.js';
import { escapeSegment } from './pointers.js';

interface Place {
  readonly parent: object | undefined;
  readonly key: string;
  readonly depth: number;
}

export type KeyOf = (parent: object, key: string) => string;

const asItStands: KeyOf = (_, key) => key;

/**
 * The way back: from any object or array of the normal form to its pointer in the document as published.
 * Links to parents only; a pointer is spelt when it is asked for.
 */
export class Origins {
  readonly #places = new Map<object, Place>();
  readonly #sources = new Map<object, object>();
  /** True when an object stands in two places: a YAML alias. */
  readonly shared: boolean;
  /** The first object found deeper than the limit. */
  readonly tooDeep: object | undefined;

  /**
   * @param maxDepth levels of objects and arrays; what is deeper is not walked.
   * @param publishedKey the key or index that the part under `key` of `parent` was published with.
   */
  constructor(root: object, maxDepth: number, publishedKey: KeyOf = asItStands) {
    let shared = false;
    let tooDeep: object | undefined;
    this.#places.set(root, { parent: undefined, key: '', depth: 1 });
    const waiting: object[] = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const depth = (this.#places.get(node)?.depth ?? 0) + 1;
      for (const key of Object.keys(node)) {
        const child = (node as JsonObject)[key];
        if (typeof child !== 'object' || child === null) continue;
        if (this.#places.has(child)) {
          shared = true;
          continue;
        }
        this.#places.set(child, { parent: node, key: publishedKey(node, key), depth });
        if (depth <= maxDepth) waiting.push(child);
        else tooDeep ??= child;
      }
    }
    this.shared = shared;
    this.tooDeep = tooDeep;
  }

  /** Says that `made` was made from `source`, which is published or was itself made from what is. */
  derive<T extends object>(made: T, source: object): T {
    if (made !== source && !this.#places.has(made)) this.#sources.set(made, source);
    return made;
  }

  /** As {@link derive}, for the parts of `made` as well that have no origin of their own. */
  adopt<T extends object>(made: T, source: object): T {
    this.derive(made, source);
    for (const part of Object.values(made) as unknown[]) {
      if (typeof part === 'object' && part !== null && !this.#knows(part)) this.adopt(part, source);
    }
    return made;
  }

  /** The object or array of the published document that a node comes from. */
  sourceOf(node: object): object {
    let source = node;
    for (let next = this.#sources.get(source); next; next = this.#sources.get(source))
      source = next;
    return source;
  }

  /** JSON pointer (RFC 6901) in the document as published; empty for the whole document. */
  pointerOf(node: object): string {
    const segments: string[] = [];
    let place = this.#places.get(this.sourceOf(node));
    while (place?.parent !== undefined) {
      segments.push(`/${escapeSegment(place.key)}`);
      place = this.#places.get(place.parent);
    }
    return segments.reverse().join('');
  }

  /** Whether the node was made from another, and is not published itself. */
  isMade(node: object): boolean {
    return this.#sources.has(node);
  }

  /** Whether the node stands in the document that this was built from. */
  stands(node: object): boolean {
    return this.#places.has(node);
  }

  #knows(node: object): boolean {
    return this.#places.has(node) || this.#sources.has(node);
  }
}
