import { TokenError } from './errors.js';
import type { Proof } from './exchange.js';
import { remembered } from './memo.js';
import type { TokenFunction } from './options.js';
import { encode } from './parameters.js';
import { mergedHeaders } from './request.js';
import type { Settings } from './settings.js';
import type { StoredToken } from './token-store.js';

/** Where the API wants its key. A client's bundle has the one way that its API knows. */
export type ApiKeyPlace = (key: string) => Proof;

export function apiKeyInHeader(name: string): ApiKeyPlace {
  return (key) => ({ headers: mergedHeaders({}, { [name]: key }) });
}

export function apiKeyInQuery(name: string): ApiKeyPlace {
  return (key) => ({ query: `${encode(name)}=${encode(key)}` });
}

/** Where access tokens come from. */
export interface Credentials {
  /** At once where one is at hand, as it nearly always is. */
  token(): string | Promise<string>;
  /** Another token in place of one that the API has refused; undefined when there is none. */
  renew(refused: string): Promise<string | undefined>;
}

/** A token that stays, or a function that is asked for each call, and once more when its token was refused. */
export function tokenFrom(source: string | TokenFunction): Credentials {
  const token = (refused?: string) => {
    const given = typeof source === 'string' ? source : source(refused);
    return typeof given === 'string' ? checked(given) : given.then(checked);
  };
  return {
    token,
    renew: async (refused) => {
      const other = await token(refused);
      return other === refused ? undefined : other;
    },
  };
}

function checked(token: string): string {
  if (token) return token;
  throw new TokenError('No access token: `token` gave none');
}

const PAUSE_AFTER_FAILURE_MS = 5_000;

/** The requests under way, by store and key: whoever shares a store shares them, whichever client asks. */
const flights = /* @__PURE__ */ new WeakMap<object, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token fresh. Expiry is compared with the clock when a token is wanted, never scheduled: a
 * token may live for a year, and timers end after 24 days. Any number of callers wait for one request, and none of
 * them can cancel it.
 *
 * @param key Names token URL, client id and scope.
 */
export function tokenProvider(
  settings: Pick<Settings, 'clock' | 'logger' | 'tokenStore'>,
  key: string,
  request: () => Promise<StoredToken>,
): Credentials {
  const { clock, logger, tokenStore: store } = settings;
  let current: StoredToken | undefined;
  let refused: string | undefined;
  let notBefore = 0;

  /** Whether more is left than `most` milliseconds and than a part of the token's life. */
  const serves = (
    { obtainedAt, expiresAt = Infinity }: StoredToken,
    most: number,
    part: number,
  ): boolean => {
    const now = clock.now();
    const enough = Math.min(most, (expiresAt - obtainedAt) / part);
    // Obtained in the future: the clock was turned back, and nothing is known of the token's age.
    return now >= obtainedAt && expiresAt - now > enough;
  };

  const isFresh = (token: StoredToken) => serves(token, 120_000, 2);

  const token = (): string | Promise<string> => {
    const held = current;
    if (!held || !serves(held, 0, 1)) return fetched();
    if (isFresh(held) || clock.monotonic() < notBefore) return held.accessToken;
    const next = fetchedOr(held);
    return serves(held, 30_000, 4) ? held.accessToken : next;
  };

  const fetched = async (): Promise<string> => {
    const underWay = remembered(
      flights,
      store ?? settings,
      () => new Map<string, Promise<StoredToken>>(),
    );
    current = await remembered(underWay, key, () => obtained().finally(() => underWay.delete(key)));
    return current.accessToken;
  };

  /** Until a new token is to be had, the one at hand serves; it is asked for again after a pause. */
  const fetchedOr = async ({ accessToken }: StoredToken): Promise<string> => {
    try {
      return await fetched();
    } catch (error) {
      notBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      warn('The old token is used', error);
      return accessToken;
    }
  };

  /** From the store, where another process may have put one, else from the endpoint. */
  const obtained = async (): Promise<StoredToken> => {
    const stored = await store?.get(key);
    if (stored) {
      if (stored.accessToken === refused) await written(() => store?.delete(key));
      else if (isFresh(stored)) return stored;
    }
    const given = await request();
    await written(() => store?.set(key, given));
    return given;
  };

  /** A full disk stops no call: the token at hand serves, whether the store takes it or not. */
  const written = async (change: () => Promise<void> | undefined): Promise<void> => {
    try {
      await change();
    } catch (error) {
      warn('The token store fails', error);
    }
  };

  const warn = (what: string, error: unknown) => logger?.warn?.(`${what}: ${String(error)}`);

  return {
    token,
    /** Drops the token if it is still the refused one, so that twenty refusals of one token fetch one new token. */
    renew: async (given) => {
      if (current?.accessToken === given) current = undefined;
      refused = given;
      return token();
    },
  };
}
