import {
  ArgumentError,
  convertArgument,
  getTypeName,
  toJson,
  type WriteJson,
} from './convert-argument.js';
import { isRecord, toText } from './values.js';

/** Percent-encodes a value, but leaves `:` readable, which paths and queries allow (RFC 3986, section 3.3) and dates contain. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':');
}

/** A field of a query or a form: its name and one value. */
export type Field = readonly [name: string, value: unknown];

/**
 * Splits a value into the fields that it is sent as, named as ASP.NET Core binds them: a list repeats its name for each
 * item, an object has a field `outer.key` for each property, and a list of objects or lists is numbered: `Items[0].Key`.
 * Null and undefined are not sent.
 *
 * @param join Joins an outer name and a key. By default, the key stands alone when there is no outer name.
 */
export function toFields(
  name: string,
  value: unknown,
  join = (outer: string, key: string) => (outer ? `${outer}.${key}` : key),
): readonly Field[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      toFields(isNested(item) ? `${name}[${index}]` : name, item, join),
    );
  if (!hasFields(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, member]) => toFields(join(name, key), member, join));
}

function isNested(value: unknown): boolean {
  return hasFields(value) || Array.isArray(value);
}

/** A stream of Node.js looks like a record. */
function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !(Symbol.asyncIterator in value);
}

/** A parameter in another style than the default of its location; created by the functions at the end of this file. */
export interface Style {
  (name: string, escape: Escape): string;
  readonly value: unknown;
}

type Escape = (text: string) => string;

function createStyle(value: unknown, format: (name: string, escape: Escape) => string): Style {
  return Object.assign(format, { value });
}

function isStyle(value: unknown): value is Style {
  return typeof value === 'function';
}

/** The value that has a style, or the value itself. */
function getValue(value: unknown): unknown {
  return isStyle(value) ? value.value : value;
}

/**
 * Formats `name=value` for each field: a query, or the value of a `Cookie` header (RFC 6265, section 4.2.1). The default
 * style is `form` with `explode`: `Ids=1&Ids=2`, and an object's properties without the object's name.
 */
export function formatPairs(
  values: Readonly<Record<string, unknown>> = {},
  separator: string,
  escape = percentEncode,
): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      convertParameter(name, value, () =>
        isStyle(value)
          ? value(name, escape)
          : formatFields(toFields(isRecord(value) ? '' : name, value), escape),
      ),
    )
    .filter(Boolean)
    .join(separator);
}

/** `name=value` for each field. @throws ArgumentError that names the field. */
export function formatFields(fields: readonly Field[], escape = percentEncode): readonly string[] {
  return fields.map(([key, leaf]) =>
    convertArgument(key, leaf, () => `${escape(key)}=${escape(toText(leaf))}`),
  );
}

/**
 * Formats the style `simple` of paths and headers: a list as `a,b`, an object as `key,value,key,value`.
 *
 * @throws ArgumentError that names the parameter.
 */
export function formatSimple(name: string, value: unknown, escape: Escape): string {
  return convertParameter(name, value, () =>
    isStyle(value) ? value('', escape) : parts(value, escape).join(','),
  );
}

function convertParameter<T>(name: string, value: unknown, convert: () => T): T {
  return convertArgument(name, getValue(value), convert);
}

/** The path of a request. */
export interface Path {
  /** With the parameters' names in braces: `/Vehicles/{registrationNumber}`. The same for every call of an operation. */
  readonly template: string;
  /** As it is sent, percent-encoded. */
  readonly text: string;
}

/**
 * Template tag for paths: each parameter, as `{ name: value }`, becomes one percent-encoded segment.
 *
 * @throws ArgumentError for null, undefined, an empty value, `.` and `..`, which would lead to another operation.
 */
export function path(
  strings: TemplateStringsArray,
  ...parameters: readonly Readonly<Record<string, unknown>>[]
): Path {
  const entries = parameters.flatMap(Object.entries<unknown>);
  const fill = (toSegment: (name: string, value: unknown) => string) =>
    strings.reduce((before, after, index) => {
      const [name, value] = entries[index - 1] ?? ['', undefined];
      return before + toSegment(name, value) + after;
    });
  const template = fill((name) => `{${name}}`);
  const text = fill((name, value) => {
    const segment = formatSimple(name, value, percentEncode);
    if (!/^\.{0,2}$/.test(segment)) return segment;
    const type = getTypeName(getValue(value));
    throw new ArgumentError(
      `${name} must not be ${segment ? `'${segment}'` : 'empty'} (${type}): it is a part of the path ${template}`,
    );
  });
  return { template, text };
}

