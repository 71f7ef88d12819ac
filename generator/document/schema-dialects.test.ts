import { loadProperty } from './testing/load.js';

const A = { $ref: '#/components/schemas/A' };
const NULL = { type: 'null' };

describe('a 3.0 schema in normal form', () => {
  it.each<[string, unknown, unknown]>([
    ['a nullable type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
    ['x-nullable', { type: 'integer', 'x-nullable': true }, { type: ['integer', 'null'] }],
    [
      'a nullable enum',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'a nullable enum that lists null',
      { type: 'string', enum: ['a', null], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['a nullable allOf of one reference', { allOf: [A], nullable: true }, { anyOf: [A, NULL] }],
    [
      'the same with a description',
      { allOf: [A], nullable: true, description: 'D' },
      { description: 'D', anyOf: [A, NULL] },
    ],
    [
      'a nullable allOf of several',
      { allOf: [A, { type: 'object' }], nullable: true },
      { anyOf: [{ allOf: [A, { type: 'object' }] }, NULL] },
    ],
    ['nullable beside a reference', { ...A, nullable: true }, { anyOf: [A, NULL] }],
    ['a nullable oneOf', { oneOf: [A], nullable: true }, { oneOf: [A, NULL] }],
    [
      'a nullable anyOf that allows null',
      { anyOf: [A, { type: 'string', nullable: true }], nullable: true },
      { anyOf: [A, { type: ['string', 'null'] }] },
    ],
    ['nullable and nothing else', { nullable: true }, {}],
    [
      'nullable properties without a type',
      { properties: { a: {} }, nullable: true },
      { type: ['object', 'null'], properties: { a: {} } },
    ],
    [
      'nullable items without a type',
      { items: A, nullable: true },
      { type: ['array', 'null'], items: A },
    ],
    [
      'exclusive bounds as booleans',
      { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
      { exclusiveMinimum: 1, exclusiveMaximum: 9 },
    ],
    [
      'bounds that are not exclusive',
      { minimum: 1, exclusiveMinimum: false, maximum: 9 },
      { minimum: 1, maximum: 9 },
    ],
    [
      'an exclusive bound without its bound',
      { type: 'number', exclusiveMinimum: true },
      { type: 'number' },
    ],
    [
      'annotations beside a reference',
      { ...A, description: 'D', readOnly: true, deprecated: true, default: 1 },
      { ...A, description: 'D', readOnly: true, deprecated: true, default: 1 },
    ],
    ['constraints beside a reference', { ...A, type: 'string', enum: ['x'], maxLength: 3 }, A],
  ])('%s', async (_, given, want) => {
    expect(await loadProperty('3.0.1', given)).toEqual(want);
  });

  it('leaves a 3.1 schema its keywords beside a reference and its numeric bounds', async () => {
    const schema = { ...A, maxProperties: 3, exclusiveMinimum: 1 };
    expect(await loadProperty('3.1.1', schema)).toEqual(schema);
  });
});
