import { ApiError, ConnectionError } from './errors.js';

/** What decides whether a failed attempt is followed by another. */
export interface RetryQuestion {
  readonly error: unknown;
  /** True when sending the request twice does what sending it once does (RFC 9110, section 9.2.2). */
  readonly idempotent: boolean;
  /** Retries made so far. */
  readonly retries: number;
  readonly maxRetries: number;
  /** Milliseconds. */
  readonly maxRetryAfter: number;
  readonly random: () => number;
}

const IDEMPOTENT = /^(GET|HEAD|PUT|DELETE|OPTIONS|TRACE)$/;
const RETRIED = [408, 429, 500, 502, 503, 504];
/** The system's codes for a connection that never came to be: nothing was sent. */
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.test(method);
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there shall be none.
 * `Retry-After` is never shortened: what is too long to wait for is not retried.
 */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { error, retries, maxRetryAfter, random } = question;
  if (retries >= question.maxRetries || !mayRepeat(error, question.idempotent)) return undefined;
  const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return asked > maxRetryAfter ? undefined : asked;
  return backoff(retries, random);
}

/** @returns Milliseconds: between half of the step and all of it. */
export function backoff(retries: number, random: () => number): number {
  const step = Math.min(500 * 2 ** retries, 8000);
  return step / 2 + (random() * step) / 2;
}

function mayRepeat(error: unknown, idempotent: boolean): boolean {
  if (error instanceof ApiError)
    return error.status === 429 || (idempotent && RETRIED.includes(error.status));
  return error instanceof ConnectionError && (idempotent || UNSENT.test(error.code ?? ''));
}
