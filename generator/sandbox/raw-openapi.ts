/**
 * The raw OpenAPI that the sandbox reads: it validates requests with the document's schemas, because the
 * model has no bounds, patterns and formats.
 */
export type {
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  SchemaObject,
} from '../document/openapi.js';
