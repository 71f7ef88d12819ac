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

/** `aging`: it is time to fetch the next one in the background. `dying`: it may be over before it arrives. */
type TokenState = 'fresh' | 'aging' | 'dying' | 'dead';

const PAUSE_AFTER_FAILURE_MS = 5_000;

/** The requests under way, by store and key: whoever shares a store shares them, whichever client asks. */
const flights = /* @__PURE__ */ new WeakMap<object, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token fresh. Expiry is compared with the clock when a token is wanted, never scheduled: a
 * token may live for a year, and timers end after 24 days.
 */
export class TokenProvider implements Credentials {
  readonly #options: TokenProviderOptions;
  #current: StoredToken | undefined;
  #refused: string | undefined;
  #notBefore = 0;

  constructor(options: TokenProviderOptions) {
    this.#options = options;
  }

  /** A token that serves. Any number of callers wait for one request, and none of them can cancel it. */
  token(): string | Promise<string> {
    const held = this.#current;
    const state = held && this.#stateOf(held);
    if (held === undefined || state === 'dead') return this.#fetch();
    if (state === 'fresh' || this.#options.clock.monotonic() < this.#notBefore)
      return held.accessToken;
    const next = this.#fetchOr(held);
    return state === 'dying' ? next : held.accessToken;
  }

  /** Drops the token if it is still the refused one, so that twenty refusals of one token fetch one new token. */
  async renew(refused: string): Promise<string> {
    if (this.#current?.accessToken === refused) this.#current = undefined;
    this.#refused = refused;
    return this.token();
  }

  /** Until a new token is to be had, the one at hand serves; it is asked for again after a pause. */
  async #fetchOr(held: StoredToken): Promise<string> {
    try {
      return await this.#fetch();
    } catch (error) {
      const { clock, logger } = this.#options;
      this.#notBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      logger?.warn?.(
        `The access token at hand is used, as it could not be renewed: ${String(error)}`,
      );
      return held.accessToken;
    }
  }

  async #fetch(): Promise<string> {
    const { store, key } = this.#options;
    const underWay = remembered(
      flights,
      store ?? this,
      () => new Map<string, Promise<StoredToken>>(),
    );
    const flight = remembered(underWay, key, () =>
      this.#obtain().finally(() => underWay.delete(key)),
    );
    this.#current = await flight;
    return this.#current.accessToken;
  }

  /** From the store, where another process may have put one, else from the endpoint. */
  async #obtain(): Promise<StoredToken> {
    const { store, key, request } = this.#options;
    const stored = await store?.get(key);
    if (stored) {
      if (stored.accessToken === this.#refused) await this.#written(store?.delete(key));
      else if (this.#stateOf(stored) === 'fresh') return stored;
    }
    const token = await request();
    await this.#written(store?.set(key, token));
    return token;
  }

  /** A full disk stops no call: the token at hand serves, whether the store takes it or not. */
  async #written(change: Promise<void> | undefined): Promise<void> {
    try {
      await change;
    } catch (error) {
      this.#options.logger?.warn?.(`The token store cannot be written: ${String(error)}`);
    }
  }

  #stateOf({ obtainedAt, expiresAt = Infinity }: StoredToken): TokenState {
    const now = this.#options.clock.now();
    const left = expiresAt - now;
    const life = expiresAt - obtainedAt;
    // Obtained in the future: the clock was turned back, and nothing is known of the token's age.
    if (left <= 0 || now < obtainedAt) return 'dead';
    if (left < Math.min(30_000, life / 4)) return 'dying';
    return left < Math.min(120_000, life / 2) ? 'aging' : 'fresh';
  }
}
