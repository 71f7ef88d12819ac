import type { Clock, Sleep } from './clock.js';
import { ConfigurationError } from './errors.js';
import { remembered } from './memo.js';
import type { RateLimit } from './options.js';

/** Gives a slot back. @param sent False when nothing was sent after all: then the slot is free at once. */
export type Release = (sent: boolean) => void;

/**
 * A sliding window: never more than `requests` in any `perMs`, first come, first served.
 *
 * A slot is taken before a request leaves and counts until `perMs` after its answer came. The server saw the
 * request somewhere in between, so that its own count never passes the limit, however uneven the network is.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: Clock;
  readonly #sleep: Sleep;
  /** When the slots of answered requests are free again; monotonic, ascending. */
  readonly #freeAt: number[] = [];
  #unanswered = 0;
  #pausedUntil = 0;
  /** Settles when everybody who came before has a slot, or has left. */
  #turn: Promise<unknown> = Promise.resolve();
  #answered: (() => void) | undefined;

  constructor(limit: RateLimit, clock: Clock, sleep: Sleep) {
    if (!(limit.requests >= 1 && limit.perMs > 0))
      throw new ConfigurationError('rateLimit needs requests and perMs above 0, or is false');
    this.#limit = limit;
    this.#clock = clock;
    this.#sleep = sleep;
  }

  /**
   * Waits for a slot; rejects with the signal's reason.
   *
   * @param check Called with the pause still ahead, in milliseconds; throws when that is too long to wait.
   */
  acquire(signal: AbortSignal, check: (pauseMs: number) => void): Promise<Release> {
    const slot = this.#turn.then(() => this.#slot(signal, check));
    this.#turn = slot.catch(() => undefined);
    return slot;
  }

  /** Holds everybody back for `ms` from now; when the server did not say how long, for a whole window. */
  pause(ms = this.#limit.perMs): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms);
  }

  async #slot(signal: AbortSignal, check: (pauseMs: number) => void): Promise<Release> {
    // A sleep that is over has lasted as long as it was asked to, whatever a test's clock says.
    let slept = 0;
    for (;;) {
      signal.throwIfAborted();
      const now = Math.max(slept, this.#clock.monotonic());
      check(this.#pausedUntil - now);
      while ((this.#freeAt[0] ?? Infinity) <= now) this.#freeAt.shift();
      const isFull = this.#unanswered + this.#freeAt.length >= this.#limit.requests;
      const until = Math.max(this.#pausedUntil, isFull ? (this.#freeAt[0] ?? Infinity) : 0);
      if (until <= now) return this.#take();
      // When every slot waits for its answer, there is no time to wait for: an answer wakes us.
      if (until === Infinity) await new Promise<void>((wake) => (this.#answered = wake));
      else {
        await this.#sleep(until - now, signal);
        slept = until;
      }
    }
  }

  #take(): Release {
    this.#unanswered += 1;
    return (sent) => {
      this.#unanswered -= 1;
      // A hundredth more, as no two clocks run alike.
      if (sent) this.#freeAt.push(this.#clock.monotonic() + this.#limit.perMs * 1.01);
      this.#answered?.();
    };
  }
}

/**
 * The limiters of this process, one for each key. They outlive their clients: a server counts the requests of a client id, however
 * many clients sent them. A clock of one's own is a world of its own.
 */
const limiters = /* @__PURE__ */ new WeakMap<Clock, Map<string, RateLimiter>>();

/** @param key Says who is counted: origin and client id. */
export function sharedLimiter(
  key: string,
  limit: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  const known = remembered(limiters, clock, () => new Map<string, RateLimiter>());
  const name = `${key} ${limit.requests}/${limit.perMs}`;
  return remembered(known, name, () => new RateLimiter(limit, clock, sleep));
}
