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

/** The longest delay that timers know; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_TIMER_MS)
    await pause(Math.min(left, LONGEST_TIMER_MS), signal);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
