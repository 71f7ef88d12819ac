import { apiPromise, callOf, factsOf, type ApiPromise, type Call } from './call.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { ApiError, ConnectionError, RateLimitError } from './errors.js';
import { exchange } from './exchange.js';
import { Leash } from './leash.js';
import type { ClientDefinition, ClientOptions } from './options.js';
import { completed, settingsOf, type Settings } from './settings.js';

const RETRIED = [408, 429, 500, 502, 503, 504];
/** In the system's codes for a connection that never came to be, such as `ECONNREFUSED`: nothing was sent. */
const UNSENT = /REFUSED|NOTFOUND|AI_AGAIN|UNREACH|CONNECT_TIMEOUT/i;

/** A client of one API: what the generated class adds is a property for each service. */
export class ApiClient implements ApiCaller {
  readonly #settings: Settings;

  /** @throws ConfigurationError when an option is missing or wrong. */
  constructor(definition: ClientDefinition, options: ClientOptions) {
    this.#settings = settingsOf(definition, options);
  }

  call<T>(request: ApiRequest, options?: RequestOptions): ApiPromise<T> {
    const call = callOf(this.#settings, request, options);
    // The document promises that the operation answers with a `T`; nothing checks it at run time.
    return apiPromise(call, perform(call) as Promise<T>);
  }
}

/**
 * Does one call: as many attempts as it takes, inside the caller's signal and the total timeout. An attempt is a slot of the
 * rate limit, a token, a request.
 *
 * @returns The data.
 * @throws SdkError of the kind that fits, or what middleware throws.
 */
export async function perform(call: Call): Promise<unknown> {
  const { limiter, credentials, isPlain } = call.settings;
  const limits = limitsOf(call);
  const leash = new Leash(call, limits.totalTimeout);
  try {
    for (;;) {
      const { sent } = call;
      try {
        const { signal } = leash;
        if (limiter) await leash.hold(limiter.acquire(call, signal, notTooLong(call)));
        const token = call.request.auth ? undefined : (call.renewed ?? credentials?.token());
        call.token = typeof token === 'object' ? await leash.hold(token) : token;
        signal.throwIfAborted();
        call.sent += 1;
        leash.limit(limits.timeout);
        const answer = exchange(call, signal);
        return await (isPlain ? answer : leash.hold(answer));
      } catch (error) {
        const wasSent = call.sent > sent;
        call.release?.(wasSent);
        if (!wasSent) throw error;
        await recover(call, leash, limits.maxRetries, error);
      }
    }
  } finally {
    call.release?.(true);
    leash.release();
  }
}

type Limits = Pick<Settings, 'timeout' | 'totalTimeout' | 'maxRetries'>;

/** The client's limits, and in their place the call's. */
function limitsOf({ settings, options }: Call): Limits {
  return options ? completed<Limits>(settings, options) : settings;
}

/** The API may have said how long to stay away, and that may be longer than this client waits. */
function notTooLong(call: Call): (pauseMs: number) => void {
  return (retryAfterMs) => {
    if (retryAfterMs > call.settings.maxRetryAfter)
      throw new RateLimitError({
        ...factsOf(call),
        outcome: 'was not sent: the API asks to wait',
        status: 429,
        headers: new Headers(),
        retryAfterMs,
      });
  };
}

/**
 * Makes ready for another attempt. A refused token is replaced once, at once, and costs no retry.
 *
 * @throws The error, where there shall be no other attempt.
 */
async function recover(
  call: Call,
  leash: Leash,
  maxRetries: number,
  error: unknown,
): Promise<void> {
  const { request, token } = call;
  const { limiter, credentials, logger, sleep } = call.settings;
  // Nothing goes on when the leash has ended the call.
  const { signal } = leash;
  const { status, retryAfterMs } = error instanceof ApiError ? error : ({} as Partial<ApiError>);
  if (status === 429) limiter?.pause(retryAfterMs);
  // A stream is gone once it is sent.
  if (request.body?.content instanceof ReadableStream) throw error;
  if (status === 401 && token && credentials && !call.renewed) {
    call.renewed = await leash.hold(credentials.renew(token));
    if (call.renewed) return;
  }
  const delay = retryDelay(call, error);
  if (delay === undefined || call.retries >= maxRetries) throw error;
  call.retries += 1;
  logger?.warn?.(`${String(error)}; retried in ${Math.round(delay)} ms`);
  await leash.hold(sleep(delay, signal));
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there shall be none.
 * `Retry-After` is never shortened: what is too long to wait for is not retried.
 */
function retryDelay(call: Call, error: unknown): number | undefined {
  const { maxRetryAfter, random } = call.settings;
  if (!mayRepeat(call, error)) return undefined;
  const { retryAfterMs: asked } = error as Partial<ApiError>;
  if (asked !== undefined) return asked > maxRetryAfter ? undefined : asked;
  const step = Math.min(500 * 2 ** call.retries, 8000);
  return (step * (1 + random())) / 2;
}

function mayRepeat({ request, options }: Call, error: unknown): boolean {
  const { method, idempotent = method !== 'POST' && method !== 'PATCH' } = request;
  // Only some methods may be sent twice (RFC 9110, section 9.2.2).
  const harmless = options?.idempotent ?? idempotent;
  if (error instanceof ApiError)
    return RETRIED.includes(error.status) && (harmless || error.status === 429);
  return error instanceof ConnectionError && (harmless || UNSENT.test(error.code ?? ''));
}
