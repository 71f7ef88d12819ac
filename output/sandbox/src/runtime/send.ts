import { codeOf, ConnectionError, SdkError } from './errors.js';
import type { HttpRequest } from './pipeline.js';
import { redactUrl } from './redact.js';

export type Fetch = typeof globalThis.fetch;

/**
 * Sends a request. A redirect is an answer like any other and is not followed: an operation has one address, and
 * whoever is at another gets no credentials.
 */
export function send(fetch: Fetch, request: HttpRequest): Promise<Response> {
  const { method, url, headers, body = null, signal } = request;
  // Streams need `duplex`, which TypeScript's DOM library does not know everywhere.
  const init = { method, headers, body, signal, redirect: 'manual', duplex: 'half' } as const;
  return fetch(url, init);
}

/**
 * Gives a failure of the network its name. An error of the SDK stays what it is, as does the reason of a signal.
 *
 * @throws ConnectionError
 */
export async function connected<T>(request: HttpRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SdkError) throw error;
    if (request.signal.aborted) throw request.signal.reason;
    const place = `${request.method} ${redactUrl(request.url)}`;
    throw new ConnectionError(`${place} failed: ${codeOf(error) ?? String(error)}`, error);
  }
}
