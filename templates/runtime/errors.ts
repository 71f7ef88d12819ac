/** What a call of this SDK can reject with; the package exports it under the API's own name. */
export class SdkError extends Error {
  override get name(): string {
    return 'SdkError';
  }

  /** @param facts Become properties of the error. */
  constructor(message: string, cause?: unknown, facts?: object) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, facts);
  }
}

/** Wrong or missing options, found when the client is made. */
export class ConfigurationError extends SdkError {
  override get name(): string {
    return 'ConfigurationError';
  }
}

/** No complete answer came: the network failed before or while the API answered. `cause` holds what `fetch` said. */
export class ConnectionError extends SdkError {
  override get name(): string {
    return 'ConnectionError';
  }

  /** The system's own word for it where there is one, such as `ECONNREFUSED`. */
  get code(): string | undefined {
    return codeOf(this.cause);
  }
}

/** The system's code for a failure, which `fetch` wraps once or twice. */
export function codeOf(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === 'string' ? code : cause ? codeOf(cause) : undefined;
}

/** No complete answer came in time: `timeout` or `totalTimeout` ran out. */
export class TimeoutError extends ConnectionError {
  override get name(): string {
    return 'TimeoutError';
  }
}

/** The caller's signal stopped the call; `cause` is the signal's reason. */
export class AbortError extends ConnectionError {
  override get name(): string {
    return 'AbortError';
  }
}

/** The answer is not what its status and the document promise: a login page, JSON that was cut. */
export class ResponseParseError extends SdkError {
  override get name(): string {
    return 'ResponseParseError';
  }
  declare readonly status: number;
  /** The beginning of what came. */
  declare readonly snippet: string;
}

/** What a refusal of the token endpoint says (RFC 6749, section 5.2). */
export interface TokenRefusal {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
}

/** No access token was to be had. Where the network is to blame, `cause` is the `ConnectionError`. */
export class TokenError extends SdkError implements TokenRefusal {
  override get name(): string {
    return 'TokenError';
  }
  declare readonly status: number | undefined;
  /** The token endpoint's `error`, such as `invalid_client`; undefined when it gave none. */
  declare readonly code: string | undefined;
  declare readonly description: string | undefined;
  declare readonly uri: string | undefined;
}

/** What an {@link ApiError} is made from. */
export interface ApiErrorDetails {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: unknown;
  readonly method: string;
  /** Without the values of its query. */
  readonly url: string;
  readonly attempts: number;
  readonly retryAfterMs?: number | undefined;
  /** What came of the request; default: that it was answered, and with what. */
  readonly outcome?: string | undefined;
}

/** Known to every copy of this runtime, so that an error of one package is recognised by another. */
const BRAND = /* @__PURE__ */ Symbol.for('sdk-runtime.ApiError');

/** The API answered with an error. `TBody` is the body's declared type. */
export class ApiError<TBody = unknown> extends SdkError {
  override get name(): string {
    return 'ApiError';
  }
  declare readonly status: number;
  declare readonly method: string;
  /** The URL that was called, without the values of its query. */
  declare readonly url: string;
  /** The server's name for this request, for its support team: the header `X-Request-Id`, else the problem's `traceId`. */
  declare readonly requestId: string | undefined;
  /** The body as problem details (RFC 9457), where it is one. */
  declare readonly problem: Problem | undefined;
  /** The parsed body: JSON where it was JSON, else text; undefined when there was none. */
  declare readonly body: TBody;
  /** How many requests were sent. */
  declare readonly attempts: number;
  /** What the server asked to wait (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** The answer's headers. Not printed with the error, as they may set cookies. */
  declare readonly headers: Headers;

  constructor({ headers, outcome, ...facts }: ApiErrorDetails) {
    const { method, url, status, body } = facts;
    const problem = problemOf(body);
    const said = problem ? `: ${problemText(problem)}` : '';
    super(`${method} ${url} ${outcome ?? `answered ${status}${said}`}`);
    const requestId = headers.get('x-request-id') ?? problem?.traceId;
    Object.assign(this, facts, { requestId, problem });
    Object.defineProperty(this, 'headers', { value: headers });
  }

  [BRAND](): true {
    return true;
  }
}

/** True for an {@link ApiError}, also when it comes from another copy of this runtime. */
export function isApiError<TBody = unknown>(error: unknown): error is ApiError<TBody> {
  return BRAND in Object(error);
}

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

/** Problem details (RFC 9457) as ASP.NET Core writes them; extensions are kept. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  /** ASP.NET Core's name for the request. */
  readonly traceId?: string;
  /** `ValidationProblemDetails`: the complaints, by field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly [extension: string]: unknown;
}

/** The body as problem details, whatever its media type: behind a proxy, ASP.NET often answers with plain JSON. */
function problemOf(body: unknown): Problem | undefined {
  const problem = Object(body) as Problem;
  return problem.title || problem.type || problem.errors ? problem : undefined;
}

/** What the problem says, in one line; the server may have put anything in it. */
function problemText({ title, detail, errors }: Problem): string {
  return [title, detail, errors && JSON.stringify(errors)].filter(Boolean).join(' ').slice(0, 500);
}
