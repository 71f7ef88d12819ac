import { throwIfAborted, waitFor } from '../internal/clock.js';
import { STORE_TIMEOUT_MS } from '../internal/rate-limiter.js';
import type { Logger, RateLimit } from './options.js';

/**
 * Counts requests for all processes that share a rate limit. Each method is atomic, whoever else calls it at the same
 * time. A store that rejects, or takes longer than 5 seconds, is logged as a warning, and the process then keeps to the
 * limit alone.
 */
export abstract class RateLimitStore {
  /**
   * Takes one of the `limit.requests` slots of `key`, if one is free. A slot that is never released, because its process
   * crashed, becomes free `limit.perMs` and two minutes after it was taken.
   *
   * @param key Identifies origin, client id and limit; no secret.
   * @param ticket Identifies the request when its slot is released.
   * @param ahead How many calls of the same process wait for a slot before this one.
   * @returns 0 when the request has its slot. Otherwise the milliseconds after which to ask again: until the pause is
   *   over, or `ahead + 1` slots are free, as far as is known.
   */
  abstract take(key: string, limit: RateLimit, ticket: string, ahead: number): Promise<number>;
  /** Counts the slot of `ticket` for `heldMs` more milliseconds; 0 frees it at once. Unknown tickets are ignored. */
  abstract release(key: string, ticket: string, heldMs: number): Promise<void>;
  /** Gives out no slots of `key` for `ms` milliseconds. A shorter pause does not end a longer one. */
  abstract pause(key: string, ms: number): Promise<void>;

  /** @internal Joins a client's limiter to this store. */
  join(key: string, limit: RateLimit, logger: Logger | undefined): SharedLimit {
    const warn = (error: unknown) =>
      logger?.warn?.(
        `The rate limit store failed, so this process keeps to the limit alone: ${String(error)}`,
      );
    return new SharedLimit(this, key, limit, warn);
  }
}

/** One limit in a store. Nothing of it rejects but for the caller's signal: a store that fails is done without. */
export class SharedLimit {
  readonly #store: RateLimitStore;
  readonly #key: string;
  readonly #limit: RateLimit;
  readonly #warn: (error: unknown) => void;

  constructor(
    store: RateLimitStore,
    key: string,
    limit: RateLimit,
    warn: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#key = key;
    this.#limit = limit;
    this.#warn = warn;
  }

  /**
   * @returns How long to wait, in milliseconds; 0 when the store gave a slot, or failed.
   * @throws The signal's reason.
   */
  async take(ticket: string, ahead: number, signal: AbortSignal): Promise<number> {
    let taking: Promise<number> | undefined;
    try {
      taking = this.#store.take(this.#key, this.#limit, ticket, ahead);
      const waitMs = await waitFor(taking, STORE_TIMEOUT_MS, signal);
      if (Number(waitMs) >= 0) return Number(waitMs);
      throw new TypeError(`take() gave ${String(waitMs)}, not a number within 5 s`);
    } catch (error) {
      // A slot that comes too late is given back.
      taking?.then(
        () => this.release(ticket, 0),
        () => undefined,
      );
      throwIfAborted(signal);
      this.#warn(error);
      return 0;
    }
  }

  release(ticket: string, heldMs: number): void {
    this.#tell(() => this.#store.release(this.#key, ticket, heldMs));
  }

  pause(ms: number): void {
    this.#tell(() => this.#store.pause(this.#key, ms));
  }

  /** Nobody waits for what the store is told, so that it costs the call no time. */
  #tell(tell: () => Promise<void>): void {
    Promise.resolve().then(tell).catch(this.#warn);
  }
}
