import { startTimer } from './clock.js';
import { AbortError, TimeoutError, type SdkError } from './errors.js';
import { remembered } from './memo.js';

/**
 * An `AbortController` costs more than the rest of a call. One that has not fired serves again, but not for ever, as
 * platforms forget late what has listened to it.
 */
interface Line {
  readonly controller: AbortController;
  uses: number;
}

const MOST_USES = 16;
const MOST_SPARE = 16;
const spare: Line[] = [];

/**
 * Holds one call: what it does ends when the caller's signal fires or the time is over, whether it heeds its own
 * signal or not. Leaves no timer behind, and no listener on the caller's signal.
 */
export class Leash {
  #line: Line = spare.pop() ?? { controller: new AbortController(), uses: 0 };
  #stopped: SdkError | undefined;
  #reject: ((reason: SdkError) => void) | undefined;
  #total: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #forget: (() => void) | undefined;
  readonly #place: () => string;

  /**
   * @param signal The caller's.
   * @param ms For all that the call does; `Infinity`: as long as it takes.
   * @param place What is done, for errors.
   */
  constructor(signal: AbortSignal | null | undefined, ms: number, place: () => string) {
    this.#place = place;
    if (ms < Infinity) this.#total = startTimer(ms, () => this.#stop(this.#late(ms)));
    if (!signal) return;
    const abort = () => this.#stop(new AbortError('The call was aborted', signal.reason));
    if (signal.aborted) abort();
    else this.#forget = whenAborted(signal, abort);
  }

  /** Why nothing goes on; undefined while it does. */
  get stopped(): SdkError | undefined {
    return this.#stopped;
  }

  /** Does a part of the call, which the leash ends where that has to be. */
  hold<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    return new Promise((resolve, reject) => {
      if (this.#stopped) throw this.#stopped;
      if (this.#line.controller.signal.aborted)
        this.#line = { controller: new AbortController(), uses: 0 };
      this.#reject = reject;
      work(this.#line.controller.signal).then(resolve, reject);
    });
  }

  /** From now on, what is held has `ms` left. */
  limit(ms: number): void {
    if (ms < Infinity) this.#timer = startTimer(ms, () => this.#end(this.#late(ms)));
  }

  /** @param goesOn True: what came of the call still obeys the caller's signal. */
  release(goesOn: boolean): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#total);
    if (goesOn) return;
    this.#forget?.();
    const line = this.#line;
    line.uses += 1;
    if (!line.controller.signal.aborted && line.uses < MOST_USES && spare.length < MOST_SPARE)
      spare.push(line);
  }

  #late(ms: number): TimeoutError {
    return new TimeoutError(`${this.#place()}: no answer within ${ms} ms`);
  }

  #stop(reason: SdkError): void {
    this.#stopped = reason;
    this.#end(reason);
  }

  #end(reason: SdkError): void {
    this.#line.controller.abort(reason);
    this.#reject?.(reason);
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
