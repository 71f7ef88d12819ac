export { ask, isAboutTheCaller, type Outcome } from './ask/ask.js';
export { describeEffort, describePlan } from './ask/describe-plan.js';
export { createPlan, type Plan } from './ask/plan.js';
export { createChecker, type Checker } from './check/index.js';
export type { Exchange } from './exchange.js';
export type {
  Finding,
  LimitKeyword,
  Mismatch,
  MismatchKind,
  PagingFault,
  Place,
} from './finding.js';
export {
  getFindings,
  mergeObservations,
  type AnswerCount,
  type Observations,
  type ObservedMismatch,
  type SeenPlace,
} from './observations.js';
export type { JsonType, Shape } from './shape.js';
export { appendOverlay } from './overlay/append-overlay.js';
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
export { parseState, printState, type RunState } from './state.js';
