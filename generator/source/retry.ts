import { DownloadError } from '../errors.js';
import type { Network } from './context.js';
import {
  formatStatus,
  type HttpRequest,
  NetworkFailure,
  type RawResponse,
  sendOnce,
} from './send-once.js';
import { describeProxy, type Proxy } from './proxy.js';
import { redactUrl } from './redact.js';

/** How often a request is sent at most, by default. */
export const MAX_ATTEMPTS = 4;

/** The first pause; each later one is twice as long. */
const FIRST_PAUSE_MS = 500;
/** When a server asks for a longer pause, the user decides when to run again. */
const LONGEST_PAUSE_MS = 120_000;

/**
 * Sends a request, and again when the network fails or the status is 429 or 5xx, after the pause that Retry-After
 * asks for (RFC 9110, section 10.2.3) or an exponential one. A request that may not be repeated is sent again only after
 * 429, or 403 with Retry-After, which is how GitHub refuses too many requests.
 *
 * @returns the last response, whatever its status.
 * @throws DownloadError when the network fails every time, or the server asks for too long a pause.
 */
export async function sendWithRetries(
  request: HttpRequest,
  network: Network,
  attempts = MAX_ATTEMPTS,
): Promise<RawResponse> {
  for (let attempt = 1; ; attempt++) {
    const response = await tryOnce(request, network);
    const isLast = attempt >= attempts;
    if (response instanceof NetworkFailure) {
      if (isLast || response.isPermanent || request.isUnrepeatable)
        throw failedError(request, response, attempt, network);
    } else if (!isRetryable(response, request) || isLast) {
      return response;
    }
    await network.sleep(pauseBeforeRetry(request, response, attempt, network), network.signal);
  }
}

async function tryOnce(
  request: HttpRequest,
  network: Network,
): Promise<RawResponse | NetworkFailure> {
  try {
    return await sendOnce(request, network);
  } catch (error) {
    if (error instanceof NetworkFailure) return error;
    throw error;
  }
}

function isRetryable({ status, headers }: RawResponse, { isUnrepeatable }: HttpRequest): boolean {
  if (status === 429 || (status === 403 && headers.has('retry-after'))) return true;
  return status >= 500 && !isUnrepeatable;
}

function pauseBeforeRetry(
  request: HttpRequest,
  response: RawResponse | NetworkFailure,
  attempt: number,
  network: Network,
): number {
  const requested =
    response instanceof NetworkFailure ? undefined : parseRetryAfter(response, network);
  if (requested === undefined) {
    // Random between half the pause and all of it, so that clients that failed together do not retry together.
    return FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + network.random() / 2);
  }
  if (requested <= LONGEST_PAUSE_MS || response instanceof NetworkFailure) return requested;
  throw new DownloadError(
    `${request.method} ${redactUrl(request.url)} returned ${formatStatus(response.status)} and asks to wait ${Math.ceil(requested / 1000)} s.`,
    {
      hint: `The program waits at most ${LONGEST_PAUSE_MS / 1000} s. Run it again after that time.`,
    },
  );
}

/** Milliseconds; undefined when the header is missing or malformed. */
function parseRetryAfter({ headers }: RawResponse, network: Network): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - network.now());
}

function failedError(
  request: HttpRequest,
  failure: NetworkFailure,
  attempts: number,
  network: Network,
): DownloadError {
  const times = attempts === 1 ? '' : `, ${attempts} times`;
  const proxy = network.findProxy(request.url);
  const through = proxy === undefined ? '' : ` through ${describeProxy(proxy)}`;
  return new DownloadError(
    `${request.method} ${redactUrl(request.url)}${through} failed: ${failure.message}${times}.`,
    { hint: hintFor(failure, proxy), cause: failure.cause },
  );
}

function hintFor({ isOfTls, proxyStatus }: NetworkFailure, proxy: Proxy | undefined): string {
  if (isOfTls)
    return 'If your network inspects TLS, or the host has a certificate of your own authority, point NODE_EXTRA_CA_CERTS at the certificate of that authority (PEM).';
  if (proxy === undefined)
    return 'Check the URL, and that this machine can reach it. If your network needs a proxy, set HTTPS_PROXY.';
  if (proxyStatus === 407)
    return `Give user and password of the proxy in ${proxy.variable}: http://user:password@host:port, special characters percent-encoded.`;
  if (proxyStatus === undefined)
    return `Check ${proxy.variable}, and that the proxy can be reached. Name hosts that need no proxy in NO_PROXY.`;
  return 'The proxy does not connect to this host. Name it in NO_PROXY if it is reached without a proxy; otherwise ask who runs the proxy.';
}
