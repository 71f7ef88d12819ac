import type { ApiCaller, ApiRequest, RequestOptions, RequestSource } from '../internal/caller.js';
import { createApiPromise, type ResponseState } from '../internal/operation-call.js';
import { buildUrl, checkUrl, getPath, getRequest, mergeHeaders } from '../internal/request.js';
import { readJson } from '../internal/response.js';

export interface BareCallerOptions {
  /** Must be HTTPS, except for loopback, unless `allowHttp` is true. */
  readonly baseUrl: string;
  /** True: the base URL may be plain HTTP to any host, which shows the token to whoever is on the way. Default: false. */
  readonly allowHttp?: boolean | undefined;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A bare caller's request got a response that is not 2xx. The body is unread: `response.json()` gives the problem. */
export class BareCallerError extends Error {
  readonly response: Response;

  constructor(message: string, response: Response) {
    super(message);
    this.response = response;
  }
}

/**
 * Creates the smallest caller, for the smallest bundle: one generated function and this. It sends a fixed token to
 * operations that take one, and no other credentials. It has no retries, timeouts or rate limit: of a call's options it
 * uses `signal` and `headers` only. A call rejects with a {@link BareCallerError}, with a TypeError for an
 * argument that cannot be sent, or with what `fetch` and `JSON.parse` throw.
 *
 * @throws TypeError when the base URL is not one that it may be.
 */
export function createBareCaller({
  baseUrl,
  allowHttp,
  token,
  fetch,
}: BareCallerOptions): ApiCaller {
  const base = checkUrl('baseUrl', baseUrl, { allowHttp });
  const send = async (
    state: ResponseState,
    source: RequestSource,
    { signal, headers }: RequestOptions,
  ): Promise<unknown> => {
    const request = getRequest(source);
    const { method, body, reader = readJson, accept = reader.accept, auth, server } = request;
    const root = server ? server({ baseUrl: base, isOwnBaseUrl: true }) : base;
    const own = {
      accept,
      authorization: token && takesToken(auth) ? `Bearer ${token}` : undefined,
      'content-type': body?.mediaType,
    };
    const init = {
      method,
      headers: mergeHeaders({}, own, request.headers, headers),
      body: body?.content ?? null,
      // Workers do not support 'error'; with 'manual', a redirect is a response that is not ok.
      redirect: 'manual',
      signal: signal ?? null,
      // For streams; not every version of TypeScript's DOM library knows it.
      duplex: 'half',
    } as const;
    const response = await (fetch ?? globalThis.fetch)(buildUrl(root, request), init);
    state.response = response;
    if (!response.ok)
      throw new BareCallerError(
        `${method} ${getPath(request)} returned ${response.status}`,
        response,
      );
    if (state.wantsRaw) return undefined;
    return reader.take?.(response) ?? reader.parse(await response.text(), request.decode, response);
  };
  return {
    call: <T>(request: RequestSource, options: RequestOptions = {}) => {
      const state: ResponseState = {};
      // The document declares that the response is a `T`; it is not checked at run time.
      return createApiPromise(state, send(state, request, options) as Promise<T>);
    },
  };
}

/** Operations that do not say what they need take a token. */
function takesToken(auth: ApiRequest['auth']): boolean {
  return !auth || auth.some((names) => names.includes('token'));
}
