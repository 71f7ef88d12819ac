import { sendRequest } from './attempt.js';
import { chooseCredentials } from './credentials.js';
import { Deadline } from './deadline.js';
import { ApiError } from '../core/errors.js';
import { describeCall, type OperationCall } from './operation-call.js';
import { canRepeat, getBackoff } from './retry.js';
import type { Settings } from './settings.js';
import { withDefaults } from './with-defaults.js';

/**
 * Performs one call, inside the middleware that runs around whole calls.
 *
 * @returns The data.
 * @throws SdkError, or what middleware throws.
 */
export async function performCall(call: OperationCall): Promise<unknown> {
  const { info, settings, request } = call;
  const perform = settings.middleware.reduceRight<() => Promise<unknown>>(
    (next, { aroundCall }) => (aroundCall ? () => aroundCall(info, next) : next),
    () => attemptUntilDone(call),
  );
  try {
    return await perform();
  } catch (error) {
    request.body?.close?.();
    throw error;
  }
}

/** Makes as many attempts as it takes, until the caller's signal or the total timeout ends the call. */
async function attemptUntilDone(call: OperationCall): Promise<unknown> {
  const { settings, request, options } = call;
  call.auth = chooseCredentials(call);
  if (call.auth.includes('token'))
    call.tokens = settings.getTokens?.(request.scope ?? settings.definition.scope);
  const limits = options ? withDefaults<Limits>(settings, options) : settings;
  const deadline = new Deadline(describeCall(call), options?.signal, limits.totalTimeout);
  try {
    for (;;) {
      const { sent } = call;
      try {
        return await attempt(call, deadline, limits);
      } catch (error) {
        const reason = deadline.reason ?? error;
        if (call.sent === sent) throw reason;
        await prepareRetry(call, deadline, limits, reason);
      }
    }
  } finally {
    const { wantsRaw, response } = call;
    if (wantsRaw && response?.ok) call.response = deadline.watchBody(response);
    else deadline.clear();
  }
}

type Limits = Pick<Settings, 'timeout' | 'totalTimeout' | 'maxRetries'>;

/** Takes a slot of the rate limit, gets a token and sends a request. */
async function attempt(
  call: OperationCall,
  deadline: Deadline,
  { timeout }: Limits,
): Promise<unknown> {
  const { sent } = call;
  const release = await call.settings.limiter?.acquire(deadline.signal);
  try {
    call.token = call.renewed ?? (await getToken(call, deadline, timeout));
    return await deadline.run(timeout, (signal) => sendRequest(call, signal));
  } finally {
    release?.(call.sent > sent);
  }
}

/** @returns A token; undefined when the call sends none. */
async function getToken(
  { tokens }: OperationCall,
  deadline: Deadline,
  timeout: number,
): Promise<string | undefined> {
  const token = tokens?.get(deadline.signal);
  return typeof token === 'object' ? deadline.run(timeout, () => token) : token;
}

/**
 * Waits until the next attempt may start. A refused token is replaced once, at once, and that costs no retry.
 * `Retry-After` is never shortened: when it is longer than `maxRetryAfter`, there is no other attempt.
 *
 * @throws The error, when there must not be another attempt.
 */
async function prepareRetry(
  call: OperationCall,
  deadline: Deadline,
  { timeout, maxRetries }: Limits,
  error: unknown,
): Promise<void> {
  const { limiter, logger, sleep, maxRetryAfter } = call.settings;
  const { status, retryAfterMs } = error instanceof ApiError ? error : ({} as Partial<ApiError>);
  // A server that asks for a year must not silence the whole process for that long.
  if (status === 429) limiter?.pause(retryAfterMs && Math.min(retryAfterMs, maxRetryAfter));
  if (status === 401 && (await renewToken(call, deadline, timeout))) return;
  const isTooLong = Number(retryAfterMs) > maxRetryAfter;
  if (call.retries >= maxRetries || isTooLong || !canRepeat(call, error)) throw error;
  const delay = retryAfterMs ?? getBackoff(call);
  call.retries += 1;
  logger?.warn?.(`${String(error)}; retry in ${Math.round(delay)} ms`);
  await deadline.run(Infinity, (signal) => sleep(delay, signal));
}

/** @returns True when the request may be sent again, with another token than the one that was refused. */
async function renewToken(
  call: OperationCall,
  deadline: Deadline,
  timeout: number,
): Promise<boolean> {
  const { token, isTokenSent, renewed, request } = call;
  // Dropped even when this call cannot be repeated, so that the next one gets another token.
  const refusal = isTokenSent && token && call.tokens?.refuse(token, !!renewed);
  if (!refusal || renewed || request.body?.once) return false;
  const other = refusal === true ? await getToken(call, deadline, timeout) : refusal;
  if (other !== token) call.renewed = other;
  return other !== token;
}
