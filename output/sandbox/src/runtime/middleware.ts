/** One HTTP request as middleware sees it. Credentials are not in it: they are added when it is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: BodyInit | undefined;
  readonly signal: AbortSignal;
}

export interface MiddlewareContext {
  /** `token`: the request goes to the token endpoint. */
  readonly purpose: 'api' | 'token';
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
}

export type Send = (request: HttpRequest) => Promise<Response>;

/**
 * Sees every request that leaves, each attempt anew, and may change it, answer it itself, or look at the answer.
 * The first in the list is the outermost.
 */
export type Middleware = (
  request: HttpRequest,
  next: Send,
  context: MiddlewareContext,
) => Promise<Response>;
