/** What the generated code imports. What users import is in public.ts. */
export { asBlob, asJsonOrText, asNothing, asText, asUndeclared } from './answer.js';
export { keyInHeader, keyInQuery } from './api-key.js';
export {
  binaryBody,
  formBody,
  jsonBody,
  multipartBody,
  textBody,
  type RequestBody,
} from './body.js';
export type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
export { ApiClient } from './client.js';
export { ApiError, SdkError } from './errors.js';
export { cookiesOf, headersOf } from './headers.js';
export type { ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
export { cursors, links, offsets, pageNumbers } from './page-turns.js';
export { paged, type PagedPromise } from './pages.js';
export { path } from './path.js';
export type { ApiPromise } from './promise.js';
export { queryOf } from './query.js';
export {
  commaDelimited,
  deepObject,
  exploded,
  jsonValue,
  label,
  matrix,
  pipeDelimited,
  spaceDelimited,
} from './styles.js';
export type { UnrecognizedTag, WithTag } from './tags.js';
