import type { SCHEMA_COMPONENT_KINDS } from './schema-components.js';
import type { SCHEMA_PARAMETER_KINDS } from './schema-parameters.js';
import type { SCHEMA_REQUEST_KINDS } from './schema-requests.js';
import type { SCHEMA_REQUEST_VALUE_KINDS } from './schema-requests-values.js';
import type { SCHEMA_RESPONSE_KINDS } from './schema-responses.js';
import type { SCHEMA_RESPONSE_VALUE_KINDS } from './schema-responses-values.js';

/** The ids of the kinds that tell of schemas. */
export type SchemaKindId =
  | keyof typeof SCHEMA_COMPONENT_KINDS
  | keyof typeof SCHEMA_PARAMETER_KINDS
  | keyof typeof SCHEMA_REQUEST_KINDS
  | keyof typeof SCHEMA_REQUEST_VALUE_KINDS
  | keyof typeof SCHEMA_RESPONSE_KINDS
  | keyof typeof SCHEMA_RESPONSE_VALUE_KINDS;
