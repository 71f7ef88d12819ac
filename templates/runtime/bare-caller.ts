import { acceptFor, kindOf } from './answer.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { mergeHeaders } from './headers.js';
import { apiPromise, type Answer } from './promise.js';
import { checkUrl, urlOf } from './url.js';

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
 * @throws ConfigurationError when the base URL is not safe to send a token to.
 */
export function createBareCaller(options: BareCallerOptions): ApiCaller {
  const baseUrl = checkUrl('baseUrl', options.baseUrl);
  const send = async (
    request: ApiRequest,
    { signal, headers }: RequestOptions,
    wantsRaw: () => boolean,
  ): Promise<Answer<unknown>> => {
    const { method, path, body, expect, auth } = request;
    const response = await (options.fetch ?? fetch)(urlOf(baseUrl, request), {
      method,
      headers: mergeHeaders(
        {
          accept: acceptFor(expect),
          authorization: options.token && !auth ? `Bearer ${options.token}` : undefined,
          'content-type': body?.mediaType,
        },
        request.headers,
        headers,
      ),
      body: body?.content ?? null,
      redirect: 'error',
      signal: signal ?? null,
    });
    if (!response.ok)
      throw new BareCallerError(`${method} ${path} answered ${response.status}`, response);
    return { data: wantsRaw() ? undefined : await read(response, request), response };
  };
  return {
    call: <T>(request: ApiRequest, callOptions: RequestOptions = {}) =>
      // The document promises that the operation answers with a `T`; nothing checks it at run time.
      apiPromise((wantsRaw) => send(request, callOptions, wantsRaw) as Promise<Answer<T>>),
  };
}

async function read(response: Response, { expect, read: readText }: ApiRequest): Promise<unknown> {
  const kind = kindOf(response, expect);
  if (kind === 'blob') return response.blob();
  const text = await response.text();
  if (text && readText) return readText(text, kind);
  return kind === 'json' && text ? JSON.parse(text) : text || undefined;
}
