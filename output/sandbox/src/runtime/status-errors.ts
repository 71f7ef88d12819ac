import { ApiError, type ApiErrorDetails } from './errors.js';

/** 400 */
export class BadRequestError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'BadRequestError';
  }
}

/** 401, also with a token that was fetched a moment ago. */
export class AuthenticationError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'AuthenticationError';
  }
}

/** 403 */
export class PermissionDeniedError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'PermissionDeniedError';
  }
}

/** 404 */
export class NotFoundError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'NotFoundError';
  }
}

/** 409 */
export class ConflictError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'ConflictError';
  }
}

/** 422, or 400 with complaints by field: see `problem.errors`. */
export class ValidationError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'ValidationError';
  }
}

/** 429; `retryAfterMs` says how long the API asks to wait. Where an earlier answer asked that, the call may not have been sent. */
export class RateLimitError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'RateLimitError';
  }
}

/** 500 and above. */
export class ServerError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return 'ServerError';
  }
}

const BY_STATUS: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};

/** The error that stands for an answer's status. */
export function statusError(details: ApiErrorDetails): ApiError {
  const { status } = details;
  const error = new (BY_STATUS[status] ?? (status < 500 ? ApiError : ServerError))(details);
  return status === 400 && error.problem?.errors ? new ValidationError(details) : error;
}
