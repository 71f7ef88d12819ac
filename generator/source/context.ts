import { lookup } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { defined } from '../util/defined.js';
import { findProxy, type Proxy } from './proxy.js';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). They appear in no message, no URL and no file. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Called with the bytes so far, and with those of the whole response when it says. */
export type BytesListener = (received: number, total: number | undefined) => void;

/** How a token for a document that is not public is requested. */
export interface Login {
  readonly tokenUrl: string;
  /** Further parameters of the token request, such as `audience`. */
  readonly tokenParameters?: Readonly<Record<string, string>>;
  /** Whether client id and secret are parameters in the body, or sent with HTTP basic authentication. Default: `body`. */
  readonly clientAuthentication?: 'body' | 'basic';
  /** For messages: client id and secret are in the variables `EXAMPLE_CLIENT_ID` and `EXAMPLE_CLIENT_SECRET`. */
  readonly variablePrefix: string;
  /** Undefined when the variables are not set. */
  readonly credentials?: Credentials;
}

/** Settings and services of every download. All have a default, so that a test replaces only what it needs. */
export interface SourceContext {
  /** For one request, up to the last byte of its response, in milliseconds. Default: 30 000. */
  readonly timeoutMs?: number;
  /** The largest response that is read, in bytes after decompression. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Aborts everything that is under way; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  readonly onBytes?: BytesListener;
  /** Without it, the global `fetch`, or one through the proxy that `variables` name. */
  readonly fetch?: typeof globalThis.fetch;
  /** The environment variables, for HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Default: none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** Milliseconds since 1970; read only where a server names a date to retry at. */
  readonly now?: () => number;
  /** The IP addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** The default of {@link SourceContext.maxBytes}. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The context with its defaults in place. */
export type Network = Required<Omit<SourceContext, 'signal' | 'onBytes' | 'variables'>> &
  Pick<SourceContext, 'signal' | 'onBytes'> & {
    /** The proxy that a request goes through, if any. @throws UsageError for a variable that is malformed. */
    readonly findProxy: (url: URL) => Proxy | undefined;
  };

/** Fills in the defaults. */
export function toNetwork(context: SourceContext): Network {
  const variables = context.fetch === undefined ? (context.variables ?? {}) : {};
  return {
    timeoutMs: context.timeoutMs ?? 30_000,
    maxBytes: context.maxBytes ?? MAX_BYTES,
    // Looked up at call time, so that a `fetch` that is replaced later is used.
    fetch: context.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    findProxy: (url) => findProxy(url, variables),
    sleep: context.sleep ?? sleep,
    random: context.random ?? Math.random,
    now: context.now ?? Date.now,
    resolve: context.resolve ?? resolveHost,
    ...defined({ signal: context.signal, onBytes: context.onBytes }),
  };
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}
