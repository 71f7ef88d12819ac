/** Where a client reads the time; both in milliseconds. Tests pass a clock of their own. */
export interface Clock {
  /** Wall-clock time since 1970. */
  now(): number;
  /** Time since some fixed point; never goes back, even when the wall clock is set back. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** Waits `ms` milliseconds; rejects with the signal's reason as soon as the signal fires. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Starts a timer. A timer given more than 2^31 - 1 ms fires at once, so that is the longest. */
export function startTimer(ms: number, action: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(action, Math.min(ms, 2 ** 31 - 1));
}

export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = startTimer(ms, end);
    signal.addEventListener('abort', end);
  });

/**
 * Runs `work` until it settles or the signal fires, even when `work` ignores the signal.
 *
 * @throws The signal's reason, or what `work` rejects with. No listener is left on the signal.
 */
export function runUntilAborted<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    work(signal)
      .finally(() => signal.removeEventListener('abort', stop))
      .then(resolve, reject);
  });
}
