import { BODY_PAIRS, RESPONSE_PAIRS } from './bodies-and-responses.js';
import { DOCUMENT_PAIRS } from './document.js';
import type { Pair } from './documents.js';
import { OPERATION_PAIRS, PARAMETER_PAIRS } from './operations.js';
import { SHAPE_PAIRS, VALUE_PAIRS } from './schemas.js';

export type { Json, Pair } from './documents.js';
export { SILENT_PAIRS } from './schemas.js';

/** A pair for every kind of change that two documents alone can have, most in both directions. */
export const PAIRS: readonly Pair[] = [
  ...OPERATION_PAIRS,
  ...PARAMETER_PAIRS,
  ...BODY_PAIRS,
  ...RESPONSE_PAIRS,
  ...DOCUMENT_PAIRS,
  ...VALUE_PAIRS,
  ...SHAPE_PAIRS,
];
