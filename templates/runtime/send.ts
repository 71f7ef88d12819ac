import { ConnectionError } from './errors.js';
import type { HttpRequest } from './pipeline.js';
import { redactUrl } from './redact.js';

export type Fetch = typeof globalThis.fetch;

const MOST_REDIRECTS = 5;

/**
 * Sends one request. A redirect is given back as it is.
 *
 * @throws ConnectionError when no answer came; the reason of the request's signal when that fired.
 */
export async function send(fetch: Fetch, request: HttpRequest): Promise<Response> {
  const { method, url, headers, body, signal } = request;
  // Streams need `duplex`, which TypeScript's DOM library does not know everywhere.
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    body: body ?? null,
    signal,
    redirect: 'manual',
    duplex: 'half',
  };
  const response = await connected(request, () => fetch(url, init));
  if (response.type === 'opaqueredirect')
    throw new ConnectionError(`${method} ${redactUrl(url)} was redirected, and is not followed`);
  return response;
}

/** Sends a request and follows redirects within its origin (RFC 9110, section 15.4): another gets no credentials. */
export async function sendFollowing(fetch: Fetch, request: HttpRequest): Promise<Response> {
  let current = request;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(fetch, current);
    const next = redirected(current, response);
    if (next === undefined || redirects === MOST_REDIRECTS) return response;
    await response.body?.cancel();
    current = next;
  }
}

function redirected(request: HttpRequest, response: Response): HttpRequest | undefined {
  const { status } = response;
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  const { href, origin } = new URL(location, request.url);
  if (origin !== new URL(request.url).origin) return undefined;
  const keeps = status > 303 || /^(GET|HEAD)$/.test(request.method);
  if (keeps && request.body instanceof ReadableStream) return undefined;
  if (keeps) return { ...request, url: href };
  const headers = new Headers(request.headers);
  headers.delete('content-type');
  return { method: 'GET', url: href, headers, signal: request.signal };
}

/** Gives a failure of the network its name; the reason of a signal stays what it is. */
export async function connected<T>(request: HttpRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    const place = `${request.method} ${redactUrl(request.url)}`;
    const failed = new ConnectionError('', error);
    throw new ConnectionError(`${place} failed: ${failed.code ?? String(error)}`, error);
  }
}
