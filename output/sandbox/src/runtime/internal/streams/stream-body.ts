import type { ToError } from '../caller.js';
import { startTimer } from '../clock.js';
import { onAbort } from '../on-abort.js';
import { AbortError, ConfigurationError, TimeoutError } from '../../core/errors.js';

/**
 * The body of an open stream. It is cancelled when the caller's signal fires or nothing arrives for too long; after
 * {@link StreamBody.close}, no timer and no listener is left.
 */
export class StreamBody {
  readonly response: Response;
  /** True when the connection failed or was silent for too long: another one may do better. */
  isBroken = false;
  readonly #idleTimeout: number;
  readonly #toError: ToError;
  readonly #reader: TextReader;
  #isAtStart = true;
  readonly #removeListener: (() => void) | undefined;
  #failure: Error | undefined;

  /**
   * @param idleTimeout Milliseconds; `Infinity` for no limit.
   * @throws ConfigurationError for a time below 0, or NaN.
   */
  constructor(
    response: Response,
    signal: AbortSignal | undefined,
    idleTimeout: number,
    toError: ToError = (error) => error,
  ) {
    this.response = response;
    this.#idleTimeout = idleTimeout;
    this.#toError = toError;
    this.#reader = getReader(response);
    if (!(idleTimeout >= 0)) {
      this.close();
      throw new ConfigurationError(
        `idleTimeout must be 0 or more, not ${String(idleTimeout)} (${typeof idleTimeout})`,
      );
    }
    if (!signal) return;
    const abort = () => this.#fail(createAbortError(signal));
    if (signal.aborted) abort();
    else this.#removeListener = onAbort(signal, abort);
  }

  /** A mark at the start of a stream is no part of it (WHATWG Encoding, section 6). */
  #dropMark(text: string): string {
    if (!this.#isAtStart || !text) return text;
    this.#isAtStart = false;
    return text.replace(/^\uFEFF/, '');
  }

  /**
   * @returns The next text; undefined at the end.
   * @throws AbortError, TimeoutError, or what the caller makes of a failure of the network.
   */
  async read(): Promise<string | undefined> {
    const { promise, clear } = this.#readInTime();
    try {
      const text = await promise;
      this.throwIfFailed();
      return text === undefined ? undefined : this.#dropMark(text);
    } catch (error) {
      this.throwIfFailed();
      this.isBroken = true;
      throw this.#toError(error);
    } finally {
      clear();
    }
  }

  /** @throws The reason why the body was cancelled, if it was. */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Runs what parses a text of the body. @throws What the caller makes of a text that cannot be parsed. */
  parse<T>(text: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw this.#toError(error, text);
    }
  }

  close(): void {
    this.#removeListener?.();
    // The connection may have failed already.
    this.#reader.cancel().catch(() => undefined);
  }

  #readInTime() {
    const ms = this.#idleTimeout;
    const end = () => {
      this.isBroken = true;
      this.#fail(new TimeoutError(`The stream was silent for ${ms} ms`));
    };
    const timer = startTimer(ms, end);
    return { promise: this.#reader.read(), clear: () => clearTimeout(timer) };
  }

  /** A read that waits then ends at once. */
  #fail(failure: Error): void {
    this.#failure = failure;
    this.close();
  }
}

export function createAbortError(signal: AbortSignal): AbortError {
  return new AbortError('The call was aborted', signal.reason);
}

interface TextReader {
  /** @returns The next text; undefined at the end. */
  read(): Promise<string | undefined>;
  cancel(): Promise<void>;
}

/** Not every platform iterates over streams (Safari), and not every `fetch` has them (React Native). */
function getReader(response: Response): TextReader {
  const { body } = response;
  if (body?.getReader && typeof TextDecoder === 'function') {
    const reader = body.getReader();
    // Keeps byte order marks, since Deno drops those within a stream as well.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return {
      read: async () => {
        const { done, value } = await reader.read();
        return done ? undefined : decoder.decode(value, { stream: true });
      },
      cancel: () => reader.cancel(),
    };
  }
  let isRead = false;
  return {
    read: async () => {
      if (isRead) return undefined;
      isRead = true;
      return response.text();
    },
    cancel: () => Promise.resolve(),
  };
}
