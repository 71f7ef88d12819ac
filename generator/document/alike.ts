import type { JsonObject } from './json.js';
import { MAX_DEPTH } from './limits.js';
import type { SchemaObject } from './openapi.js';
import type { Origins } from './origins.js';

/** What was made of published nodes, each once; of those that another document has as well, there. */
export class Made<T extends object = object> {
  readonly #own = new Map<JsonObject, T>();
  readonly #before: Made<T> | undefined;

  constructor(before?: Made<T>) {
    this.#before = before;
  }

  get(published: JsonObject): T | undefined {
    return this.#own.get(published) ?? this.#before?.get(published);
  }

  set(published: JsonObject, made: T): void {
    this.#own.set(published, made);
  }
}

/** What a loaded document lends to the next version of it, so that what did not change is made once. */
export interface Loan {
  readonly published: JsonObject;
  readonly version: string;
  readonly origins: Origins;
  readonly schemas: Made<SchemaObject>;
  readonly nodes: Made;
}

/**
 * Puts a document's own objects in place of those of its next version that are the same, in the same places. So they
 * are in memory once, and whatever was made of one stands for the other.
 *
 * @param now fresh from the parser: it is changed.
 */
export function shareWith(before: JsonObject, now: JsonObject): void {
  isShared(before, now, 1);
}

/** True when both are the same throughout; otherwise those of their parts that are the same are shared. */
function isShared(before: unknown, now: unknown, depth: number): boolean {
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null)
    return before === now;
  if (Array.isArray(before) !== Array.isArray(now) || depth > MAX_DEPTH) return false;
  const [old, keys] = [Object.keys(before), Object.keys(now)];
  let same = old.length === keys.length;
  keys.forEach((key, index) => {
    same &&= old[index] === key;
    if (!Object.hasOwn(before, key)) return;
    const [was, is] = [(before as JsonObject)[key], (now as JsonObject)[key]];
    if (!isShared(was, is, depth + 1)) same = false;
    else if (typeof was === 'object') (now as Record<string, unknown>)[key] = was;
  });
  return same;
}
