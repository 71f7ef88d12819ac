import { systemClock, type Clock, type Sleep } from './clock.js';
import { ConfigurationError } from './errors.js';
import type { RateLimit } from './options.js';
import { getOrInsert } from './values.js';

/** Releases a slot. @param sent False when no request was sent: the slot is then free at once. */
export type Release = (sent: boolean) => void;

/** Whoever acquires a slot; it holds one while `release` is set. */
export interface SlotHolder {
  release: Release | undefined;
}

export interface RateLimiter {
  /**
   * Waits for a slot, in the order of the calls.
   *
   * @param holder Gets `release` as soon as it has the slot.
   * @param checkPause Called with the pause that remains, in milliseconds; throws to give up.
   * @throws The signal's reason, or what `checkPause` throws.
   */
  acquire(
    holder: SlotHolder,
    signal: AbortSignal,
    checkPause: (pauseMs: number) => void,
  ): Promise<void>;
  /** Gives out no slots for `ms` from now; for a whole window when the server did not say how long. */
  pause(ms?: number): void;
}

/**
 * Creates a sliding window: never more than `requests` in any `perMs`, first come, first served.
 *
 * A slot is taken before its request is sent, and counts until `perMs` after the response. The server saw the request
 * at some time in between, so its own count never exceeds the limit, however uneven the network is.
 *
 * @throws ConfigurationError for a limit of less than one request, or of no time.
 */
export function createRateLimiter(
  { requests, perMs }: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  if (!(requests >= 1 && perMs > 0))
    throw new ConfigurationError(
      'rateLimit must be false, or { requests, perMs } with two numbers above 0',
    );
  /** When the slots of finished requests become free, ascending; in monotonic time. */
  const freeAt: number[] = [];
  let inFlight = 0;
  let pausedUntil = 0;
  /** Settles when everyone who came before has a slot, or has given up. */
  let queue: Promise<unknown> = Promise.resolve();
  let wake: (() => void) | undefined;

  const take: RateLimiter['acquire'] = async (holder, signal, checkPause) => {
    // After a sleep, its end counts as the time, even if a test's clock has not moved.
    let sleptUntil = 0;
    for (;;) {
      signal.throwIfAborted();
      const now = Math.max(sleptUntil, clock.monotonic());
      checkPause(pausedUntil - now);
      while ((freeAt[0] ?? Infinity) <= now) freeAt.shift();
      const isFull = inFlight + freeAt.length >= requests;
      const until = Math.max(pausedUntil, isFull ? (freeAt[0] ?? Infinity) : 0);
      if (until <= now) break;
      // When all slots are in flight, no time is known to wait for: the next release wakes us.
      if (until === Infinity) await new Promise<void>((resolve) => (wake = resolve));
      else {
        await sleep(until - now, signal);
        sleptUntil = until;
      }
    }
    inFlight += 1;
    holder.release = (sent) => {
      holder.release = undefined;
      inFlight -= 1;
      // One percent longer, since the server's clock may run slower than ours.
      if (sent) freeAt.push(clock.monotonic() + perMs * 1.01);
      wake?.();
    };
  };

  return {
    acquire: (...wanted) => {
      const taken = queue.then(() => take(...wanted));
      queue = taken.catch(() => undefined);
      return taken;
    },
    pause: (ms = perMs) => {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
  };
}

/**
 * The limiters of this process. They outlive their clients: a server counts the requests of a client id, no matter
 * how many clients sent them.
 */
const sharedLimiters = /* @__PURE__ */ new Map<string, RateLimiter>();

/**
 * @param key What the server counts by: origin and client id.
 * @param clock A clock other than the system's gets a limiter of its own.
 * @returns The limiter for this key and limit.
 */
export function getSharedLimiter(
  key: string,
  limit: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  const create = () => createRateLimiter(limit, clock, sleep);
  if (clock !== systemClock) return create();
  return getOrInsert(sharedLimiters, `${key} ${limit.requests}/${limit.perMs}`, create);
}
