import type { ApiRequest, RequestOptions } from './caller.js';
import { ApiError } from './errors.js';
import { exchange } from './exchange.js';
import { Leash } from './leash.js';
import type { Exchange } from './promise.js';
import { redactUrl } from './redact.js';
import type { RateLimiter, Release } from './rate-limit.js';
import { isIdempotent, retryDelay } from './retry.js';
import { completed, type Settings } from './settings.js';
import { RateLimitError } from './status-errors.js';
import { urlOf } from './url.js';

/** What is asked for, and where the asking stands. */
export interface Call extends Exchange {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions | undefined;
  readonly url: string;
  /** Requests sent so far. */
  sent: number;
  /** What the request carries. */
  token: string | undefined;
  /** Gives back its slot of the rate limit. */
  release: Release | undefined;
}

export function callOf(settings: Settings, request: ApiRequest, options?: RequestOptions): Call {
  return {
    settings,
    request,
    options,
    url: urlOf(settings.baseUrl, request),
    sent: 0,
    token: undefined,
    release: undefined,
    wantsRaw: false,
    response: undefined,
  };
}

/** What an error tells of a call. */
export function factsOf({ request, url, sent }: Call) {
  return { method: request.method, url: redactUrl(url), attempts: sent };
}

/** Method and URL as they may be shown. */
export function placeOf(call: Call): string {
  const { method, url } = factsOf(call);
  return `${method} ${url}`;
}

/**
 * Does one call: as many attempts as it takes, inside the caller's signal and the total timeout. A refused token is replaced
 * once, at once, and costs no retry.
 *
 * @returns The data.
 * @throws SdkError of the kind that fits, or what middleware throws.
 */
export async function perform(call: Call): Promise<unknown> {
  const { settings, request, options } = call;
  const { credentials, limiter, logger } = settings;
  const { timeout, totalTimeout, maxRetries } = limitsOf(call);
  const idempotent = options?.idempotent ?? request.idempotent ?? isIdempotent(request.method);
  const canReplay = !(request.body?.content instanceof ReadableStream);
  const leash = new Leash(options?.signal, totalTimeout, () => placeOf(call));
  let mayRenew = canReplay;
  let renewed: string | undefined;
  let goesOn = false;
  try {
    for (let retries = 0; ;) {
      const { sent } = call;
      try {
        const data = await attempt(call, leash, timeout, renewed);
        goesOn = call.wantsRaw;
        call.release?.(true);
        return data;
      } catch (error) {
        call.release?.(call.sent > sent);
        call.release = undefined;
        if (sent === call.sent || leash.stopped) throw error;
        const refusal = error instanceof ApiError ? error : undefined;
        if (refusal?.status === 429) limiter?.pause(refusal.retryAfterMs);
        renewed = undefined;
        const { token } = call;
        if (refusal?.status === 401 && mayRenew && token && credentials) {
          mayRenew = false;
          renewed = await leash.hold(credentials.renew(token));
          if (renewed) continue;
        }
        const delay = retryDelay(error, idempotent, retries, settings);
        if (delay === undefined || !canReplay || retries >= maxRetries) throw error;
        retries += 1;
        logger?.warn?.(`${String(error)}; retried in ${Math.round(delay)} ms`);
        await leash.hold(settings.sleep(delay, leash.signal));
      }
    }
  } finally {
    leash.release(goesOn);
  }
}

/** The client's limits, and in their place the call's. */
function limitsOf({ settings, options }: Call): Settings {
  if (!options) return settings;
  const { timeout, totalTimeout, maxRetries } = options;
  return completed(settings, { timeout, totalTimeout, maxRetries });
}

/** One attempt: a slot of the rate limit, a token, a request. */
async function attempt(
  call: Call,
  leash: Leash,
  timeout: number,
  renewed: string | undefined,
): Promise<unknown> {
  const { limiter, credentials, heedsSignals } = call.settings;
  const { signal } = leash;
  if (limiter) await leash.hold(slotFor(call, limiter, signal));
  const token = call.request.auth ? undefined : (renewed ?? credentials?.token());
  call.token = typeof token === 'object' ? await leash.hold(token) : token;
  signal.throwIfAborted();
  call.sent += 1;
  leash.limit(timeout);
  const answer = exchange(call, signal);
  return heedsSignals ? answer : leash.hold(answer);
}

async function slotFor(call: Call, limiter: RateLimiter, signal: AbortSignal): Promise<void> {
  const release = await limiter.acquire(signal, (pause) => {
    if (pause > call.settings.maxRetryAfter) throw heldBack(call, pause);
  });
  if (signal.aborted) release(false);
  else call.release = release;
}

/** The API has said how long to stay away, and that is longer than this client waits. */
function heldBack(call: Call, retryAfterMs: number): RateLimitError {
  return new RateLimitError({
    ...factsOf(call),
    message: `${placeOf(call)} was not sent: the API asks to wait`,
    status: 429,
    headers: new Headers(),
    retryAfterMs,
  });
}
