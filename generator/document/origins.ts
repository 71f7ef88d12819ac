import type { JsonObject } from './json.js';
import { escapeSegment } from './pointers.js';

interface Place {
  /** What stands there. */
  readonly node: object;
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
  /** By node: of what stands in the document where it stands, of what was made where its source does. */
  readonly #places = new Map<object, Place>();
  /** Of what was made from something that had no place then. */
  readonly #unplaced = new Map<object, object>();
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
    const top: Place = { node: root, parent: undefined, key: '', depth: 1 };
    this.#places.set(root, top);
    const waiting: Place[] = [top];
    for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
      const { node } = parent;
      const depth = parent.depth + 1;
      // Texts, numbers and the like are passed over before anything is made for them: they are the most.
      const names = Array.isArray(node) ? undefined : Object.keys(node);
      const children = names === undefined ? (node as readonly unknown[]) : names;
      for (let index = 0; index < children.length; index += 1) {
        const child =
          names === undefined ? children[index] : (node as JsonObject)[names[index] ?? ''];
        if (typeof child !== 'object' || child === null || before?.stands(child)) continue;
        if (this.#places.has(child)) {
          shared = true;
          continue;
        }
        const key = publishedKey(node, names?.[index] ?? String(index));
        const place: Place = { node: child, parent, key, depth };
        this.#places.set(child, place);
        if (depth <= maxDepth) waiting.push(place);
        else tooDeep ??= child;
      }
    }
    this.shared = shared;
    this.tooDeep = tooDeep;
  }

  /** Says that `made` was made from `source`, which is published or was itself made from what is. */
  derive<T extends object>(made: T, source: object): T {
    if (made === source || this.stands(made) || this.#before?.isMade(made)) return made;
    const place = this.#placeOf(source);
    if (place === undefined) this.#unplaced.set(made, source);
    else this.#places.set(made, place);
    return made;
  }

  /** As {@link derive}, for the parts of `made` as well that have no origin of their own. */
  adopt<T extends object>(made: T, source: object): T {
    this.derive(made, source);
    for (const key of Object.keys(made)) {
      const part: unknown = made[key as keyof T];
      if (typeof part === 'object' && part !== null && !this.#knows(part)) this.adopt(part, source);
    }
    return made;
  }

  /** JSON pointer (RFC 6901) in the document as published; empty for the whole document. */
  pointerOf(node: object): string {
    const place = this.#placeOf(node);
    return place === undefined ? '' : spelt(place);
  }

  /** Whether the node was made from another, and is not published itself. */
  isMade(node: object): boolean {
    return this.#knows(node) && !this.stands(node);
  }

  /** Whether the node stands in the document that this was built from. */
  stands(node: object): boolean {
    const place = this.#places.get(node);
    return place === undefined ? this.#before?.stands(node) === true : place.node === node;
  }

  #knows(node: object): boolean {
    if (this.#places.has(node) || this.#unplaced.has(node)) return true;
    return this.#before !== undefined && this.#before.#knows(node);
  }

  #placeOf(node: object): Place | undefined {
    const place = this.#places.get(node) ?? (this.#before && this.#before.#placeOf(node));
    if (place !== undefined) return place;
    const source = this.#unplaced.get(node);
    return source && this.#placeOf(source);
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
