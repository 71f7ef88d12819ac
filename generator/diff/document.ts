/**
 * All that the comparison takes of raw OpenAPI: the types of the normal form, and what reads it. Every
 * other file of `diff/` imports these from here, so that one list says what a change of `document/` can reach.
 */
export { createLocator, loadDocument, resolvePointer } from '../document/index.js';
export {
  METHODS,
  type HeaderObject,
  type Lifecycle,
  type LoadedDocument,
  type MediaTypeObject,
  type MethodKey,
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
