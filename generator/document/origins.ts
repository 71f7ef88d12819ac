import { escapeSegment } from '../util/json-pointer.js';
import type { JsonObject } from './json.js';

interface Location {
  readonly node: object;
  readonly parent: Location | undefined;
  readonly key: string;
  readonly depth: number;
  /** Set when it is first needed. */
  pointer?: string;
}

export type KeyOf = (parent: object, key: string) => string;

const sameKey: KeyOf = (_, key) => key;

/**
 * Maps the objects and arrays of the normal form to their pointers in the published document. Stores parents and keys only;
 * a pointer is put together on demand.
 */
export class Origins {
  /** By node: a published node's own location, a derived node's that of its source. */
  readonly #locations = new Map<object, Location>();
  /** Sources of derived nodes whose source had no location when they were derived. */
  readonly #sources = new Map<object, object>();
  readonly #before: Origins | undefined;
  /** True when an object occurs twice: a YAML alias. */
  readonly shared: boolean;
  /** The first object that was found below the depth limit. */
  readonly tooDeep: object | undefined;

  /**
   * @param maxDepth Levels of objects and arrays to walk.
   * @param publishedKey The key or index that the part under `key` of `parent` has in the published document.
   * @param before The origins of another document, whose objects this one shares at the same pointers.
   */
  constructor(root: object, maxDepth: number, publishedKey: KeyOf = sameKey, before?: Origins) {
    let shared = false;
    let tooDeep: object | undefined;
    this.#before = before;
    const top: Location = { node: root, parent: undefined, key: '', depth: 1 };
    this.#locations.set(root, top);
    const waiting: Location[] = [top];
    for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
      const { node } = parent;
      const depth = parent.depth + 1;
      const names = Array.isArray(node) ? undefined : Object.keys(node);
      const children = names === undefined ? (node as readonly unknown[]) : names;
      for (let index = 0; index < children.length; index += 1) {
        const child =
          names === undefined ? children[index] : (node as JsonObject)[names[index] ?? ''];
        if (typeof child !== 'object' || child === null || before?.contains(child)) continue;
        if (this.#locations.has(child)) {
          shared = true;
          continue;
        }
        const key = publishedKey(node, names?.[index] ?? String(index));
        const location: Location = { node: child, parent, key, depth };
        this.#locations.set(child, location);
        if (depth <= maxDepth) waiting.push(location);
        else tooDeep ??= child;
      }
    }
    this.shared = shared;
    this.tooDeep = tooDeep;
  }

  /** Records that `made` was made from `source`, a published or derived node, and returns it. */
  derive<T extends object>(made: T, source: object): T {
    if (made === source || this.contains(made) || this.#before?.isDerived(made)) return made;
    const location = this.#findLocation(source);
    if (location === undefined) this.#sources.set(made, source);
    else this.#locations.set(made, location);
    return made;
  }

  /** As {@link derive}, also for the parts of `made` that have no origin yet. */
  adopt<T extends object>(made: T, source: object): T {
    this.derive(made, source);
    for (const key of Object.keys(made)) {
      const part: unknown = made[key as keyof T];
      if (typeof part === 'object' && part !== null && !this.#knows(part)) this.adopt(part, source);
    }
    return made;
  }

  /** The JSON pointer (RFC 6901) in the published document; empty for the whole document. */
  getPointer(node: object): string {
    const location = this.#findLocation(node);
    return location === undefined ? '' : toPointer(location);
  }

  /** Whether the node was made from another one. */
  isDerived(node: object): boolean {
    return this.#knows(node) && !this.contains(node);
  }

  /** Whether the node occurs in the document that this was built from. */
  contains(node: object): boolean {
    const location = this.#locations.get(node);
    return location === undefined ? this.#before?.contains(node) === true : location.node === node;
  }

  #knows(node: object): boolean {
    if (this.#locations.has(node) || this.#sources.has(node)) return true;
    return this.#before !== undefined && this.#before.#knows(node);
  }

  #findLocation(node: object): Location | undefined {
    const location =
      this.#locations.get(node) ?? (this.#before && this.#before.#findLocation(node));
    if (location !== undefined) return location;
    const source = this.#sources.get(node);
    return source && this.#findLocation(source);
  }
}

/** Puts the pointer together from the nearest ancestor whose pointer is known. */
function toPointer(location: Location): string {
  const unknown: Location[] = [];
  let ancestor = location;
  while (ancestor.parent !== undefined && ancestor.pointer === undefined) {
    unknown.push(ancestor);
    ancestor = ancestor.parent;
  }
  let pointer = ancestor.pointer ?? '';
  for (const inner of unknown.reverse()) {
    pointer += `/${escapeSegment(inner.key)}`;
    inner.pointer = pointer;
  }
  return pointer;
}
