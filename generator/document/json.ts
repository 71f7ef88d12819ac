import { percentDecode, unescapeSegment } from '../util/json-pointer.js';

/** A parsed object. Read it with {@link own}, since any key may occur, `__proto__` too. */
export type JsonObject = Readonly<Record<string, unknown>>;

export { isRecord as isObject } from '../util/is-record.js';

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value under the object's own key. */
export function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as JsonObject)[key] : undefined;
}

/** Sets an own property; assigning to `__proto__` would set the prototype instead. */
export function define(object: object, key: string, value: unknown): void {
  if (key !== '__proto__') (object as Record<string, unknown>)[key] = value;
  else
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** A new object with those of the given keys that the object has. */
export function pickOwn(object: JsonObject, keys: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const key of keys) if (Object.hasOwn(object, key)) found[key] = object[key];
  return found;
}

/** Describes a value in a message: `an array`, `null`, `5`. A string only by its type, since it may be long or secret. */
export function describeKind(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return value.length > 0 ? 'an array' : 'an empty array';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'a string';
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return `a ${typeof value}`;
  }
}

/** What a pointer points to. */
export interface Target {
  readonly segments: readonly string[];
  readonly value: unknown;
}

/**
 * Follows a JSON pointer (RFC 6901), bare or as a URI fragment. It is tried as written first, then percent-decoded, since
 * Swashbuckle writes schema ids into `$ref` unencoded (`` PagedList`1[[X, Asm]] ``) and others encode them.
 */
export function findTarget(root: object, pointer: string): Target | undefined {
  const text = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (text === '') return { segments: [], value: root };
  if (!text.startsWith('/')) return undefined;
  const written = text.slice(1).split('/');
  const found = followSegments(root, written.map(unescapeSegment));
  if (found !== undefined || !text.includes('%')) return found;
  const decoded = written.map(percentDecode);
  if (decoded.some((segment) => segment === undefined)) return undefined;
  return followSegments(
    root,
    decoded.map((segment) => unescapeSegment(segment ?? '')),
  );
}

/** The value that a JSON pointer points to, or undefined. Percent-encoding is optional, see {@link findTarget}. */
export function resolvePointer(document: object, pointer: string): unknown {
  return findTarget(document, pointer)?.value;
}

function followSegments(root: object, segments: readonly string[]): Target | undefined {
  let value: unknown = root;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(segment)) return undefined;
    value = own(value, segment);
    if (value === undefined) return undefined;
  }
  return { segments, value };
}
