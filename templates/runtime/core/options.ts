import type { ClientAuthentication } from './client-authentication.js';
import type { expandUrl } from '../internal/servers.js';
import type { RateLimitStore } from './rate-limit-store.js';
import type { Clock, Sleep } from '../internal/clock.js';
import type { CredentialNames } from '../internal/caller.js';
import type { Credential } from '../internal/credentials.js';
import type { HeaderValues } from '../internal/request.js';

/** The hosts of one environment of the API. */
export interface ServerEnvironment {
  /** May contain variables in braces. */
  readonly baseUrl: string;
  /** The defaults of the variables, by name. */
  readonly variables?: ServerVariables | undefined;
  /** Token endpoint (RFC 6749, section 3.2); absent for an API without one. */
  readonly tokenUrl?: string | undefined;
  readonly tokenParameters?: TokenParameters | undefined;
  readonly clientAuthentication?: ClientAuthentication | undefined;
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
  /** Replaces the variables of a base URL; only where there are some. */
  readonly expandUrl?: typeof expandUrl | undefined;
  /** Token endpoint for environments that have none of their own. */
  readonly tokenUrl?: string | undefined;
  /** Where there are no environments. */
  readonly tokenParameters?: TokenParameters | undefined;
  /** Where there are no environments. */
  readonly clientAuthentication?: ClientAuthentication | undefined;
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
   * loopback, unless `allowHttp` is true.
   */
  readonly baseUrl?: string | undefined;
  /**
   * True: URLs may be plain HTTP to any host. Whoever is on the way can then read and change all that is sent, secrets and
   * tokens included: only for a network that you trust, such as one of containers. Default: false.
   */
  readonly allowHttp?: boolean | undefined;
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
  /** Shares the limit with other processes. Default: each process counts its own requests. */
  readonly rateLimitStore?: RateLimitStore | undefined;
  /** Default: nothing is logged. `console` is a logger. */
  readonly logger?: Logger | undefined;
  /** The first is the outermost. */
  readonly middleware?: readonly (Middleware | LayeredMiddleware)[] | undefined;
  /**
   * True: requests are sent without the credentials that their operations need, when the client has none. For a proxy of
   * your own that adds them. Default: such a call rejects, and nothing is sent.
   */
  readonly allowMissingCredentials?: boolean | undefined;
  /**
   * True: this client may hold secrets in a browser, where everyone who opens the page can read them. Default: a warning
   * is logged, once. Call the API from a server of yours instead.
   */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
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
  /** How the client authenticates to the token endpoint. Default: the environment's; then id and secret are in the body. */
  readonly clientAuthentication?: ClientAuthentication | undefined;
  /**
   * The token endpoint; it may have a query. Default: the environment's. Must be HTTPS, except for loopback, unless
   * `allowHttp` is true.
   */
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
  /** For one attempt to fetch a token. All attempts together take at most one and a half times as long. Default: 10 000. */
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

/** One call, with all its attempts. */
export interface CallInfo {
  /** `token`: the call goes to the token endpoint. */
  readonly purpose: 'api' | 'token';
  readonly method: string;
  /** The path with its parameters in braces, such as `/Vehicles/{id}`: the same for all calls of an operation. */
  readonly template: string;
  /** With query values, without credentials. */
  readonly url: string;
}

export interface MiddlewareContext {
  /** `token`: the request goes to the token endpoint. */
  readonly purpose: 'api' | 'token';
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** The same object for all attempts of a call. */
  readonly call: CallInfo;
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

/**
 * Runs around a whole call: its attempts, its waits for a token and for the rate limit, the pauses between attempts.
 *
 * @param next Performs the call; gives its data, or rejects as the call does.
 */
export type CallMiddleware = (call: CallInfo, next: () => Promise<unknown>) => Promise<unknown>;

/** Middleware that runs around whole calls, and around each attempt if it needs to. */
export interface LayeredMiddleware {
  // Not `call`, which every function has: the compiler would not infer the parameters of a function given here.
  readonly aroundCall?: CallMiddleware | undefined;
  readonly aroundAttempt?: Middleware | undefined;
}

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
