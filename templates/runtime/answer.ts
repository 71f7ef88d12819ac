import type { ResponseReader, Decode } from './caller.js';

/** Nobody writes an error, or a token, longer than this. */
export const SHORT_BYTES = 2 ** 20;

/** What a body comes in: bytes, which TypeScript's versions write differently. */
type Piece = NonNullable<Response['body']> extends ReadableStream<infer P> ? P : never;

const decoder = /* @__PURE__ */ new TextDecoder();

/** The body as text; what is beyond `most` bytes is not read. Piece by piece, which costs less than `text()`. */
export async function readBodyText(response: Response, most: number): Promise<string> {
  const { body } = response;
  // What stands in for `fetch` may know no streams.
  if (!body?.getReader) return response.text();
  const reader = body.getReader();
  const pieces: Piece[] = [];
  let bytes = 0;
  while (bytes < most) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    pieces.push(value);
  }
  if (bytes >= most) await reader.cancel();
  // Nearly every answer comes in one piece.
  return pieces.length > 1 ? new Blob(pieces).text() : decoder.decode(pieces[0]);
}

/** How an answer is read: the values of `ApiRequest.reader`. An operation's bundle has the one that it needs. */

/** ASP.NET Core prefers JSON only where it is asked for. */
const JSON_TYPE = 'application/json';

export const readJson: ResponseReader = { accept: JSON_TYPE, parse: parseJson };

/** JSON and `text/plain` are both declared: the answer's Content-Type decides. */
export const readJsonOrText: ResponseReader = {
  accept: JSON_TYPE,
  parse: (text, convert, response) =>
    (/^text\/plain/i.test(typeOf(response)) ? parseText : parseJson)(text, convert),
};

export const readText: ResponseReader = { accept: '*/*', parse: parseText };

export const readBlob: ResponseReader = { accept: '*/*', take: blobOf, parse: parseText };

/** Nothing is expected, and a body that comes all the same is not read. */
export const readVoid: ResponseReader = {
  accept: '*/*',
  take: async ({ body }) => {
    await body?.cancel();
  },
  parse: parseText,
};

/** No content is declared: JSON becomes a value, text a string, anything else a `Blob`. */
export const readByContentType: ResponseReader = {
  accept: '*/*',
  take: (response) =>
    isJson(response) || /^text\//i.test(typeOf(response)) ? undefined : blobOf(response),
  parse: (text, convert, response) => (isJson(response) ? parseJson : parseText)(text, convert),
};

/** An error's body: a value where it is JSON, else text; undefined when there is none. */
export function errorBody(response: Response, text: string, convert?: Decode): unknown {
  try {
    if (isJson(response)) return parseJson(text, convert);
  } catch {
    // It says that it is JSON, and is not: then the text is all that is known.
  }
  return text || undefined;
}

function parseJson(text: string, convert: Decode | undefined): unknown {
  return text ? (convert ? convert(text, 'json') : (JSON.parse(text) as unknown)) : undefined;
}

function parseText(text: string, convert: Decode | undefined): unknown {
  return text && convert ? convert(text, 'text') : text || undefined;
}

async function blobOf(response: Response): Promise<Blob | undefined> {
  const blob = await response.blob();
  return blob.size ? blob : undefined;
}

/** `application/json`, `text/json` and any `+json` (RFC 6839, section 3.1). */
function isJson(response: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(typeOf(response));
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type') ?? '';
}
