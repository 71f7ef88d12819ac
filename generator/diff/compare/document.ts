import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { ServerObject } from '../raw-openapi.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { createSide, type Comparison } from './context.js';
import { compareGlobalSecurity, compareSchemes } from './security.js';
import { haveSameShape } from './equal-nodes.js';

/** Compares what belongs to the document as a whole: info, servers, security and tags. */
export function compareDocument(comparison: Comparison): readonly Finding[] {
  const [old, now] = [comparison.before.loaded.document, comparison.after.loaded.document];
  const findings: Finding[] = [];
  const add = (
    kind: KindId,
    part: string,
    before: Side,
    after: Side,
    oasdiff: readonly string[] = [],
  ): void => {
    findings.push({
      what: kind,
      subject: { kind: 'document', wireName: '', part, path: [] },
      before,
      after,
      reaches: [],
      kinds: [kind],
      oasdiff: [...oasdiff].sort(),
    });
  };
  for (const key of ['title', 'version', 'description'] as const) {
    const [was, is] = [old.info[key], now.info[key]];
    if (was === is) continue;
    const kind = key === 'description' ? 'document-documentation-changed' : 'info-changed';
    add(kind, key, createSideAt(`/info/${key}`, was), createSideAt(`/info/${key}`, is));
  }
  if (!haveSameShape([old.externalDocs?.url], [now.externalDocs?.url]))
    add(
      'document-documentation-changed',
      'externalDocs',
      createSideAt('/externalDocs', old.externalDocs?.url),
      createSideAt('/externalDocs', now.externalDocs?.url),
    );
  const servers = [getServerUrls(old.servers), getServerUrls(now.servers)];
  if (!haveSameShape(servers[0], servers[1])) {
    const kind = servers[0]?.every((url) => servers[1]?.includes(url))
      ? 'server-added'
      : 'server-changed';
    add(
      kind,
      'servers',
      createSideAt('/servers', servers[0]),
      createSideAt('/servers', servers[1]),
    );
  }
  const texts = [getServerTexts(old.servers), getServerTexts(now.servers)];
  if (haveSameShape(servers[0], servers[1]) && !haveSameShape(texts[0], texts[1]))
    add(
      'document-documentation-changed',
      'servers',
      createSideAt('/servers', texts[0]),
      createSideAt('/servers', texts[1]),
    );
  const security = compareGlobalSecurity(comparison);
  if (security) add(security.kind, 'security', security.before, security.after, security.oasdiff);
  return [...findings, ...compareTags(comparison), ...compareSchemes(comparison)];
}

function createSideAt(pointer: string, value: unknown): Side {
  return { pointer, ...defined({ value }) };
}

const TAG_TEXTS = ['summary', 'description', 'parent', 'kind'] as const;

/** Compares what tags say to readers. */
function compareTags({ before, after }: Comparison): readonly Finding[] {
  const getTags = ({ loaded }: Comparison['before']) =>
    new Map((loaded.document.tags ?? []).map((tag) => [tag.name, tag]));
  const [old, now] = [getTags(before), getTags(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(byCodeUnit);
  return names.flatMap((name): readonly Finding[] => {
    const [was, is] = [old.get(name), now.get(name)];
    return TAG_TEXTS.filter((key) => (was?.[key] ?? '') !== (is?.[key] ?? '')).map((key) => ({
      what: 'document-documentation-changed',
      subject: { kind: 'document', wireName: '', part: `tag ${name}`, path: [] },
      ...defined({
        before: was?.[key] === undefined ? undefined : createSide(before, was, was[key]),
        after: is?.[key] === undefined ? undefined : createSide(after, is, is[key]),
      }),
      reaches: [],
      kinds: ['document-documentation-changed'],
      oasdiff: [],
    }));
  });
}

/**
 * Returns the URLs of servers, sorted, without a slash at the end: one for each value that the document lists for their
 * variables, else with the defaults.
 * Undefined if there are none.
 */
export function getServerUrls(
  servers: readonly ServerObject[] | undefined,
): readonly string[] | undefined {
  if (servers === undefined || servers.length === 0) return undefined;
  return [...new Set(servers.flatMap(getUrls))].sort(byCodeUnit);
}

/** What servers are called, by URL. */
function getServerTexts(servers: readonly ServerObject[] = []): readonly string[] {
  return servers
    .map((server) => [getUrl(server), server.name, server.description].filter(Boolean).join(', '))
    .sort(byCodeUnit);
}

/** More combinations than these say nothing to a reader. */
const MAX_URLS = 100;

function getUrls(server: ServerObject): readonly string[] {
  let urls = [server.url];
  for (const [name, { enum: values = [] }] of Object.entries(server.variables ?? {}))
    if (server.url.includes(`{${name}}`) && values.length > 0)
      urls = urls.flatMap((url) => values.map((value) => url.replaceAll(`{${name}}`, value)));
  return urls.length > MAX_URLS ? [getUrl(server)] : urls.map((url) => getUrl({ ...server, url }));
}

function getUrl({ url, variables }: ServerObject): string {
  const expanded = url.replace(
    /\{([^{}]*)\}/g,
    (braces, name: string) => variables?.[name]?.default ?? braces,
  );
  return expanded.replace(/\/+$/, '') || '/';
}
