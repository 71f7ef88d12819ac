/** An access token as it is kept; times in milliseconds since 1970. */
export interface StoredToken {
  readonly accessToken: string;
  readonly obtainedAt: number;
  /** Undefined when the server did not say: then it serves until it is refused. */
  readonly expiresAt?: number | undefined;
}

/**
 * Keeps tokens from one process to the next, those of any number of clients. `key` names the token URL, the client id and the
 * scope, and holds no secret; the token is one.
 */
export interface TokenStore {
  get(key: string): Promise<StoredToken | undefined>;
  set(key: string, token: StoredToken): Promise<void>;
  delete(key: string): Promise<void>;
}
