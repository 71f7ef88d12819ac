export { createChecker, type Checker, type PagingFault } from './check/index.js';
export type { Exchange } from './exchange.js';
export type { Finding, LimitKeyword, Mismatch, MismatchKind, Place } from './finding.js';
export {
  getFindings,
  mergeObservations,
  type AnswerCount,
  type Observations,
  type ObservedMismatch,
  type SeenPlace,
} from './observations.js';
export type { JsonType, Shape } from './shape.js';
export {
  DEFAULT_SEEN,
  inferSchema,
  proposeOverlay,
  type InferOptions,
  type Proposal,
  type ProposeOptions,
} from './overlay/index.js';
export {
  describeFinding,
  htmlReport,
  jsonReport,
  markdownReport,
  textReport,
  type ConformReport,
  type FindingText,
  type ReportedDifference,
  type ReportedOverlay,
} from './report/index.js';
