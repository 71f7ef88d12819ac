/** True for a plain object with members: what is flattened, in contrast to what is written as one text. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Blob)
  );
}

/** One value as text: a string exactly as it is, a `Date` as `toISOString()` writes it, what has members as JSON. */
export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The parts of a list or of an object (name, value, name, value, ...) as texts; null and undefined are left out (RFC 6570, section 2.3). */
export function partsOf(value: unknown): readonly string[] {
  const parts = isRecord(value)
    ? Object.entries(value).flatMap((entry) => (entry[1] == null ? [] : entry))
    : [value].flat();
  return parts.filter((part) => part != null).map(textOf);
}

/** Percent-encodes a value; `:` may stand in paths and queries (RFC 3986, section 3.3), and dates are full of them. */
export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}

/** A parameter that is not written in its place's usual way; made by the functions of `styles.ts`. */
export type Style = (name: string, encode: (text: string) => string) => string | undefined;

export function isStyle(value: unknown): value is Style {
  return typeof value === 'function';
}
