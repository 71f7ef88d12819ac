import { AbortError, TimeoutError, type SdkError } from '../core/errors.js';
import { startTimer, waitFor, type Timer } from './clock.js';
import { onAbort } from './on-abort.js';
import { getShared } from './registry.js';

/**
 * Ends a call when the caller's signal fires, or when one of its steps or the whole call runs out of time, even when
 * `fetch` or middleware ignores its signal. After {@link Deadline.clear}, no timer and no listener is left.
 */
export class Deadline {
  readonly #description: string;
  #controller = new AbortController();
  /** Why the call has ended. */
  #ended: SdkError | undefined;
  #reason: SdkError | undefined;
  readonly #timer: Timer;
  readonly #removeListener: (() => void) | undefined;

  /**
   * @param description The call, for messages.
   * @param signal The caller's.
   * @param totalMs For everything that the call does, in milliseconds; `Infinity` for no limit.
   */
  constructor(description: string, signal: AbortSignal | undefined, totalMs: number) {
    this.#description = description;
    const end = (reason: SdkError) => {
      this.#ended = reason;
      this.#abort(reason);
    };
    const abort = () => end(new AbortError('The call was aborted', signal?.reason));
    this.#timer = startTimer(totalMs, () => end(this.#createTimeoutError(totalMs)));
    this.#removeListener = signal && onAbort(signal, abort);
    if (signal?.aborted) abort();
  }

  /** For the next step of the call; fires when the deadline ends that step. @throws SdkError when the call has ended. */
  get signal(): AbortSignal {
    if (this.#ended) throw this.#ended;
    if (this.#reason) this.#controller = new AbortController();
    this.#reason = undefined;
    return this.#controller.signal;
  }

  /** Why the deadline has ended the current step, if it has. Older platforms' signals have no reason of their own. */
  get reason(): SdkError | undefined {
    return this.#reason;
  }

  /**
   * Runs one step of the call.
   *
   * @param ms For this step, in milliseconds; `Infinity` for no limit of its own.
   * @throws {@link Deadline.reason} when the deadline passes first, or what the step rejects with.
   */
  async run<T>(ms: number, step: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this;
    const expire = () => this.#abort(this.#createTimeoutError(ms));
    try {
      return (await waitFor(step(signal), ms, signal, expire)) as T;
    } catch (error) {
      throw this.#reason ?? error;
    }
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#removeListener?.();
  }

  /**
   * Goes on watching a body that is handed over unread, until it has been read or cancelled, or nobody holds it.
   *
   * @returns The response with the watched body.
   */
  watchBody(response: Response): Response {
    const { body } = response;
    const isWatched = this.#timer !== undefined || this.#removeListener !== undefined;
    // Platforms without streams have read the body already (React Native).
    if (!isWatched || !body?.getReader) {
      this.clear();
      return response;
    }
    const reader = body.getReader();
    const stream = new ReadableStream(
      {
        pull: async (controller) => {
          let isOver = true;
          try {
            const { done, value } = await this.run(Infinity, () => reader.read());
            isOver = done;
            if (done) controller.close();
            else controller.enqueue(value);
          } finally {
            if (isOver) this.clear();
          }
        },
        cancel: (reason) => {
          this.clear();
          return reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
    // Where the platform cannot tell, a dropped body is watched until the signal or the total timeout fires.
    if (typeof FinalizationRegistry === 'function')
      getShared('dropped', createDroppedRegistry).register(stream, () => {
        this.clear();
        // The connection may have failed already.
        reader.cancel().catch(() => undefined);
      });
    const watched = new Response(stream, response);
    Object.defineProperty(watched, 'url', { value: response.url });
    return watched;
  }

  #createTimeoutError(ms: number): TimeoutError {
    return new TimeoutError(`${this.#description}: no response within ${ms} ms`);
  }

  #abort(reason: SdkError): void {
    this.#reason = reason;
    this.#controller.abort(reason);
  }
}

/** Runs what an object that nobody holds any more is registered with. */
function createDroppedRegistry() {
  return new FinalizationRegistry<() => void>((run) => run());
}
