import { ApiError, ConnectionError } from '../core/errors.js';
import type { OperationCall } from './operation-call.js';
import { wasNeverSent } from './unsent.js';

/** RFC 9110, section 9.2.2; QUERY is a GET with a body. Any other method may do something twice. */
const IDEMPOTENT = /^(GET|HEAD|QUERY|PUT|DELETE|OPTIONS|TRACE)$/;
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

/** Half to all of a time that doubles with each retry, in milliseconds. */
export function getBackoff({ retries, settings }: OperationCall): number {
  return (Math.min(500 * 2 ** retries, 8000) * (1 + settings.random())) / 2;
}

/** True when the request may be sent again after this error. */
export function canRepeat({ request, options }: OperationCall, error: unknown): boolean {
  // A stream can be sent only once.
  if (request.body?.once) return false;
  const { method, idempotent = IDEMPOTENT.test(method) } = request;
  const mayRepeat = options?.idempotent ?? idempotent;
  if (error instanceof ApiError)
    return RETRIED_STATUSES.includes(error.status) && (mayRepeat || error.status === 429);
  return error instanceof ConnectionError && (mayRepeat || wasNeverSent(error.cause));
}
