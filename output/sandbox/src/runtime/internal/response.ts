import type { Decode, ResponseReader } from './caller.js';

/** Bodies of errors and tokens are not read beyond this. */
export const MAX_ERROR_BYTES = 2 ** 20;

/** The body of a response that nobody needs is read up to this, so that its connection can be used again. */
const MAX_UNUSED_BYTES = 2 ** 16;

/**
 * Reads the body as text, in the charset that its Content-Type names, up to `maxBytes`. A byte order mark is no part of
 * it. Reading the stream directly is faster than `response.text()`, and decoding all at once faster than chunk by chunk.
 */
export async function readBodyText(response: Response, maxBytes: number): Promise<string> {
  let text = '';
  // A custom `fetch` may have no streams, as React Native has none; it reads the body whole, in its charset.
  if (!response.body?.getReader || typeof TextDecoder !== 'function') text = await response.text();
  else {
    const chunks: Uint8Array[] = [];
    await readChunks(response.body, maxBytes, (chunk) => chunks.push(chunk));
    const decoder = createDecoder(response);
    // Node.js 20 and 22 take windows-1252 for Latin-1, unless more may follow.
    text = decoder.decode(joinChunks(chunks), { stream: decoder.encoding !== 'utf-8' });
  }
  return text.replace(/^\uFEFF/, '');
}

/** Reads a body chunk by chunk. One that goes on beyond `maxBytes` is cancelled, which closes its connection. */
async function readChunks(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  take?: (chunk: Uint8Array) => void,
): Promise<void> {
  const reader = body.getReader();
  for (let bytes = 0; bytes < maxBytes;) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.length;
    take?.(value);
  }
  await reader.cancel();
}

function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const whole = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function createDecoder(response: Response): TextDecoder {
  const [, charset] = /;\s*charset="?([^\s";]+)/i.exec(getContentType(response)) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    // Not every platform knows every charset; most text without a known one is UTF-8.
    return new TextDecoder();
  }
}

/** Response readers: the values of `ApiRequest.reader`. An operation's bundle holds only the one it needs. */

/** For a body that is declared as JSON. ASP.NET Core falls back to other formats unless JSON is asked for. */
export const readJson: ResponseReader = { accept: 'application/json', parse: parseJson };

/** Asks for problem details too: ASP.NET Core leaves the body of an error empty for who does not accept them. */
const TEXT_TYPE = 'text/plain, application/problem+json;q=0.5';

/** For a body that is declared as JSON and as `text/plain`: its Content-Type decides. */
export const readJsonOrText: ResponseReader = {
  accept: 'application/json, text/plain',
  parse: (text, decode, response) =>
    /^text\/plain/i.test(getContentType(response))
      ? parseText(text, decode, response)
      : parseJson(text, decode),
};

/** For a body that is declared as text. */
export const readText: ResponseReader = { accept: TEXT_TYPE, parse: parseText };

/** For a number or a boolean that is declared as text. C# writes `True` and `False`. */
export const readScalarText: ResponseReader = {
  accept: TEXT_TYPE,
  parse: (text, decode) => parseJson(text.trim().toLowerCase(), decode),
};

/** For a body that is declared as bytes: a `Blob`. */
export const readBlob: ResponseReader = { accept: '*/*', take: takeBlob, parse: parseText };

/** For an operation without a response body; one that is sent all the same is dropped. */
export const readVoid: ResponseReader = {
  accept: '*/*',
  take: async ({ body }) => {
    if (body?.getReader) await readChunks(body, MAX_UNUSED_BYTES);
  },
  parse: parseText,
};

/** For a body without a declared type: JSON becomes a value, text a string, anything else a `Blob`. */
export const readByContentType: ResponseReader = {
  accept: '*/*',
  take: (response) =>
    isJson(response) || /^text\//i.test(getContentType(response)) ? undefined : takeBlob(response),
  parse: (text, decode, response) =>
    isJson(response) ? parseJson(text, decode) : parseText(text, decode, response),
};

/**
 * For an operation whose successes have bodies of different kinds.
 *
 * @param readers By status: a number, a range such as `2XX`, or `default`.
 */
export function readByStatus(readers: Readonly<Record<string, ResponseReader>>): ResponseReader {
  const getReader = ({ status }: Response) =>
    readers[status] ??
    readers[`${String(status).slice(0, 1)}XX`] ??
    readers['default'] ??
    readByContentType;
  return {
    accept: '*/*',
    take: (response) => getReader(response).take?.(response),
    parse: (text, decode, response) => getReader(response).parse(text, decode, response),
  };
}

/** @returns The body of an error: a value when it is JSON, else its text; undefined when it is empty. */
export function parseErrorBody(response: Response, text: string, decode?: Decode): unknown {
  try {
    if (isJson(response)) return parseJson(text, decode);
  } catch {
    // It claims to be JSON and is not, so its text is all there is.
  }
  return text || undefined;
}

function parseJson(text: string, decode: Decode | undefined): unknown {
  return text ? (decode ? decode(text, 'json') : (JSON.parse(text) as unknown)) : undefined;
}

/** A text may be empty where the response says that it is one; an empty date, which has a decoder, is none. */
function parseText(text: string, decode: Decode | undefined, response: Response): unknown {
  if (text) return decode ? decode(text, 'text') : text;
  return decode || !getContentType(response) ? undefined : text;
}

async function takeBlob(response: Response): Promise<Blob | undefined> {
  const blob = await response.blob();
  return blob.size || getContentType(response) ? blob : undefined;
}

/** True for `application/json`, `text/json` and any `+json` (RFC 6839, section 3.1). */
export function isJson(response: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(getContentType(response));
}

function getContentType({ headers }: Response): string {
  return headers.get('content-type') ?? '';
}
