import type { ApiRequest } from './caller.js';
import { formatPairs, formatSimple, toFields } from './parameters.js';
import { toText } from './values.js';

/** HTTPS, or HTTP to loopback; without user, query and fragment. */
const SAFE_URL =
  /^(https:\/\/[^/@?#\\\s]|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))[^@?#\\\s]*$/i;

/**
 * Checks a URL to which requests, and with them credentials, are sent.
 *
 * @param option The option's name, for the error.
 * @param ErrorClass The error's class.
 * @returns The URL without a trailing slash.
 * @throws An error that names the option but not the URL, which may hold a password.
 */
export function checkUrl(
  option: string,
  url = '',
  ErrorClass: new (message: string) => Error = TypeError,
): string {
  if (SAFE_URL.test(url) && URL.canParse(url)) return url.replace(/\/$/, '');
  throw new ErrorClass(
    `${option} must be an https:// URL, or http://localhost, without user, query and fragment`,
  );
}

export function buildUrl(baseUrl: string, { path, query }: ApiRequest): string {
  return baseUrl + path + (query?.text ? `?${query.text}` : '');
}

/** Masks the query values of a URL, which may be personal data or keys. */
export function redactUrl(url: string): string {
  return url.replace(/=[^&/?]*/g, '=***');
}

/** Header values by name: undefined changes nothing, null removes the header. */
export type HeaderValues = Readonly<Record<string, string | null | undefined>>;

/** Formats an operation's header parameters, each in its style; empty values are not sent. */
export function toHeaders(values: Readonly<Record<string, unknown>>): HeaderValues {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    formatSimple(value, (part) => part) || undefined,
  ]);
  return Object.fromEntries(texts) as HeaderValues;
}

/** Formats an operation's cookie parameters as one `Cookie` header; undefined when there are none. */
export function toCookieHeader(values: Readonly<Record<string, unknown>>): string | undefined {
  return formatPairs(values, '; ') || undefined;
}

/** The header values that `fetch` accepts (Fetch standard, section 2.2.2). */
const VALID_HEADER_VALUE = /^[\t -~\x80-\xff]*$/;

/**
 * Adds headers from several sources, by their names in lower case; a later source wins.
 *
 * @param merged Changed in place, and returned.
 * @throws TypeError for an invalid value.
 */
export function mergeHeaders(
  merged: Record<string, string>,
  ...sources: readonly (HeaderValues | undefined)[]
): Record<string, string> {
  for (const source of sources)
    for (const name in source) {
      const value = source[name];
      const key = name.toLowerCase();
      if (value === null) delete merged[key];
      else if (value !== undefined) merged[key] = checkHeaderValue(name, value);
    }
  return merged;
}

/**
 * @returns The value.
 * @throws TypeError that names the header only: the platform's own error repeats the value, which may be a secret.
 */
export function checkHeaderValue(name: string, value: string): string {
  if (VALID_HEADER_VALUE.test(value)) return value;
  throw new TypeError(`Header '${name}' is invalid`);
}

/** The body of a request, ready to be sent. */
export interface RequestBody {
  readonly content: BodyInit;
  /** Undefined for forms: `fetch` sets their media type, with its boundary or charset. */
  readonly mediaType?: string;
}

/** Creates a JSON body. @param value Anything that `JSON.stringify` takes; undefined for no body. */
export function jsonBody(value: unknown, mediaType = 'application/json'): RequestBody | undefined {
  return value === undefined ? undefined : { content: JSON.stringify(value), mediaType };
}

/** Creates a `multipart/form-data` body. @param value The form's fields, files as `Blob` or `File`; or a `FormData`, sent as it is. */
export function multipartBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return { content: value };
  const content = new FormData();
  for (const [name, leaf] of toFields('', value))
    if (leaf instanceof Blob)
      // A file without a name is called "blob" (XMLHttpRequest, section 4.3). Bun would send an empty name, which ASP.NET does not take for a file.
      content.append(name, leaf, (leaf as Partial<File>).name ?? 'blob');
    else content.append(name, toText(leaf));
  return { content };
}

/** Creates an `application/x-www-form-urlencoded` body. @param value The form's fields; or a `URLSearchParams`, sent as it is. */
export function formBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof URLSearchParams) return { content: value };
  const pairs = toFields('', value).map(([name, leaf]) => [name, toText(leaf)]);
  return { content: new URLSearchParams(pairs) };
}

/** Creates a text body. @param value Undefined and null for no body. */
export function textBody(value: unknown, mediaType = 'text/plain'): RequestBody | undefined {
  return value === undefined || value === null ? undefined : { content: toText(value), mediaType };
}

/** Creates a body of bytes. @param value Whatever `fetch` sends. A call with a stream is never retried: it can be sent only once. */
export function binaryBody(
  value: unknown,
  mediaType = 'application/octet-stream',
): RequestBody | undefined {
  // The generated code types the value; `fetch` rejects what it cannot send.
  return value === undefined ? undefined : { content: value as BodyInit, mediaType };
}
