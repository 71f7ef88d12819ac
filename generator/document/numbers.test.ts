import { loadProperty } from './testing/load.js';

const INTEGER = '^-?(?:0|[1-9]\\d*)$';
const DECIMAL = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$';
const FLOAT = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$';

const lenient = (type: string | readonly string[], format?: string) => ({
  type,
  ...(format && { format }),
  'x-accepts-text': true,
});

describe('a number as .NET documents it', () => {
  it.each<[string, unknown, unknown]>([
    [
      'integer or text with a pattern',
      { type: ['integer', 'string'], pattern: INTEGER, format: 'int32' },
      lenient('integer', 'int32'),
    ],
    ['the pattern alone', { type: ['string', 'integer'], pattern: INTEGER }, lenient('integer')],
    [
      'the format alone',
      { type: ['integer', 'string'], format: 'uint64' },
      lenient('integer', 'uint64'),
    ],
    [
      'number or text',
      { type: ['number', 'string'], pattern: DECIMAL, format: 'double' },
      lenient('number', 'double'),
    ],
    ['with an exponent', { type: ['string', 'number'], pattern: FLOAT }, lenient('number')],
    [
      'a decimal, by its pattern',
      { type: ['number', 'string'], pattern: DECIMAL, format: 'decimal' },
      lenient('number', 'decimal'),
    ],
    [
      'digits written otherwise',
      { type: ['integer', 'string'], pattern: '^[0-9]+$' },
      lenient('integer'),
    ],
    [
      'nullable',
      { type: ['null', 'integer', 'string'], pattern: INTEGER, format: 'int64' },
      lenient(['integer', 'null'], 'int64'),
    ],
    [
      'one type with the pattern, as .NET 9 writes it',
      { type: 'integer', pattern: INTEGER, format: 'int32' },
      lenient('integer', 'int32'),
    ],
    [
      'with a range, a default and a description',
      { type: ['integer', 'string'], pattern: INTEGER, minimum: 1, default: 5, description: 'D' },
      { ...lenient('integer'), minimum: 1, default: 5, description: 'D' },
    ],
    [
      'an enumeration',
      { type: ['integer', 'string'], pattern: INTEGER, enum: [1, 2] },
      { ...lenient('integer'), enum: [1, 2] },
    ],
    [
      'no type: pattern and format',
      { pattern: INTEGER, format: 'int32' },
      lenient('integer', 'int32'),
    ],
    ['no type: the pattern alone', { pattern: DECIMAL }, lenient('number')],
    ['no type: the format alone', { format: 'double' }, lenient('number', 'double')],
    [
      'no type, nullable as in 3.0',
      { pattern: INTEGER, format: 'int64', nullable: true },
      lenient(['integer', 'null'], 'int64'),
    ],
    [
      'a format that is wider than the pattern',
      { pattern: INTEGER, format: 'float' },
      lenient('number', 'float'),
    ],
  ])('%s', async (_, given, want) => {
    expect(await loadProperty('3.1.1', given)).toEqual(want);
    expect(await loadProperty('3.0.4', given)).toEqual(want);
  });

  it.each<[string, unknown]>([
    ['a union without marks', { type: ['integer', 'string'] }],
    ['a number or a decimal as text', { type: ['number', 'string'], format: 'decimal' }],
    ['a pattern of other texts', { type: ['integer', 'string'], pattern: '^(\\d+|auto)$' }],
    [
      'an enumeration with texts',
      { type: ['integer', 'string'], pattern: INTEGER, enum: [1, 'all'] },
    ],
    ['another type beside them', { type: ['integer', 'string', 'boolean'], pattern: INTEGER }],
    ['text of digits', { type: 'string', pattern: INTEGER }],
    ['text with the format of a number', { type: 'string', format: 'int64' }],
    ['a number without a pattern', { type: 'integer', format: 'int32' }],
    ['digits that may start with zeros, without a type', { pattern: '^\\d+$' }],
    ['a format that may be text, without a type', { format: 'decimal' }],
    ['values without a type', { enum: ['1', '2'], format: 'int32' }],
    ['an object without a type', { properties: {}, format: 'int32' }],
    [
      'a union of schemas',
      { oneOf: [{ type: 'integer' }, { type: 'string', pattern: INTEGER }], format: 'int32' },
    ],
  ])('is not: %s', async (_, given) => {
    expect(await loadProperty('3.1.1', given)).toEqual(given);
  });
});
