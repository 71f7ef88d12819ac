/** What the package exports of its runtime. `SdkError` is not here: the package's index exports it under the API's own name. */
export type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
export type { Clock, Sleep } from './clock.js';
export type { UnrecognizedDiscriminator, WithDiscriminator } from './discriminator.js';
export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  isApiError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ResponseParseError,
  ServerError,
  TimeoutError,
  TokenError,
  ValidationError,
  type Problem,
} from './errors.js';
export type { ApiPromise } from './operation-call.js';
export type {
  HttpRequest,
  Logger,
  Middleware,
  MiddlewareContext,
  RateLimit,
  StoredToken,
  TokenFunction,
  TokenStore,
} from './options.js';
export type { BinaryBody } from './request-body.js';
export type { PagedPromise } from './pagination/paged-promise.js';
export type { EventStreamOptions, StreamOptions, StreamPromise } from './streams/stream-promise.js';
export {
  overWindows,
  type TimeWindow,
  type WindowCall,
  type WindowOptions,
  type WindowProgress,
  type WindowRange,
} from './time-windows.js';
