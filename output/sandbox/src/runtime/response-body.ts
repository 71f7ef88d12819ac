import type { Decode, ResponseReader } from './caller.js';

/** Bodies of errors and tokens are not read beyond this. */
export const MAX_ERROR_BYTES = 2 ** 20;

/** A chunk of bytes, whose type differs between versions of TypeScript. */
type Chunk = NonNullable<Response['body']> extends ReadableStream<infer P> ? P : never;

const decoder = /* @__PURE__ */ new TextDecoder();

/** Reads the body as text, up to `maxBytes`. Reading the stream directly is faster than `response.text()`. */
export async function readBodyText(response: Response, maxBytes: number): Promise<string> {
  const { body } = response;
  // A custom `fetch`, such as a test's, may not support streams.
  if (!body?.getReader) return response.text();
  const reader = body.getReader();
  const chunks: Chunk[] = [];
  let bytes = 0;
  while (bytes < maxBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    chunks.push(value);
  }
  if (bytes >= maxBytes) await reader.cancel();
  // Nearly every body arrives as one chunk.
  return chunks.length > 1 ? new Blob(chunks).text() : decoder.decode(chunks[0]);
}

/** Response readers: the values of `ApiRequest.reader`. An operation's bundle holds only the one it needs. */

/** ASP.NET Core falls back to other formats unless JSON is asked for. */
const JSON_TYPE = 'application/json';

/** For a body that is declared as JSON. */
export const readJson: ResponseReader = { accept: JSON_TYPE, parse: parseJson };

/** Asks for problem details too: ASP.NET Core leaves the body of an error empty for who does not accept them. */
const TEXT_TYPE = 'text/plain, application/problem+json;q=0.5';

/** For a body that is declared as JSON and as `text/plain`: its Content-Type decides. */
export const readJsonOrText: ResponseReader = {
  accept: `${JSON_TYPE}, text/plain`,
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

/** For an operation without a response body; a body that is sent all the same is not read. */
export const readVoid: ResponseReader = {
  accept: '*/*',
  take: async ({ body }) => {
    await body?.cancel();
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
function isJson(response: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(getContentType(response));
}

function getContentType({ headers }: Response): string {
  return headers.get('content-type') ?? '';
}
