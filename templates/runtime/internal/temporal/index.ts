/** What generated code imports where dates and times are values of Temporal; other packages have none of it. */
export {
  temporalDuration,
  temporalInstant,
  temporalPlainDate,
  temporalPlainDateTime,
  temporalPlainTime,
  withTemporal,
} from './codecs.js';
export type { Temporal } from './types.js';
