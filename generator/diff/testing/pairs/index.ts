import { BODY_PAIRS } from './bodies.js';
import { DOCUMENT_PAIRS } from './document.js';
import type { Pair } from './documents.js';
import { OPERATION_PAIRS } from './operations.js';
import { PARAMETER_PAIRS } from './parameters.js';
import { RESPONSE_PAIRS } from './responses.js';
import { SHAPE_PAIRS } from './shapes.js';
import { VALUE_PAIRS } from './values.js';

export type { Json, Pair } from './documents.js';
export { SILENT_PAIRS } from './silent.js';

/** A pair for every kind of change that documents make, most told in both directions. */
export const PAIRS: readonly Pair[] = [
  ...OPERATION_PAIRS,
  ...PARAMETER_PAIRS,
  ...BODY_PAIRS,
  ...RESPONSE_PAIRS,
  ...DOCUMENT_PAIRS,
  ...VALUE_PAIRS,
  ...SHAPE_PAIRS,
];
