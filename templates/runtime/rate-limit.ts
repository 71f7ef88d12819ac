import { systemClock, type Clock, type Sleep } from './clock.js';
import { ConfigurationError } from './errors.js';
import { remembered } from './memo.js';
import type { RateLimit } from './options.js';

/** Gives a slot back. @param sent False when nothing was sent after all: then the slot is free at once. */
export type Release = (sent: boolean) => void;

/** Who waits for a slot, and has it when there is a `release`. */
export interface SlotHolder {
  release: Release | undefined;
}

export interface RateLimiter {
  /**
   * Waits for a slot; rejects with the signal's reason.
   *
   * @param holder Has the slot from the moment that it is taken.
   * @param check Called with the pause still ahead, in milliseconds; throws when that is too long to wait.
   */
  acquire(holder: SlotHolder, signal: AbortSignal, check: (pauseMs: number) => void): Promise<void>;
  /** Holds everybody back for `ms` from now; when the server did not say how long, for a whole window. */
  pause(ms?: number): void;
}

/**
 * A sliding window: never more than `requests` in any `perMs`, first come, first served.
 *
 * A slot is taken before a request leaves and counts until `perMs` after its answer came. The server saw the
 * request somewhere in between, so that its own count never passes the limit, however uneven the network is.
 *
 * @throws ConfigurationError for a limit that is none.
 */
export function rateLimiter(
  { requests, perMs }: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  if (!(requests >= 1 && perMs > 0))
    throw new ConfigurationError('rateLimit must be false, or requests and perMs above 0');
  /** When the slots of answered requests are free again; monotonic, ascending. */
  const freeAt: number[] = [];
  let unanswered = 0;
  let pausedUntil = 0;
  /** Settles when everybody who came before has a slot, or has left. */
  let turn: Promise<unknown> = Promise.resolve();
  let wake: (() => void) | undefined;

  const take: RateLimiter['acquire'] = async (holder, signal, check) => {
    // A sleep that is over has lasted as long as it was asked to, whatever a test's clock says.
    let slept = 0;
    for (;;) {
      signal.throwIfAborted();
      const now = Math.max(slept, clock.monotonic());
      check(pausedUntil - now);
      while ((freeAt[0] ?? Infinity) <= now) freeAt.shift();
      const isFull = unanswered + freeAt.length >= requests;
      const until = Math.max(pausedUntil, isFull ? (freeAt[0] ?? Infinity) : 0);
      if (until <= now) break;
      // When every slot waits for its answer, there is no time to wait for: an answer wakes us.
      if (until === Infinity) await new Promise<void>((resolve) => (wake = resolve));
      else {
        await sleep(until - now, signal);
        slept = until;
      }
    }
    unanswered += 1;
    holder.release = (sent) => {
      holder.release = undefined;
      unanswered -= 1;
      // A hundredth more, as no two clocks run alike.
      if (sent) freeAt.push(clock.monotonic() + perMs * 1.01);
      wake?.();
    };
  };

  return {
    acquire: (...wanted) => {
      const mine = turn.then(() => take(...wanted));
      turn = mine.catch(() => undefined);
      return mine;
    },
    pause: (ms = perMs) => {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
  };
}

/**
 * The limiters of this process, one for each key. They outlive their clients: a server counts the requests of a client id, however
 * many clients sent them.
 */
const limiters = /* @__PURE__ */ new Map<string, RateLimiter>();

/**
 * @param counted Says who is counted: origin and client id.
 * @param clock One of one's own is a world of its own.
 */
export function sharedLimiter(
  counted: string,
  limit: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  const make = () => rateLimiter(limit, clock, sleep);
  const key = `${counted} ${limit.requests}/${limit.perMs}`;
  return clock === systemClock ? remembered(limiters, key, make) : make();
}
