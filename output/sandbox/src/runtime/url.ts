import type { ApiRequest } from './caller.js';
import { ConfigurationError } from './errors.js';
import { pairsText } from './values.js';

/** HTTPS, or HTTP to loopback; no user, query or fragment. */
const SAFE_URL =
  /^(https:\/\/[^/@?#\\\s]|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))[^@?#\\\s]*$/i;

/**
 * Checks where requests, and with them credentials, go.
 *
 * @returns The address without its last slash.
 * @throws ConfigurationError that names the option; not the address, which may hold a password.
 */
export function checkUrl(option: string, url = ''): string {
  if (SAFE_URL.test(url) && URL.canParse(url)) return url.replace(/\/$/, '');
  throw new ConfigurationError(
    `${option} must be an https:// URL (http:// for localhost), without user, query and fragment`,
  );
}

export function urlOf(baseUrl: string, { path, query }: ApiRequest): string {
  const text = pairsText(query, '&');
  return baseUrl + path + (text && `?${text}`);
}
