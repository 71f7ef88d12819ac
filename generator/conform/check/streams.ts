import type { MediaTypeObject } from '../raw-openapi.js';
import type { Schemas, Schema } from './schemas.js';
import { parseJson, WrittenText } from './written-text.js';

/** Media types of items that are read one by one. */
export type StreamKind = 'jsonLines' | 'jsonSequence' | 'events';

/** The items of a stream as far as they were read; undefined when one of them is not what the media type says. */
export function readItems(
  kind: StreamKind,
  text: string,
  truncated: boolean,
): readonly unknown[] | undefined {
  switch (kind) {
    case 'jsonLines':
      return parseAll(text.split(/\r?\n/), truncated);
    case 'jsonSequence':
      // RFC 7464, section 2.2: each text starts with a record separator.
      return parseAll(text.split('\x1e'), truncated);
    case 'events':
      return readEvents(text);
    default:
      return kind satisfies never;
  }
}

/** The item of a truncated stream that is last may be cut. */
function parseAll(texts: readonly string[], truncated: boolean): readonly unknown[] | undefined {
  const whole = (truncated ? texts.slice(0, -1) : texts).filter((text) => text.trim() !== '');
  const items = whole.map(parseJson);
  return items.includes(undefined) ? undefined : items.map((item) => item?.value);
}

/** The events of a stream (WHATWG HTML, section 9.2.6); one that no empty line ends is not there yet. */
function readEvents(text: string): readonly Readonly<Record<string, unknown>>[] {
  const blocks = text.replace(/^\uFEFF/, '').split(/\r\n\r\n|\n\n|\r\r/);
  return blocks.slice(0, -1).flatMap((block) => {
    const fields = new Map<string, string[]>();
    for (const line of block.split(/\r\n|\n|\r/)) {
      const [, name, value = ''] = /^([^:]+)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
      if (name === undefined) continue;
      const values = fields.get(name);
      if (values === undefined) fields.set(name, [value]);
      else values.push(value);
    }
    const data = fields.get('data')?.join('\n');
    if (data === undefined) return [];
    const last = (name: string) => fields.get(name)?.at(-1);
    const [event, id, retry] = [last('event'), last('id'), last('retry')];
    return [
      {
        data: new WrittenText(data),
        ...(event !== undefined && { event }),
        ...(id !== undefined && { id }),
        ...(retry !== undefined && { retry: new WrittenText(retry) }),
      },
    ];
  });
}

/**
 * The schema of a stream's items: `itemSchema`, else `schema`, in which an array is the whole stream (OpenAPI 3.2, section
 * 4.14) and anything else one item.
 */
export function getItemSchema(
  schemas: Schemas,
  { schema, itemSchema }: MediaTypeObject,
): Schema | undefined {
  if (itemSchema !== undefined || schema === undefined) return itemSchema;
  const target = schemas.followAll(schema);
  const isArray = typeof target === 'object' && [target.type].flat().includes('array');
  return isArray ? (target.items ?? true) : schema;
}
