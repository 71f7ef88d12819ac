import type { ApiRequest, RequestOptions } from './caller.js';
import { ApiError } from './errors.js';
import { exchange } from './exchange.js';
import { Leash } from './leash.js';
import type { Exchange } from './promise.js';
import { redactUrl } from './redact.js';
import type { Release } from './rate-limit.js';
import { isIdempotent, retryDelay } from './retry.js';
import { checkedNumber, type Settings } from './settings.js';
import { RateLimitError } from './status-errors.js';
import { urlOf } from './url.js';

/** What is asked for, and where the asking stands. */
export interface Call extends Exchange {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions;
  readonly url: string;
  /** Requests sent so far. */
  sent: number;
  /** What the request carries. */
  token: string | undefined;
  /** Gives back its slot of the rate limit. */
  release: Release | undefined;
}

export function callOf(settings: Settings, request: ApiRequest, options: RequestOptions): Call {
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

/** Method and URL as they may be shown. */
export function placeOf({ request, url }: Call): string {
  return `${request.method} ${redactUrl(url)}`;
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
  const total = checkedNumber('totalTimeout', options.totalTimeout ?? settings.totalTimeout);
  const timeout = checkedNumber('timeout', options.timeout ?? settings.timeout);
  const maxRetries = checkedNumber('maxRetries', options.maxRetries ?? settings.maxRetries);
  const idempotent = options.idempotent ?? request.idempotent ?? isIdempotent(request.method);
  const canReplay = !(request.body?.content instanceof ReadableStream);
  const leash = new Leash(options.signal, total, () => placeOf(call));
  let mayRenew = canReplay;
  let renewed: string | undefined;
  let goesOn = false;
  try {
    for (let retries = 0; ;) {
      const { sent } = call;
      try {
        const data = await leash.hold((signal) => attempt(call, leash, signal, timeout, renewed));
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
          renewed = await leash.hold(() => credentials.renew(token));
          if (renewed) continue;
        }
        const delay = retryDelay(error, idempotent, retries, maxRetries, settings);
        if (delay === undefined || !canReplay) throw error;
        retries += 1;
        logger?.warn?.(`${String(error)}; retried in ${Math.round(delay)} ms`);
        await leash.hold((signal) => settings.sleep(delay, signal));
      }
    }
  } finally {
    leash.release(goesOn);
  }
}

/** One attempt: a slot of the rate limit, a token, a request. */
async function attempt(
  call: Call,
  leash: Leash,
  signal: AbortSignal,
  timeout: number,
  renewed: string | undefined,
): Promise<unknown> {
  const { limiter, credentials, maxRetryAfter } = call.settings;
  if (limiter) {
    const release = await limiter.acquire(signal, (pause) => {
      if (pause > maxRetryAfter) throw heldBack(call, pause);
    });
    if (signal.aborted) release(false);
    else call.release = release;
  }
  const token = call.request.auth ? undefined : (renewed ?? credentials?.token());
  call.token = typeof token === 'object' ? await token : token;
  signal.throwIfAborted();
  call.sent += 1;
  leash.limit(timeout);
  return exchange(call, signal);
}

/** The API has said how long to stay away, and that is longer than this client waits. */
function heldBack(call: Call, retryAfterMs: number): RateLimitError {
  return new RateLimitError({
    message: `${placeOf(call)} was not sent: the API asks to wait`,
    status: 429,
    headers: new Headers(),
    method: call.request.method,
    url: redactUrl(call.url),
    attempts: call.sent,
    retryAfterMs,
  });
}
