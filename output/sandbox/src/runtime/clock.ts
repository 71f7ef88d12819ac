/** Where the time comes from; in milliseconds. */
export interface Clock {
  /** Wall-clock time since 1970. */
  now(): number;
  /** Never goes back, whatever happens to the wall clock. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** Waits `ms` milliseconds; rejects with the signal's reason as soon as the signal fires. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What a timer can do: given more than 2^31 - 1 ms, it fires at once. */
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
