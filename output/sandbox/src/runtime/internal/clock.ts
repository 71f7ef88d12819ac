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

export type Timer = ReturnType<typeof setTimeout> | undefined;

/** Starts a timer; `Infinity` starts none. A timer given more than 2^31 - 1 ms fires at once, so that is the longest. */
export function startTimer(ms: number, action: () => void): Timer {
  return ms === Infinity ? undefined : setTimeout(action, Math.min(ms, 2 ** 31 - 1));
}

export const sleep: Sleep = (ms, signal) => waitFor<undefined>(undefined, ms, signal);

/**
 * Waits for `work`, even when it ignores the signal. No timer and no listener is left.
 *
 * @param work Undefined to wait for the time alone.
 * @param ms The longest wait, in milliseconds; `Infinity` for no limit.
 * @param expire What to do after `ms`. Default: the wait ends, and gives undefined.
 * @returns What `work` gives.
 * @throws The signal's reason, or what `work` rejects with.
 */
export async function waitFor<T>(
  work: PromiseLike<T> | undefined,
  ms: number,
  signal: AbortSignal,
  expire?: () => void,
): Promise<T | undefined> {
  let abort: () => void = () => undefined;
  let timer: Timer;
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      abort = () => reject(signal.reason as Error);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
      timer = startTimer(ms, expire ?? (() => resolve(undefined)));
      work?.then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Waits for `work` until the signal fires. @throws The signal's reason, or what `work` rejects with. */
export function untilAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return waitFor(work, Infinity, signal) as Promise<T>;
}

/** @throws The signal's reason. Some platforms' signals have no such method (React Native). */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason as Error;
}
