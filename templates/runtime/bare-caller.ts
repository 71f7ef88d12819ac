import { readJson } from './answer.js';
import { apiPromise, type Exchange } from './call.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { checkUrl, mergedHeaders, urlOf } from './request.js';

export interface BareCallerOptions {
  /** HTTPS, but for loopback. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A bare caller got an answer that is no success. Its body is unread: `response.json()` gives the problem. */
export class BareCallerError extends Error {
  readonly response: Response;

  constructor(message: string, response: Response) {
    super(message);
    this.response = response;
  }
}

/**
 * The smallest caller, for bundles that count each byte: one generated function and this. It has a fixed token, and neither
 * retries nor timeouts nor a rate limit: of a call's options it heeds `signal` and `headers`. A call rejects with a
 * `BareCallerError`, or with what `fetch` and `JSON.parse` throw.
 *
 * @throws TypeError when the base URL is not safe to send a token to.
 */
export function createBareCaller({ baseUrl, token, fetch }: BareCallerOptions): ApiCaller {
  const base = checkUrl('baseUrl', baseUrl);
  const send = async (
    exchange: Exchange,
    request: ApiRequest,
    { signal, headers }: RequestOptions,
  ): Promise<unknown> => {
    const { method, path, body, reader = readJson, auth } = request;
    const own = {
      accept: reader.accept,
      authorization: token && !auth ? `Bearer ${token}` : undefined,
      'content-type': body?.mediaType,
    };
    const response = await (fetch ?? globalThis.fetch)(urlOf(base, request), {
      method,
      headers: mergedHeaders({}, own, request.headers, headers),
      body: body?.content ?? null,
      // Workers know no 'error'; a redirect is an answer that is not ok.
      redirect: 'manual',
      signal: signal ?? null,
    });
    exchange.response = response;
    if (!response.ok)
      throw new BareCallerError(`${method} ${path} answered ${response.status}`, response);
    if (exchange.wantsRaw) return undefined;
    return reader.take?.(response) ?? reader.parse(await response.text(), request.decode, response);
  };
  return {
    call: <T>(request: ApiRequest, options: RequestOptions = {}) => {
      const exchange: Exchange = { wantsRaw: false, response: undefined };
      // The document promises that the operation answers with a `T`; nothing checks it at run time.
      return apiPromise(exchange, send(exchange, request, options) as Promise<T>);
    },
  };
}
