import type { Clock, Sleep } from './clock.js';
import type { ApiKeyPlace } from './credentials.js';
import type { Logger } from './log.js';
import type { Middleware } from './middleware.js';
import type { HeaderValues } from './request.js';
import type { TokenStore } from './token-store.js';

/** Where one environment of the API answers. */
export interface ServerEnvironment {
  readonly baseUrl: string;
  /** RFC 6749 token endpoint; absent for an API without one. */
  readonly tokenUrl?: string | undefined;
}

/** What the generated client knows about its API. */
export interface ClientDefinition<E extends string = string> {
  readonly name: string;
  readonly version: string;
  /** `OPTIMUM`: `OPTIMUM_CLIENT_ID` and the like are read where an option is missing. */
  readonly variablePrefix: string;
  readonly environments: Readonly<Record<E, ServerEnvironment>>;
  readonly defaultEnvironment?: E | undefined;
  /** RFC 6749 token endpoint, where an environment names none. */
  readonly tokenUrl?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly apiKey?: ApiKeyPlace | undefined;
  /** What the API allows; none when it is not known. */
  readonly rateLimit?: RateLimit | undefined;
}

/** At most `requests` in any `perMs` milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Gives the access token for a request. `refused` is the token that the API has just answered 401 to;
 * a function that keeps tokens must then fetch another.
 */
export type TokenFunction = (refused?: string) => string | Promise<string>;

/** All optional; times are in milliseconds. */
export interface ClientOptions<E extends string = string> {
  /** Default: the variable `<PREFIX>_ENVIRONMENT`, then the API's own default. */
  readonly environment?: E | undefined;
  /** In place of the environment's. HTTPS, but for loopback. */
  readonly baseUrl?: string | undefined;
  /** In place of the environment's. HTTPS, but for loopback. */
  readonly tokenUrl?: string | undefined;
  /** Default: the variable `<PREFIX>_CLIENT_ID`. */
  readonly clientId?: string | undefined;
  /** Default: the variable `<PREFIX>_CLIENT_SECRET`. */
  readonly clientSecret?: string | undefined;
  /** Space-separated. Default: what the document names, else none. */
  readonly scope?: string | undefined;
  /** A bearer token, or a function that gives one; takes the place of client id and secret. */
  readonly token?: string | TokenFunction | undefined;
  readonly apiKey?: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
  readonly sleep?: Sleep | undefined;
  /** At least 0, below 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: the token is kept in memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** For one attempt at a token. Default: 10 000. */
  readonly tokenTimeout?: number | undefined;
  /** For one attempt, up to the last byte of its body. Default: 60 000. */
  readonly timeout?: number | undefined;
  /** For everything a call does. Default: none. */
  readonly totalTimeout?: number | undefined;
  /** Default: 2. */
  readonly maxRetries?: number | undefined;
  /** A longer `Retry-After` is not waited for: the call fails at once. Default: 120 000. */
  readonly maxRetryAfter?: number | undefined;
  /**
   * Default: what the API allows, where that is known. It is counted over all clients of this process with the same origin, client
   * id and limit. `false` turns it off.
   */
  readonly rateLimit?: RateLimit | false | undefined;
  /** Default: nothing is logged. `console` will do. */
  readonly logger?: Logger | undefined;
  readonly middleware?: readonly Middleware[] | undefined;
  /** Sent with every request to the API. */
  readonly headers?: HeaderValues | undefined;
}
