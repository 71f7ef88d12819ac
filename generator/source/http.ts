import { DownloadError } from '../errors.js';
import { USER_AGENT } from '../program.js';
import { checkHop } from './addresses.js';
import type { Network } from './context.js';
import type { RawResponse } from './send-once.js';
import { MAX_ATTEMPTS, sendWithRetries } from './retry.js';
import { redactUrl } from './redact.js';

/** The response to a GET, whatever its status. */
export interface HttpResponse {
  /** After all redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface GetOptions {
  /** Headers for the URL of each redirect, so that credentials for one origin are not sent to another. */
  readonly headersFor?: (url: URL) => Readonly<Record<string, string>>;
  /** True when a redirect may not leave the start's origin. */
  readonly sameOrigin?: boolean;
  /** How often each request is sent at most. Default: 4. */
  readonly attempts?: number;
}

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = {
  accept: 'application/json, application/yaml, text/html;q=0.9, */*;q=0.8',
  'user-agent': USER_AGENT,
};

/**
 * Sends a GET, with retries and with limits of time and size, and follows at most ten redirects, each of which
 * `checkHop` must allow.
 *
 * @param start a URL that `parseGivenUrl` or `checkHop` has checked.
 * @throws DownloadError when no response arrives, or a redirect is refused.
 */
export async function get(
  start: URL,
  options: GetOptions,
  network: Network,
): Promise<HttpResponse> {
  const { headersFor = () => ({}), sameOrigin = false, attempts = MAX_ATTEMPTS } = options;
  let url = start;
  for (let redirects = 0; ; redirects++) {
    const headers = { ...HEADERS, ...headersFor(url) };
    const response = await sendWithRetries({ method: 'GET', url, headers }, network, attempts);
    const next = redirectTarget(response, url);
    if (next === undefined) return toHttpResponse(response, url);
    if (redirects === MAX_REDIRECTS) throw tooManyRedirectsError(start, url);
    await checkHop(url, next, network);
    if (sameOrigin && next.origin !== start.origin) throw otherOriginError(start, next);
    url = next;
  }
}

/** @returns where a redirect leads, without fragment and credentials; undefined for any other response. */
function redirectTarget({ status, headers }: RawResponse, from: URL): URL | undefined {
  const location = REDIRECTS.has(status) ? headers.get('location') : null;
  if (location === null) return undefined;
  if (!URL.canParse(location, from.href)) {
    throw new DownloadError(`GET ${redactUrl(from)} redirects to something that is not a URL.`, {
      hint: 'The server is misconfigured. Give another URL of the document, or the document as a file.',
    });
  }
  return withoutCredentials(new URL(location, from));
}

/** The URL without credentials, which `fetch` refuses, and without fragment, which is never sent. */
export function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

function toHttpResponse({ status, headers, bytes }: RawResponse, url: URL): HttpResponse {
  return { url: url.href, status, headers, text: decodeText(bytes, headers.get('content-type')) };
}

function otherOriginError(start: URL, next: URL): DownloadError {
  return new DownloadError(
    `${redactUrl(start)} leads to ${redactUrl(next)}, which is not followed: it has another origin.`,
    { hint: 'Let the document refer to the final URL, and allow its origin.' },
  );
}

function tooManyRedirectsError(start: URL, last: URL): DownloadError {
  return new DownloadError(
    `GET ${redactUrl(start)} was redirected more than ${MAX_REDIRECTS} times, the last time from ${redactUrl(last)}.`,
    {
      hint: 'This is a loop, often of a server that waits for a cookie. Give the final URL, or the document as a file.',
    },
  );
}

/**
 * Decodes text. A byte order mark decides first (PowerShell's `>` writes UTF-16), then the charset of the content
 * type, then UTF-8 (RFC 8259, section 8.1). The mark itself is dropped.
 */
export function decodeText(bytes: Uint8Array, contentType?: string | null): string {
  const charset =
    markedCharset(bytes) ?? /charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  return decoderFor(charset).decode(bytes);
}

function markedCharset([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function decoderFor(charset: string | undefined) {
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    // An unknown charset: the text is most likely UTF-8 nevertheless.
    return new TextDecoder('utf-8');
  }
}
