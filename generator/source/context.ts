/** OAuth 2.0 client credentials (RFC 6749, section 4.4). They reach no message, no URL and no file. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What surrounds every download; all of it has a default, so that a test replaces only what it needs. */
export interface SourceContext {
  /** Used for documents that are not public. */
  readonly credentials?: Credentials;
  /** For one request, up to the last byte of its answer, in milliseconds: 30 000 unless told otherwise. */
  readonly timeoutMs?: number;
  /** The largest answer that is read, in bytes after decompression: 64 MiB unless told otherwise. */
  readonly maxBytes?: number;
  /** Ends everything that is under way; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** Milliseconds since 1970; read only where a server names a date to retry at. */
  readonly now?: () => number;
  /** The IP addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** {@link SourceContext.maxBytes}, where nothing else is said. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The context with its defaults in place. */
export type Network = Required<Omit<SourceContext, 'signal' | 'credentials'>> &
  Pick<SourceContext, 'signal'>;
