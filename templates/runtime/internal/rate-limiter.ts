import { systemClock, untilAborted, type Clock, type Sleep } from './clock.js';
import { ConfigurationError } from '../core/errors.js';
import type { Logger, RateLimit } from '../core/options.js';
import type { RateLimitStore } from '../core/rate-limit-store.js';
import { getShared } from './registry.js';

/** Releases a slot. Call it once. @param sent False when no request was sent: the slot is then free at once. */
export type Release = (sent: boolean) => void;

export interface RateLimiter {
  /**
   * Waits for a slot, in the order of the calls.
   *
   * @throws The signal's reason, as soon as the signal fires.
   */
  acquire(signal: AbortSignal): Promise<Release>;
  /** Gives out no slots for `ms` from now; for a whole window when the server did not say how long. */
  pause(ms?: number): void;
}

/**
 * The state of one limit. It is plain data, so that all copies of this module in a process can share it, and so that
 * calls need nothing of each other but this data: on Cloudflare Workers, one request must not wake another. Each
 * waiting call looks at the data by its own timer. Times are monotonic, in milliseconds.
 */
interface LimitState {
  /** For each slot that is taken, when it becomes free; ascending. */
  readonly slots: number[];
  /** The calls that wait, in the order in which they came. */
  readonly queue: Ticket[];
  lastNumber: number;
  pausedUntil: number;
}

/** A waiting call's place in the queue. */
interface Ticket {
  readonly number: number;
  /** When the call looks for a slot next. */
  looksAt: number;
}

/** How much later than planned a call may look for a slot before it loses its place: a platform may have ended it. */
const GRACE_MS = 1_000;
/** How long a request may take before it is given up for lost. The server has counted it long before. */
const LONGEST_REQUEST_MS = 120_000;
/** How long a call waits for an answer of the store. */
export const STORE_TIMEOUT_MS = 5_000;

/** What a limiter needs of a client. */
export interface LimiterOptions {
  /** The limiters of all clients with the system's clock share one state. */
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly logger?: Logger | undefined;
  readonly rateLimitStore?: RateLimitStore | undefined;
}

/**
 * Creates a sliding window: never more than `requests` in any `perMs`, first come, first served. It is shared by all
 * clients of this process with the same key and limit, and with other processes through a store.
 *
 * A slot is taken before its request is sent, and counts until `perMs` after the response. The server saw the request
 * at some time in between, so its own count never exceeds the limit, however uneven the network is.
 *
 * @param counted What the server counts by: origin and client id.
 * @throws ConfigurationError for a limit that is not a whole number of requests in some time.
 */
export function createRateLimiter(
  counted: string,
  limit: RateLimit,
  { clock, sleep, logger, rateLimitStore }: LimiterOptions,
): RateLimiter {
  const { requests, perMs } = limit;
  if (!(Number.isInteger(requests) && requests >= 1 && perMs > 0))
    throw new ConfigurationError(
      'rateLimit must be false or { requests, perMs }: a whole number, and milliseconds',
    );
  const key = `${counted} ${requests}/${perMs}`;
  const shared = rateLimitStore?.join(key, limit, logger);
  const state = clock === systemClock ? getShared(`rate limit ${key}`, createState) : createState();
  // One percent longer, since the server's clock may run slower than ours.
  const heldMs = perMs * 1.01;

  /** @returns How long to wait; 0 or less when there is a slot for the call that has `ahead` calls before it. */
  const getWait = (ahead: number, now: number): number => {
    const { slots, pausedUntil } = state;
    while (Number(slots[0]) <= now) slots.shift();
    const missing = ahead + 1 + slots.length - requests;
    const freeAt = missing > 0 ? (slots[missing - 1] ?? Infinity) : now;
    return Math.max(freeAt, pausedUntil) - now;
  };

  const takeSlot = (now: number, storeTicket: string): Release => {
    const { slots } = state;
    const lostAt = now + heldMs + LONGEST_REQUEST_MS;
    slots.push(lostAt);
    return (sent) => {
      remove(slots, lostAt);
      if (sent) slots.push(clock.monotonic() + heldMs);
      slots.sort((one, other) => one - other);
      shared?.release(storeTicket, sent ? heldMs : 0);
    };
  };

  return {
    acquire: async (signal) => {
      const ticket: Ticket = { number: (state.lastNumber += 1), looksAt: 0 };
      const storeTicket = `${ticket.number}-${Math.random().toString(36).slice(2)}`;
      let now = clock.monotonic();
      try {
        for (;;) {
          const ahead = joinQueue(state.queue, ticket, now);
          let waitMs = getWait(ahead, now);
          if (waitMs <= 0 && shared) {
            ticket.looksAt = now + STORE_TIMEOUT_MS;
            waitMs = await shared.take(storeTicket, ahead, signal);
          }
          if (waitMs <= 0) return takeSlot(now, storeTicket);
          // Looks now and then, since calls ahead may give up, or release a slot unsent; far behind, less often.
          const napMs = Math.min(waitMs, Math.min(heldMs, 1_000) + 10 * ahead);
          ticket.looksAt = now + napMs;
          await untilAborted(sleep(napMs, signal), signal);
          // After a sleep, its end counts as the time, even if a test's clock has not moved.
          now = Math.max(ticket.looksAt, clock.monotonic());
        }
      } finally {
        remove(state.queue, ticket);
      }
    },
    pause: (ms = perMs) => {
      state.pausedUntil = Math.max(state.pausedUntil, clock.monotonic() + ms);
      shared?.pause(ms);
    },
  };
}

const createState = (): LimitState => ({
  slots: [],
  queue: [],
  lastNumber: 0,
  pausedUntil: 0,
});

/**
 * Puts a call into its place in the queue, and removes those at its head that did not look for a slot in time: they
 * were ended by their platform. One that was only late comes back to its place by its number.
 *
 * @returns How many calls are ahead of it.
 */
function joinQueue(queue: Ticket[], ticket: Ticket, now: number): number {
  while (queue[0] && queue[0] !== ticket && queue[0].looksAt + GRACE_MS < now) queue.shift();
  const found = queue.findIndex(({ number }) => number >= ticket.number);
  const place = found < 0 ? queue.length : found;
  if (queue[place] !== ticket) queue.splice(place, 0, ticket);
  return place;
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
