/** Helpers for plain values, shared by the rest of the runtime. */

/** True for an object with properties, which is sent property by property; false for a date, a file, a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  // Files are called so too in React Native, and in Workers with a compatibility date before 2024-09-26.
  return typeof Blob !== 'function' || !(value instanceof Blob);
}

/** Formats one value as text: a string stays as it is, a `Date` becomes ISO 8601 in UTC. @throws RangeError for an invalid `Date`. */
export function toText(value: unknown): string {
  if (!(value instanceof Date)) return String(value);
  // The platforms' own messages differ.
  if (Number.isNaN(value.getTime())) throw new RangeError('the date is invalid');
  return value.toISOString();
}

/** @returns The bytes of UTF-8, a character each, as headers and Base64 take them. Not every platform has `TextEncoder` (jsdom). */
export function toByteString(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /%(..)/g,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
}

/** Where a value lies in parsed JSON: property names from the outside in; empty for the value itself. */
export type ValuePath = readonly string[];

/** @returns The value at the path; undefined when a property on the way is missing, or no path is given. */
export function getAtPath(value: unknown, path: ValuePath | undefined): unknown {
  return path?.reduce<unknown>(
    (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
}

/** @returns What the map holds under the key; when it holds nothing, `create` makes it and it is stored. */
export function getOrInsert<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  create: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
