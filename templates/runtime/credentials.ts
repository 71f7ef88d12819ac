import { TokenError } from './errors.js';
import type { StoredToken, TokenFunction } from './options.js';
import { percentEncode } from './parameters.js';
import { mergeHeaders } from './request.js';
import type { AuthFields } from './send.js';
import type { Settings } from './settings.js';
import { getOrInsert } from './values.js';

/** Puts an API key where the API expects it. A client's bundle holds only the placement that its API uses. */
export type ApiKeyPlacement = (key: string) => AuthFields;

export function apiKeyInHeader(name: string): ApiKeyPlacement {
  return (key) => ({ headers: mergeHeaders({}, { [name]: key }) });
}

export function apiKeyInQuery(name: string): ApiKeyPlacement {
  return (key) => ({ query: `${percentEncode(name)}=${percentEncode(key)}` });
}

/** A source of access tokens. */
export interface Credentials {
  /** @returns The token itself when one is cached, as it nearly always is: awaiting a promise costs time. */
  token(): string | Promise<string>;
  /** @returns A token in place of one that the API refused; undefined when there is no other. */
  renew(refused: string): Promise<string | undefined>;
}

/** Uses a fixed token, or a function that is called for each request, and again when its token was refused. */
export function createTokenCredentials(source: string | TokenFunction): Credentials {
  const token = (refused?: string) => {
    const given = typeof source === 'string' ? source : source(refused);
    return typeof given === 'string' ? requireToken(given) : given.then(requireToken);
  };
  return {
    token,
    renew: async (refused) => {
      const other = await token(refused);
      return other === refused ? undefined : other;
    },
  };
}

function requireToken(token: string): string {
  if (token) return token;
  throw new TokenError('No access token: `token` is empty');
}

const PAUSE_AFTER_FAILURE_MS = 5_000;

/** Token requests that are pending, by store and key: clients that share a store share the request. */
const pendingByStore = /* @__PURE__ */ new WeakMap<object, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token valid. Its expiry is compared with the clock whenever a token is needed, and never scheduled: a
 * token may be valid for a year, and timers end after 24 days. Any number of callers share one request, and none of
 * them can cancel it.
 *
 * @param key Identifies token URL, client id and scope.
 * @param request Fetches a token.
 */
export function createTokenProvider(
  settings: Pick<Settings, 'clock' | 'logger' | 'tokenStore'>,
  key: string,
  request: () => Promise<StoredToken>,
): Credentials {
  const { clock, logger, tokenStore: store } = settings;
  let current: StoredToken | undefined;
  let refused: string | undefined;
  let noRefreshBefore = 0;

  /** True when more than `maxMs` remain, or more than 1/`divisor` of the token's lifetime if that is less. */
  const isValidFor = (
    { obtainedAt, expiresAt = Infinity }: StoredToken,
    maxMs: number,
    divisor: number,
  ): boolean => {
    const now = clock.now();
    const needed = Math.min(maxMs, (expiresAt - obtainedAt) / divisor);
    // Obtained in the future: the clock was set back, so the token's age is unknown.
    return now >= obtainedAt && expiresAt - now > needed;
  };

  const isFresh = (token: StoredToken) => isValidFor(token, 120_000, 2);

  const token = (): string | Promise<string> => {
    const cached = current;
    if (!cached || !isValidFor(cached, 0, 1)) return fetchToken();
    if (isFresh(cached) || clock.monotonic() < noRefreshBefore) return cached.accessToken;
    const refreshed = refresh(cached);
    return isValidFor(cached, 30_000, 4) ? cached.accessToken : refreshed;
  };

  const fetchToken = async (): Promise<string> => {
    const pending = getOrInsert(
      pendingByStore,
      store ?? settings,
      () => new Map<string, Promise<StoredToken>>(),
    );
    current = await getOrInsert(pending, key, () =>
      readOrRequest().finally(() => pending.delete(key)),
    );
    return current.accessToken;
  };

  /** Falls back on the cached token, which is still valid; the next refresh is tried after a pause. */
  const refresh = async ({ accessToken }: StoredToken): Promise<string> => {
    try {
      return await fetchToken();
    } catch (error) {
      noRefreshBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      warn('The old token is used', error);
      return accessToken;
    }
  };

  /** Reads the store, where another process may have put a token, else requests one. */
  const readOrRequest = async (): Promise<StoredToken> => {
    const stored = await store?.get(key);
    if (stored) {
      if (stored.accessToken === refused) await tryStore(() => store?.delete(key));
      else if (isFresh(stored)) return stored;
    }
    const received = await request();
    await tryStore(() => store?.set(key, received));
    return received;
  };

  /** A store that fails, because a disk is full for instance, must not fail the call. */
  const tryStore = async (change: () => Promise<void> | undefined): Promise<void> => {
    try {
      await change();
    } catch (error) {
      warn('The token store fails', error);
    }
  };

  const warn = (what: string, error: unknown) => logger?.warn?.(`${what}: ${String(error)}`);

  return {
    token,
    renew: async (given) => {
      // Many calls may report the same refused token; only the first of them drops it.
      if (current?.accessToken === given) current = undefined;
      refused = given;
      return token();
    },
  };
}
