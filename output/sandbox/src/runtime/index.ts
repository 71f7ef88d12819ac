/** What the generated code imports. What users import is in public.ts. */
export { readBlob, readJsonOrText, readVoid, readText, readByContentType } from './answer.js';
export type { ApiPromise } from './call.js';
export type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
export { ApiClient } from './client.js';
export { apiKeyInHeader, apiKeyInQuery } from './credentials.js';
export { ApiError, SdkError } from './errors.js';
export type { ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
export { byCursor, byLink, byOffset, byPageNumber } from './page-turns.js';
export { callPaged, type PagedPromise } from './pages.js';
export {
  commaDelimited,
  deepObject,
  exploded,
  jsonValue,
  label,
  matrix,
  path,
  pipeDelimited,
  toQuery,
  spaceDelimited,
} from './parameters.js';
export {
  binaryBody,
  toCookieHeader,
  formBody,
  toHeaders,
  jsonBody,
  multipartBody,
  textBody,
  type RequestBody,
} from './request.js';
export type { UnrecognizedDiscriminator, WithDiscriminator } from './tags.js';
