import { COMPONENTS } from './components.js';
import type { Kind } from './kind.js';
import { OPERATIONS } from './operations.js';
import { PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { RESPONSES } from './responses.js';
import { SCHEMA_COMPONENT_KINDS } from './schema-components.js';
import { SCHEMA_PARAMETER_KINDS } from './schema-parameters.js';
import { SCHEMA_REQUEST_KINDS } from './schema-requests.js';
import { SCHEMA_REQUEST_VALUE_KINDS } from './schema-requests-values.js';
import { SCHEMA_RESPONSE_KINDS } from './schema-responses.js';
import { SCHEMA_RESPONSE_VALUE_KINDS } from './schema-responses-values.js';

export type { Kind } from './kind.js';

const ABOVE_SCHEMAS = {
  ...OPERATIONS,
  ...PARAMETERS,
  ...REQUEST_BODIES,
  ...RESPONSES,
  ...COMPONENTS,
};

/** The kinds of what changes above schemas. */
export type KindAboveSchemas = keyof typeof ABOVE_SCHEMAS;

/** Every kind of change that there is, by id: what `diff --explain` explains. */
export const KINDS: Readonly<Record<string, Kind>> = {
  ...ABOVE_SCHEMAS,
  ...SCHEMA_PARAMETER_KINDS,
  ...SCHEMA_REQUEST_KINDS,
  ...SCHEMA_REQUEST_VALUE_KINDS,
  ...SCHEMA_RESPONSE_KINDS,
  ...SCHEMA_RESPONSE_VALUE_KINDS,
  ...SCHEMA_COMPONENT_KINDS,
};
