/** True for an object with members, which is sent member by member; false for a date, a file, a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** One value as text: a string exactly as it is, a `Date` as `toISOString()` writes it. */
export function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Percent-encodes a value; `:` may stand in paths and queries (RFC 3986, section 3.3), and dates are full of them. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':');
}

/** A field of a query or a form: its name, and one value. */
export type Field = readonly [name: string, value: unknown];

/**
 * The fields that a value is sent as. A list is its items, one by one under the same name; an object is its members,
 * `outer.key` as ASP.NET Core binds them; a list of objects is numbered, `Items[0].Key`. Null and undefined are not sent.
 *
 * @param join Makes a member's name from the outer one and its key. Without an outer name it is the key.
 */
export function fieldsOf(
  name: string,
  value: unknown,
  join = (outer: string, key: string) => (outer ? `${outer}.${key}` : key),
): readonly Field[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      fieldsOf(isRecord(item) ? `${name}[${index}]` : name, item, join),
    );
  if (!isRecord(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, member]) => fieldsOf(join(name, key), member, join));
}

/** A parameter that is not written in its place's usual way; made by the functions of `styles.ts`. */
export type Style = (name: string, escape: (text: string) => string) => string;

/**
 * `name=value` for each field: a query or the text of a `Cookie` header (RFC 6265, section 4.2.1). The usual style is `form`
 * with `explode`: `Ids=1&Ids=2`, and an object's members in place of the object.
 */
export function pairsText(
  values: Readonly<Record<string, unknown>> = {},
  separator: string,
): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      typeof value === 'function'
        ? (value as Style)(name, encode)
        : fieldsOf(isRecord(value) ? '' : name, value).map(
            ([key, leaf]) => `${encode(key)}=${encode(textOf(leaf))}`,
          ),
    )
    .filter(Boolean)
    .join(separator);
}

/** `simple`, in paths and headers: a list as `a,b`, an object as `key,value,key,value`. */
export function simpleText(value: unknown, escape: (text: string) => string): string {
  if (typeof value === 'function') return (value as Style)('', escape);
  return fieldsOf('', value)
    .flatMap(([key, leaf]) => (key ? [key, leaf] : [leaf]))
    .map((part) => escape(textOf(part)))
    .join(',');
}
