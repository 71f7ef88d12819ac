import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { chooseCredentials, type Credentials } from './credentials.js';
import { Deadline } from './deadline.js';
import { ApiError, RateLimitError } from './errors.js';
import {
  createApiPromise,
  createCall,
  toErrorDetails,
  type ApiPromise,
  type OperationCall,
} from './operation-call.js';
import type { BaseOptions, ClientDefinition } from './options.js';
import { getRetryDelay } from './retry.js';
import { sendRequest } from './send.js';
import { resolveSettings, withDefaults, type Settings } from './settings.js';

/** A client of one API. The generated class extends it with a property for each service. */
export class ApiClient implements ApiCaller {
  readonly #settings: Settings;

  /** @throws ConfigurationError when an option is missing or wrong. */
  constructor(definition: ClientDefinition, options: BaseOptions) {
    this.#settings = resolveSettings(definition, options);
  }

  call<T>(request: ApiRequest, options?: RequestOptions): ApiPromise<T> {
    const call = createCall(this.#settings, request, options);
    // The document declares that the response is a `T`; it is not checked at run time.
    return createApiPromise(call, performCall(call) as Promise<T>);
  }
}

/**
 * Performs one call with as many attempts as it takes, until the caller's signal or the total timeout ends it. Each
 * attempt takes a slot of the rate limit, gets a token and sends a request.
 *
 * @returns The data.
 * @throws SdkError, or what middleware throws.
 */
export async function performCall(call: OperationCall): Promise<unknown> {
  const { limiter, isPlain } = call.settings;
  call.auth = chooseCredentials(call);
  const limits = getLimits(call);
  const deadline = new Deadline(call, limits.totalTimeout);
  try {
    for (;;) {
      const { sent } = call;
      try {
        const { signal } = deadline;
        if (limiter) await deadline.race(limiter.acquire(call, signal, rejectLongPause(call)));
        const token = call.renewed ?? getTokens(call)?.token();
        call.token = typeof token === 'object' ? await deadline.race(token) : token;
        signal.throwIfAborted();
        call.sent += 1;
        deadline.startAttempt(limits.timeout);
        const response = sendRequest(call, signal);
        return await (isPlain ? response : deadline.race(response));
      } catch (error) {
        const wasSent = call.sent > sent;
        call.release?.(wasSent);
        if (!wasSent) throw error;
        await prepareRetry(call, deadline, limits.maxRetries, error);
      }
    }
  } finally {
    call.release?.(true);
    deadline.clear();
  }
}

/** The source of the call's token; undefined when it sends none. */
function getTokens({ auth, request, settings }: OperationCall): Credentials | undefined {
  if (!auth.includes('token')) return undefined;
  return settings.getTokens?.(request.scope ?? settings.definition.scope);
}

type Limits = Pick<Settings, 'timeout' | 'totalTimeout' | 'maxRetries'>;

/** The call's own limits, and the client's for those that it leaves out. */
function getLimits({ settings, options }: OperationCall): Limits {
  return options ? withDefaults<Limits>(settings, options) : settings;
}

/** For the rate limiter: the API may have asked for a pause that is longer than this client waits. */
function rejectLongPause(call: OperationCall): (pauseMs: number) => void {
  return (retryAfterMs) => {
    if (retryAfterMs > call.settings.maxRetryAfter)
      throw new RateLimitError({
        ...toErrorDetails(call),
        outcome: 'was not sent: the API asks to wait',
        status: 429,
        headers: new Headers(),
        retryAfterMs,
      });
  };
}

/**
 * Waits until the next attempt may start. A refused token is replaced once, at once, and that costs no retry.
 *
 * @throws The error, when there must not be another attempt.
 */
async function prepareRetry(
  call: OperationCall,
  deadline: Deadline,
  maxRetries: number,
  error: unknown,
): Promise<void> {
  const { request, token, isTokenSent } = call;
  const { limiter, logger, sleep } = call.settings;
  // Throws when the deadline has ended the call.
  const { signal } = deadline;
  const { status, retryAfterMs } = error instanceof ApiError ? error : ({} as Partial<ApiError>);
  if (status === 429) limiter?.pause(retryAfterMs);
  // A stream can be sent only once.
  const isOnce = request.body?.once;
  const tokens = getTokens(call);
  if (status === 401 && token && isTokenSent && tokens && !call.renewed) {
    call.renewed = await deadline.race(tokens.renew(token));
    if (call.renewed && !isOnce) return;
  }
  if (isOnce) throw error;
  const delay = getRetryDelay(call, error);
  if (delay === undefined || call.retries >= maxRetries) throw error;
  call.retries += 1;
  logger?.warn?.(`${String(error)}; retry in ${Math.round(delay)} ms`);
  await deadline.race(sleep(delay, signal));
}
