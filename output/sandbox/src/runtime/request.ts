import type { ApiRequest } from './caller.js';
import { formatPairs, formatSimple } from './parameters.js';

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
  if (!query?.text) return baseUrl + path;
  // Some documents have a part of the query in their paths.
  return baseUrl + path + (path.includes('?') ? '&' : '?') + query.text;
}

/** Masks the values of a URL, which may be personal data or keys: what follows an equals sign, or a query without one. */
export function redactUrl(url: string): string {
  const [path = ''] = url.split('?', 1);
  const query = url.slice(path.length + 1);
  const maskedPath = path.replace(/=[^/;]*/g, '=***');
  if (!query) return maskedPath;
  return `${maskedPath}?${query.includes('=') ? query.replace(/=[^&]*/g, '=***') : '***'}`;
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
