import { documentWith, load } from './testing/load.js';

const LONG = '1234567890123456789';

describe('an integer that a number cannot hold', () => {
  it.each<[string, string, unknown]>([
    ['an example', `{ "type": "integer", "example": ${LONG} }`, { type: 'integer', example: LONG }],
    ['a negative default', `{ "default": -${LONG} }`, { default: `-${LONG}` }],
    [
      'inside an example, beside escapes',
      `{ "example": { "a\\"": [1, ${LONG}], "b": "x${LONG}" } }`,
      { example: { 'a"': [1, LONG], b: `x${LONG}` } },
    ],
    ['the first of several', `{ "examples": [${LONG}] }`, { examples: [LONG] }],
    [
      'a bound, which stays a number',
      '{ "type": "integer", "maximum": 9223372036854775807 }',
      { type: 'integer', maximum: 9223372036854775807 },
    ],
    [
      'a value of an enumeration, which is rounded',
      '{ "type": "integer", "enum": [9007199254740993] }',
      { type: 'integer', enum: [9007199254740992] },
    ],
    [
      'the same as text',
      '{ "type": "integer", "enum": ["9007199254740993"] }',
      { type: 'integer', enum: [9007199254740992] },
    ],
    [
      'in a property that is called default',
      '{ "properties": { "default": { "maximum": 9223372036854775807 } } }',
      { properties: { default: { maximum: 9223372036854775807 } } },
    ],
    ['a shorter one', '{ "example": 9007199254740991 }', { example: 9007199254740991 }],
    ['a fraction', '{ "example": 1234567890123456.5 }', { example: 1234567890123456.5 }],
  ])('keeps its digits where it is shown: %s', async (_, schema, want) => {
    const text = JSON.stringify(documentWith('3.0.1', { T: 'T' })).replace(
      '"T":"T"',
      `"T":${schema}`,
    );
    const { document } = await load(text);
    expect(document.components.schemas['T']).toEqual(want);
  });

  it('keeps its digits in YAML', async () => {
    const { document } = await load(`openapi: 3.0.1
info: { title: T, version: '1' }
paths: { /x: { get: { responses: { 200: { description: OK } } } } }
components: { schemas: { T: { type: integer, format: int64, example: ${LONG}, maximum: 9223372036854775807 } } }
`);
    expect(document.components.schemas['T']).toMatchObject({ example: LONG, maximum: 2 ** 63 });
  });
});