/** The parameters of a query by wire name, and the text that is sent. */
export interface Query {
  readonly values: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Creates a query. @param values By wire name; undefined and null are not sent. */
export function toQuery(values: Readonly<Record<string, unknown>>): Query {
  return { values, text: formatPairs(values, '&') };
}

/** A parameter with `in: querystring` is the whole query (OpenAPI 3.2): here, as a form. A text has no fields and stays whole. */
export function formQuery(value: unknown): Query {
  return wholeQuery(value, () => {
    const fields = toFields('', value);
    return isRecord(value)
      ? formatFields(fields).join('&')
      : fields.map(([, leaf]) => percentEncode(toText(leaf))).join('&');
  });
}

/** The same, as JSON. */
export function jsonQuery(value: unknown): Query {
  return wholeQuery(value, () => (value === undefined ? '' : percentEncode(toJson(value))));
}

function wholeQuery(value: unknown, format: () => string): Query {
  return { values: {}, text: convertArgument('query', value, format) };
}

/** The styles that are no default (OpenAPI 3.1, section 4.8.12.2, "Style Values"). */

/** `form` without `explode`: `name=a,b`. */
export function commaDelimited(value: unknown): Style {
  return delimited(value, ',');
}

/** `spaceDelimited`: `name=a%20b`. */
export function spaceDelimited(value: unknown): Style {
  return delimited(value, '%20');
}

/** `pipeDelimited`: `name=a%7Cb`. */
export function pipeDelimited(value: unknown): Style {
  return delimited(value, '%7C');
}

/** `name=a%09b`: Swagger 2.0's `tsv`. */
export function tabDelimited(value: unknown): Style {
  return delimited(value, '%09');
}

/** A list in a path or a header with another separator than the comma: Swagger 2.0's `ssv`, `tsv` and `pipes`. */
export function joined(value: unknown, separator: string): Style {
  return createStyle(value, (_name, escape) => parts(value, escape).join(escape(separator)));
}

/** `deepObject`: `name[key]=value`, to any depth. */
export function deepObject(value: unknown): Style {
  return createStyle(value, (name, escape) =>
    formatFields(deepFields(name, value), escape).join('&'),
  );
}

/** The fields of the style `deepObject`: `name[key]`. */
export function deepFields(name: string, value: unknown): readonly Field[] {
  return toFields(name, value, (outer, key) => `${outer}[${key}]`);
}

/**
 * With `allowReserved`: reserved characters and what is percent-encoded already are sent as they are (RFC 6570, section
 * 3.2.3), but for those that cannot stand in the query of a URL (RFC 3986, section 3.4).
 *
 * @param value The value, or its style.
 */
export function allowReserved(value: unknown): Style {
  return createStyle(getValue(value), (name) =>
    formatPairs({ [name]: value }, '&', encodeUnreserved),
  );
}

/** The same in a path, of which a slash or question mark would end the segment. @param value The value, or its style. */
export function reservedInPath(value: unknown): Style {
  const escape = (text: string) => encodeUnreserved(text).replace(/[/?]/g, encodeURIComponent);
  return createStyle(getValue(value), (name) => formatSimple(name, value, escape));
}

function encodeUnreserved(text: string): string {
  return encodeURIComponent(text)
    .replace(/%(?:3A|2F|3F|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent)
    .replace(/%25(?=[\dA-F]{2})/gi, '%');
}

/** The style `cookie` (OpenAPI 3.2): nothing is encoded. */
export function plainCookie(value: unknown, explode = false): Style {
  return createStyle(value, (name) =>
    explode
      ? formatFields(toFields(isRecord(value) ? '' : name, value), checkCookie).join('; ')
      : withPrefix(`${name}=`, parts(value, checkCookie).join(',')),
  );
}

/** A semicolon would begin another cookie (RFC 6265, section 4.2.1). */
function checkCookie(text: string): string {
  if (text.includes(';')) throw new TypeError('the value of a cookie must not contain a semicolon');
  return text;
}

/** A parameter with `content: application/json`: the value as JSON. @param write Formats it. */
export function jsonValue(value: unknown, write?: WriteJson): Style {
  return createStyle(value, (name, escape) =>
    withPrefix(name && `${escape(name)}=`, escape(value === undefined ? '' : toJson(value, write))),
  );
}

/** The same for a header, in ASCII: whether a server reads UTF-8 there is not settled (RFC 9110, section 5.5). */
export function asciiJson(value: unknown, write?: WriteJson): Style {
  const toUnicodeEscape = (unit: string) =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return createStyle(value, (name, escape) =>
    jsonValue(value, write)(name, escape).replace(/[^\x20-\x7e]/g, toUnicodeEscape),
  );
}

/** `simple` with `explode`, in paths and headers: `key=value,key=value`. */
export function exploded(value: unknown): Style {
  return createStyle(value, (_name, escape) => assignments(value, escape).join(','));
}

/** `label`: `.a,b`; exploded `.a.b` and `.key=value`. */
export function label(value: unknown, explode = false): Style {
  return createStyle(value, (_name, escape) =>
    explode
      ? withPrefix('.', assignments(value, escape).join('.'))
      : withPrefix('.', parts(value, escape).join(',')),
  );
}

/** `matrix`: `;name=a,b`; exploded `;name=a;name=b` and `;key=value`. */
export function matrix(value: unknown, name: string, explode = false): Style {
  return createStyle(value, (_name, escape) =>
    explode
      ? toFields('', value)
          .map(([key, leaf]) => `;${escape(key || name)}=${escape(toText(leaf))}`)
          .join('')
      : withPrefix(`;${escape(name)}=`, parts(value, escape).join(',')),
  );
}

function delimited(value: unknown, separator: string): Style {
  return createStyle(value, (name, escape) =>
    withPrefix(`${escape(name)}=`, parts(value, escape).join(separator)),
  );
}

/** Adds the prefix to a value; without a value there is no prefix either (RFC 6570, section 3.2.1). */
function withPrefix(prefix: string, text: string): string {
  return text && prefix + text;
}

/** The items of a list; of an object name, value, name, value and so on. No style has a notation for lists in lists, so they are JSON. */
export function parts(value: unknown, escape: Escape): readonly string[] {
  const flat = Array.isArray(value)
    ? value.map((item: unknown) => (isNested(item) ? JSON.stringify(item) : item))
    : value;
  return toFields('', flat)
    .flatMap(([key, leaf]) => (key ? [key, leaf] : [leaf]))
    .map((part) => escape(toText(part)));
}

/** The items of a list; of an object `key=value` for each property. */
function assignments(value: unknown, escape: Escape): readonly string[] {
  return toFields('', value).map(([key, leaf]) =>
    key ? `${escape(key)}=${escape(toText(leaf))}` : escape(toText(leaf)),
  );
}
