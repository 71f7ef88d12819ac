/**
 * The raw OpenAPI that the sandbox reads: it validates requests with the document's schemas, because the
 * model has no bounds, patterns and formats.
 */
export { getOperationsOf } from '../document/openapi.js';
export type {
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  SchemaObject,
} from '../document/openapi.js';
