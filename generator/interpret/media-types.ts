import type { MediaTypeObject } from '../document/openapi.js';
import type { Encoding, TypeRef } from '../model/model.js';
import { sortedBy } from '../util/order.js';

export interface Content {
  readonly mediaType: string;
  readonly encoding: Encoding;
  readonly schema: MediaTypeObject['schema'];
  readonly node: MediaTypeObject;
}

type ContentMap = Readonly<Record<string, MediaTypeObject>>;

/**
 * Chooses one media type by name, never by position: JSON, then forms, then text, then bytes. ASP.NET lists `text/plain`,
 * `application/json`, `text/json` and wildcards in any order.
 */
export function chooseContent(content: ContentMap | undefined): Content | undefined {
  const candidates = Object.entries(content ?? {}).map(([name, node]) => ({
    name,
    node,
    rank: getRank(name),
  }));
  const [best] = sortedBy(candidates, ({ name, rank }) => `${rank} ${name}`);
  if (best === undefined) return undefined;
  return {
    mediaType: withoutWildcard(best.name),
    encoding: getEncoding(best.name),
    schema: best.node.schema,
    node: best.node,
  };
}

/** Lower is better; two digits, so that ranks sort as strings. */
function getRank(name: string): string {
  const type = getEssence(name);
  if (type === 'application/json') return name === type ? '10' : '11';
  if (type === 'text/json') return '12';
  if (isJson(type)) return type.includes('*') ? '14' : '13';
  if (type === 'multipart/form-data') return '20';
  if (type === 'application/x-www-form-urlencoded') return '21';
  if (type === '*/*') return '29';
  if (type === 'text/plain') return '30';
  if (type.startsWith('text/')) return '31';
  return type === 'application/octet-stream' ? '40' : '41';
}

export function getEncoding(name: string): Encoding {
  const type = getEssence(name);
  if (isJson(type) || type === '*/*') return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) return 'multipart';
  if (type.startsWith('text/') || /[/+]xml$/.test(type)) return 'text';
  return 'binary';
}

/** The encoding that fits the type: ASP.NET declares a file response as `string`/`binary` under JSON media types. */
export function chooseEncoding(content: Content, type: TypeRef): Encoding {
  if (type.kind === 'binary' && (content.encoding === 'json' || content.encoding === 'text'))
    return 'binary';
  return content.encoding;
}

/** RFC 6839, section 3.1: a `+json` suffix is JSON. */
function isJson(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

function withoutWildcard(name: string): string {
  return getEssence(name).includes('*') ? 'application/json' : name;
}

function getEssence(name: string): string {
  return (name.split(';')[0] ?? '').trim().toLowerCase();
}
