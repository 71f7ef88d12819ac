import type { Kind } from './kind.js';
import { SCHEMA_COMPONENT_KINDS } from './schema-components.js';
import { SCHEMA_PARAMETER_KINDS } from './schema-parameters.js';
import { SCHEMA_REQUEST_KINDS } from './schema-requests.js';
import { SCHEMA_REQUEST_VALUE_KINDS } from './schema-requests-values.js';
import { SCHEMA_RESPONSE_KINDS } from './schema-responses.js';
import { SCHEMA_RESPONSE_VALUE_KINDS } from './schema-responses-values.js';

export type { Kind } from './kind.js';

/** Every kind of change, by its id. */
export const KINDS: Readonly<Record<string, Kind>> = {
  ...SCHEMA_PARAMETER_KINDS,
  ...SCHEMA_REQUEST_KINDS,
  ...SCHEMA_REQUEST_VALUE_KINDS,
  ...SCHEMA_RESPONSE_KINDS,
  ...SCHEMA_RESPONSE_VALUE_KINDS,
  ...SCHEMA_COMPONENT_KINDS,
};
