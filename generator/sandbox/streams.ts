import type { EventFormat, ResponseBody } from '../model/model.js';
import { isJsonObject } from './data/coerce.js';
import type { Json, OutgoingResponse } from './outgoing-response.js';

/** Generates the item of this number, from 1 on: the same number gives the same item. */
export type GenerateItem = (number: number) => Json;

/** A complete stream of JSON texts: lines, or a sequence (RFC 7464). */
export function createItemStream(
  status: number,
  { mediaType, encoding }: ResponseBody,
  items: readonly Json[],
): OutgoingResponse {
  const start = encoding === 'jsonSequence' ? '\x1e' : '';
  return {
    status,
    headers: { 'Content-Type': mediaType },
    body: items.map((item) => `${start}${JSON.stringify(item)}\n`).join(''),
  };
}

/**
 * An endless event stream, as ASP.NET writes one: an event at once, then one a second. The ids are the numbers of the
 * events, and a client that sends the last one gets the next.
 */
export function createEventStream(
  status: number,
  events: EventFormat,
  lastEventId: string | undefined,
  generate: GenerateItem,
): OutgoingResponse {
  const first = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) + 1 : 1;
  return {
    status,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-store' },
    body: formatEvent(events, generate(first), first),
    more: (index) => formatEvent(events, generate(first + index), first + index),
  };
}

function formatEvent({ yields, data }: EventFormat, item: Json, number: number): string {
  const event = yields === 'event' && isJsonObject(item) ? item : { data: item };
  const content = event['data'] ?? null;
  const isText = data !== 'json' && typeof content === 'string';
  const lines = (isText ? content : JSON.stringify(content)).split(/\r\n|\r|\n/);
  const name = typeof event['event'] === 'string' ? [`event: ${event['event']}`] : [];
  return `${[...name, ...lines.map((line) => `data: ${line}`), `id: ${number}`].join('\n')}\n\n`;
}
