import type { JsonObject } from './json.js';
import { MAX_DEPTH } from './limits.js';
import type { SchemaObject } from './openapi.js';
import type { Origins } from './origins.js';

/** The normal form of published nodes, each made once. Nodes shared with an earlier version are looked up there. */
export class NodeCache<T extends object = object> {
  readonly #own = new Map<JsonObject, T>();
  readonly #before: NodeCache<T> | undefined;

  constructor(before?: NodeCache<T>) {
    this.#before = before;
  }

  get(published: JsonObject): T | undefined {
    return this.#own.get(published) ?? this.#before?.get(published);
  }

  set(published: JsonObject, made: T): void {
    this.#own.set(published, made);
  }
}

/** What the next version of a document can reuse of this one, so that unchanged parts are normalized once. */
export interface ReusableParts {
  readonly published: JsonObject;
  readonly version: string;
  readonly origins: Origins;
  readonly schemas: NodeCache<SchemaObject>;
  readonly nodes: NodeCache;
}

/**
 * Replaces the parts of a new version that equal those of the old one, at the same pointers, by the old objects. They are
 * then in memory once, and the normal form of one is that of the other.
 *
 * @param now Fresh from the parser; changed in place.
 */
export function shareEqualParts(before: JsonObject, now: JsonObject): void {
  shareEqual(before, now, 1);
}

/** Whether both are equal; otherwise shares those of their parts that are equal. */
function shareEqual(before: unknown, now: unknown, depth: number): boolean {
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null)
    return before === now;
  if (Array.isArray(before) !== Array.isArray(now) || depth > MAX_DEPTH) return false;
  const [old, keys] = [Object.keys(before), Object.keys(now)];
  let same = old.length === keys.length;
  keys.forEach((key, index) => {
    same &&= old[index] === key;
    if (!Object.hasOwn(before, key)) return;
    const [was, is] = [(before as JsonObject)[key], (now as JsonObject)[key]];
    if (!shareEqual(was, is, depth + 1)) same = false;
    else if (typeof was === 'object') (now as Record<string, unknown>)[key] = was;
  });
  return same;
}
