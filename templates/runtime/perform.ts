import { factsOf, type Call } from './call.js';
import { ApiError, RateLimitError } from './errors.js';
import { exchange } from './exchange.js';
import { Leash } from './leash.js';
import { retryDelay } from './retry.js';
import { completed, type Settings } from './settings.js';

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
