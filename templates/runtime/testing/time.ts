import type { Clock, Sleep } from '../clock.js';

/** What tests do about time, so that none of them needs a machine that keeps it. */

/** Waits for what is on its way, however long it takes; a test that waits in vain ends by its own limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Whether a promise settles within a few turns of the event loop: by what has happened already, not by a timer. */
export async function isSettledSoon(promise: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  const settle = () => void (isSettled = true);
  promise.then(settle, settle);
  for (let turn = 0; turn < 5 && !isSettled; turn += 1)
    await new Promise((resolve) => setTimeout(resolve));
  return isSettled;
}

/** A time that passes by sleeping alone: whoever sleeps is woken at once, the earliest first, and the clock set to when that should have been. */
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
 * Holds the timers of these lengths until the test is over.
 *
 * @returns Fires those of one length: then that time is up, and not before.
 */
export function holdTimers(...lengths: readonly number[]): (ms: number) => void {
  const held = new Map<object, { readonly ms: number; readonly action: () => void }>();
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((action: () => void, ms = 0) => {
    if (!lengths.includes(ms)) return start(action, ms);
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
