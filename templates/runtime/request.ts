import type { ApiRequest } from './caller.js';
import { fieldsOf, pairsText, simpleText, textOf } from './parameters.js';

/** HTTPS, or HTTP to loopback; no user, query or fragment. */
const SAFE_URL =
  /^(https:\/\/[^/@?#\\\s]|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))[^@?#\\\s]*$/i;

/**
 * Checks where requests, and with them credentials, go.
 *
 * @param option The name of the option, for the error.
 * @param Refused The error's class.
 * @returns The address without its last slash.
 * @throws An error that names the option; not the address, which may hold a password.
 */
export function checkUrl(
  option: string,
  url = '',
  Refused: new (message: string) => Error = TypeError,
): string {
  if (SAFE_URL.test(url) && URL.canParse(url)) return url.replace(/\/$/, '');
  throw new Refused(
    `${option} must be an https:// URL, or http://localhost, without user, query and fragment`,
  );
}

export function urlOf(baseUrl: string, { path, query }: ApiRequest): string {
  return baseUrl + path + (query?.text ? `?${query.text}` : '');
}

/** The URL without the values of its query: they hold plates, names and keys. */
export function redactUrl(url: string): string {
  return url.replace(/=[^&/?]*/g, '=***');
}

/** Header values by name: undefined changes nothing, null takes the header away. */
export type HeaderValues = Readonly<Record<string, string | null | undefined>>;

/** An operation's header parameters, each in its style; what is empty is not sent. */
export function toHeaders(values: Readonly<Record<string, unknown>>): HeaderValues {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    simpleText(value, (part) => part) || undefined,
  ]);
  return Object.fromEntries(texts) as HeaderValues;
}

/** An operation's cookie parameters as one header. */
export function toCookieHeader(values: Readonly<Record<string, unknown>>): string | undefined {
  return pairsText(values, '; ') || undefined;
}

/** What `fetch` takes as a header's value (the Fetch standard, section 2.2.2). */
const SENDABLE = /^[\t -~\x80-\xff]*$/;

/**
 * Adds headers from several sources to what is there, by their names in small letters; a later one wins.
 *
 * @param merged Changed in place, and returned.
 * @throws TypeError that names the header; what the platform throws repeats the value, which may be a secret.
 */
export function mergedHeaders(
  merged: Record<string, string>,
  ...sources: readonly (HeaderValues | undefined)[]
): Record<string, string> {
  for (const source of sources)
    for (const name in source) {
      const value = source[name];
      const key = name.toLowerCase();
      if (value === null) delete merged[key];
      else if (value !== undefined) merged[key] = sendable(name, value);
    }
  return merged;
}

/** The value, where it can be sent. */
export function sendable(name: string, value: string): string {
  if (SENDABLE.test(value)) return value;
  throw new TypeError(`Header '${name}' cannot be sent`);
}

/** A request's body, ready to be sent. */
export interface RequestBody {
  readonly content: BodyInit;
  /** Undefined where `fetch` names it itself: forms, which carry a boundary or a charset. */
  readonly mediaType?: string;
}

/** @param value Anything that `JSON.stringify` writes; undefined for no body. */
export function jsonBody(value: unknown, mediaType = 'application/json'): RequestBody | undefined {
  return value === undefined ? undefined : { content: JSON.stringify(value), mediaType };
}

/** @param value The form's fields; files are `Blob`s, and a `File` keeps its name. A `FormData` is sent as it is. */
export function multipartBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return { content: value };
  const content = new FormData();
  for (const [name, leaf] of fieldsOf('', value))
    if (leaf instanceof Blob)
      // What has no name is called "blob" (XMLHttpRequest, section 4.3); Bun sends an empty one, which is no file to ASP.NET.
      content.append(name, leaf, (leaf as Partial<File>).name ?? 'blob');
    else content.append(name, textOf(leaf));
  return { content };
}

/** `application/x-www-form-urlencoded`. A `URLSearchParams` is sent as it is. */
export function formBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof URLSearchParams) return { content: value };
  const pairs = fieldsOf('', value).map(([name, leaf]) => [name, textOf(leaf)]);
  return { content: new URLSearchParams(pairs) };
}

export function textBody(value: unknown, mediaType = 'text/plain'): RequestBody | undefined {
  return value === undefined || value === null ? undefined : { content: textOf(value), mediaType };
}

/** @param value Bytes. A stream is sent once: such a call is never repeated. */
export function binaryBody(
  value: unknown,
  mediaType = 'application/octet-stream',
): RequestBody | undefined {
  // What a document calls bytes is typed by it, not here; `fetch` turns down what it cannot send.
  return value === undefined ? undefined : { content: value as BodyInit, mediaType };
}
