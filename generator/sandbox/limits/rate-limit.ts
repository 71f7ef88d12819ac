import { problem, type Reply } from '../reply.js';

/** So many requests in any stretch of so many milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** @returns the refusal of a request that comes too soon; undefined where it may pass, and is counted. */
export type Limiter = (place: string) => Reply | undefined;

/**
 * Counts exactly, over a window that slides: what is refused does not count.
 * @param now milliseconds on a clock that only goes forward.
 */
export function createLimiter(
  { requests, perMs }: RateLimit,
  now: () => number = () => performance.now(),
): Limiter {
  const passed: number[] = [];
  return (place) => {
    const time = now();
    while (passed[0] !== undefined && passed[0] <= time - perMs) passed.shift();
    const oldest = passed.length < requests ? undefined : passed[0];
    if (oldest === undefined) {
      passed.push(time);
      return undefined;
    }
    // RFC 9110, section 10.2.3: whole seconds; rounded up, so that who obeys is let in.
    const seconds = Math.max(1, Math.ceil((oldest + perMs - time) / 1_000));
    return problem(429, place, { headers: { 'Retry-After': String(seconds) } });
  };
}
