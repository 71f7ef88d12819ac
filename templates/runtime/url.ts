import type { ApiRequest } from './caller.js';

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
