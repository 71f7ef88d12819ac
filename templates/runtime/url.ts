import type { ApiRequest } from './caller.js';
import { ConfigurationError } from './errors.js';
import { queryText } from './query.js';

/**
 * Checks where requests, and with them credentials, go.
 *
 * @returns The address without its last slash.
 * @throws ConfigurationError for anything but HTTPS, loopback apart, and for an address with a user, query or fragment.
 */
export function checkUrl(option: string, url: string): string {
  if (!URL.canParse(url)) throw new ConfigurationError(`${option} is not an absolute URL`);
  const { protocol, hostname, username, password, search, hash, href } = new URL(url);
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
    throw new ConfigurationError(`${option} must start with https:// (host '${hostname}')`);
  if (username || password || search || hash)
    throw new ConfigurationError(`${option} may hold no user, query or fragment`);
  return href.replace(/\/$/, '');
}

export function urlOf(baseUrl: string, request: ApiRequest): string {
  return baseUrl + request.path + queryText(request.query);
}
