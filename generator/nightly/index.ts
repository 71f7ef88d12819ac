export { nightly, type NightlyOptions } from './nightly.js';
export { formatSummary, writeSummary } from './reports.js';
export type {
  ChangeCounts,
  FailedResult,
  NightlyReport,
  PublishedResult,
  RunResult,
  UnchangedResult,
} from './result.js';
export { postToWebhook, WEBHOOK_VARIABLE } from './webhook.js';
