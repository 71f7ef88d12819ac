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

/** A parameter that is not written in its place's usual way; made by the functions at the end of this file. */
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
  return parts(value, escape).join(',');
}

/**
 * Tags a path template: each value becomes one segment, percent-encoded.
 *
 * @throws TypeError for null, undefined, an empty value, `.` and `..`, which would call another operation.
 */
export function path(template: TemplateStringsArray, ...values: readonly unknown[]): string {
  return template.reduce((before, after, index) => {
    const text = simpleText(values[index - 1], encode);
    if (/^\.{0,2}$/.test(text)) throw new TypeError(`No value '${text}' may follow '${before}'`);
    return before + text + after;
  });
}

/** The values of a query by wire name, and the text that they are sent as. */
export interface Query {
  readonly values: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** @param values By wire name; undefined and null are not sent. */
export function toQuery(values: Readonly<Record<string, unknown>>): Query {
  return { values, text: pairsText(values, '&') };
}

/** The ways of writing a parameter that are not the usual ones (OpenAPI 3.1, section 4.8.12.2, "Style Values"). */

/** `name=a,b` */
export function commaDelimited(value: unknown): Style {
  return delimited(value, ',');
}

/** `name=a%20b` */
export function spaceDelimited(value: unknown): Style {
  return delimited(value, '%20');
}

/** `name=a%7Cb` */
export function pipeDelimited(value: unknown): Style {
  return delimited(value, '%7C');
}

/** `name[key]=value`, to any depth. */
export function deepObject(value: unknown): Style {
  return (name, escape) =>
    fieldsOf(name, value, (outer, key) => `${outer}[${key}]`)
      .map(([key, leaf]) => `${escape(key)}=${escape(textOf(leaf))}`)
      .join('&');
}

/** A parameter with `content: application/json`: the value as JSON text. */
export function jsonValue(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** `simple` with `explode`, in paths and headers: `key=value,key=value`. */
export function exploded(value: unknown): Style {
  return (_name, escape) => assignments(value, escape).join(',');
}

/** `.a,b`, exploded `.a.b` and `.key=value`. */
export function label(value: unknown, explode = false): Style {
  return (_name, escape) =>
    explode
      ? prefixed('.', assignments(value, escape).join('.'))
      : prefixed('.', parts(value, escape).join(','));
}

/** `;name=a,b`, exploded `;name=a;name=b` and `;key=value`. */
export function matrix(value: unknown, name: string, explode = false): Style {
  return (_name, escape) =>
    explode
      ? fieldsOf('', value)
          .map(([key, leaf]) => `;${escape(key || name)}=${escape(textOf(leaf))}`)
          .join('')
      : prefixed(`;${escape(name)}=`, parts(value, escape).join(','));
}

function delimited(value: unknown, separator: string): Style {
  return (name, escape) => prefixed(`${escape(name)}=`, parts(value, escape).join(separator));
}

/** Nothing at all where there is no value (RFC 6570, section 3.2.1). */
function prefixed(prefix: string, text: string): string {
  return text && prefix + text;
}

/** The items of a list; name, value, name, value, ... of an object. */
function parts(value: unknown, escape: (text: string) => string): readonly string[] {
  return fieldsOf('', value)
    .flatMap(([key, leaf]) => (key ? [key, leaf] : [leaf]))
    .map((part) => escape(textOf(part)));
}

/** The items of a list; `key=value` for each member of an object. */
function assignments(value: unknown, escape: (text: string) => string): readonly string[] {
  return fieldsOf('', value).map(([key, leaf]) =>
    key ? `${escape(key)}=${escape(textOf(leaf))}` : escape(textOf(leaf)),
  );
}
