import { SdkError, TokenError } from '../core/errors.js';
import type { StoredToken, TokenFunction, TokenStore } from '../core/options.js';
import { join, type FlightHolder } from './flight.js';
import { getShared } from './registry.js';
import type { Settings } from './settings.js';
import { getOrInsert } from './values.js';

const PAUSE_AFTER_USELESS_RENEWAL_MS = 30_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;

/** What is known of a source's tokens; shared by all clients that request them alike. */
interface TokenState extends FlightHolder<StoredToken> {
  current?: StoredToken | undefined;
  refused?: string | undefined;
  /** In monotonic time. */
  noRenewalBefore: number;
  noRefreshBefore: number;
}

const createStates = () => new Map<string, TokenState>();

/**
 * Requests a token from its source.
 *
 * @param refused A token that the API has just refused.
 */
export type TokenRequest = (
  signal: AbortSignal,
  refused: string | undefined,
) => Promise<StoredToken>;

type TokenSettings = Pick<Settings, 'clock' | 'logger' | 'tokenTimeout'>;

/**
 * Keeps one access token valid. Its expiry is compared with the clock whenever a token is needed, and never scheduled: a
 * token may be valid for a year, and timers end after 24 days. Any number of callers share one request, and none of
 * them can cancel it for the others.
 */
export class TokenSource {
  readonly #settings: TokenSettings;
  readonly #request: TokenRequest;
  readonly #key: string;
  readonly #getOwner: () => object;

  /**
   * @param key Identifies token URL, client, secret and scope.
   * @param getOwner Clients with the same owner share the tokens of a key.
   */
  constructor(settings: TokenSettings, request: TokenRequest, key: string, getOwner: () => object) {
    this.#settings = settings;
    this.#request = request;
    this.#key = key;
    this.#getOwner = getOwner;
  }

  get #state(): TokenState {
    const byOwner = getShared(
      'tokens',
      () => new WeakMap<object, ReturnType<typeof createStates>>(),
    );
    const byKey = getOrInsert(byOwner, this.#getOwner(), createStates);
    return getOrInsert(byKey, this.#key, () => ({ noRenewalBefore: 0, noRefreshBefore: 0 }));
  }

  /**
   * @param signal The caller's; it ends the wait, but not a request that others wait for.
   * @returns The token itself when one is cached, as it nearly always is.
   */
  get(signal: AbortSignal): string | Promise<string> {
    const state = this.#state;
    const { current } = state;
    const { clock } = this.#settings;
    const now = clock.now();
    if (!current || !isValidFor(current, now, 0, 1)) return this.#fetch(state, signal);
    const { accessToken } = current;
    if (isFresh(current, now) || clock.monotonic() < state.noRefreshBefore) return accessToken;
    if (!isValidFor(current, now, 30_000, 4)) return this.#refresh(state, accessToken, signal);
    // In the background: it is nobody's signal.
    void this.#refresh(state, accessToken, new AbortController().signal);
    return accessToken;
  }

  /**
   * Tells that the API refused a token, which is then not used again.
   *
   * @param isRenewed True for a token that the same call got in place of a refused one: then its age is not the cause,
   * and no other is fetched for a while.
   * @returns Another token that has come since; true when {@link TokenSource.get} gives another; false when asking for
   * another is of no use.
   */
  refuse(token: string, isRenewed: boolean): string | boolean {
    const state = this.#state;
    const now = this.#settings.clock.monotonic();
    // Many calls may report the same refused token; only the first of them drops it.
    const { accessToken = token } = state.current ?? {};
    if (accessToken !== token) return accessToken;
    if (isRenewed) state.noRenewalBefore = now + PAUSE_AFTER_USELESS_RENEWAL_MS;
    if (now < state.noRenewalBefore) return false;
    state.current = undefined;
    state.refused = token;
    return true;
  }

  async #fetch(state: TokenState, signal: AbortSignal): Promise<string> {
    const { clock, tokenTimeout } = this.#settings;
    const start = async (inner: AbortSignal) => {
      const { refused } = state;
      const token = await this.#request(inner, refused);
      state.current = token;
      if (token.accessToken !== refused) state.refused = undefined;
      return token;
    };
    return (await join(state, start, signal, 2 * tokenTimeout, clock)).accessToken;
  }

  /** Falls back on the cached token, which is still valid; the next refresh is tried after a pause. */
  async #refresh(state: TokenState, token: string, signal: AbortSignal): Promise<string> {
    try {
      return await this.#fetch(state, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      const { clock, logger } = this.#settings;
      state.noRefreshBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      logger?.warn?.(`The old token is used: ${String(error)}`);
      return token;
    }
  }
}

/** True when more than `maxMs` remain, or more than 1/`divisor` of the token's lifetime if that is less. */
function isValidFor(
  { obtainedAt, expiresAt = Infinity }: StoredToken,
  now: number,
  maxMs: number,
  divisor: number,
): boolean {
  const needed = Math.min(maxMs, (expiresAt - obtainedAt) / divisor);
  // Obtained in the future: the clock was set back, so the token's age is unknown.
  return now >= obtainedAt && expiresAt - now > needed;
}

function isFresh(token: StoredToken, now: number): boolean {
  return isValidFor(token, now, 120_000, 2);
}

/** A fixed token is valid for ever. A function of the user's is asked for each request: its tokens expire at once. */
export function requestGivenToken(given: string | TokenFunction): TokenRequest {
  return async (_signal, refused) => {
    const isFixed = typeof given === 'string';
    const accessToken: unknown = isFixed ? given : await given(refused);
    if (typeof accessToken === 'string' && /^[ -~]+$/.test(accessToken))
      return { accessToken, obtainedAt: 0, expiresAt: isFixed ? Infinity : 0 };
    const found = accessToken === '' ? 'empty' : `no text for a header (${typeof accessToken})`;
    throw new TokenError(`No access token: \`token\` is ${found}`);
  };
}

/** Looks into the store first, where another process may have put a token. */
export function requestThroughStore(
  store: TokenStore,
  key: string,
  request: TokenRequest,
  { clock, logger }: TokenSettings,
): TokenRequest {
  /** A store that cannot write, because a disk is full for instance, must not fail the call. */
  const tryTo = async (change: () => Promise<void>): Promise<void> => {
    try {
      await change();
    } catch (error) {
      logger?.warn?.(`The token store fails: ${String(error)}`);
    }
  };
  return async (signal, refused) => {
    const stored = await readStore(store, key);
    if (stored && stored.accessToken === refused) await tryTo(() => store.delete(key));
    else if (stored && isFresh(stored, clock.now())) return stored;
    const received = await request(signal, refused);
    await tryTo(() => store.set(key, received));
    return received;
  };
}

async function readStore(store: TokenStore, key: string): Promise<StoredToken | undefined> {
  try {
    return await store.get(key);
  } catch (error) {
    if (error instanceof SdkError) throw error;
    throw new TokenError(`No access token: the token store failed: ${String(error)}`, error);
  }
}
