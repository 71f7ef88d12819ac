import type { Clock, Sleep } from '../internal/clock.js';

/** Time for tests, so that none of them depends on how fast the machine is. */

/** Waits for a condition, however long it takes; a test that waits in vain ends by its own limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** True when a promise settles within a few turns of the event loop: because of what has happened already, not of a timer. */
export async function settlesSoon(promise: Promise<unknown>): Promise<boolean> {
  const state = { isSettled: false };
  const settle = () => (state.isSettled = true);
  promise.then(settle, settle);
  for (let turn = 0; turn < 5 && !state.isSettled; turn += 1)
    await new Promise((resolve) => setTimeout(resolve));
  return state.isSettled;
}

/** A clock that only sleeping moves: sleepers wake at once, the earliest first, and the clock is set to when that should have been. */
export function simulatedTime(): { readonly clock: Clock; readonly sleep: Sleep } {
  let now = 0;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const wakeNext = () => {
    const next = sleepers.sort((a, b) => a.until - b.until).shift();
    now = Math.max(now, next?.until ?? 0);
    next?.wake();
  };
  return {
    clock: { now: () => Date.UTC(2026, 0, 1) + now, monotonic: () => now },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        signal.throwIfAborted();
        sleepers.push({ until: now + ms, wake: resolve });
        setTimeout(wakeNext);
      }),
  };
}

/**
 * Replaces the timers of these lengths, in milliseconds, until the test is over: they do not fire by themselves.
 *
 * @returns Fires the timers of one length.
 */
export function holdTimers(...lengths: readonly number[]): (ms: number) => void {
  const held = new Map<object, { readonly ms: number; readonly action: () => void }>();
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((
    action: () => void,
    ms = 0,
    ...words: []
  ) => {
    if (!lengths.includes(ms)) return start(action, ms, ...words);
    const timer = { unref: () => timer };
    held.set(timer, { ms, action });
    return timer;
  }) as typeof setTimeout);
  jest.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    if (!held.delete(Object(timer) as object)) clear(timer);
  });
  return (length) => {
    for (const [timer, { ms, action }] of [...held])
      if (ms === length && held.delete(timer)) action();
  };
}
