import { byCodeUnit } from '../../util/order.js';
import type { ServerObject } from '../raw-openapi.js';
import type { KindId } from '../kinds/index.js';
import type { DocumentSide, Operation, OperationPair, PairContext } from './context.js';
import { haveSameShape } from './equal-nodes.js';

type Servers = readonly ServerObject[] | undefined;

/** Compares the URLs of the document's servers; what servers are called only if the URLs are the same. */
export function findServerChange(
  old: Servers,
  now: Servers,
): readonly [what: KindId, was: readonly string[], is: readonly string[]] | undefined {
  const [urls, newUrls] = [getServerUrls(old), getServerUrls(now)];
  const isKept = urls.every((url) => newUrls.includes(url));
  // Clients call the first.
  const isSameDefault = getDefaultUrl(old) === getDefaultUrl(now);
  if (!isKept) return ['server-changed', urls, newUrls];
  if (!isSameDefault) return ['server-default-changed', [getDefaultUrl(old)], [getDefaultUrl(now)]];
  if (newUrls.length > urls.length) return ['server-added', urls, newUrls];
  const [texts, newTexts] = [getTexts(old), getTexts(now)];
  return haveSameShape(texts, newTexts) ? undefined : ['documentation-changed', texts, newTexts];
}

/** Compares the servers of an operation, if it has its own in one of the documents, unless the document's changed alike. */
export function compareOwnServers(context: PairContext): void {
  const { pair, comparison } = context;
  const [own, newOwn] = [getOwnServers(pair.before), getOwnServers(pair.after)];
  if (own === undefined && newOwn === undefined) return;
  const [ofOld, ofNow] = [getServers(comparison.before), getServers(comparison.after)];
  const change = findServerChange(own ?? ofOld, newOwn ?? ofNow);
  if (change === undefined || haveSameShape(change, findServerChange(ofOld, ofNow))) return;
  const place = { direction: 'request', location: 'operation' } as const;
  context.between({ ...place, old: pair.before.node, now: pair.after.node })(...change);
}

/** Whether an operation has the document's servers in both documents. */
export function inheritsServers({ before, after }: OperationPair): boolean {
  return getOwnServers(before) === undefined && getOwnServers(after) === undefined;
}

function getOwnServers({ node, item }: Operation): Servers {
  return node.servers ?? item.servers;
}

export function getServers({ loaded }: DocumentSide): Servers {
  return loaded.document.servers;
}

/** Without servers there is one with the URL `/` (OpenAPI 3.2, section 4.1.1). */
const DEFAULT_SERVERS: readonly ServerObject[] = [{ url: '/' }];

function orDefault(servers: Servers): readonly ServerObject[] {
  return servers !== undefined && servers.length > 0 ? servers : DEFAULT_SERVERS;
}

function getDefaultUrl(servers: Servers): string {
  const [first] = orDefault(servers);
  return first === undefined ? '/' : getUrl(first);
}

/**
 * Returns the URLs of servers, sorted, without a slash at the end: one for each value that the document lists for their
 * variables, else with the defaults.
 */
function getServerUrls(servers: Servers): readonly string[] {
  return [...new Set(orDefault(servers).flatMap(getUrls))].sort(byCodeUnit);
}

/** What servers are called, by URL. */
function getTexts(servers: Servers): readonly string[] {
  return orDefault(servers)
    .filter(({ name, description }) => name ?? description)
    .map((server) => [getUrl(server), server.name, server.description].filter(Boolean).join(', '))
    .sort(byCodeUnit);
}

/** More combinations than these say nothing to a reader. */
const MAX_URLS = 100;

function getUrls(server: ServerObject): readonly string[] {
  let urls = [server.url];
  for (const [name, { enum: values = [] }] of Object.entries(server.variables ?? {})) {
    if (!server.url.includes(`{${name}}`) || values.length === 0) continue;
    if (urls.length * values.length > MAX_URLS) return [getUrl(server)];
    urls = urls.flatMap((url) => values.map((value) => url.replaceAll(`{${name}}`, value)));
  }
  return urls.map((url) => getUrl({ ...server, url }));
}

function getUrl({ url, variables }: ServerObject): string {
  const expanded = url.replace(
    /\{([^{}]*)\}/g,
    (braces, name: string) => variables?.[name]?.default ?? braces,
  );
  return expanded.replace(/\/+$/, '') || '/';
}
