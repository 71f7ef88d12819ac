import type { ApiPromise } from './operation-call.js';
import type { ServerVariables } from '../core/options.js';
import type { Path, Query } from './parameters.js';
import type { RequestBody } from './request-body.js';
import type { HeaderValues } from './request.js';

/** Sends requests: a full client, or a bare caller. The only thing that generated functions need. */
export interface ApiCaller {
  /**
   * Performs a call. `T` is the response type that the document declares for the operation.
   *
   * @param request A function builds the request within the call: what it throws rejects the promise.
   */
  call<T>(request: RequestSource, options?: RequestOptions): ApiPromise<T>;
}

/** A method of a resource as a function that takes the client as its first argument. */
export type Standalone<Method> = Method extends (...args: infer Args) => infer Result
  ? (client: ApiCaller, ...args: Args) => Result
  : never;

/** Converts the text of a body to the value that the program gets; `text` means that it is not JSON. */
export type Decode = (text: string, kind: 'json' | 'text') => unknown;

/**
 * Converts what was thrown while an open body was read.
 *
 * @param text The text that could not be parsed; undefined when reading failed.
 */
export type ToError = (error: unknown, text?: string) => unknown;

/** How a response's body is read; see `response-body.ts`. An empty body gives `undefined` with every reader. */
export interface ResponseReader {
  /** The value of the `Accept` header, unless the request has one. */
  readonly accept: string;
  /** Reads a body that is not text; undefined when the body is to be read as text. */
  readonly take?: (response: Response, toError?: ToError) => Promise<unknown> | undefined;
  /** True: `take` leaves the body open, so that it is read after the call. */
  readonly isStream?: boolean;
  /**
   * Converts a body that was read as text.
   *
   * @param text The whole body.
   * @param decode The request's `decode`.
   * @throws What `decode` and `JSON.parse` throw.
   */
  readonly parse: (text: string, decode: Decode | undefined, response: Response) => unknown;
}

/** Names of credentials that are sent together: `token`, and those of `ClientDefinition.credentials`. */
export type CredentialNames = readonly string[];

/** Returns the base URL of an operation that is on a server of its own. */
export type ServerChoice = (client: {
  readonly baseUrl: string;
  /** True when the base URL is an option of the user's, and not the API's own. */
  readonly isOwnBaseUrl: boolean;
  readonly variables?: ServerVariables | undefined;
  readonly allowHttp?: boolean | undefined;
}) => string;

/** A request, or a function that builds it from the arguments of a call. */
export type RequestSource = ApiRequest | (() => ApiRequest);

/** One operation with its arguments, as the generated code describes it. */
export interface ApiRequest {
  readonly method: string;
  /** Created by the `path` template tag; or a percent-encoded text that starts with a slash. */
  readonly path: string | Path;
  readonly query?: Query | undefined;
  readonly headers?: HeaderValues | undefined;
  readonly body?: RequestBody | undefined;
  /** The value of the `Accept` header. Default: the reader's. */
  readonly accept?: string | undefined;
  /** Default: `readJson`. */
  readonly reader?: ResponseReader | undefined;
  /** Converts the body of a successful response. Default: `JSON.parse`, or the text as it is. */
  readonly decode?: Decode | undefined;
  /** Converts the JSON body of an error. */
  readonly decodeError?: Decode | undefined;
  /**
   * What the operation needs: alternatives, of which the first that the client has whole is sent. An empty one makes
   * credentials optional; an empty list means that none are sent. Default: the client's.
   */
  readonly auth?: readonly CredentialNames[] | undefined;
  /** The scopes that its token needs, space-separated. Default: the client's. */
  readonly scope?: string | undefined;
  /** For an operation that is on a server of its own; created by `ownServer`. Default: the client's base URL. */
  readonly server?: ServerChoice | undefined;
  /** True: the request may be repeated, although its method is not idempotent by definition. */
  readonly idempotent?: boolean | undefined;
}

/** Options of one call. Times are in milliseconds. */
export interface RequestOptions {
  /** Cancels the call at any point; it then rejects with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt, up to the last byte of its body. Default: the client's. */
  readonly timeout?: number | undefined;
  /** For the whole call: waiting for a token and for the rate limit, each attempt, each pause. Default: the client's. */
  readonly totalTimeout?: number | undefined;
  /** Default: the client's. */
  readonly maxRetries?: number | undefined;
  /** Added to the operation's own; null removes a header. */
  readonly headers?: HeaderValues | undefined;
  /** True: the call may be repeated after a failure, although its method is not idempotent by definition. */
  readonly idempotent?: boolean | undefined;
}
