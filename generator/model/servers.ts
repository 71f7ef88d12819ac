import { toOneLine } from '../util/markdown.js';
import { toAsciiWords } from '../util/words.js';
import type { Server } from './model.js';

/** The URL of a server whose variables have their defaults (OpenAPI 3.1, section 4.8.6). */
export function getDefaultUrl({ url, variables = [] }: Server): string {
  return url.replace(
    /\{([^{}]*)\}/g,
    (braces, name: string) => variables.find((each) => each.name === name)?.default ?? braces,
  );
}

/**
 * Names the servers of a document as environments, in their order: by name, by a short description, or by host. The first
 * is `default` unless it has a name, so that a server that is added renames nothing.
 *
 * @param servers With `address`, the URL with defaults, resolved.
 */
export function nameServers<S extends Pick<Server, 'name' | 'description'>>(
  servers: readonly (S & { readonly address: string })[],
): ReadonlyMap<string, S> {
  const named = new Map<string, S>();
  for (const server of servers) {
    const { name, description, address } = server;
    const { host, pathname } = new URL(address);
    const preferred =
      (name && toOneLine(name)) ?? (named.size === 0 ? 'default' : toShortName(description));
    const candidates = [preferred, host, `${host}${pathname}`, address];
    named.set(candidates.find((each) => each && !named.has(each)) ?? address, server);
  }
  return named;
}

/** `The staging server` → `staging`; undefined for a longer text. */
function toShortName(description = ''): string | undefined {
  const words = toAsciiWords(description).filter((word) => !SERVER_WORDS.has(word));
  return words.length > 0 && words.length <= 3 ? words.join('-') : undefined;
}

const SERVER_WORDS = new Set(['the', 'a', 'api', 'server', 'url', 'environment', 'host', 'for']);

/** Whether the SDK's runtime sends credentials there: with TLS, or to loopback. */
export function isSafeUrl(url: string): boolean {
  return /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/i.test(url);
}
