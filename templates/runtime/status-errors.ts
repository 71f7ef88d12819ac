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

/** 429; `retryAfterMs` says how long the API asks to wait. `attempts` is 0 when the call was not sent, as an earlier answer forbids it. */
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

/** The error that stands for an answer's status. */
export function statusError(details: ApiErrorDetails): ApiError {
  const { status } = details;
  if (status >= 500) return new ServerError(details);
  switch (status) {
    case 400: {
      const error = new BadRequestError(details);
      return error.problem?.errors ? new ValidationError(details) : error;
    }
    case 401:
      return new AuthenticationError(details);
    case 403:
      return new PermissionDeniedError(details);
    case 404:
      return new NotFoundError(details);
    case 409:
      return new ConflictError(details);
    case 422:
      return new ValidationError(details);
    case 429:
      return new RateLimitError(details);
    default:
      return new ApiError(details);
  }
}
