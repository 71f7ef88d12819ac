import fc from 'fast-check';
import type { Codec } from './codec.js';
import {
  decode,
  decoder,
  errorDecoder,
  exactDecoder,
  exactErrorDecoder,
  parseDate,
} from './decode.js';
import { encode } from './encode.js';
import { exactJsonText, parseExactJson } from './exact-json.js';

/** Values as a program holds them, and as they are on the wire. */

const vehicle: Codec = {
  names: { vehicleRegNo: 'plate' },
  properties: { soldAt: 'date', mileage: 'bigint', trips: { items: () => trip } },
};
const trip: Codec = { properties: { start: 'date', vehicle: () => vehicle } };
const truck: Codec = { allOf: [() => vehicle, { properties: { axles: 'digits' } }] };
const byKind: Codec = {
  discriminator: 'kind',
  variants: { Car: { properties: { at: 'date' } }, Bike: { properties: { at: 'bigint' } } },
  fallback: { properties: { seen: 'date' } },
};
const circleOrNote: Codec = {
  oneOf: [
    'date',
    { items: 'date' },
    { has: ['at', 'radius'], required: ['radius'], as: { properties: { at: 'date' } } },
    { has: ['at', 'text'] },
  ],
};
const byConstant: Codec = {
  oneOf: [
    { has: ['at', 'kind'], values: { kind: ['a'] }, as: { properties: { at: 'date' } } },
    { has: ['at', 'kind'], values: { kind: ['b'] }, as: { properties: { at: 'bigint' } } },
  ],
};

const T = '2026-04-23T10:00:00.000Z';
const D = new Date(T);

describe('decode and encode', () => {
  it.each<[title: string, codec: Codec, wire: unknown, held: unknown]>([
    ['a date', 'date', T, D],
    ['null', 'date', null, null],
    ['a list', { items: 'date' }, [T, null], [D, null]],
    [
      'a list whose first items differ',
      { first: ['date', undefined], items: 'bigint' },
      [T, 'a', 3],
      [D, 'a', 3n],
    ],
    ['a record', { others: 'date', declared: ['id'] }, { id: T, x: T }, { id: T, x: D }],
    [
      'an object',
      vehicle,
      { vehicleRegNo: 'AB', soldAt: T, mileage: 5 },
      { plate: 'AB', soldAt: D, mileage: 5n },
    ],
    ['an undeclared property', vehicle, { vehicleRegNo: 'AB', more: T }, { plate: 'AB', more: T }],
    [
      'objects that hold each other',
      vehicle,
      { trips: [{ start: T, vehicle: { vehicleRegNo: 'AB', trips: [{ start: T }] } }] },
      { trips: [{ start: D, vehicle: { plate: 'AB', trips: [{ start: D }] } }] },
    ],
    [
      'what inherits',
      truck,
      { vehicleRegNo: 'AB', soldAt: T, axles: 3 },
      { plate: 'AB', soldAt: D, axles: '3' },
    ],
    ['a variant', byKind, { kind: 'Car', at: T }, { kind: 'Car', at: D }],
    ['another variant', byKind, { kind: 'Bike', at: 3 }, { kind: 'Bike', at: 3n }],
    [
      'an unknown variant',
      byKind,
      { kind: 'Van', at: T, seen: T },
      { kind: 'Van', at: T, seen: D },
    ],
    [
      'a choice: the object with the members',
      circleOrNote,
      { at: T, radius: 1 },
      { at: D, radius: 1 },
    ],
    ['a choice: the other object', circleOrNote, { at: T, text: '' }, { at: T, text: '' }],
    ['a choice: a list', circleOrNote, [T], [D]],
    ['a choice: a text', circleOrNote, T, D],
    ['a choice by a constant', byConstant, { kind: 'b', at: 3 }, { kind: 'b', at: 3n }],
    ['a date or another text', { oneOf: ['date', 'text'] }, T, D],
    ['another text or a date', { oneOf: ['date', 'text'] }, '23/04', '23/04'],
    ['a number or text', { oneOf: ['bigint', 'text'] }, '12', '12'],
    [
      'a tagged object with another name for its tag',
      {
        discriminator: 'k',
        programName: 'kind',
        variants: { A: { names: { k: 'kind' }, properties: { at: 'date' } } },
      },
      { k: 'A', at: T },
      { kind: 'A', at: D },
    ],
  ])('%s', (_title, codec, wire, held) => {
    expect(decode(codec, { value: JSON.parse(JSON.stringify(wire)) as unknown })).toEqual(held);
    expect(JSON.parse(exactJsonText(encode(codec, held)) ?? '')).toEqual(wire);
  });
});

