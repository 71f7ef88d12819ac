/** What the package exports of its runtime. The root of the errors is exported by the package's index, under the API's own name. */
export { BareCallerError, createBareCaller, type BareCallerOptions } from './bare-caller.js';
export type { ApiPromise } from './call.js';
export type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
export type { Clock, Sleep } from './clock.js';
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
export type { Logger } from './log.js';
export type { ClientOptions, RateLimit, TokenFunction } from './options.js';
export type { PagedPromise } from './pages.js';
export type { HttpRequest, Middleware, MiddlewareContext } from './middleware.js';
export type { StoredToken, TokenStore } from './token-store.js';
export {
  overWindows,
  type TimeWindow,
  type WindowCall,
  type WindowOptions,
  type WindowProgress,
  type WindowRange,
} from './windows.js';
export type { UnrecognizedDiscriminator, WithDiscriminator } from './tags.js';
