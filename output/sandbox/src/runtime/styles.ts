import { fieldsOf, textOf, type Style } from './values.js';

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
