import { startTimer } from './clock.js';
import { AbortError, SdkError, TimeoutError } from './errors.js';
import { remembered } from './memo.js';

export interface Bounds {
  readonly signal: AbortSignal | undefined;
  /** `Infinity`: as long as it takes. */
  readonly ms: number;
  /** What is done, for the error. */
  readonly place: string;
  /** True: when the work is done, what came of it still obeys `signal`. */
  readonly goesOn: () => boolean;
}

/** The signal of what nothing can stop. One for all: an `AbortController` costs more than the rest of a call. */
const NEVER = /* @__PURE__ */ new AbortController().signal;

/**
 * Does work that ends when the signal fires or the time is over, whether the work heeds its own signal or not.
 * Leaves no timer behind, and no listener on the caller's signal.
 */
export async function within<T>(
  { signal, ms, place, goesOn }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!signal && ms === Infinity) return work(NEVER);
  const controller = new AbortController();
  const inner = controller.signal;
  const onAbort = () => controller.abort(abortError(signal?.reason));
  const stopped = new Promise<never>((_resolve, reject) => {
    inner.addEventListener('abort', () => reject(inner.reason as SdkError));
  });
  if (signal?.aborted) onAbort();
  const forget = signal && signal !== NEVER ? whenAborted(signal, onAbort) : undefined;
  const late = () => controller.abort(new TimeoutError(`${place}: no answer within ${ms} ms`));
  const timer = ms < Infinity ? startTimer(ms, late) : undefined;
  let obeys = false;
  try {
    const result = await Promise.race([stopped, inner.aborted ? stopped : work(inner)]);
    obeys = goesOn();
    return result;
  } finally {
    clearTimeout(timer);
    if (!obeys) forget?.();
  }
}

interface Listener {
  readonly actions: Set<() => void>;
  readonly fire: () => void;
}

/** One listener a signal, for all calls that share it: from eleven on, Node warns of a leak. */
const listeners = /* @__PURE__ */ new WeakMap<AbortSignal, Listener>();

/** @returns Forgets the action; the last one takes the listener away. */
function whenAborted(signal: AbortSignal, action: () => void): () => void {
  const { actions, fire } = remembered(listeners, signal, () => {
    const made = new Set<() => void>();
    return { actions: made, fire: () => made.forEach((act) => act()) };
  });
  actions.add(action);
  signal.addEventListener('abort', fire);
  return () => {
    actions.delete(action);
    if (!actions.size) signal.removeEventListener('abort', fire);
  };
}

/** An outer `within` has made its own error already; anything else is the caller's reason. */
function abortError(reason: unknown): SdkError {
  return reason instanceof SdkError ? reason : new AbortError('The call was aborted', reason);
}
