import 'temporal-polyfill/global';
import fc from 'fast-check';
import type { Temporal } from 'temporal-polyfill';
import { ConfigurationError } from '../../core/errors.js';
import type { Codec, TextCodec } from '../codecs/codec.js';
import { decode, decoder, errorDecoder } from '../codecs/decode.js';
import { encode } from '../codecs/encode.js';
import { exactJsonText } from '../codecs/exact-json.js';
import { jsonPayload, readWebhook } from '../webhooks/index.js';
import {
  temporalDuration,
  temporalInstant,
  temporalPlainDate,
  temporalPlainDateTime,
  temporalPlainTime,
  withTemporal,
} from './index.js';

/** Dates and times as a program holds them, and as they are on the wire. */

type Types = typeof Temporal;
const types = (globalThis as unknown as { readonly Temporal: Types }).Temporal;

/** As the program holds it: `PlainDate 2026-04-23`. */
function show(value: unknown): string {
  const [, name = ''] = /Temporal\.(\w+)/.exec(Object.prototype.toString.call(value)) ?? [];
  return `${name} ${String(value)}`;
}

/** A value with those of Temporal in it shown: two of these have no properties that differ. */
function showAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(showAll);
  if (Object.prototype.toString.call(value).startsWith('[object Temporal.')) return show(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, showAll(inner)]));
}

describe('decode', () => {
  it.each<[codec: TextCodec, wire: string, held: string]>([
    [temporalInstant, '2026-04-23T10:00:00Z', 'Instant 2026-04-23T10:00:00Z'],
    [temporalInstant, '2026-04-23T12:00:00+02:00', 'Instant 2026-04-23T10:00:00Z'],
    [temporalInstant, '2026-04-23T12:00:00+0200', 'Instant 2026-04-23T10:00:00Z'],
    [temporalInstant, '2026-04-23t10:00:00z', 'Instant 2026-04-23T10:00:00Z'],
    [temporalInstant, '2026-04-23 10:00Z', 'Instant 2026-04-23T10:00:00Z'],
    [temporalInstant, '2026-04-23T10:00:00.1234567+00:00', 'Instant 2026-04-23T10:00:00.1234567Z'],
    [temporalInstant, '2026-04-23T10:00:00.1234567899Z', 'Instant 2026-04-23T10:00:00.123456789Z'],
    [temporalInstant, '0001-01-01T00:00:00Z', 'Instant 0001-01-01T00:00:00Z'],
    [temporalInstant, '9999-12-31T23:59:59.9999999Z', 'Instant 9999-12-31T23:59:59.9999999Z'],
    [temporalInstant, '2016-12-31T23:59:60Z', 'Instant 2016-12-31T23:59:59Z'],
    [temporalPlainDateTime, '2026-04-23T10:00:00', 'PlainDateTime 2026-04-23T10:00:00'],
    [temporalPlainDateTime, '2026-04-23 10:00', 'PlainDateTime 2026-04-23T10:00:00'],
    [temporalPlainDateTime, '0001-01-01T00:00:00', 'PlainDateTime 0001-01-01T00:00:00'],
    [temporalPlainDate, '2026-04-23', 'PlainDate 2026-04-23'],
    [temporalPlainDate, '2024-02-29', 'PlainDate 2024-02-29'],
    [temporalPlainDate, '2026-04-23T00:00:00', 'PlainDate 2026-04-23'],
    [temporalPlainDate, '2026-04-23T00:00:00.0000000+02:00', 'PlainDate 2026-04-23'],
    [temporalPlainDate, '2026-04-23T00:00:00Z', 'PlainDate 2026-04-23'],
    [temporalPlainTime, '10:30:00', 'PlainTime 10:30:00'],
    [temporalPlainTime, '10:30', 'PlainTime 10:30:00'],
    [temporalPlainTime, '23:59:59.9999999', 'PlainTime 23:59:59.9999999'],
    [temporalDuration, 'PT1H30M', 'Duration PT1H30M'],
    [temporalDuration, '-P1Y2M3W4DT5H', 'Duration -P1Y2M3W4DT5H'],
    [temporalDuration, 'PT0.5S', 'Duration PT0.5S'],
  ])('%j: %s is %s', (codec, wire, held) => {
    expect(show(decode(codec, { value: wire }))).toBe(held);
  });

  it.each<[codec: TextCodec, wire: string, missing: string]>([
    [temporalInstant, '2026-04-23T10:00:00', "a time with an offset or Z at 'value'"],
    [temporalInstant, '2026-04-23', "a time with an offset or Z at 'value'"],
    [temporalInstant, '2026-02-29T00:00:00Z', "a time with an offset or Z at 'value'"],
    [temporalInstant, '2026-04-23T25:00:00Z', "a time with an offset or Z at 'value'"],
    [temporalInstant, '', "a time with an offset or Z at 'value'"],
    [temporalInstant, 'April 23, 2026', "a time with an offset or Z at 'value'"],
    [temporalPlainDateTime, '2026-04-23T10:00:00Z', "a time without an offset at 'value'"],
    [temporalPlainDateTime, '2026-04-23T10:00:00+02:00', "a time without an offset at 'value'"],
    [temporalPlainDateTime, '2026-04-23', "a time without an offset at 'value'"],
    [temporalPlainDate, '23/04/2026', "a date at 'value'"],
    [temporalPlainDate, '2026-02-29', "a date at 'value'"],
    [temporalPlainDate, '2026-04-23T10:00:00', "a date at 'value'"],
    [temporalPlainTime, '10:30:00Z', "a time of day without an offset at 'value'"],
    [temporalPlainTime, '10:30:00+02:00', "a time of day without an offset at 'value'"],
    [temporalPlainTime, '24:00:00', "a time of day without an offset at 'value'"],
    [temporalPlainTime, '2026-04-23T10:30', "a time of day without an offset at 'value'"],
    [temporalDuration, '1.02:03:04', "an ISO 8601 duration at 'value'"],
    [temporalDuration, '', "an ISO 8601 duration at 'value'"],
  ])('%j refuses %j', (codec, wire, missing) => {
    expect(() => decode(codec, { value: wire })).toThrow(
      expect.objectContaining({ missing: `${missing}: '${wire}'` }) as Error,
    );
  });

  it.each([null, undefined, 12, true, { a: 1 }])('passes %j', (value) => {
    expect(decode(temporalInstant, { value })).toEqual(value);
  });
});

