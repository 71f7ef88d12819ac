import type { ApiRequest, RequestSource } from './caller.js';
import { formatPairs, formatSimple } from './parameters.js';
import { parseUrl } from './parse-url.js';

/** HTTPS, or HTTP to loopback; without user and fragment. */
const SAFE_URL =
  /^(https:\/\/[^/@?#\\\s]|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))[^@?#\\\s]*(\?[^#\\\s]*)?$/i;

/** What a URL may be besides HTTPS, or HTTP to loopback, without a query. */
export interface UrlRules {
  /** HTTP to any host. */
  readonly allowHttp?: boolean | undefined;
  readonly allowQuery?: boolean | undefined;
}

/**
 * Checks a URL to which requests, and with them credentials, are sent.
 *
 * @param option The option's name, for the error.
 * @returns The URL; one without a query loses its trailing slash.
 * @throws TypeError that names the option but not the URL, which may hold a password.
 */
export function checkUrl(
  option: string,
  url = '',
  { allowHttp, allowQuery }: UrlRules = {},
): string {
  const checked = allowHttp ? url.replace(/^http:/i, 'https:') : url;
  if (SAFE_URL.test(checked) && (allowQuery || !url.includes('?')) && parseUrl(url))
    return allowQuery ? url : url.replace(/\/$/, '');
  throw new TypeError(
    `${option} must be an https:// URL without user${allowQuery ? '' : ', query'} and fragment; http:// is for loopback, or needs allowHttp: true`,
  );
}

export function buildUrl(baseUrl: string, request: ApiRequest): string {
  const url = baseUrl + getPath(request);
  const query = request.query?.text;
  // Some documents have a part of the query in their paths.
  return query ? url + (url.includes('?') ? '&' : '?') + query : url;
}

/** @returns The path as it is sent. */
export function getPath({ path }: ApiRequest): string {
  return typeof path === 'string' ? path : path.text;
}

/** @returns The path with the names of its parameters in braces. */
export function getPathTemplate({ path }: ApiRequest): string {
  return typeof path === 'string' ? path : path.template;
}

/** @returns The request. @throws What the function throws that builds it. */
export function getRequest(source: RequestSource): ApiRequest {
  return typeof source === 'function' ? source() : source;
}

/** @returns A function that builds the request when it is first called, and returns the same one from then on. */
export function buildOnce(source: RequestSource): () => ApiRequest {
  let request: ApiRequest | undefined;
  return () => (request ??= getRequest(source));
}

/** Masks the values of a URL, which may be personal data or keys: what follows an equals sign, or a query without one. */
export function redactUrl(url: string, mask = '***'): string {
  const [path = ''] = url.split('?', 1);
  const query = url.slice(path.length + 1);
  const maskedPath = path.replace(/=[^/;]*/g, `=${mask}`);
  if (!query) return maskedPath;
  return `${maskedPath}?${query.includes('=') ? query.replace(/=[^&]*/g, `=${mask}`) : mask}`;
}

/** Header values by name: undefined changes nothing, null removes the header. */
export type HeaderValues = Readonly<Record<string, string | null | undefined>>;

/** Formats an operation's header parameters, each in its style; empty values are not sent. */
export function toHeaders(values: Readonly<Record<string, unknown>>): HeaderValues {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    formatSimple(name, value, (part) => part) || undefined,
  ]);
  return Object.fromEntries(texts) as HeaderValues;
}

/** Formats an operation's cookie parameters as one `Cookie` header; undefined when there are none. */
export function toCookieHeader(values: Readonly<Record<string, unknown>>): string | undefined {
  return formatPairs(values, '; ') || undefined;
}

/** The header names and values that `fetch` accepts (Fetch standard, section 2.2.2; RFC 9110, section 5.6.2). */
const VALID_HEADER_NAME = /^[!#-'*+.^-z|~\w-]+$/;
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
  if (!VALID_HEADER_NAME.test(name))
    throw new TypeError(`'${name}' is not a valid name of a header`);
  if (VALID_HEADER_VALUE.test(value)) return value;
  throw new TypeError(
    `Header '${name}' is invalid (${typeof value}): it has control characters, or some beyond U+00FF`,
  );
}
