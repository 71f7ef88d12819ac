/** What the generated code imports. What users import is in public.ts. */
export { asBlob, asJsonOrText, asNothing, asText, asUndeclared } from './answer.js';
export type { ApiPromise } from './call.js';
export type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
export { ApiClient } from './client.js';
export { keyInHeader, keyInQuery } from './credentials.js';
export { ApiError, SdkError } from './errors.js';
export type { ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
export { cursors, links, offsets, pageNumbers } from './page-turns.js';
export { paged, type PagedPromise } from './pages.js';
export {
  commaDelimited,
  deepObject,
  exploded,
  jsonValue,
  label,
  matrix,
  path,
  pipeDelimited,
  queryOf,
  spaceDelimited,
} from './parameters.js';
export {
  binaryBody,
  cookiesOf,
  formBody,
  headersOf,
  jsonBody,
  multipartBody,
  textBody,
  type RequestBody,
} from './request.js';
export type { UnrecognizedTag, WithTag } from './tags.js';
