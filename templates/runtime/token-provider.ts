import type { Clock } from './clock.js';
import type { Credentials } from './credentials.js';
import type { Logger } from './log.js';
import { remembered } from './memo.js';
import type { StoredToken, TokenStore } from './token-store.js';

export interface TokenProviderOptions {
  /** Names token URL, client id and scope. */
  readonly key: string;
  readonly request: () => Promise<StoredToken>;
  readonly store: TokenStore | undefined;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
}

const PAUSE_AFTER_FAILURE_MS = 5_000;

/** The requests under way, by store and key: whoever shares a store shares them, whichever client asks. */
const flights = /* @__PURE__ */ new WeakMap<object, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token fresh. Expiry is compared with the clock when a token is wanted, never scheduled: a
 * token may live for a year, and timers end after 24 days. Any number of callers wait for one request, and none of
 * them can cancel it.
 */
export function tokenProvider(options: TokenProviderOptions): Credentials {
  const { key, request, store, clock, logger } = options;
  let current: StoredToken | undefined;
  let refused: string | undefined;
  let notBefore = 0;

  const token = (): string | Promise<string> => {
    const held = current;
    const left = held ? leftOf(held, clock.now()) : 0;
    if (!held || left <= 0) return fetched();
    const isFresh = left >= lead(held, 120_000, 2);
    if (isFresh || clock.monotonic() < notBefore) return held.accessToken;
    const next = fetchedOr(held);
    return left < lead(held, 30_000, 4) ? next : held.accessToken;
  };

  const fetched = async (): Promise<string> => {
    const underWay = remembered(
      flights,
      store ?? options,
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
      warn('The access token at hand is used, as it could not be renewed', error);
      return accessToken;
    }
  };

  /** From the store, where another process may have put one, else from the endpoint. */
  const obtained = async (): Promise<StoredToken> => {
    const stored = await store?.get(key);
    if (stored) {
      if (stored.accessToken === refused) await written(() => store?.delete(key));
      else if (leftOf(stored, clock.now()) >= lead(stored, 120_000, 2)) return stored;
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
      warn('The token store cannot be written', error);
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

/** Milliseconds that the token still serves. Obtained in the future: the clock was turned back, and nothing is known of its age. */
function leftOf({ obtainedAt, expiresAt = Infinity }: StoredToken, now: number): number {
  return now < obtainedAt ? 0 : expiresAt - now;
}

/** How long before its end a token is replaced: `most` milliseconds, but no more than a part of its life. */
function lead({ obtainedAt, expiresAt = Infinity }: StoredToken, most: number, part: number) {
  return Math.min(most, (expiresAt - obtainedAt) / part);
}
