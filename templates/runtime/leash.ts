import { placeOf, type Call } from './call.js';
import { startTimer } from './clock.js';
import { AbortError, TimeoutError, type SdkError } from './errors.js';
import { remembered } from './memo.js';

/** An `AbortController` costs more than the rest of a call, so one that has not fired serves again. */
const spare: AbortController[] = [];

let released = 0;

/**
 * Holds one call: what it does ends when the caller's signal fires or the time is over, whether it heeds its own
 * signal or not. Leaves no timer behind, and no listener on the caller's signal.
 */
export class Leash {
  readonly #call: Call;
  #controller = spare.pop() ?? new AbortController();
  #stopped: SdkError | undefined;
  #reject: ((reason: SdkError) => void) | undefined;
  readonly #total: Timer;
  #timer: Timer;
  readonly #forget: (() => void) | undefined;

  /** @param ms For all that the call does; `Infinity`: as long as it takes. */
  constructor(call: Call, ms: number) {
    this.#call = call;
    this.#total = this.#alarm(ms, true);
    const signal = call.options?.signal;
    if (!signal) return;
    const abort = () => this.#end(new AbortError('The call was aborted', signal.reason), true);
    if (signal.aborted) abort();
    else this.#forget = whenAborted(signal, abort);
  }

  /** For the next part of the call; it fires when the leash ends that part. @throws SdkError when nothing goes on. */
  get signal(): AbortSignal {
    clearTimeout(this.#timer);
    if (this.#stopped) throw this.#stopped;
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Ends a part of the call that may not heed the signal. */
  hold<T>(part: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      part.then(resolve, reject);
    });
  }

  /** From now on, this part of the call has `ms` left. */
  limit(ms: number): void {
    this.#timer = this.#alarm(ms, false);
    if (this.#timer && !resting) rest(ms);
  }

  /** The call has ended. A body that is handed over unread still obeys the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#total);
    const { wantsRaw, response, settings } = this.#call;
    if (wantsRaw && response?.ok) return;
    this.#forget?.();
    released += 1;
    // Few, and none for ever, as platforms forget late what has listened to a signal; and none that middleware may still hold.
    if (spare.length < released % 16 && settings.isPlain && !this.#controller.signal.aborted)
      spare.push(this.#controller);
  }

  #alarm(ms: number, forGood: boolean): Timer {
    if (ms === Infinity) return undefined;
    return startTimer(ms, () => {
      const late = new TimeoutError(`${placeOf(this.#call)}: no answer within ${ms} ms`);
      this.#end(late, forGood);
    });
  }

  #end(reason: SdkError, forGood: boolean): void {
    if (forGood) this.#stopped = reason;
    this.#controller.abort(reason);
    this.#reject?.(reason);
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** How Node and Bun let a process end before its timer. */
interface Unbound {
  unref(): object;
}

let resting = false;

/** Keeps one timer beside those of the calls: for the first of a length, and the last, Node does more than for all others. */
function rest(ms: number): void {
  resting = true;
  const timer = startTimer(ms, () => (resting = false));
  // There is none where it would keep the process alive.
  if (!(timer as Partial<Unbound>).unref?.()) clearTimeout(timer);
}

/** Who follows a signal. It has one listener for all calls that share it: from eleven on, Node warns of a leak. */
const followers = /* @__PURE__ */ new WeakMap<AbortSignal, Set<() => void>>();

const onAbort = ({ target }: Event) =>
  followers.get(target as AbortSignal)?.forEach((action) => action());

/** @returns Forgets the action; the last one takes the listener away. */
function whenAborted(signal: AbortSignal, action: () => void): () => void {
  const actions = remembered(followers, signal, () => new Set<() => void>()).add(action);
  signal.addEventListener('abort', onAbort);
  return () => {
    actions.delete(action);
    if (!actions.size) signal.removeEventListener('abort', onAbort);
  };
}
