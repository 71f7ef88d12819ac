import { DownloadError } from '../errors.js';
import { checkHop } from './addresses.js';
import { decodeText } from './charset.js';
import type { Network } from './context.js';
import type { Reply } from './exchange.js';
import { ATTEMPTS, sendPatiently } from './patience.js';
import { redactUrl } from './wording.js';

/** What a GET came to, whatever its status. */
export interface Answer {
  /** After all redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface GetOptions {
  /** Headers for one hop: asked for each, so that what is meant for one origin reaches no other. */
  readonly headersFor?: (url: URL) => Readonly<Record<string, string>>;
  /** True: a redirect may not leave the start's origin. */
  readonly sameOrigin?: boolean;
  /** How often each hop is sent at most: 4 unless told otherwise. */
  readonly attempts?: number;
}

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = {
  accept: 'application/json, application/yaml, text/html;q=0.9, */*;q=0.8',
  'user-agent': 'optimum-sdk-generator',
};

/**
 * The one GET that everything here is downloaded with: patient (`sendPatiently`), bounded in time and
 * size, and following at most ten redirects by hand, none of which leaves HTTPS or enters a private network.
 *
 * @param start checked already, by `givenUrl` or `checkHop`.
 * @throws DownloadError when no answer comes, or a redirect is refused.
 */
export async function get(start: URL, options: GetOptions, network: Network): Promise<Answer> {
  const { headersFor = () => ({}), sameOrigin = false, attempts = ATTEMPTS } = options;
  let url = start;
  for (let redirects = 0; ; redirects++) {
    const headers = { ...HEADERS, ...headersFor(url) };
    const reply = await sendPatiently({ method: 'GET', url, headers }, network, attempts);
    const next = redirectOf(reply, url);
    if (next === undefined) return answerOf(reply, url);
    if (redirects === MAX_REDIRECTS) throw tooManyRedirects(start, url);
    await checkHop(url, next, network);
    if (sameOrigin && next.origin !== start.origin) throw otherOrigin(start, next);
    url = next;
  }
}

/** Undefined for a reply that is none. The fragment and any credentials of the target are dropped. */
function redirectOf({ status, headers }: Reply, from: URL): URL | undefined {
  const location = REDIRECTS.has(status) ? headers.get('location') : null;
  if (location === null) return undefined;
  if (!URL.canParse(location, from.href)) {
    throw new DownloadError(`GET ${redactUrl(from)} redirects to what is no URL.`, {
      hint: 'The server is set up wrongly; is there another URL for it?',
    });
  }
  return bareUrl(new URL(location, from));
}

/** Without credentials, which fetch refuses, and without fragment, which is never sent. */
export function bareUrl(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

function answerOf({ status, headers, bytes }: Reply, url: URL): Answer {
  return { url: url.href, status, headers, text: decodeText(bytes, headers.get('content-type')) };
}

function otherOrigin(start: URL, next: URL): DownloadError {
  return new DownloadError(
    `${redactUrl(start)} leads to ${redactUrl(next)}, which is not followed: it is another origin.`,
    { hint: 'A document refers to it: let the document name the final URL, and allow its origin.' },
  );
}

function tooManyRedirects(start: URL, last: URL): DownloadError {
  return new DownloadError(
    `GET ${redactUrl(start)} was redirected more than ${MAX_REDIRECTS} times, the last time from ${redactUrl(last)}.`,
    {
      hint: 'That is a loop, often one that waits for a cookie. Give the final URL, or the document as a file.',
    },
  );
}
