import type { MediaTypeObject } from '../document/openapi.js';
import type { Encoding } from '../model/model.js';
import type { WebhookBody } from '../model/webhook.js';
import { getEssence } from '../util/media-type.js';
import { sortedBy } from '../util/order.js';
import { getJsonRank } from '../util/media-kinds.js';
import type { Context } from './context.js';
import { toType } from './types.js';

/**
 * Reads the body of a webhook. One media type is chosen by name, never by position: JSON, then forms, then text, then
 * bytes.
 *
 * @returns Undefined when no content is declared.
 */
export function readWebhookBody(
  context: Context,
  content: Readonly<Record<string, MediaTypeObject>> = {},
): WebhookBody | undefined {
  const candidates = sortedBy(Object.entries(content), ([name]) => `${getRank(name)} ${name}`);
  const [best] = candidates;
  if (best === undefined) return undefined;
  const [name, { schema }] = best;
  const type = toType(context, schema);
  const encoding = getEncoding(name);
  // ASP.NET declares a file as `string`/`binary` under JSON media types.
  const isFile = type.kind === 'binary' && (encoding === 'json' || encoding === 'text');
  return {
    encoding: isFile ? 'binary' : encoding,
    mediaType: getEssence(name).includes('*') ? 'application/json' : name,
    type,
  };
}

/** Lower is better; two digits, so that ranks sort as strings. */
function getRank(name: string): string {
  const type = getEssence(name);
  if (isJson(type)) return getJsonRank(name);
  if (type === 'multipart/form-data') return '20';
  if (type === 'application/x-www-form-urlencoded') return '21';
  if (type === '*/*') return '29';
  if (type === 'text/plain') return '30';
  if (type.startsWith('text/')) return '31';
  return type === 'application/octet-stream' ? '40' : '41';
}

function getEncoding(name: string): Encoding {
  const type = getEssence(name);
  if (isJson(type) || type === '*/*') return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) return 'multipart';
  if (type.startsWith('text/') || /[/+]xml$/.test(type)) return 'text';
  return 'binary';
}

/** RFC 6839, section 3.1: a `+json` suffix is JSON. */
function isJson(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}
