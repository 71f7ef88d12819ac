import { toText } from './values.js';

/** The body of a request, ready to be sent. */
export interface RequestBody {
  readonly content: BodyInit;
  /** Undefined for forms: `fetch` sets their media type, with its boundary or charset. */
  readonly mediaType?: string | undefined;
  /** True for a stream: it can be sent only once, so the call is never repeated. */
  readonly once?: boolean;
}

/** Bytes; a stream of Node.js is an async iterable. A stream can be sent only once, so a call with one is never repeated. */
export type BinaryBody =
  Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Creates a JSON body. @param value Anything that `JSON.stringify` takes; undefined for no body. */
export function jsonBody(value: unknown, mediaType = 'application/json'): RequestBody | undefined {
  return value === undefined ? undefined : { content: JSON.stringify(value), mediaType };
}

/** Creates a text body. @param value Undefined and null for no body. */
export function textBody(value: unknown, mediaType = 'text/plain'): RequestBody | undefined {
  return value === undefined || value === null ? undefined : { content: toText(value), mediaType };
}

/** Creates a body that is sent as it is. @param value A {@link BinaryBody}, or text. */
export function binaryBody(
  value: unknown,
  mediaType = 'application/octet-stream',
): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (isAsyncIterable(value)) return { content: toStream(value), mediaType, once: true };
  // The generated code types the value; `fetch` rejects what it cannot send.
  return { content: value as BodyInit, mediaType, once: isStream(value) };
}

/** The media type of a body that is declared as a range, such as `image/*`: the Blob's own. */
export function mediaTypeOf(value: unknown): string {
  return (value instanceof Blob && value.type) || 'application/octet-stream';
}

/** Converts an item to JSON; undefined for one that JSON cannot express. */
type ToJson = (item: unknown) => string | undefined;

/** Creates a body of JSON lines. @param items A list, or an async iterable, whose items are sent as they come. */
export function jsonLinesBody(
  items: unknown,
  mediaType: string,
  toJson: ToJson = JSON.stringify,
): RequestBody | undefined {
  return sequenceBody(items, mediaType, (item) => `${toJson(item)}\n`);
}

/** Creates a body of JSON texts, each after a record separator (RFC 7464, section 2.2). */
export function jsonSequenceBody(
  items: unknown,
  mediaType: string,
  toJson: ToJson = JSON.stringify,
): RequestBody | undefined {
  return sequenceBody(items, mediaType, (item) => `\x1E${toJson(item)}\n`);
}

function sequenceBody(
  items: unknown,
  mediaType: string,
  format: (item: unknown) => string,
): RequestBody | undefined {
  if (items === undefined) return undefined;
  if (!isAsyncIterable(items)) {
    // The generated code types the items.
    return { content: Array.from(items as Iterable<unknown>, format).join(''), mediaType };
  }
  const encoder = new TextEncoder();
  return {
    content: toStream(items, (item) => encoder.encode(format(item))),
    mediaType,
    once: true,
  };
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return (
    !isStream(value) && typeof value === 'object' && value !== null && Symbol.asyncIterator in value
  );
}

/** `fetch` takes a stream as it is; it is known by its method, as platforms have classes of their own. */
export function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return typeof (value as Partial<ReadableStream> | null)?.getReader === 'function';
}

/** A stream whose chunks are made when they are sent. */
export function toStream(
  chunks: AsyncIterable<unknown>,
  convert?: (chunk: unknown) => Uint8Array,
): ReadableStream {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(convert ? convert(next.value) : next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
