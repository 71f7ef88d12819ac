/**
 * Everything that `diff/` takes of raw OpenAPI. Other files of `diff/` import it from here, so that one list shows what
 * a change of `document/` can affect.
 */
export { createLocator, loadDocument, resolvePointer } from '../document/index.js';
export {
  getOperationsOf,
  type EncodingObject,
  type EncodingsObject,
  type HeaderObject,
  type Lifecycle,
  type LoadedDocument,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type ReferenceObject,
  type RequestBodyObject,
  type ResponseObject,
  type SchemaObject,
  type SecurityRequirementObject,
  type SecuritySchemeObject,
  type ServerObject,
} from '../document/openapi.js';
