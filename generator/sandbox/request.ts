import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request that has arrived as a whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** As on the wire: percent-encoded, without the query. */
  readonly path: string;
  /** As on the wire, without `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** What Kestrel accepts unless told otherwise, in bytes. */
const MAX_BODY = 30_000_000;

export function targetOf(message: IncomingMessage): {
  readonly path: string;
  readonly query: string;
} {
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  return { path, query: rest.join('?') };
}

/** @returns the body's bytes; undefined when there are more than the platform takes. */
export async function readBody(message: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // The rest is read and dropped, so that the client gets to the answer.
    if (size <= MAX_BODY) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks);
}

/** `application/json` of `Application/JSON; charset=utf-8`; empty when there is none. */
export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type']?.split(';')[0] ?? '').trim().toLowerCase();
}

/** Scheme (lower case) and credentials of the Authorization header (RFC 9110, section 11.4). */
export function authorizationOf(
  headers: IncomingHttpHeaders,
): { readonly scheme: string; readonly credentials: string } | undefined {
  const match = /^(\S+)\s+(.*\S)\s*$/.exec(headers.authorization ?? '');
  return match
    ? { scheme: (match[1] ?? '').toLowerCase(), credentials: match[2] ?? '' }
    : undefined;
}
