import type { RuntimeScalar } from './model.js';
import { unreachable } from './type-refs.js';

/** The types of Temporal that dates and times have at run time, with the switch `dates`. */
export type TemporalScalar = 'duration' | 'instant' | 'plainDate' | 'plainDateTime' | 'plainTime';

/** By format (the registry of OpenAPI). C#'s `TimeSpan`, `date-span`, is no ISO 8601 duration. */
export const TEMPORAL_FORMATS: ReadonlyMap<string, TemporalScalar> = new Map([
  ['date-time', 'instant'],
  ['date-time-local', 'plainDateTime'],
  ['date', 'plainDate'],
  ['time', 'plainTime'],
  ['time-local', 'plainTime'],
  ['duration', 'duration'],
]);

/** Whether a scalar is a value of Temporal at run time. */
export function isTemporal(scalar: RuntimeScalar | undefined): scalar is TemporalScalar {
  switch (scalar) {
    case 'duration':
    case 'instant':
    case 'plainDate':
    case 'plainDateTime':
    case 'plainTime':
      return true;
    case undefined:
    case 'date':
    case 'bigint':
    case 'digits':
      return false;
    default:
      return unreachable(scalar);
  }
}
