/**
 * The raw OpenAPI that the sandbox reads: it validates requests with the document's schemas, because the
 * model has no bounds, patterns and formats, and sends headers and lies that contradict what the document says.
 */
export { getOperationsOf } from '../document/openapi.js';
export type {
  HeaderObject,
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from '../document/openapi.js';
