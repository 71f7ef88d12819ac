import type { Format } from 'ajv';
import { instantOf } from '../place.js';

/** Formats as .NET reads them, where that is not as JSON Schema does; all others are those of `ajv-formats`. */
export const DOTNET_FORMATS: Readonly<Record<string, Format>> = {
  // DateTime needs no zone; that integrators send none is known.
  'date-time': (text: string) => !Number.isNaN(instantOf(text)),
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?$/i,
  // TimeSpan: days, then a time of day.
  'date-span': /^-?(\d+\.)?([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?$/,
};
