import type { JsonObject } from './json.js';
import { escapeSegment } from './pointers.js';

interface Place {
  readonly parent: Place | undefined;
  readonly key: string;
  readonly depth: number;
  /** Once it was asked for. */
  pointer?: string;
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
  readonly #before: Origins | undefined;
  /** True when an object stands in two places: a YAML alias. */
  readonly shared: boolean;
  /** The first object found deeper than the limit. */
  readonly tooDeep: object | undefined;

  /**
   * @param maxDepth levels of objects and arrays; what is deeper is not walked.
   * @param publishedKey the key or index that the part under `key` of `parent` was published with.
   * @param before those of another document, whose objects this one has in the same places.
   */
  constructor(root: object, maxDepth: number, publishedKey: KeyOf = asItStands, before?: Origins) {
    let shared = false;
    let tooDeep: object | undefined;
    this.#before = before;
    const top: Place = { parent: undefined, key: '', depth: 1 };
    this.#places.set(root, top);
    const waiting: { readonly node: object; readonly place: Place }[] = [
      { node: root, place: top },
    ];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { node, place: parent } = next;
      const depth = parent.depth + 1;
      for (const key of Object.keys(node)) {
        const child = (node as JsonObject)[key];
        if (typeof child !== 'object' || child === null || before?.stands(child)) continue;
        if (this.#places.has(child)) {
          shared = true;
          continue;
        }
        const place: Place = { parent, key: publishedKey(node, key), depth };
        this.#places.set(child, place);
        if (depth <= maxDepth) waiting.push({ node: child, place });
        else tooDeep ??= child;
      }
    }
    this.shared = shared;
    this.tooDeep = tooDeep;
  }

  /** Says that `made` was made from `source`, which is published or was itself made from what is. */
  derive<T extends object>(made: T, source: object): T {
    if (made !== source && !this.stands(made) && !this.#before?.isMade(made))
      this.#sources.set(made, source);
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
    for (let next = this.#sourceOf(source); next; next = this.#sourceOf(source)) source = next;
    return source;
  }

  /** JSON pointer (RFC 6901) in the document as published; empty for the whole document. */
  pointerOf(node: object): string {
    const place = this.#placeOf(this.sourceOf(node));
    return place === undefined ? '' : spelt(place);
  }

  /** Whether the node was made from another, and is not published itself. */
  isMade(node: object): boolean {
    return this.#sourceOf(node) !== undefined;
  }

  /** Whether the node stands in the document that this was built from. */
  stands(node: object): boolean {
    return this.#placeOf(node) !== undefined;
  }

  #knows(node: object): boolean {
    return this.stands(node) || this.isMade(node);
  }

  #placeOf(node: object): Place | undefined {
    return this.#places.get(node) ?? (this.#before && this.#before.#placeOf(node));
  }

  #sourceOf(node: object): object | undefined {
    return this.#sources.get(node) ?? (this.#before && this.#before.#sourceOf(node));
  }
}

/** Begins at the nearest of the places around it whose pointer is known. */
function spelt(place: Place): string {
  const unknown: Place[] = [];
  let around: Place | undefined = place;
  for (; around?.parent !== undefined && around.pointer === undefined; around = around.parent)
    unknown.push(around);
  let pointer = around?.pointer ?? '';
  for (const inner of unknown.reverse()) {
    pointer += `/${escapeSegment(inner.key)}`;
    inner.pointer = pointer;
  }
  return pointer;
}
