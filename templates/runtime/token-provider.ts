import type { Clock } from './clock.js';
import type { Credentials } from './credentials.js';
import { TokenError } from './errors.js';
import type { Logger } from './log.js';
import { isStoredToken, type StoredToken, type TokenStore } from './token-store.js';

export interface TokenProviderOptions {
  /** Names token URL, client id and scope. */
  readonly key: string;
  readonly request: () => Promise<StoredToken>;
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
}

const REFRESH_AHEAD_MS = 120_000;
const TOO_CLOSE_MS = 30_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;

/** The requests under way, by store and key: whoever shares a store shares them, whichever client asks. */
const flights = /* @__PURE__ */ new WeakMap<TokenStore, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token fresh. Expiry is compared with the clock when a token is wanted, never scheduled: the API's
 * tokens live for a year, and timers end after 24 days.
 */
export class TokenProvider implements Credentials {
  readonly #options: TokenProviderOptions;
  #current: StoredToken | undefined;
  #refused: string | undefined;
  #notBefore = 0;

  constructor(options: TokenProviderOptions) {
    this.#options = options;
  }

  /** A token that serves for a while yet. Any number of callers wait for one request, and none of them can cancel it. */
  async token(): Promise<string> {
    const held = this.#usable(this.#current);
    if (held === undefined) return (await this.#fetch()).accessToken;
    const left = this.#left(held);
    const mayTry = this.#options.clock.monotonic() >= this.#notBefore;
    if (isNear(held, left, TOO_CLOSE_MS, 4) && mayTry)
      return (await this.#refresh(held)).accessToken;
    if (isNear(held, left, REFRESH_AHEAD_MS, 2) && mayTry) void this.#refresh(held);
    return held.accessToken;
  }

  /** Drops the token if it is still the refused one, so that twenty refusals of one token fetch one new token. */
  async renew(refused: string): Promise<string> {
    if (this.#current?.accessToken === refused) this.#current = undefined;
    this.#refused = refused;
    return this.token();
  }

  /** Never rejects: until a new token comes, the held one serves. */
  async #refresh(held: StoredToken): Promise<StoredToken> {
    try {
      return await this.#fetch();
    } catch (error) {
      const { clock, logger } = this.#options;
      this.#notBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      logger?.warn?.(`The access token at hand is used: it could not be renewed. ${String(error)}`);
      return held;
    }
  }

  #fetch(): Promise<StoredToken> {
    const { store, key } = this.#options;
    const inStore = flights.get(store) ?? new Map<string, Promise<StoredToken>>();
    flights.set(store, inStore);
    const underWay = inStore.get(key);
    const flight = underWay ?? this.#obtain().finally(() => inStore.delete(key));
    if (underWay === undefined) inStore.set(key, flight);
    return flight.then((token) => (this.#current = token));
  }

  /** From the store, where another process may have put one, else from the endpoint. */
  async #obtain(): Promise<StoredToken> {
    const { store, key, request } = this.#options;
    const stored = await this.#stored();
    if (stored?.accessToken === this.#refused) await this.#change(store.delete(key));
    else if (stored && this.#isFresh(stored)) return stored;
    const token = await request();
    await this.#change(store.set(key, token));
    return token;
  }

  async #stored(): Promise<StoredToken | undefined> {
    const { store, key } = this.#options;
    try {
      const stored: unknown = await store.get(key);
      return isStoredToken(stored) ? stored : undefined;
    } catch (error) {
      throw new TokenError(`The token store cannot be read: ${String(error)}`, {}, error);
    }
  }

  /** The token at hand serves, whether the store takes it or not: a full disk stops no call. */
  async #change(change: Promise<void>): Promise<void> {
    try {
      await change;
    } catch (error) {
      this.#options.logger?.warn?.(`The token store could not be written. ${String(error)}`);
    }
  }

  #isFresh(token: StoredToken): boolean {
    const usable = this.#usable(token);
    return usable !== undefined && !isNear(usable, this.#left(usable), REFRESH_AHEAD_MS, 2);
  }

  /** A token that lives still. One from the future was obtained before the clock was turned back: nothing is known of it. */
  #usable(token: StoredToken | undefined): StoredToken | undefined {
    if (token === undefined) return undefined;
    const lives = this.#left(token) > 0 && this.#options.clock.now() >= token.obtainedAt;
    return lives ? token : undefined;
  }

  #left({ expiresAt = Infinity }: StoredToken): number {
    return expiresAt - this.#options.clock.now();
  }
}

/** True when less is left than `ms`, or than a part of the token's life where that is shorter. */
function isNear(token: StoredToken, left: number, ms: number, part: number): boolean {
  const life = (token.expiresAt ?? Infinity) - token.obtainedAt;
  return left < Math.min(ms, life / part);
}
