import type { ServerChoice } from './caller.js';
import { ConfigurationError } from '../core/errors.js';
import type { ServerVariables } from '../core/options.js';
import { getOrigin } from './parse-url.js';
import { checkUrl } from './request.js';

/**
 * Chooses the server of an operation that is on one of its own. A path is on the host of the base URL. Another host is
 * the API's as well, and gets the credentials that the operation needs; a base URL that the user gives replaces it.
 *
 * @param url May contain variables in braces.
 * @param defaults Of the variables, by name.
 */
export function ownServer(url: string, defaults?: ServerVariables): ServerChoice {
  return ({ baseUrl, isOwnBaseUrl, variables, allowHttp }) => {
    const expanded = expandUrl(url, defaults, variables);
    // Not resolved as a reference: with an empty variable, `/{tenant}/api` would be the host `api`.
    if (url.startsWith('/')) return getOrigin(baseUrl) + expanded.replace(/\/$/, '');
    return isOwnBaseUrl ? baseUrl : checkUrl('server', expanded, { allowHttp });
  };
}

/**
 * Replaces the variables of a server's URL (OpenAPI 3.1, section 4.8.6).
 *
 * @throws ConfigurationError for a value that could lead to another host.
 */
export function expandUrl(
  url: string,
  defaults: ServerVariables = {},
  given: ServerVariables = {},
): string {
  return url.replace(/\{([^{}]*)\}/g, (braces: string, name: string, at: number) => {
    const value = given[name];
    if (value === undefined) return defaults[name] ?? braces;
    const isInPath = /^[^/]*\/\/[^/]*\/|^\/[^/]/.test(url.slice(0, at));
    if ((isInPath ? /^[\w.~/-]*$/ : /^[\w.~:-]*$/).test(value)) return value;
    throw new ConfigurationError(`variables.${name} is not a valid part of a URL`);
  });
}
