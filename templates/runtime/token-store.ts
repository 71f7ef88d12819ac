/** An access token as it is kept; times in milliseconds since 1970. */
export interface StoredToken {
  readonly accessToken: string;
  readonly obtainedAt: number;
  /** Undefined when the server did not say: then it serves until it is refused. */
  readonly expiresAt?: number | undefined;
}

/**
 * Keeps tokens from one process to the next. `key` names the token URL, the client id and the scope, and holds no secret;
 * the token itself is one. Each store holds the tokens of any number of clients.
 */
export interface TokenStore {
  get(key: string): Promise<StoredToken | undefined>;
  set(key: string, token: StoredToken): Promise<void>;
  delete(key: string): Promise<void>;
}

/** What came out of a store may be anything: an older version's entry, half a file. */
export function isStoredToken(value: unknown): value is StoredToken {
  if (typeof value !== 'object' || value === null) return false;
  const { accessToken, obtainedAt, expiresAt } = value as Partial<
    Record<keyof StoredToken, unknown>
  >;
  return (
    typeof accessToken === 'string' &&
    accessToken !== '' &&
    typeof obtainedAt === 'number' &&
    (expiresAt === undefined || typeof expiresAt === 'number')
  );
}

/** Keeps tokens as long as the client lives. */
export function memoryTokenStore(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  return {
    get: (key) => Promise.resolve(tokens.get(key)),
    set: (key, token) => Promise.resolve(void tokens.set(key, token)),
    delete: (key) => Promise.resolve(void tokens.delete(key)),
  };
}
