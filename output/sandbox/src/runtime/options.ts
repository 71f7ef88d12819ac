import type { Clock, Sleep } from './clock.js';
import type { CredentialNames } from './caller.js';
import type { Credential } from './credentials.js';
import type { HeaderValues } from './request.js';

/** The hosts of one environment of the API. */
export interface ServerEnvironment {
  /** May contain variables in braces. */
  readonly baseUrl: string;
  /** The defaults of the variables, by name. */
  readonly variables?: ServerVariables | undefined;
  /** Token endpoint (RFC 6749, section 3.2); absent for an API without one. */
  readonly tokenUrl?: string | undefined;
  readonly tokenParameters?: TokenParameters | undefined;
}

/** Parameters of the token request beside those of RFC 6749, section 4.4.2, by name: `audience`, `resource`. */
export type TokenParameters = Readonly<Record<string, string>>;

export type ServerVariables = Readonly<Record<string, string | undefined>>;

/** What the generated client knows about its API. */
export interface ClientDefinition<E extends string = string> {
  readonly name: string;
  readonly version: string;
  /** Prefix of the environment variables that stand in for missing options: `EXAMPLE` reads `EXAMPLE_CLIENT_ID`. */
  readonly variablePrefix: string;
  readonly environments: Readonly<Record<E, ServerEnvironment>>;
  readonly defaultEnvironment?: E | undefined;
  /** Token endpoint for environments that have none of their own. */
  readonly tokenUrl?: string | undefined;
  /** Where there are no environments. */
  readonly tokenParameters?: TokenParameters | undefined;
  /** Those besides the token, by name. */
  readonly credentials?: Readonly<Record<string, Credential>> | undefined;
  /** What requests need that do not say so. Default: nothing, but every credential that the client has is sent. */
  readonly auth?: readonly CredentialNames[] | undefined;
  /** The scopes of their token, space-separated. */
  readonly scope?: string | undefined;
  /** The API's limit; undefined when it is not known. */
  readonly rateLimit?: RateLimit | undefined;
}

/** At most `requests` in any `perMs` milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Returns the access token for a request. `refused` is a token that the API has just rejected with 401; a
 * function that caches tokens must then fetch a new one.
 */
export type TokenFunction = (refused?: string) => string | Promise<string>;

/** Options of every client, all optional. Times are in milliseconds. */
export interface BaseOptions<E extends string = string> {
  /** Default: the variable `<PREFIX>_ENVIRONMENT`, then the API's own default. */
  readonly environment?: E | undefined;
  /**
   * Replaces the environment's, and the servers that single operations have on other hosts. Must be HTTPS, except for
   * loopback.
   */
  readonly baseUrl?: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Default: a timer. */
  readonly sleep?: Sleep | undefined;
  /** Returns at least 0 and below 1; spreads retries out in time. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** For one attempt, up to the last byte of its body. Default: 60 000. */
  readonly timeout?: number | undefined;
  /** For a whole call, with all its attempts and pauses. Default: none. */
  readonly totalTimeout?: number | undefined;
  /** Default: 2. */
  readonly maxRetries?: number | undefined;
  /** When `Retry-After` asks for a longer pause, the call fails at once. Default: 120 000. */
  readonly maxRetryAfter?: number | undefined;
  /**
   * Default: the API's limit, when it is known. All clients of this process with the same origin, client id and
   * limit share it. `false` turns it off.
   */
  readonly rateLimit?: RateLimit | false | undefined;
  /** Default: nothing is logged. `console` is a logger. */
  readonly logger?: Logger | undefined;
  readonly middleware?: readonly Middleware[] | undefined;
  /** Sent with every request to the API. */
  readonly headers?: HeaderValues | undefined;
}

/** Options of a client whose API takes a bearer token. */
export interface TokenOptions {
  /**
   * A bearer token, or a function that returns one; used instead of client id and secret. Default: the variable
   * `<PREFIX>_TOKEN`.
   */
  readonly token?: string | TokenFunction | undefined;
}

/** Options of a client that can request its tokens with the OAuth 2.0 client credentials grant. */
export interface ClientCredentialsOptions extends TokenOptions {
  /** Default: the variable `<PREFIX>_CLIENT_ID`. */
  readonly clientId?: string | undefined;
  /** Default: the variable `<PREFIX>_CLIENT_SECRET`. */
  readonly clientSecret?: string | undefined;
  /** The token endpoint. Default: the environment's. Must be HTTPS, except for loopback. */
  readonly tokenUrl?: string | undefined;
  /**
   * Space-separated. Default: that of `tokenParameters`, then what each operation needs; without any, the server grants
   * its default.
   */
  readonly scope?: string | undefined;
  /** Further parameters of the token request, such as `audience`. Added to the environment's. */
  readonly tokenParameters?: TokenParameters | undefined;
  /** Default: the token is kept in memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** For one attempt to fetch a token. Default: 10 000. */
  readonly tokenTimeout?: number | undefined;
}

/** The options that the runtime knows by name. A generated client has those that its API needs, and its other credentials. */
export interface ClientOptions<E extends string = string>
  extends BaseOptions<E>, ClientCredentialsOptions {
  readonly variables?: ServerVariables | undefined;
}

/** Receives log messages, which hold no secrets: URLs are without query values, and bodies are never logged. */
export interface Logger {
  readonly debug?: LogMethod | undefined;
  readonly info?: LogMethod | undefined;
  readonly warn?: LogMethod | undefined;
  readonly error?: LogMethod | undefined;
}

export type LogMethod = (message: string, details?: Readonly<Record<string, unknown>>) => void;

/** One HTTP request as middleware sees it: without credentials, which are added when it is sent. */
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
 * Runs around every attempt. It may change the request, return a response of its own, or inspect the response that
 * `next` returns. The first in the list is the outermost.
 */
export type Middleware = (
  request: HttpRequest,
  next: Send,
  context: MiddlewareContext,
) => Promise<Response>;

/** An access token as a store keeps it. Times are in milliseconds since 1970. */
export interface StoredToken {
  readonly accessToken: string;
  readonly obtainedAt: number;
  /** Undefined when the server did not say; the token is then used until it is refused. */
  readonly expiresAt?: number | undefined;
}

/**
 * Keeps access tokens between processes, for any number of clients. `key` identifies token URL, client id and scope,
 * and is no secret; the token is one.
 */
export interface TokenStore {
  get(key: string): Promise<StoredToken | undefined>;
  set(key: string, token: StoredToken): Promise<void>;
  delete(key: string): Promise<void>;
}
