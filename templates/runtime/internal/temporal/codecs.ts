import { ConfigurationError } from '../../core/errors.js';
import type { Decode } from '../caller.js';
import type { TextCodec } from '../codecs/codec.js';

/** What is used of the global `Temporal`. */
type Platform = Readonly<
  Record<
    'Duration' | 'Instant' | 'PlainDate' | 'PlainDateTime' | 'PlainTime',
    { from(text: string): unknown }
  >
>;

/** @throws ConfigurationError when the platform has none. */
function getTemporal(): Platform {
  const { Temporal } = globalThis as { readonly Temporal?: Platform };
  if (Temporal !== undefined) return Temporal;
  throw new ConfigurationError(
    "This platform has no Temporal, which holds the dates and times of this package. Install a polyfill, `npm install temporal-polyfill`, and import it first: `import 'temporal-polyfill/global'`",
  );
}

/**
 * Checks that the platform has `Temporal` before a request is sent whose response needs it.
 *
 * @returns What is given.
 * @throws ConfigurationError when the platform has none.
 */
export function withTemporal(decode: Decode): Decode {
  getTemporal();
  return decode;
}

/** A point in time (RFC 3339, section 5.6, `date-time`). Its offset is not kept, and without one it is none. */
export const temporalInstant: TextCodec = {
  what: 'a time with an offset or Z',
  parse: (text) => parse('Instant', text),
  format,
};

/** A date and time without an offset (the format `date-time-local` of the OpenAPI registry). */
export const temporalPlainDateTime: TextCodec = {
  what: 'a time without an offset',
  parse: (text) =>
    parse('PlainDateTime', /^[+-]?\d+-\d\d-\d\d[T ][\d:]+(?:\.\d+)?$/i.exec(text)?.[0]),
  format,
};

/** A date (RFC 3339, `full-date`). .NET writes a `DateTime` that is declared as a date with midnight. */
export const temporalPlainDate: TextCodec = {
  what: 'a date',
  parse: (text) =>
    parse(
      'PlainDate',
      /^([+-]?\d+-\d\d-\d\d)(?:T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i.exec(text)?.[1],
    ),
  format,
};

/** A time of day without an offset, as .NET writes a `TimeOnly`. */
export const temporalPlainTime: TextCodec = {
  what: 'a time of day without an offset',
  parse: (text) => parse('PlainTime', /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.exec(text)?.[0]),
  format,
};

/** A duration (ISO 8601): `PT1H30M`. */
export const temporalDuration: TextCodec = {
  what: 'an ISO 8601 duration',
  parse: (text) => parse('Duration', text),
  format,
};

/**
 * @param text Undefined when it has not the form of this type: `from` also reads others, and drops what it does not hold.
 * @returns Undefined when it is no value of this type. Fractions beyond nanoseconds are cut off.
 */
function parse(type: keyof Platform, text: string | undefined): unknown {
  const Type = getTemporal()[type];
  try {
    return text === undefined ? undefined : Type.from(text.replace(/(\.\d{9})\d+/, '$1'));
  } catch {
    // `from` throws a RangeError for what it cannot read; a decoder says where that is.
    return undefined;
  }
}

/** Formats a value of Temporal as ISO 8601; in another calendar too, which no API reads. Anything else is sent as it is. */
function format(value: unknown): unknown {
  if (!Object.prototype.toString.call(value).startsWith('[object Temporal.')) return value;
  return (value as { toString(options: object): string }).toString({ calendarName: 'never' });
}