describe('a value of another shape', () => {
  it.each<[codec: Codec, wire: unknown]>([
    ['date', 12],
    ['bigint', 1.5],
    ['bigint', 'twelve'],
    ['digits', true],
    [{ items: 'date' }, { a: T }],
    [vehicle, [T]],
    [vehicle, 'AB'],
    [byKind, T],
    [circleOrNote, 12],
  ])('passes: %j %j', (codec, wire) => {
    const copy = JSON.parse(JSON.stringify(wire)) as unknown;
    expect(decode(codec, { value: copy })).toEqual(wire);
  });

  it('is refused when a string should be a date', () => {
    const wire = { soldAt: '23/04/2026' };
    expect(() => decode(vehicle, { value: wire })).toThrow(
      expect.objectContaining({ missing: "a date at 'soldAt': '23/04/2026'" }) as Error,
    );
  });

  it('does not let an undeclared property replace a declared one', () => {
    const wire = { plate: 'new', vehicleRegNo: 'AB' };
    expect(decode(vehicle, { value: wire })).toEqual({ plate: 'AB' });
  });
});

describe('encode', () => {
  it('leaves the program’s value unchanged', () => {
    const held = Object.freeze({ plate: 'AB', trips: Object.freeze([{ start: D }]) });
    expect(encode(vehicle, held)).toEqual({ vehicleRegNo: 'AB', trips: [{ start: T }] });
    expect(held).toEqual({ plate: 'AB', trips: [{ start: D }] });
  });

  it('sends strings and numbers as they are', () => {
    const body = { soldAt: '2026-04-23T00:00:00', mileage: 5 };
    expect(encode(vehicle, body)).toEqual(body);
  });

  it('leaves objects with toJSON to themselves', () => {
    const moment = { toJSON: () => T };
    expect(exactJsonText(encode(vehicle, { soldAt: moment }))).toBe(`{"soldAt":"${T}"}`);
  });

  it.each<[Codec, unknown]>([
    ['date', new Date(NaN)],
    ['digits', '1,"admin":true'],
    ['digits', ''],
    ['bigint', '1.5'],
  ])('refuses %j %p', (codec, value) => {
    expect(() => encode(codec, value)).toThrow(TypeError);
  });
});

