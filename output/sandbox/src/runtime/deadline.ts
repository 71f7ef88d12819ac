import { startTimer } from './clock.js';
import { AbortError, TimeoutError, type SdkError } from './errors.js';
import { describeCall, type OperationCall } from './operation-call.js';
import { getOrInsert } from './values.js';

/** Controllers to use again, as long as they have not fired: creating one costs more than the rest of a call. */
const reusable: AbortController[] = [];

let finishedCalls = 0;

/**
 * Ends a call when the caller's signal fires, or when an attempt or the whole call runs out of time, even when
 * `fetch` or middleware ignores its signal. After {@link Deadline.clear}, no timer and no listener is left.
 */
export class Deadline {
  readonly #call: OperationCall;
  #controller = reusable.pop() ?? new AbortController();
  #ended: SdkError | undefined;
  #reject: ((reason: SdkError) => void) | undefined;
  readonly #totalTimer: Timer;
  #attemptTimer: Timer;
  readonly #removeListener: (() => void) | undefined;

  /** @param totalMs For everything that the call does; `Infinity` for no limit. */
  constructor(call: OperationCall, totalMs: number) {
    this.#call = call;
    this.#totalTimer = this.#startTimer(totalMs, true);
    const signal = call.options?.signal;
    if (!signal) return;
    const abort = () => this.#end(new AbortError('The call was aborted', signal.reason), true);
    if (signal.aborted) abort();
    else this.#removeListener = onAbort(signal, abort);
  }

  /** For the next step of the call; fires when the deadline ends that step. @throws SdkError when the call has ended. */
  get signal(): AbortSignal {
    clearTimeout(this.#attemptTimer);
    if (this.#ended) throw this.#ended;
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Settles as the step does, or rejects when the deadline passes first. @throws SdkError */
  race<T>(step: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      step.then(resolve, reject);
    });
  }

  /** Starts the clock of an attempt, which then has `ms` left. */
  startAttempt(ms: number): void {
    this.#attemptTimer = this.#startTimer(ms, false);
    if (this.#attemptTimer && !idleTimerRuns) startIdleTimer(ms);
  }

  /** Ends the watch. A body that is handed over unread still obeys the caller's signal. */
  clear(): void {
    clearTimeout(this.#attemptTimer);
    clearTimeout(this.#totalTimer);
    const { wantsRaw, response, settings, request } = this.#call;
    if (wantsRaw && response?.ok) return;
    this.#removeListener?.();
    finishedCalls += 1;
    // Platforms release late what listened to a signal, so few controllers are kept and each is dropped at
    // some point. Middleware and a custom `fetch` may hold on to the signal, as an open stream does, so those are
    // never reused.
    if (
      reusable.length < finishedCalls % 16 &&
      settings.isPlain &&
      !request.reader?.isStream &&
      !this.#controller.signal.aborted
    )
      reusable.push(this.#controller);
  }

  #startTimer(ms: number, endsCall: boolean): Timer {
    if (ms === Infinity) return undefined;
    return startTimer(ms, () => {
      this.#end(
        new TimeoutError(`${describeCall(this.#call)}: no response within ${ms} ms`),
        endsCall,
      );
    });
  }

  #end(reason: SdkError, endsCall: boolean): void {
    if (endsCall) this.#ended = reason;
    this.#controller.abort(reason);
    this.#reject?.(reason);
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** A timer of Node and Bun, which can stop keeping the process alive. */
interface UnrefableTimer {
  unref(): object;
}

let idleTimerRuns = false;

/**
 * Keeps one timer running beside those of the calls. Node keeps a list of timers for each duration; creating and
 * dropping that list for every call costs more than the timer itself.
 */
function startIdleTimer(ms: number): void {
  idleTimerRuns = true;
  const timer = startTimer(ms, () => (idleTimerRuns = false));
  // Where timers cannot be unreferenced it would keep the process alive, so there is none.
  if (!(timer as Partial<UnrefableTimer>).unref?.()) clearTimeout(timer);
}

/** Actions by signal. Calls that share a signal share one listener, since Node warns of a leak from eleven on. */
const actionsBySignal = /* @__PURE__ */ new WeakMap<AbortSignal, Set<() => void>>();

const runActions = ({ target }: Event) =>
  actionsBySignal.get(target as AbortSignal)?.forEach((action) => action());

/** @returns Removes the action; with the last action, the listener goes too. */
export function onAbort(signal: AbortSignal, action: () => void): () => void {
  const actions = getOrInsert(actionsBySignal, signal, () => new Set<() => void>()).add(action);
  signal.addEventListener('abort', runActions);
  return () => {
    actions.delete(action);
    if (!actions.size) signal.removeEventListener('abort', runActions);
  };
}
