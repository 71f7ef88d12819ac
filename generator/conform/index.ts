export type { Exchange } from './exchange.js';
export type { Finding, LimitKeyword, Mismatch, MismatchKind, Place } from './finding.js';
export type { JsonType, Shape } from './shape.js';
export {
  DEFAULT_SEEN,
  inferSchema,
  proposeOverlay,
  type InferOptions,
  type Proposal,
  type ProposeOptions,
} from './overlay/index.js';
