import { within } from './abort.js';
import { isOneShot } from './body.js';
import type { ApiRequest, RequestOptions } from './caller.js';
import { ApiError } from './errors.js';
import { exchange } from './exchange.js';
import type { Answer } from './promise.js';
import { redactUrl } from './redact.js';
import { isIdempotent, retryDelay } from './retry.js';
import { atLeast, type Settings } from './settings.js';
import { RateLimitError } from './status-errors.js';
import { urlOf } from './url.js';

/** One call, and how far it has come. */
interface Call {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions;
  /** Asked once the response is there: true leaves its body unread. */
  readonly wantsRaw: () => boolean;
  /** Fires when the caller's does, or when the total timeout is over. */
  readonly signal: AbortSignal;
  readonly url: string;
  /** Requests sent so far. */
  sent: number;
  /** The token that the last request carried. */
  token: string | undefined;
  /** The token to send next, in place of one that was refused. */
  renewed: string | undefined;
}

/**
 * Does one call: as many attempts as it takes, inside the caller's signal and the total timeout.
 *
 * @throws SdkError of the kind that fits, or what middleware throws.
 */
export async function perform(
  settings: Settings,
  request: ApiRequest,
  options: RequestOptions,
  wantsRaw: () => boolean,
): Promise<Answer<unknown>> {
  const ms = atLeast(1, 'totalTimeout', options.totalTimeout ?? settings.totalTimeout);
  const url = redactUrl(urlOf(settings.baseUrl, request));
  const bounds = {
    signal: options.signal,
    ms,
    place: `${request.method} ${url}`,
    goesOn: wantsRaw,
  };
  return within(bounds, (signal) =>
    repeat({
      ...{ settings, request, options, wantsRaw, signal, url },
      ...{ sent: 0, token: undefined, renewed: undefined },
    }),
  );
}

/** Attempts until one succeeds. A refused token is replaced once, at once, and costs no retry. */
async function repeat(call: Call): Promise<Answer<unknown>> {
  const { settings, request, options, signal } = call;
  const { sleep, random, maxRetryAfter, logger } = settings;
  const maxRetries = atLeast(0, 'maxRetries', options.maxRetries ?? settings.maxRetries);
  const idempotent = options.idempotent ?? request.idempotent ?? isIdempotent(request.method);
  let retries = 0;
  let replaced = false;
  for (;;) {
    const sentBefore = call.sent;
    try {
      return await attempt(call);
    } catch (error) {
      if (call.sent === sentBefore || signal.aborted) throw error;
      if (isLimited(error)) settings.limiter()?.pause(error.retryAfterMs ?? settings.ratePause);
      if (isOneShot(request.body)) throw error;
      if (isUnauthorized(error) && !replaced && call.token !== undefined) {
        replaced = true;
        call.renewed = await settings.credentials?.renew(call.token);
        if (call.renewed !== undefined) continue;
      }
      const delay = retryDelay({ error, idempotent, retries, maxRetries, maxRetryAfter, random });
      if (delay === undefined) throw error;
      retries += 1;
      logger?.warn?.(`${String(error)}; retried in ${Math.round(delay)} ms`, { retries });
      await sleep(delay, signal);
    }
  }
}

/** One attempt: a slot of the rate limit, a token, a request. */
async function attempt(call: Call): Promise<Answer<unknown>> {
  const { settings, request, options, signal, url, wantsRaw } = call;
  const ms = atLeast(1, 'timeout', options.timeout ?? settings.timeout);
  const release = await settings.limiter()?.acquire(signal, (pause) => {
    if (pause > settings.maxRetryAfter) throw heldBack(call, pause);
  });
  let used = false;
  try {
    call.token = request.auth === 'none' ? undefined : await tokenFor(call);
    signal.throwIfAborted();
    used = true;
    call.sent += 1;
    const { sent: number, token } = call;
    const bounds = { signal, ms, place: `${request.method} ${url}`, goesOn: wantsRaw };
    return await within(bounds, (limited) =>
      exchange(settings, { request, options, wantsRaw, number, token, signal: limited }),
    );
  } finally {
    release?.(used);
  }
}

async function tokenFor(call: Call): Promise<string | undefined> {
  const { renewed } = call;
  call.renewed = undefined;
  return renewed ?? call.settings.credentials?.token();
}

/** The API said how long to stay away, and that is longer than this client waits. */
function heldBack({ request, url, sent }: Call, retryAfterMs: number): RateLimitError {
  return new RateLimitError({
    message: `${request.method} ${url} was not sent: the API asks to wait ${Math.ceil(retryAfterMs / 1000)} s`,
    status: 429,
    headers: new Headers(),
    body: undefined,
    method: request.method,
    url,
    attempts: sent,
    retryAfterMs,
  });
}

function isLimited(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 429;
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
