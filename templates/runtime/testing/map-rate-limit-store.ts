import type { RateLimit } from '../core/options.js';
import { RateLimitStore } from '../core/rate-limit-store.js';
import type { Clock } from '../internal/clock.js';

/** A store in memory: the interface in as few lines as possible. Its time comes from a test's clock. */
export class MapRateLimitStore extends RateLimitStore {
  /** When the slot of each ticket becomes free, by key. */
  readonly slots = new Map<string, Map<string, number>>();
  readonly #pausedUntil = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  take(key: string, limit: RateLimit, ticket: string, ahead: number): Promise<number> {
    const now = this.#clock.now();
    const slots = this.#getSlots(key);
    for (const [other, freeAt] of slots) if (freeAt <= now) slots.delete(other);
    const pause = (this.#pausedUntil.get(key) ?? 0) - now;
    if (pause > 0) return Promise.resolve(pause);
    if (slots.size >= limit.requests) {
      const times = [...slots.values()].sort((a, b) => a - b);
      return Promise.resolve((times[ahead] ?? times.at(-1) ?? 0) - now);
    }
    slots.set(ticket, now + limit.perMs + 120_000);
    return Promise.resolve(0);
  }

  release(key: string, ticket: string, heldMs: number): Promise<void> {
    const slots = this.#getSlots(key);
    if (slots.has(ticket)) slots.set(ticket, this.#clock.now() + heldMs);
    return Promise.resolve();
  }

  pause(key: string, ms: number): Promise<void> {
    const until = Math.max(this.#pausedUntil.get(key) ?? 0, this.#clock.now() + ms);
    this.#pausedUntil.set(key, until);
    return Promise.resolve();
  }

  #getSlots(key: string): Map<string, number> {
    const slots = this.slots.get(key) ?? new Map<string, number>();
    this.slots.set(key, slots);
    return slots;
  }
}
