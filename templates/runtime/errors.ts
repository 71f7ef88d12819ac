import { problemOf, type ProblemDetails } from './problem.js';

/** What a call of this SDK can reject with; the package exports it under the API's own name. */
export class SdkError extends Error {
  override get name(): string {
    return 'SdkError';
  }

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
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
  readonly status: number;
  /** The first 200 characters of what came. */
  readonly snippet: string;

  constructor(message: string, status: number, snippet: string, cause?: unknown) {
    super(message, cause);
    this.status = status;
    this.snippet = snippet.slice(0, 200);
  }
}

/** What a refusal of the token endpoint says (RFC 6749, section 5.2). */
export interface TokenRefusal {
  /** `invalid_client` and the like. */
  readonly code?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
  readonly status?: number | undefined;
}

/** No access token was to be had. Where the network is to blame, `cause` is the `ConnectionError`. */
export class TokenError extends SdkError {
  override get name(): string {
    return 'TokenError';
  }
  /** The token endpoint's `error`, such as `invalid_client`; undefined when it gave none. */
  readonly code: string | undefined;
  readonly description: string | undefined;
  readonly uri: string | undefined;
  readonly status: number | undefined;

  constructor(message: string, refusal: TokenRefusal = {}, cause?: unknown) {
    super(message, cause);
    this.code = refusal.code;
    this.description = refusal.description;
    this.uri = refusal.uri;
    this.status = refusal.status;
  }
}

/** What an {@link ApiError} is made from. */
export interface ApiErrorDetails {
  /** Default: what was called, and what it answered. */
  readonly message?: string | undefined;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly method: string;
  readonly url: string;
  readonly attempts: number;
  readonly retryAfterMs?: number | undefined;
}

/** Known to every copy of this runtime, so that an error of one package is recognised by another. */
const BRAND = /* @__PURE__ */ Symbol.for('sdk-runtime.ApiError');

/** The API answered with an error. `TBody` is the body's declared type. */
export class ApiError<TBody = unknown> extends SdkError {
  override get name(): string {
    return 'ApiError';
  }
  readonly status: number;
  readonly method: string;
  /** The URL that was called, its query values redacted. */
  readonly url: string;
  /** The server's name for this request, for its support team: a header such as `X-Request-Id`, else the problem's `traceId`. */
  readonly requestId: string | undefined;
  /** The body as problem details (RFC 9457), where it is one. */
  readonly problem: ProblemDetails | undefined;
  /** The parsed body: JSON where it was JSON, else text; undefined when there was none. */
  readonly body: TBody;
  /** How many requests were sent. */
  readonly attempts: number;
  /** What the server asked to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly #headers: Headers;

  constructor(details: ApiErrorDetails) {
    const { status, headers, body, method, url } = details;
    const problem = problemOf(body);
    super(details.message ?? `${method} ${url} answered ${status}${summary(problem)}`);
    Object.defineProperty(this, BRAND, { value: true });
    this.status = status;
    this.method = method;
    this.url = url;
    this.requestId =
      headers.get('x-request-id') ??
      headers.get('request-id') ??
      headers.get('x-correlation-id') ??
      problem?.traceId;
    this.problem = problem;
    // The document declares this type; a server that breaks its word is seen in `status` and `problem`.
    this.body = body as TBody;
    this.attempts = details.attempts;
    this.retryAfterMs = details.retryAfterMs;
    this.#headers = headers;
  }

  /** The answer's headers; not printed with the error, as they may set cookies. */
  get headers(): Headers {
    return this.#headers;
  }
}

/** True for an {@link ApiError}, also when it comes from another copy of this runtime. */
export function isApiError<TBody = unknown>(error: unknown): error is ApiError<TBody> {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** The system's code for a failure, which `fetch` wraps once or twice. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

function summary(problem: ProblemDetails | undefined): string {
  if (problem === undefined) return '';
  const fields = Object.entries(problem.errors ?? {}).map(
    ([field, messages]) => ` ${field}: ${messages.join(' ')}`,
  );
  const text = [problem.title, problem.detail].filter(Boolean).join(' ') + fields.join('');
  return text && `: ${text.slice(0, 500)}`;
}
