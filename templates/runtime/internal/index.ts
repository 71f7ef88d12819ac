/** What generated code imports. What users of the package import is in `public.ts`. */
export type { ApiCaller, ApiRequest, RequestOptions, Standalone } from './caller.js';
export { ApiClient } from './client.js';
export { apiKeyInCookie, apiKeyInHeader, apiKeyInQuery, basicAuth } from './credentials.js';
export {
  discriminatorsFirst,
  type UnrecognizedDiscriminator,
  type WithDiscriminator,
} from './discriminator.js';
export { basicAuthentication } from '../core/client-authentication.js';
export { ApiError, SdkError } from '../core/errors.js';
export type { ApiPromise } from './operation-call.js';
export type {
  BaseOptions,
  ClientCredentialsOptions,
  ClientDefinition,
  TokenOptions,
} from '../core/options.js';
export { callPaged, type PagedPromise } from './pagination/paged-promise.js';
export { byCursor, byLink, byOffset, byPageNumber } from './pagination/strategies.js';
export { formBody, joinedPart, multipartBody, multipartParts, styledForm } from './forms.js';
export {
  allowReserved,
  commaDelimited,
  deepFields,
  deepObject,
  asciiJson,
  exploded,
  formQuery,
  joined,
  jsonQuery,
  jsonValue,
  label,
  matrix,
  path,
  pipeDelimited,
  plainCookie,
  reservedInPath,
  spaceDelimited,
  tabDelimited,
  toQuery,
} from './parameters.js';
export { toCookieHeader, toHeaders } from './request.js';
export {
  binaryBody,
  jsonBody,
  jsonLinesBody,
  jsonSequenceBody,
  mediaTypeOf,
  textBody,
  type BinaryBody,
  type RequestBody,
} from './request-body.js';
export {
  readBlob,
  readByContentType,
  readByStatus,
  readJson,
  readJsonOrText,
  readScalarText,
  readText,
  readVoid,
} from './response.js';
export { expandUrl, ownServer } from './servers.js';
export {
  eventDataFormat,
  eventFormat,
  jsonLinesFormat,
  jsonSequenceFormat,
} from './streams/stream-formats.js';
export {
  callStream,
  type EventStreamOptions,
  type StreamOptions,
  type StreamPromise,
} from './streams/stream-promise.js';
