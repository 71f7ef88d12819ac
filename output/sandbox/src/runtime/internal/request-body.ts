import {
  ArgumentError,
  convertArgument,
  getTypeName,
  toJson,
  type WriteJson,
} from './convert-argument.js';
import { isRecord, toText } from './values.js';

/** The body of a request, ready to be sent. */
export interface RequestBody {
  readonly content: BodyInit;
  /** Undefined for forms: `fetch` sets their media type, with its boundary or charset. */
  readonly mediaType?: string | undefined;
  /** True for a stream: it can be sent only once, so the call is never repeated. */
  readonly once?: boolean;
  /** Ends what a stream is made from, when the call has failed: not every `fetch` does, and a file would stay open. */
  readonly close?: () => void;
}

/**
 * Bytes. A stream of Node.js is an async iterable; text that one yields is sent as UTF-8. A stream or an async iterable can
 * be read only once, so a call with one is never repeated.
 */
export type BinaryBody =
  Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Creates a JSON body.
 *
 * @param value Anything that `write` takes; undefined for no body.
 * @throws ArgumentError for a value that JSON cannot express.
 */
export function jsonBody(
  value: unknown,
  mediaType = 'application/json',
  write?: WriteJson,
): RequestBody | undefined {
  if (value === undefined) return undefined;
  return { content: convertArgument('body', value, () => toJson(value, write)), mediaType };
}

/** Creates a text body. @param value Undefined and null for no body. */
export function textBody(value: unknown, mediaType = 'text/plain'): RequestBody | undefined {
  if (value === undefined || value === null) return undefined;
  return { content: convertArgument('body', value, () => toText(value)), mediaType };
}

/**
 * Creates a body that is sent as it is.
 *
 * @param value A {@link BinaryBody}, or text.
 * @throws ArgumentError for a value that `fetch` would send as `[object Object]` or the like.
 */
export function binaryBody(
  value: unknown,
  mediaType = 'application/octet-stream',
): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (isAsyncIterable(value)) return streamBody(value, mediaType, toBytes);
  if (isRecord(value) || !/^(object|string)$/.test(typeof value) || value === null)
    throw new ArgumentError(
      `body (${getTypeName(value)}) cannot be sent: give bytes, a Blob or a stream`,
    );
  // Anything else is what `fetch` takes.
  return { content: value as BodyInit, mediaType, once: isStream(value) };
}

/** The media type of a body that is declared as a range, such as `image/*`: the Blob's own. */
export function mediaTypeOf(value: unknown): string {
  return (value instanceof Blob && value.type) || 'application/octet-stream';
}

/** Creates a body of JSON lines. @param items A list, or an async iterable, whose items are sent as they come. */
export function jsonLinesBody(
  items: unknown,
  mediaType: string,
  write?: WriteJson,
): RequestBody | undefined {
  return sequenceBody(items, mediaType, (item) => `${toJson(item, write)}\n`);
}

/** Creates a body of JSON texts, each after a record separator (RFC 7464, section 2.2). */
export function jsonSequenceBody(
  items: unknown,
  mediaType: string,
  write?: WriteJson,
): RequestBody | undefined {
  return sequenceBody(items, mediaType, (item) => `\x1E${toJson(item, write)}\n`);
}

function sequenceBody(
  items: unknown,
  mediaType: string,
  format: (item: unknown) => string,
): RequestBody | undefined {
  if (items === undefined) return undefined;
  if (!isAsyncIterable(items)) {
    // The generated code types the items.
    const toTexts = () => Array.from(items as Iterable<unknown>, format);
    return { content: convertArgument('body', items, toTexts).join(''), mediaType };
  }
  const encoder = new TextEncoder();
  return streamBody(items, mediaType, (item) => encoder.encode(format(item)));
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

/**
 * A stream of Node.js that fails while its call waits, for a token for instance, would end the process, since nobody
 * listens yet. Whoever reads it later gets its error all the same.
 */
function keepError(source: unknown): void {
  const { on } = Object(source) as {
    readonly on?: (event: 'error', listen: () => void) => unknown;
  };
  if (typeof on === 'function') on.call(source, 'error', () => undefined);
}

/**
 * Creates a body whose chunks are made while it is sent.
 *
 * @param sources What the chunks are made from.
 * @throws ArgumentError where there are no streams.
 */
export function streamBody(
  chunks: AsyncIterable<unknown>,
  mediaType: string,
  convert: (chunk: unknown) => Uint8Array,
  sources: readonly unknown[] = [chunks],
): RequestBody {
  if (typeof ReadableStream !== 'function')
    throw new ArgumentError(
      'This platform has no ReadableStream, so it cannot send an async iterable: give a Blob or bytes',
    );
  sources.forEach(keepError);
  const iterator = chunks[Symbol.asyncIterator]();
  const close = () => [iterator, ...sources].forEach(closeSource);
  const content = new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(convert(next.value));
      },
      cancel: close,
    },
    // Nothing is read before it is sent.
    { highWaterMark: 0 },
  );
  return { content, mediaType, once: true, close };
}

/** Ends a stream of Node.js, a generator or a stream. Ending the iterator of a stream does not suffice when it has not begun, or waits. */
function closeSource(source: unknown): void {
  const {
    destroy,
    cancel,
    return: end,
  } = Object(source) as Partial<Record<'destroy' | 'cancel' | 'return', () => unknown>>;
  const ended = (destroy ?? cancel ?? end)?.call(source);
  // A stream that is being read refuses; its reader ends it.
  Promise.resolve(ended).catch(() => undefined);
}

/** @throws TypeError for a chunk that is neither bytes nor text. */
export function toBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (ArrayBuffer.isView(chunk))
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError(
    `A body consists of bytes or text, not of chunks like this ${getTypeName(chunk)}`,
  );
}
