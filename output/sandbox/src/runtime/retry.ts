import { ApiError, ConnectionError } from './errors.js';
import type { OperationCall } from './operation-call.js';

/** RFC 9110, section 9.2.2; QUERY is a GET with a body. Any other method may do something twice. */
const IDEMPOTENT = /^(GET|HEAD|QUERY|PUT|DELETE|OPTIONS|TRACE)$/;
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];
/** In the system's error codes for a connection that was never established, such as `ECONNREFUSED`: nothing was sent. */
const NOT_SENT = /REFUSED|NOTFOUND|AI_AGAIN|UNREACH|CONNECT_TIMEOUT/i;

/**
 * How long to wait before the next attempt. `Retry-After` is never shortened: when it is longer than
 * `maxRetryAfter`, the call is not retried.
 *
 * @returns Milliseconds; undefined when there must not be another attempt.
 */
export function getRetryDelay(call: OperationCall, error: unknown): number | undefined {
  const { maxRetryAfter, random } = call.settings;
  if (!canRetry(call, error)) return undefined;
  const { retryAfterMs } = error as Partial<ApiError>;
  if (retryAfterMs !== undefined) return retryAfterMs > maxRetryAfter ? undefined : retryAfterMs;
  const step = Math.min(500 * 2 ** call.retries, 8000);
  return (step * (1 + random())) / 2;
}

function canRetry({ request, options }: OperationCall, error: unknown): boolean {
  const { method, idempotent = IDEMPOTENT.test(method) } = request;
  const mayRepeat = options?.idempotent ?? idempotent;
  if (error instanceof ApiError)
    return RETRIED_STATUSES.includes(error.status) && (mayRepeat || error.status === 429);
  return error instanceof ConnectionError && (mayRepeat || NOT_SENT.test(error.code ?? ''));
}
