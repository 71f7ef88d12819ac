import type { Decode } from '../caller.js';

/** One item's text, and what an event says besides. */
export interface StreamPart {
  /** Undefined for an event without data, which is no item. */
  readonly text?: string | undefined;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  /** Milliseconds. */
  readonly retry?: number | undefined;
  /** True for what is left at the end of the response. */
  readonly isLast?: boolean | undefined;
}

/**
 * Takes the next text of a response and returns the items that it completes; at the end of the response, it takes
 * undefined.
 *
 * @throws ItemLengthError
 */
export type Splitter = (text: string | undefined) => readonly StreamPart[];

/** How a response becomes items. */
export interface StreamFormat {
  /** The value of the `Accept` header, unless the request has one. */
  readonly accept: string;
  /** Any other Content-Type is an error; undefined where the items themselves would show it. */
  readonly contentType?: RegExp | undefined;
  /** True when a later response can go on where an earlier one broke off. */
  readonly isResumable?: boolean | undefined;
  readonly createSplitter: () => Splitter;
  /** @returns Undefined when there is no item. @throws What `decode` and `JSON.parse` throw. */
  readonly decode: (part: StreamPart, decode: Decode | undefined) => unknown;
}

/** Asks for problem details too: ASP.NET Core leaves the body of an error empty for who does not accept them. */
const PROBLEM = 'application/problem+json;q=0.5';

/** JSON Lines and NDJSON: one JSON text a line. */
export const jsonLinesFormat: StreamFormat = {
  accept: `application/jsonl, application/x-ndjson, ${PROBLEM}`,
  createSplitter: () => createSplitter('\n'),
  decode: ({ text = '' }, decode) => decodeJson(text, decode),
};

/** A JSON text sequence (RFC 7464). A text that its writer has not finished is left out, except at the end. */
export const jsonSequenceFormat: StreamFormat = {
  accept: `application/json-seq, ${PROBLEM}`,
  createSplitter: () => createSplitter('\x1e'),
  decode: ({ text = '', isLast }, decode) => {
    const isOpen = !/\s$/.test(text);
    try {
      // A number without the line break behind it may lack digits (section 2.4).
      if (isOpen && /^\s*[-\dtfn]/.test(text)) throw new SyntaxError('The text has no end');
      return decodeJson(text, decode);
    } catch (error) {
      if (isOpen && !isLast) return undefined;
      throw error;
    }
  },
};

/** What an event's `data` is; `jsonOrText`: JSON where it can be parsed as such. */
export type EventData = 'json' | 'text' | 'jsonOrText';

const EVENT_STREAM = {
  accept: `text/event-stream, ${PROBLEM}`,
  contentType: /^text\/event-stream\s*(;|$)/i,
  isResumable: true,
  createSplitter: createEventSplitter,
} as const;

/** An event stream whose items are the `data` of its events. */
export function eventDataFormat(kind: EventData = 'json'): StreamFormat {
  return {
    ...EVENT_STREAM,
    decode: ({ text = '' }, decode) => {
      if (isJson(kind, text)) return decodeJson(text, decode);
      return decode ? decode(text, 'text') : text;
    },
  };
}

/**
 * An event stream whose items are its events: `data`, and `event`, `id` and `retry` where they were sent.
 *
 * @param textEvents The names of the events whose data is text, whatever `kind` says. An event without a name is a `message`.
 */
export function eventFormat(
  kind: EventData = 'json',
  textEvents: readonly string[] = [],
): StreamFormat {
  return {
    ...EVENT_STREAM,
    decode: ({ text = '', event, id, retry }, decode) => {
      const isText = textEvents.includes(event ?? 'message') || !isJson(kind, text);
      const data: unknown = isText ? text : decodeJson(text, undefined);
      if (data === undefined) return undefined;
      const fields = JSON.stringify({ event, id, retry });
      // A decoder takes JSON, and numbers in `data` keep their digits only as text.
      const others = fields === '{}' ? '}' : `,${fields.slice(1)}`;
      const json = `{"data":${isText ? JSON.stringify(text) : text}${others}`;
      return decode ? decode(json, 'json') : { data, ...(JSON.parse(fields) as object) };
    },
  };
}

function isJson(kind: EventData, text: string): boolean {
  if (kind !== 'jsonOrText') return kind === 'json';
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // Then it is text.
  }
}

function decodeJson(text: string, decode: Decode | undefined): unknown {
  if (!text) return undefined;
  return decode ? decode(text, 'json') : (JSON.parse(text) as unknown);
}

/** An item may have this many characters, so that a server without line breaks cannot fill the memory. */
export const MAX_ITEM_LENGTH = 2 ** 24;

/** A line, or the data of an event, is longer than {@link MAX_ITEM_LENGTH}. */
export class ItemLengthError extends Error {
  /** For the message of the error that the loop throws. */
  readonly missing = `an end of an item within ${MAX_ITEM_LENGTH} characters`;
}

function checkLength(length: number): void {
  if (length > MAX_ITEM_LENGTH) throw new ItemLengthError();
}

function createSplitter(separator: string): Splitter {
  let rest = '';
  return (text) => {
    if (text === undefined) return /\S/.test(rest) ? [{ text: rest, isLast: true }] : [];
    const [first = '', ...others] = text.split(separator);
    const items = [rest + first, ...others];
    rest = items.pop() ?? '';
    checkLength(rest.length);
    return items.filter((item) => /\S/.test(item)).map((item) => ({ text: item }));
  };
}

/** Splits an event stream as WHATWG HTML, section 9.2.6, says. An event without its blank line is dropped. */
function createEventSplitter(): Splitter {
  let rest = '';
  let endsWithReturn = false;
  let length = 0;
  let data: string[] = [];
  let fields: Omit<StreamPart, 'text'> = {};

  const readLine = (line: string) => {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (name === 'data') {
      data.push(value);
      checkLength((length += value.length + 1));
    } else if (name === 'event') fields = { ...fields, event: value || undefined };
    else if (name === 'id' && !value.includes('\0')) fields = { ...fields, id: value };
    else if (name === 'retry' && /^\d+$/.test(value)) fields = { ...fields, retry: Number(value) };
  };

  const takeEvent = (): StreamPart => {
    const text = data.length > 0 ? data.join('\n') : undefined;
    const event = { text, ...fields };
    data = [];
    fields = {};
    length = 0;
    return event;
  };

  return (text) => {
    if (text === undefined) return [];
    // A chunk may end between the two characters of a line break.
    const [first = '', ...others] = (endsWithReturn ? text.replace(/^\n/, '') : text).split(
      /\r\n|\r|\n/,
    );
    if (text) endsWithReturn = text.endsWith('\r');
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? '';
    checkLength(rest.length);
    const events: StreamPart[] = [];
    for (const line of lines)
      if (line) readLine(line);
      else events.push(takeEvent());
    return events;
  };
}
