/**
 * Everything that `conform/` takes of raw OpenAPI. Other files of `conform/` import it from here, so that one list shows
 * what a change of `document/` can affect.
 */
export { getPublishedOperations, resolvePointer } from '../document/index.js';
export type {
  HeaderObject,
  LoadedDocument,
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ReferenceObject,
  ResponseObject,
  SchemaObject,
} from '../document/openapi.js';
