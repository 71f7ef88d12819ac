import type { ApiPromise } from './call.js';
import type { Query } from './parameters.js';
import type { HeaderValues, RequestBody } from './request.js';

/** Sends requests: a client with everything, or a bare one. All that the generated functions need. */
export interface ApiCaller {
  /** `T` is what the document says that the operation answers. */
  call<T>(request: ApiRequest, options?: RequestOptions): ApiPromise<T>;
}

/** Makes of an answer's text what a program is to hold; `text`: it is no JSON, but a text as it is. */
export type Decode = (text: string, kind: 'json' | 'text') => unknown;

/** How an answer is read; made in `answer.ts`. An empty one is `undefined`, whatever is expected. */
export interface ResponseReader {
  /** Asked for by the header `Accept`. */
  readonly accept: string;
  /** Takes a body that is not read as text; undefined when it is. */
  readonly take?: (response: Response) => Promise<unknown> | undefined;
  /**
   * @param text The whole body.
   * @param convert The request's own `read`.
   * @throws What `convert` and `JSON.parse` throw.
   */
  readonly parse: (text: string, convert: Decode | undefined, response: Response) => unknown;
}

/** One operation with its arguments, as the generated code describes it. */
export interface ApiRequest {
  readonly method: string;
  /** Percent-encoded, as the `path` tag does it; starts with a slash. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly headers?: HeaderValues | undefined;
  readonly body?: RequestBody | undefined;
  /** Default: `readJson`. */
  readonly reader?: ResponseReader | undefined;
  /** Default: `JSON.parse`, or the text. */
  readonly decode?: Decode | undefined;
  /** The same for the bodies of errors that are JSON. */
  readonly decodeError?: Decode | undefined;
  /** `none`: no credentials are sent. */
  readonly auth?: 'none' | undefined;
  /** True: sending it twice does no harm, although its method does not say so. */
  readonly idempotent?: boolean | undefined;
}

/** What one call may settle for itself. Times are in milliseconds. */
export interface RequestOptions {
  /** Stops the call wherever it is; the call then rejects with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt, up to the last byte of its body. Default: the client's. */
  readonly timeout?: number | undefined;
  /** For everything: waiting for a token or for the rate limit, each attempt, each pause. Default: the client's. */
  readonly totalTimeout?: number | undefined;
  /** Default: the client's. */
  readonly maxRetries?: number | undefined;
  /** Added to the operation's own; null takes a header away. */
  readonly headers?: HeaderValues | undefined;
  /** True: the call may be repeated after a failure, although its method does not say so. */
  readonly idempotent?: boolean | undefined;
}
