import type {
  ApiCaller,
  ApiRequest,
  RequestOptions,
  RequestSource,
  ResponseReader,
} from '../caller.js';
import { sleep } from '../clock.js';
import { onAbort } from '../on-abort.js';
import { AbortError, ConnectionError, isApiError } from '../../core/errors.js';
import type { ApiPromise } from '../operation-call.js';
import { buildOnce, type HeaderValues } from '../request.js';
import { toByteString } from '../values.js';
import { createAbortError, StreamBody } from './stream-body.js';
import type { StreamFormat, StreamPart } from './stream-formats.js';

/**
 * The promise of a stream, which is there when the response's headers are. It can be iterated without being awaited:
 * `for await (const item of call)`. Leaving the loop closes the connection. A stream can be iterated once.
 */
export interface StreamPromise<Item> extends ApiPromise<AsyncIterable<Item>> {
  [Symbol.asyncIterator](): AsyncIterator<Item, void>;
}

/**
 * Options of a call that gives a stream. `timeout`, `totalTimeout` and `maxRetries` are for opening it: an open stream
 * has no time limit but `idleTimeout`. `signal` ends it at any time; the loop then throws an `AbortError`.
 */
export interface StreamOptions extends RequestOptions {
  /**
   * How long the server may send nothing, in milliseconds, before the loop throws a `TimeoutError`. Whatever is sent
   * counts, such as the comments of an event stream. `Infinity` for no limit. Default: 120 000.
   */
  readonly idleTimeout?: number | undefined;
}

/** Options of a call that gives an event stream. */
export interface EventStreamOptions extends StreamOptions {
  /**
   * When to open the stream again, with `Last-Event-ID`, if its method only reads or the call is `idempotent`.
   * `resume`: after a failure, once the server has sent an `id`, so that no event is lost or repeated. `always`: also
   * without an `id`, and when the server ends the response, as browsers do; a 204 ends the stream. Default: `resume`.
   */
  readonly reconnect?: 'resume' | 'always' | 'never' | undefined;
  /** How often in a row it is opened again without a new event. Default: 5. */
  readonly maxReconnects?: number | undefined;
}

/** Methods that only read (RFC 9110, section 9.2.1). */
const SAFE_METHOD = /^(GET|HEAD|OPTIONS|QUERY)$/;

/** The pause before a stream is opened again, in milliseconds, which doubles; the server may ask for a longer one. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** A stream that can be opened again. */
interface StreamSource {
  readonly getRequest: () => ApiRequest;
  readonly format: StreamFormat;
  readonly options: EventStreamOptions;
  readonly open: (headers: HeaderValues) => Promise<StreamBody>;
}

/** What the server has said for the next connection, and how often in a row there was no event. */
interface Progress {
  lastEventId: string | undefined;
  pause: number;
  attempts: number;
}

/** Calls an operation whose response is a stream of items. */
export function callStream<Item>(
  client: ApiCaller,
  requestSource: RequestSource,
  format: StreamFormat,
  options: EventStreamOptions = {},
): StreamPromise<Item> {
  const getRequest = buildOnce(requestSource);
  const call = <T>(callOptions: RequestOptions, use: (body: StreamBody) => T) => {
    const { idleTimeout = 120_000, signal } = options;
    const reader: ResponseReader = {
      accept: format.accept,
      isStream: true,
      take: (response, toError) =>
        Promise.resolve(use(new StreamBody(response, signal, idleTimeout, toError))),
      parse: () => undefined,
    };
    return client.call<T>(() => ({ ...getRequest(), reader }), callOptions);
  };
  const open = (headers: HeaderValues) => call({ ...options, headers }, (body) => body);
  const source: StreamSource = { getRequest, format, options, open };
  // The document declares what the items are; it is not checked at run time.
  const stream = call(options, (body) => iterate(source, body) as AsyncIterable<Item>);
  return Object.assign(stream, {
    async *[Symbol.asyncIterator]() {
      yield* await stream;
    },
  });
}

