/** What the package exports of its runtime. `SdkError` is not here: the package's index exports it under the API's own name. */
export type { ApiCaller, ApiRequest, RequestOptions, RequestSource } from '../internal/caller.js';
export type { Clock, Sleep } from '../internal/clock.js';
export type { UnrecognizedDiscriminator, WithDiscriminator } from '../internal/discriminator.js';
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
export type { ApiPromise } from '../internal/operation-call.js';
export type {
  CallInfo,
  CallMiddleware,
  HttpRequest,
  LayeredMiddleware,
  Logger,
  Middleware,
  MiddlewareContext,
  RateLimit,
  StoredToken,
  TokenFunction,
  TokenStore,
} from './options.js';
export type { Path } from '../internal/parameters.js';
export type { BinaryBody } from '../internal/request-body.js';
export { readChunks } from './read-chunks.js';
export type { PagedPromise } from '../internal/pagination/paged-promise.js';
export type {
  EventStreamOptions,
  StreamOptions,
  StreamPromise,
} from '../internal/streams/stream-promise.js';
export { RateLimitStore } from './rate-limit-store.js';
export {
  basicAuthentication,
  privateKeyJwt,
  type ClientAssertion,
  type ClientAuthentication,
  type ClientIdentity,
  type ClientProof,
} from './client-authentication.js';
export {
  overWindows,
  type TimeWindow,
  type WindowCall,
  type WindowOptions,
  type WindowProgress,
  type WindowRange,
} from './time-windows.js';