const shift: Codec = {
  names: { d: 'day' },
  properties: {
    d: temporalPlainDate,
    start: temporalInstant,
    breaks: { items: temporalPlainTime },
    days: { others: temporalPlainDate },
    next: () => shift,
    due: { oneOf: [temporalInstant, temporalPlainDateTime, temporalPlainDate] },
    note: { oneOf: [temporalPlainDate, 'text'] },
    id: 'bigint',
  },
};

describe('decode and encode', () => {
  const day = types.PlainDate.from('2026-04-23');
  const start = types.Instant.from('2026-04-23T10:00:00Z');
  const midnight = types.Instant.from('2026-04-23T00:00:00Z');

  it.each<[wire: unknown, held: unknown]>([
    [
      { d: '2026-04-23', start: '2026-04-23T10:00:00Z' },
      { day, start },
    ],
    [
      { start: null, breaks: null },
      { start: null, breaks: null },
    ],
    [{ breaks: ['10:30:00', null] }, { breaks: [types.PlainTime.from('10:30'), null] }],
    [{ days: { easter: '2026-04-23' } }, { days: { easter: day } }],
    [{ next: { next: { d: '2026-04-23' } } }, { next: { next: { day } } }],
    [{ due: '2026-04-23T00:00:00Z' }, { due: midnight }],
    [{ due: '2026-04-23T00:00:00' }, { due: types.PlainDateTime.from('2026-04-23T00:00') }],
    [{ due: '2026-04-23' }, { due: day }],
    [{ note: '2026-04-23' }, { note: day }],
    [{ note: 'soon' }, { note: 'soon' }],
    [{ id: 5 }, { id: 5n }],
  ])('%j', (wire, held) => {
    const copy = JSON.parse(JSON.stringify(wire)) as unknown;
    expect(showAll(decode(shift, { value: copy }))).toEqual(showAll(held));
    expect(JSON.parse(exactJsonText(encode(shift, held)) ?? '')).toEqual(wire);
  });

  it('refuses a choice of which nothing fits', () => {
    expect(() => decode(shift, { value: { due: 'soon' } })).toThrow(
      "a time with an offset or Z at 'due': 'soon'",
    );
  });
});

