import { LONGEST_TIMER_MS } from './clock.js';
import { AbortError, SdkError, TimeoutError } from './errors.js';

export interface Bounds {
  readonly signal: AbortSignal | undefined;
  /** `Infinity`: as long as it takes. */
  readonly ms: number;
  /** What is done, for the error. */
  readonly place: string;
  /** True: when the work is done, what came of it still obeys `signal`. */
  readonly goesOn?: () => boolean;
}

/**
 * Does work that ends when the signal fires or the time is over, whether the work heeds its own signal or not.
 * Leaves no timer behind, and no listener on the caller's signal.
 */
export async function within<T>(
  { signal, ms, place, goesOn }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw abortError(signal.reason);
  const controller = new AbortController();
  let listener: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = (error: SdkError) => {
      controller.abort(error);
      reject(error);
    };
    listener = () => stop(abortError(signal?.reason));
    signal?.addEventListener('abort', listener, { once: true });
    const late = () => stop(new TimeoutError(`${place} had no complete answer within ${ms} ms`));
    if (ms < Infinity) timer = setTimeout(late, Math.min(ms, LONGEST_TIMER_MS));
  });
  let done = false;
  try {
    const result = await Promise.race([work(controller.signal), stopped]);
    done = true;
    return result;
  } finally {
    clearTimeout(timer);
    if (listener && !(done && goesOn?.())) signal?.removeEventListener('abort', listener);
  }
}

/** An outer `within` has made its own error already; anything else is the caller's reason. */
function abortError(reason: unknown): SdkError {
  return reason instanceof SdkError ? reason : new AbortError('The call was aborted', reason);
}