describe('parseDate', () => {
  it.each<[text: string, iso: string | undefined]>([
    ['2026-04-23T10:00:00Z', T],
    ['2026-04-23T12:00:00+02:00', T],
    ['2026-04-23T12:00:00+0200', T],
    ['2026-04-23t10:00:00z', T],
    ['2026-04-23T10:00:00', T],
    ['2026-04-23 10:00', T],
    ['2026-04-23', '2026-04-23T00:00:00.000Z'],
    ['2026-04-23T10:00:00.1234567+00:00', '2026-04-23T10:00:00.123Z'],
    ['2026-04-23T10:00:00.5', '2026-04-23T10:00:00.500Z'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.9999999', '9999-12-31T23:59:59.999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-02-29T00:00:00Z', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    ['2026-04-23T25:00:00Z', undefined],
    ['23/04/2026', undefined],
    ['', undefined],
    ['April 23, 2026', undefined],
  ])('%s', (text, iso) => {
    expect(parseDate(text)?.toISOString()).toBe(iso);
  });
});

describe('exact JSON', () => {
  const exactly = (text: string, codec: Codec): unknown => {
    const { root, long } = parseExactJson(text);
    return decode(codec, root, long);
  };

  it.each([
    '9223372036854775807',
    '-9223372036854775808',
    '9007199254740993',
    '18446744073709551615',
    '12',
    '0',
  ])('keeps %s', (digits) => {
    expect(exactly(`[ ${digits} ]`, { items: 'bigint' })).toEqual([BigInt(digits)]);
    expect(exactly(digits, 'digits')).toBe(digits);
    const text = exactJsonText(encode({ properties: { id: 'digits' } }, { id: digits }));
    expect(text).toBe(`{"id":${digits}}`);
  });

  it('keeps digits of renamed properties, variants and inherited properties', () => {
    const held: Codec = { names: { i: 'id' }, properties: { i: 'digits' } };
    const base: Codec = { names: { x: 'y' } };
    const codec: Codec = {
      allOf: [base, { ...base, properties: { x: { discriminator: 'k', variants: { A: held } } } }],
    };
    expect(exactly('{"x":{"k":"A","i":9007199254740993}}', codec)).toEqual({
      y: { k: 'A', id: '9007199254740993' },
    });
  });

  it('parses other numbers and strings as JSON.parse does', () => {
    const text =
      '{"id":9007199254740993,"n":9007199254740993,"s":"9007199254740993 \\" 12345678901234567","f":0.12345678901234567,"e":12345678901234567e2,"\\ue000":"\\ue0001234567890123456"}';
    const want = JSON.parse(text) as Record<string, unknown>;
    expect(exactly(text, { properties: { id: 'digits' } })).toEqual({
      ...want,
      id: '9007199254740993',
    });
  });

  it.each([
    '{12345678901234567:1}',
    '[01234567890123456789]',
    '12345678901234567x',
    '[12345678901234567',
    '"12345678901234567',
    '--12345678901234567',
    '[1234567890123456 7]',
  ])('refuses %s', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('cannot be tricked by __proto__ in a response', () => {
    const text = '{"__proto__":{"id":9007199254740993,"admin":true},"id":9007199254740995}';
    const held = exactly(text, { names: { id: 'key' }, properties: { id: 'bigint' } }) as Record<
      string,
      unknown
    >;
    expect(Object.keys(held)).toEqual(['__proto__', 'key']);
    expect(held['admin']).toBeUndefined();
    expect(held['key']).toBe(9007199254740995n);
    expect(Object.getPrototypeOf(held)).toBe(Object.prototype);
  });

  it('parses deep nesting', () => {
    const depth = 100_000;
    const list: Codec = { items: () => list };
    const text = `${'['.repeat(depth)}9007199254740993${']'.repeat(depth)}`;
    let held = exactly(text, list);
    for (let level = 0; level < depth; level += 1) held = (held as unknown[])[0];
    expect(held).toBe(Number('9007199254740993'));
  });

  it('equals JSON.parse when there are no long integers', () => {
    fc.assert(
      fc.property(fc.json(), fc.bigInt(), (json, number) => {
        expect(parseExactJson(json).root.value).toEqual(JSON.parse(json));
        const text = `[${json},${number}]`;
        expect(parseExactJson(text).root.value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('equals JSON.stringify when there is no bigint', () => {
    fc.assert(
      fc.property(fc.object(), (value) => {
        expect(exactJsonText(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('decoders', () => {
  it('decode JSON, and text when the response is text', () => {
    for (const make of [decoder, exactDecoder]) {
      expect(make('date')(`"${T}"`, 'json')).toEqual(D);
      expect(make('date')(T, 'text')).toEqual(D);
      expect(() => make('date')('"soon"', 'json')).toThrow("a date at 'value'");
    }
  });

  it('of errors leave what cannot be decoded', () => {
    const text = '{"vehicleRegNo":"AB","soldAt":"soon","mileage":1}';
    for (const make of [errorDecoder, exactErrorDecoder])
      expect(make(vehicle)(text, 'json')).toMatchObject({ plate: 'AB', soldAt: 'soon' });
  });
});
