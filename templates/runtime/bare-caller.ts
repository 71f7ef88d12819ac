import { acceptFor, parseErrorBody, readAnswer } from './answer.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { ApiError } from './errors.js';
import { cookieText, mergeHeaders } from './headers.js';
import { apiPromise, type Answer, type ApiPromise } from './promise.js';
import { redactUrl } from './redact.js';
import { checkUrl, urlOf } from './url.js';

export interface BareCallerOptions {
  /** HTTPS, but for loopback. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What a bare caller heeds of a call's options. */
export type BareRequestOptions = Pick<RequestOptions, 'signal' | 'headers'>;

/**
 * The smallest caller that there is, for bundles that count each byte: one function and this. It has a fixed token, and
 * neither retries nor timeouts nor a rate limit; of a call's options it heeds `signal` and `headers`.
 *
 * @throws ConfigurationError when the base URL is not safe to send a token to.
 */
export function createBareCaller(options: BareCallerOptions): ApiCaller {
  const baseUrl = checkUrl('baseUrl', options.baseUrl);
  const send = async (
    request: ApiRequest,
    { signal, headers }: BareRequestOptions,
    wantsRaw: () => boolean,
  ): Promise<Answer<unknown>> => {
    const { method, body, expect = 'json' } = request;
    const authorization = options.token && request.auth !== 'none' && `Bearer ${options.token}`;
    const url = urlOf(baseUrl, request);
    const response = await (options.fetch ?? fetch)(url, {
      method,
      headers: mergeHeaders(
        { accept: acceptFor(expect), authorization: authorization || undefined },
        { 'content-type': body?.mediaType, cookie: cookieText(request.cookies) },
        request.headers,
        headers,
      ),
      body: body?.content ?? null,
      redirect: 'error',
      signal: signal ?? null,
    });
    const place = redactUrl(url);
    if (response.ok) {
      const data = wantsRaw() ? undefined : await readAnswer(response, expect, place);
      return { data, response };
    }
    throw new ApiError({
      status: response.status,
      headers: response.headers,
      body: parseErrorBody(await response.text(), response.headers),
      method,
      url: place,
      attempts: 1,
    });
  };
  return {
    call<T>(request: ApiRequest, callOptions: RequestOptions = {}): ApiPromise<T> {
      // The document promises that the operation answers with a `T`; nothing checks it at run time.
      return apiPromise((wantsRaw) => send(request, callOptions, wantsRaw) as Promise<Answer<T>>);
    },
  };
}
