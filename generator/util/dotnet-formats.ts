import type { Format } from 'ajv';

/** Parses a date or date-time as ASP.NET does, as UTC if it has no zone. NaN for anything else. */
export function parseInstant(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.test(text)) {
    return Number.NaN;
  }
  const zoned = /[T ]/i.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? `${text}Z` : text;
  return Date.parse(zoned.replace(' ', 'T'));
}

/** The formats that .NET reads and writes differently from JSON Schema; the others are those of `ajv-formats`. */
export const DOTNET_FORMATS: Readonly<Record<string, Format>> = {
  // DateTime does not require a zone, and users of the API are known to leave it out.
  'date-time': (text: string) => !Number.isNaN(parseInstant(text)),
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?$/i,
  // TimeSpan: days, then a time of day.
  'date-span': /^-?(\d+\.)?([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?$/,
};
