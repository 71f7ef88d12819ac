import { PACKAGE_NAME } from '../internal/package-name.js';

/** The key of an error class's name, by which the copies of one package (ES module, CommonJS) recognize each other's errors. */
export const CLASS_NAME = /* @__PURE__ */ Symbol.for(`${PACKAGE_NAME} error`);

/** The root of the errors that a call can reject with. The package exports it under the API's own name. */
export class SdkError extends Error {
  [CLASS_NAME](): string {
    return 'SdkError';
  }

  override get name(): string {
    return this[CLASS_NAME]();
  }

  /** True for an error of this class, also when it comes from another copy of this package. Subclasses of yours are compared as usual. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    const { prototype } = this;
    if (!hasClassName(prototype)) return super[Symbol.hasInstance](error);
    for (let base = error; base; base = Object.getPrototypeOf(base) as unknown)
      if (hasClassName(base) && base[CLASS_NAME]() === prototype[CLASS_NAME]()) return true;
    return false;
  }

  /** @param properties Become properties of the error. */
  constructor(message: string, cause?: unknown, properties?: object) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, properties);
  }
}

function hasClassName(prototype: unknown): prototype is SdkError {
  return Object.hasOwn(Object(prototype) as object, CLASS_NAME);
}

/**
 * An option is wrong or missing: thrown when the client is created, or when a call needs a credential that it lacks. Or an
 * argument of a call cannot be sent: the message names it and its type, and `cause` is the original error.
 */
export class ConfigurationError extends SdkError {
  override [CLASS_NAME](): string {
    return 'ConfigurationError';
  }
}

/** No complete response arrived, because the network failed. `cause` is what `fetch` threw; of a call with a key in the query, its text. */
export class ConnectionError extends SdkError {
  override [CLASS_NAME](): string {
    return 'ConnectionError';
  }

  /** The system's error code if there is one, such as `ECONNREFUSED`. */
  get code(): string | undefined {
    return getErrorCode(this.cause);
  }
}

/** @returns The system's code for a failure, which `fetch` wraps once or twice; undefined when there is none. */
export function getErrorCode(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === 'string' ? code : cause ? getErrorCode(cause) : undefined;
}

/** @returns The innermost cause of a failure: `fetch` itself says only that it failed. */
export function getRootCause(error: unknown): unknown {
  const { cause } = Object(error) as { readonly cause?: unknown };
  return cause ? getRootCause(cause) : error;
}

/** No complete response arrived in time: `timeout` or `totalTimeout` ran out. */
export class TimeoutError extends ConnectionError {
  override [CLASS_NAME](): string {
    return 'TimeoutError';
  }
}

/** The caller's signal cancelled the call; `cause` is the signal's reason. */
export class AbortError extends ConnectionError {
  override [CLASS_NAME](): string {
    return 'AbortError';
  }
}

/** The response is not what its status and the document promise: a login page, truncated JSON. */
export class ResponseParseError extends SdkError {
  override [CLASS_NAME](): string {
    return 'ResponseParseError';
  }
  declare readonly status: number;
  /** The first 200 characters of the body. */
  declare readonly snippet: string;
}

/** What the token endpoint says when it refuses a token (RFC 6749, section 5.2). */
export interface TokenErrorDetails {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
}

/** No access token could be obtained. When the network failed, `cause` is the `ConnectionError`. */
export class TokenError extends SdkError implements TokenErrorDetails {
  override [CLASS_NAME](): string {
    return 'TokenError';
  }
  declare readonly status: number | undefined;
  /** The token endpoint's `error`, such as `invalid_client`; undefined when it sent none. */
  declare readonly code: string | undefined;
  declare readonly description: string | undefined;
  declare readonly uri: string | undefined;
}

/** What an {@link ApiError} is created from. */
export interface ApiErrorDetails {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: unknown;
  readonly method: string;
  /** Without query values. */
  readonly url: string;
  readonly attempts: number;
  readonly retryAfterMs?: number | undefined;
}

/** The same for every copy of this runtime, so that one package recognizes the errors of another. */
const BRAND = /* @__PURE__ */ Symbol.for('sdk-runtime.ApiError');

/** The API responded with an error. `TBody` is the declared type of its body. */
export class ApiError<TBody = unknown> extends SdkError {
  override [CLASS_NAME](): string {
    return 'ApiError';
  }
  declare readonly status: number;
  declare readonly method: string;
  /** The URL that was called, without query values. */
  declare readonly url: string;
  /** Identifies the request to the API's support team: the header `X-Request-Id`, else the problem's `traceId`. */
  declare readonly requestId: string | undefined;
  /** The body as problem details (RFC 9457), if it is one. */
  declare readonly problem: Problem | undefined;
  /** The parsed body: a value when it is JSON, else its text; undefined when it is empty. */
  declare readonly body: TBody;
  /** How many requests were sent, retries included. */
  declare readonly attempts: number;
  /** The pause that the server asked for (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** The response's headers. Not printed with the error, since they may set cookies. */
  declare readonly headers: Headers;

  constructor({ headers, ...details }: ApiErrorDetails) {
    const { method, url, status, body } = details;
    const problem = toProblem(body);
    const reason = problem ? `: ${formatProblem(problem)}` : '';
    super(`${method} ${url} returned ${status}${reason}`);
    const requestId = headers.get('x-request-id') ?? problem?.traceId;
    Object.assign(this, details, { requestId, problem });
    Object.defineProperty(this, 'headers', { value: headers });
  }

  [BRAND](): true {
    return true;
  }
}

/** True for an {@link ApiError}, also for one from another copy of this runtime. */
export function isApiError<TBody = unknown>(error: unknown): error is ApiError<TBody> {
  return BRAND in Object(error);
}

/** Status 400. */
export class BadRequestError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'BadRequestError';
  }
}

/** Status 401, also with a newly fetched token. */
export class AuthenticationError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'AuthenticationError';
  }
}

/** Status 403. */
export class PermissionDeniedError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'PermissionDeniedError';
  }
}

/** Status 404. */
export class NotFoundError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'NotFoundError';
  }
}

/** Status 409. */
export class ConflictError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'ConflictError';
  }
}

/** Status 422, or 400 with errors by field: see `problem.errors`. */
export class ValidationError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'ValidationError';
  }
}

/** Status 429; `retryAfterMs` is the pause that the API asks for. */
export class RateLimitError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
    return 'RateLimitError';
  }
}

/** Status 500 and above. */
export class ServerError<TBody = unknown> extends ApiError<TBody> {
  override [CLASS_NAME](): string {
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

/** @returns An error of the class that stands for the status. */
export function createApiError(details: ApiErrorDetails): ApiError {
  const { status } = details;
  const error = new (BY_STATUS[status] ?? (status < 500 ? ApiError : ServerError))(details);
  return status === 400 && error.problem?.errors ? new ValidationError(details) : error;
}

/** Problem details (RFC 9457) as ASP.NET Core writes them. Extension members are kept. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  /** ASP.NET Core's id of the request. */
  readonly traceId?: string;
  /** Error messages by field, of a `ValidationProblemDetails`. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly [extension: string]: unknown;
}

/** Ignores the media type: behind a proxy, ASP.NET often sends problem details as plain JSON. */
function toProblem(body: unknown): Problem | undefined {
  const problem = Object(body) as Problem;
  return problem.title || problem.type || problem.errors ? problem : undefined;
}

/** Formats a problem in one line of at most 500 characters; the server may have put anything in it. */
function formatProblem({ title, detail, errors }: Problem): string {
  return [title, detail, errors && JSON.stringify(errors)].filter(Boolean).join(' ').slice(0, 500);
}
