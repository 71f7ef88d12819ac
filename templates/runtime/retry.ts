import type { Call } from './call.js';
import { ApiError, ConnectionError } from './errors.js';

const RETRIED = [408, 429, 500, 502, 503, 504];
/** In the system's codes for a connection that never came to be, such as `ECONNREFUSED`: nothing was sent. */
const UNSENT = /REFUSED|NOTFOUND|AI_AGAIN|UNREACH|CONNECT_TIMEOUT/i;

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there shall be none.
 * `Retry-After` is never shortened: what is too long to wait for is not retried.
 */
export function retryDelay(call: Call, error: unknown): number | undefined {
  const { maxRetryAfter, random } = call.settings;
  if (!mayRepeat(call, error)) return undefined;
  const { retryAfterMs: asked } = error as Partial<ApiError>;
  if (asked !== undefined) return asked > maxRetryAfter ? undefined : asked;
  const step = Math.min(500 * 2 ** call.retries, 8000);
  return (step * (1 + random())) / 2;
}

/**
 * How long `Retry-After` asks to wait (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds; undefined when the header is absent or is neither form exactly.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  // An HTTP date is what `toUTCString()` writes, and nothing else.
  const isDate = date >= 0 && new Date(date).toUTCString() === value;
  return isDate ? Math.max(0, date - now) : undefined;
}

function mayRepeat({ request, options }: Call, error: unknown): boolean {
  const { method, idempotent = method !== 'POST' && method !== 'PATCH' } = request;
  // Only some methods may be sent twice (RFC 9110, section 9.2.2).
  const harmless = options?.idempotent ?? idempotent;
  if (error instanceof ApiError)
    return RETRIED.includes(error.status) && (harmless || error.status === 429);
  return error instanceof ConnectionError && (harmless || UNSENT.test(error.code ?? ''));
}
