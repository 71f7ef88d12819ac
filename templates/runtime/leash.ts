import { placeOf, type Call } from './call.js';
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
  readonly #call: Call;

  /** @param ms For all that the call does; `Infinity`: as long as it takes. */
  constructor(call: Call, ms: number) {
    this.#call = call;
    if (ms < Infinity) this.#total = startTimer(ms, () => this.#stop(this.#late(ms)));
    const signal = call.options?.signal;
    if (!signal) return;
    const abort = () => this.#stop(new AbortError('The call was aborted', signal.reason));
    if (signal.aborted) abort();
    else this.#forget = whenAborted(signal, abort);
  }

  /** Why nothing goes on; undefined while it does. */
  get stopped(): SdkError | undefined {
    return this.#stopped;
  }

  /** For the next part of the call; it fires when the leash ends that part. @throws SdkError when nothing goes on. */
  get signal(): AbortSignal {
    clearTimeout(this.#timer);
    if (this.#stopped) throw this.#stopped;
    if (this.#line.controller.signal.aborted)
      this.#line = { controller: new AbortController(), uses: 0 };
    return this.#line.controller.signal;
  }

  /** Ends a part of the call that may not heed the signal. */
  hold<T>(part: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      part.then(resolve, reject);
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
    return new TimeoutError(`${placeOf(this.#call)}: no answer within ${ms} ms`);
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
