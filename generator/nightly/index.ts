export { nightly, type NightlyOptions } from './nightly.js';
export { summaryText, writeSummary } from './summary.js';
export type {
  Counts,
  FailedNight,
  Night,
  NightlyReport,
  QuietNight,
  WorkingNight,
} from './told.js';
