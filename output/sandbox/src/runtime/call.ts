import { within } from './abort.js';
import type { ApiRequest, RequestOptions } from './caller.js';
import { ApiError } from './errors.js';
import { exchange, type Call } from './exchange.js';
import type { Answer } from './promise.js';
import { redactUrl } from './redact.js';
import { isIdempotent, retryDelay } from './retry.js';
import { completed, type Settings } from './settings.js';
import { RateLimitError } from './status-errors.js';
import { urlOf } from './url.js';

/**
 * Does one call: as many attempts as it takes, inside the caller's signal and the total timeout.
 *
 * @throws SdkError of the kind that fits, or what middleware throws.
 */
export async function perform(
  base: Settings,
  request: ApiRequest,
  options: RequestOptions,
  wantsRaw: () => boolean,
): Promise<Answer<unknown>> {
  const { timeout, totalTimeout, maxRetries } = options;
  const settings = completed(base, { timeout, totalTimeout, maxRetries });
  const url = urlOf(settings.baseUrl, request);
  const shownUrl = redactUrl(url);
  const place = `${request.method} ${shownUrl}`;
  const bounds = { signal: options.signal, ms: settings.totalTimeout, place, goesOn: wantsRaw };
  const facts = { settings, request, options, wantsRaw, url, shownUrl, place };
  return within(bounds, (signal) => repeat({ ...facts, sent: 0, token: undefined }, signal));
}

/** Attempts until one succeeds. A refused token is replaced once, at once, and costs no retry. */
async function repeat(call: Call, signal: AbortSignal): Promise<Answer<unknown>> {
  const { settings, request, options } = call;
  const { credentials, limiter, logger } = settings;
  const idempotent = options.idempotent ?? request.idempotent ?? isIdempotent(request.method);
  const canReplay = !(request.body?.content instanceof ReadableStream);
  let renewed: string | undefined;
  let mayRenew = canReplay;
  for (let retries = 0; ;) {
    const { sent } = call;
    try {
      return await attempt(call, signal, renewed);
    } catch (error) {
      if (sent === call.sent || signal.aborted) throw error;
      const { status, retryAfterMs } = error instanceof ApiError ? error : NO_ANSWER;
      if (status === 429) limiter()?.pause(retryAfterMs);
      renewed = undefined;
      if (status === 401 && mayRenew && call.token) {
        mayRenew = false;
        renewed = await credentials?.renew(call.token);
        if (renewed) continue;
      }
      const delay = retryDelay(error, idempotent, retries, settings);
      if (delay === undefined || !canReplay) throw error;
      retries += 1;
      logger?.warn?.(`${String(error)}; retried in ${Math.round(delay)} ms`);
      await settings.sleep(delay, signal);
    }
  }
}

/** One attempt: a slot of the rate limit, a token, a request. */
async function attempt(
  call: Call,
  signal: AbortSignal,
  renewed: string | undefined,
): Promise<Answer<unknown>> {
  const { settings, request, wantsRaw, place, sent } = call;
  const release = await settings.limiter()?.acquire(signal, (pause) => {
    if (pause > settings.maxRetryAfter) throw heldBack(call, pause);
  });
  try {
    call.token = request.auth ? undefined : (renewed ?? (await settings.credentials?.token()));
    signal.throwIfAborted();
    call.sent += 1;
    const bounds = { signal, ms: settings.timeout, place, goesOn: wantsRaw };
    return await within(bounds, (limited) => exchange(call, limited));
  } finally {
    release?.(call.sent > sent);
  }
}

const NO_ANSWER = { status: 0, retryAfterMs: undefined };

/** The API has said how long to stay away, and that is longer than this client waits. */
function heldBack({ request, place, shownUrl, sent }: Call, retryAfterMs: number): RateLimitError {
  return new RateLimitError({
    message: `${place} was not sent: the API asks to wait`,
    status: 429,
    headers: new Headers(),
    method: request.method,
    url: shownUrl,
    attempts: sent,
    retryAfterMs,
  });
}
