import { ApiError, ConnectionError } from './errors.js';
import type { Settings } from './settings.js';

const RETRIED = [408, 429, 500, 502, 503, 504];
/** The system's codes for a connection that never came to be: nothing was sent. */
const UNSENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** True for a method that may be sent twice (RFC 9110, section 9.2.2). */
export function isIdempotent(method: string): boolean {
  return method !== 'POST' && method !== 'PATCH';
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there shall be none.
 * `Retry-After` is never shortened: what is too long to wait for is not retried.
 *
 * @param retries Those made so far.
 */
export function retryDelay(
  error: unknown,
  idempotent: boolean,
  retries: number,
  { maxRetryAfter, random }: Settings,
): number | undefined {
  if (!mayRepeat(error, idempotent)) return undefined;
  const { retryAfterMs: asked } = error as Partial<ApiError>;
  if (asked !== undefined) return asked > maxRetryAfter ? undefined : asked;
  const step = Math.min(500 * 2 ** retries, 8000);
  return (step + random() * step) / 2;
}

function mayRepeat(error: unknown, idempotent: boolean): boolean {
  if (error instanceof ApiError)
    return RETRIED.includes(error.status) && (idempotent || error.status === 429);
  return error instanceof ConnectionError && (idempotent || UNSENT.test(error.code ?? ''));
}