describe('encode', () => {
  it.each<[codec: TextCodec, held: unknown, wire: unknown]>([
    [temporalPlainDate, types.PlainDate.from('2026-04-23').withCalendar('gregory'), '2026-04-23'],
    [
      temporalPlainDateTime,
      types.PlainDateTime.from('2026-04-23T10:00').withCalendar('gregory'),
      '2026-04-23T10:00:00',
    ],
    [temporalPlainTime, types.PlainTime.from('10:00'), '10:00:00'],
    [temporalDuration, types.Duration.from({ minutes: 90 }), 'PT90M'],
    [temporalInstant, types.Instant.from('2026-04-23T10:00:00.5Z'), '2026-04-23T10:00:00.5Z'],
    [temporalInstant, '2026-04-23T00:00:00', '2026-04-23T00:00:00'],
    [temporalInstant, null, null],
    [temporalInstant, undefined, undefined],
  ])('%j: %s is sent as %j', (codec, held, wire) => {
    expect(encode(codec, held)).toBe(wire);
  });
});

describe('what is sent is what is read', () => {
  const NS_OF_DAY = 86_400_000_000_000n;
  const instant = fc
    .bigInt({ min: -100_000_000n * NS_OF_DAY, max: 100_000_000n * NS_OF_DAY })
    .map((ns) => types.Instant.fromEpochNanoseconds(ns));
  const dateTime = instant.map((each) => each.toZonedDateTimeISO('UTC').toPlainDateTime());
  const count = fc.integer({ min: 0, max: 10_000 });
  const duration = fc
    .tuple(count, count, count, count, count, count, count, count, fc.boolean())
    .map(([years, months, days, hours, minutes, seconds, milliseconds, nanoseconds, isBack]) => {
      const fields = { years, months, days, hours, minutes, seconds, milliseconds, nanoseconds };
      const made = types.Duration.from(fields);
      // A duration is written in seconds, whatever smaller units it was made of.
      const written = types.Duration.from(String(made));
      return isBack ? written.negated() : written;
    });

  it.each<[codec: TextCodec, values: fc.Arbitrary<unknown>]>([
    [temporalInstant, instant],
    [temporalPlainDateTime, dateTime],
    [temporalPlainDate, dateTime.map((each) => each.toPlainDate())],
    [temporalPlainTime, dateTime.map((each) => each.toPlainTime())],
    [temporalDuration, duration],
  ])('%j', (codec, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const text = encode(codec, value);
        expect(show(decode(codec, { value: text }))).toBe(show(value));
      }),
    );
  });
});

describe('decoders', () => {
  it('of errors leave what cannot be decoded', () => {
    const text = '{"start":"soon","d":"2026-04-23"}';
    expect(errorDecoder(shift)(text, 'json')).toMatchObject({ start: 'soon' });
  });

  it('read text', () => {
    const read = decoder(temporalInstant)('2026-04-23T10:00:00Z', 'text');
    expect(show(read)).toBe('Instant 2026-04-23T10:00:00Z');
  });
});

describe('a platform without Temporal', () => {
  const platform = globalThis as { Temporal?: unknown };
  beforeEach(() => {
    platform.Temporal = undefined;
  });
  afterEach(() => {
    platform.Temporal = types;
  });

  it('is reported before anything is sent, with what to do', () => {
    expect(() => withTemporal(decoder(shift))).toThrow(ConfigurationError);
    expect(() => withTemporal(decoder(shift))).toThrow(
      "`npm install temporal-polyfill`, and import it first: `import 'temporal-polyfill/global'`",
    );
  });

  it('is reported when a webhook is read, not when its module is loaded', () => {
    const readers = { started: jsonPayload(decoder(shift)) };
    expect(() => readWebhook(readers, 'started', '{"start":"2026-04-23T10:00:00Z"}')).toThrow(
      ConfigurationError,
    );
  });
});
