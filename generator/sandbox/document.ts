/**
 * All that the sandbox takes of raw OpenAPI. Requests are checked against the document itself: the model
 * has no bounds, patterns or formats to check them by.
 */
export type {
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  SchemaObject,
} from '../document/openapi.js';
