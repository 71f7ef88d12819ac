import type { Clock, Sleep } from './clock.js';
import type { RateLimit } from './options.js';

/** Gives a slot back. @param sent False when nothing was sent after all: then the slot is free at once. */
export type Release = (sent: boolean) => void;

/**
 * A sliding window: never more than `requests` in any `perMs`, first come, first served.
 *
 * A slot is taken before a request leaves and counts until `perMs` after its answer came. The server saw the
 * request somewhere in between, so that its own count is never above the limit, however uneven the network is.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: Clock;
  readonly #sleep: Sleep;
  /** When the slots of answered requests are free again; monotonic, ascending. */
  readonly #freeAt: number[] = [];
  #unanswered = 0;
  #waiting = 0;
  #pausedUntil = 0;
  #turn: Promise<void> = Promise.resolve();
  #answered: (() => void) | undefined;

  constructor(limit: RateLimit, clock: Clock, sleep: Sleep) {
    this.#limit = limit;
    this.#clock = clock;
    this.#sleep = sleep;
  }

  /**
   * Waits for a slot.
   *
   * @param check Called with the pause still ahead, in milliseconds; throws when that is too long to wait.
   */
  async acquire(signal: AbortSignal, check: (pauseMs: number) => void): Promise<Release> {
    const { promise, pass } = baton();
    const turn = this.#turn;
    this.#turn = promise;
    this.#waiting += 1;
    try {
      await turn;
      for (;;) {
        signal.throwIfAborted();
        check(this.#pausedUntil - this.#clock.monotonic());
        const wait = this.#wait();
        if (wait === 0) return this.#take();
        if (wait === undefined) await new Promise<void>((wake) => (this.#answered = wake));
        else await this.#sleep(wait, signal);
      }
    } finally {
      this.#waiting -= 1;
      pass();
    }
  }

  /** Holds everybody back for `ms` from now. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms);
  }

  /** True when a new limiter would behave alike. */
  get idle(): boolean {
    return (
      this.#waiting + this.#unanswered === 0 && this.#wait() === 0 && this.#freeAt.length === 0
    );
  }

  /** Milliseconds until a slot may be free; undefined when that is when the next answer comes. */
  #wait(): number | undefined {
    const now = this.#clock.monotonic();
    while ((this.#freeAt[0] ?? Infinity) <= now) this.#freeAt.shift();
    if (this.#pausedUntil > now) return this.#pausedUntil - now;
    if (this.#unanswered + this.#freeAt.length < this.#limit.requests) return 0;
    const free = this.#freeAt[0];
    return free === undefined ? undefined : free - now;
  }

  #take(): Release {
    this.#unanswered += 1;
    return (sent) => {
      this.#unanswered -= 1;
      // A hundredth more, as two clocks never agree.
      if (sent) this.#freeAt.push(this.#clock.monotonic() + this.#limit.perMs * 1.01);
      this.#answered?.();
    };
  }
}

function baton(): { readonly promise: Promise<void>; readonly pass: () => void } {
  let pass: (() => void) | undefined;
  const promise = new Promise<void>((resolve) => (pass = resolve));
  return { promise, pass: () => pass?.() };
}

/** The limiters of this process. A server counts the requests of a client id, however many clients send them. */
const limiters = /* @__PURE__ */ new WeakMap<Clock, Map<string, RateLimiter>>();

/**
 * The limiter for a key. Ask anew for each request, and keep none: idle ones are forgotten when many have gathered.
 *
 * @param key Says who is counted: origin and client id.
 */
export function sharedLimiter(
  key: string,
  limit: RateLimit,
  clock: Clock,
  sleep: Sleep,
): RateLimiter {
  const known = limiters.get(clock) ?? new Map<string, RateLimiter>();
  limiters.set(clock, known);
  const name = `${key} ${limit.requests}/${limit.perMs}`;
  let limiter = known.get(name);
  if (limiter === undefined) {
    if (known.size % 100 === 99) forgetIdle(known);
    limiter = new RateLimiter(limit, clock, sleep);
    known.set(name, limiter);
  }
  return limiter;
}

function forgetIdle(limiters: Map<string, RateLimiter>): void {
  for (const [name, limiter] of limiters) if (limiter.idle) limiters.delete(name);
}