async function* iterate(
  source: StreamSource,
  firstBody: StreamBody,
): AsyncGenerator<unknown, void> {
  const progress: Progress = { lastEventId: undefined, pause: FIRST_PAUSE, attempts: 0 };
  let body = firstBody;
  for (;;) {
    let failure: unknown;
    try {
      yield* readItems(source, body, progress);
      if (body.response.status === 204 || !canReopen(source, false)) return;
    } catch (error) {
      if (!body.isBroken || !canReopen(source, !!progress.lastEventId)) throw error;
      failure = error;
    } finally {
      body.close();
    }
    body = await reopen(source, progress, failure);
  }
}

async function* readItems(
  { getRequest, format }: StreamSource,
  body: StreamBody,
  progress: Progress,
): AsyncGenerator<unknown, void> {
  const { decode } = getRequest();
  const split = format.createSplitter();
  for (;;) {
    const text = await body.read();
    checkContentType(format, body, text);
    const parts = body.parse(text ?? '', () => split(text));
    for (const part of parts) {
      body.throwIfFailed();
      noteProgress(progress, part);
      if (part.text === undefined) continue;
      const item = body.parse(part.text, () => format.decode(part, decode));
      if (item !== undefined) yield item;
    }
    if (text === undefined) return;
  }
}

/** A login page has no events either; without this it would be an empty stream. */
function checkContentType({ contentType }: StreamFormat, body: StreamBody, text = ' '): void {
  const actual = body.response.headers.get('content-type');
  if (!actual || !contentType || contentType.test(actual)) return;
  body.parse(text, () => {
    throw Object.assign(new Error(`The response is ${actual}`), { missing: 'an event stream' });
  });
}

function noteProgress(progress: Progress, { text, id, retry }: StreamPart): void {
  if (id !== undefined) progress.lastEventId = id;
  if (retry !== undefined) progress.pause = retry;
  if (text !== undefined) progress.attempts = 0;
}

/** @param isResumed Whether the next response goes on where this one broke off. */
function canReopen({ getRequest, format, options }: StreamSource, isResumed: boolean): boolean {
  const { reconnect = 'resume', idempotent = SAFE_METHOD.test(getRequest().method) } = options;
  if (!format.isResumable || !idempotent) return false;
  return reconnect === 'always' || (reconnect === 'resume' && isResumed);
}

/**
 * Opens the stream again, after a pause that grows with each attempt.
 *
 * @param failure Why the last response ended; undefined when it was complete.
 */
async function reopen(
  { options, open }: StreamSource,
  progress: Progress,
  failure: unknown,
): Promise<StreamBody> {
  const { maxReconnects = 5, headers, signal } = options;
  let error: unknown =
    failure ?? new ConnectionError(`The stream ended ${maxReconnects + 1} times in a row`);
  for (;;) {
    if (!(progress.attempts < maxReconnects)) throw error as Error;
    const { pause, lastEventId } = progress;
    const grown = Math.min(pause * 2 ** progress.attempts, Math.max(pause, LONGEST_PAUSE));
    progress.attempts += 1;
    try {
      await sleepUntilAborted(grown * (1 + Math.random() / 4), signal);
      return await open({
        ...headers,
        'last-event-id': toByteString(lastEventId ?? '') || undefined,
      });
    } catch (next) {
      if (signal?.aborted) throw createAbortError(signal);
      if (!isPassing(next)) throw next;
      error = next;
    }
  }
}

/** Sleeps, with the one listener that all calls share on the caller's signal. */
async function sleepUntilAborted(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  const removeListener = signal && onAbort(signal, abort);
  try {
    await sleep(ms, controller.signal);
  } finally {
    removeListener?.();
  }
}

/** True for a failure after which the next attempt may succeed: the server restarts, the network is away. */
function isPassing(error: unknown): boolean {
  if (isApiError(error)) return error.status >= 500;
  return error instanceof ConnectionError && !(error instanceof AbortError);
}
