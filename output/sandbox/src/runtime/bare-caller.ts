import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { createApiPromise, type ResponseState } from './operation-call.js';
import { buildUrl, checkUrl, mergeHeaders } from './request.js';
import { readJson } from './response-body.js';

export interface BareCallerOptions {
  /** Must be HTTPS, except for loopback. */
  readonly baseUrl: string;
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
 * uses `signal` and `headers` only. A call rejects with a {@link BareCallerError}, or with what `fetch` and `JSON.parse`
 * throw.
 *
 * @throws TypeError when the base URL is neither HTTPS nor loopback.
 */
export function createBareCaller({ baseUrl, token, fetch }: BareCallerOptions): ApiCaller {
  const base = checkUrl('baseUrl', baseUrl);
  const send = async (
    state: ResponseState,
    request: ApiRequest,
    { signal, headers }: RequestOptions,
  ): Promise<unknown> => {
    const { method, path, body, reader = readJson, accept = reader.accept, auth, server } = request;
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
      throw new BareCallerError(`${method} ${path} returned ${response.status}`, response);
    if (state.wantsRaw) return undefined;
    return reader.take?.(response) ?? reader.parse(await response.text(), request.decode, response);
  };
  return {
    call: <T>(request: ApiRequest, options: RequestOptions = {}) => {
      const state: ResponseState = { wantsRaw: false, response: undefined };
      // The document declares that the response is a `T`; it is not checked at run time.
      return createApiPromise(state, send(state, request, options) as Promise<T>);
    },
  };
}

/** Operations that do not say what they need take a token. */
function takesToken(auth: ApiRequest['auth']): boolean {
  return !auth || auth.some((names) => names.includes('token'));
}
