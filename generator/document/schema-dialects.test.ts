import { documentWith, load, loadProperty } from './testing/load.js';

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
      'null as the values of a member',
      { oneOf: [{ nullable: true, enum: [null] }, A] },
      { oneOf: [NULL, A] },
    ],
    [
      'null as the only value of a nullable type',
      { type: 'string', nullable: true, enum: [null], description: 'D' },
      { ...NULL, description: 'D' },
    ],
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

describe("ASP.NET's schemas in normal form", () => {
  it.each<[string, unknown, unknown]>([
    ['null with allOf', { type: 'null', allOf: [A] }, { anyOf: [A, NULL] }],
    ['null or object with allOf', { type: ['null', 'object'], allOf: [A] }, { anyOf: [A, NULL] }],
    ['null with a reference', { type: 'null', ...A }, { anyOf: [A, NULL] }],
    ['null or string with a reference', { type: ['null', 'string'], ...A }, { anyOf: [A, NULL] }],
    [
      'null with allOf and annotations',
      { type: 'null', allOf: [A], description: 'D', readOnly: true },
      { description: 'D', readOnly: true, anyOf: [A, NULL] },
    ],
    ['null or object with oneOf', { type: ['null', 'object'], oneOf: [A] }, { oneOf: [A, NULL] }],
    ['oneOf with null', { oneOf: [NULL, A] }, { oneOf: [NULL, A] }],
    ['null alone', NULL, NULL],
    ['a list of one type', { type: ['string'] }, { type: 'string' }],
    [
      'null in the type of an enum',
      { type: ['null', 'string'], enum: ['a'] },
      { type: ['null', 'string'], enum: ['a', null] },
    ],
    [
      'numbers of an enum as text',
      { type: ['integer', 'null'], enum: ['1', '-20', null] },
      { type: ['integer', 'null'], enum: [1, -20, null] },
    ],
    [
      'texts of an enum that are no numbers, or more than a number holds',
      { type: 'integer', enum: ['1', 'Draft', '9007199254740993', '01', 'NaN'] },
      { type: 'integer', enum: ['1', 'Draft', '9007199254740993', '01', 'NaN'] },
    ],
    ['NaN', { type: 'number', enum: ['NaN'] }, { type: 'number', enum: ['NaN'] }],
    ['numbers of a text', { type: 'string', enum: ['1'] }, { type: 'string', enum: ['1'] }],
    ['allOf of one reference', { allOf: [A] }, A],
    [
      'allOf of one reference with annotations',
      { allOf: [A], description: 'D', readOnly: true },
      { ...A, description: 'D', readOnly: true },
    ],
    ['allOf of one reference with the type of its target', { type: 'object', allOf: [A] }, A],
    [
      'allOf with one member without a type',
      { type: 'string', allOf: [{ maxLength: 3 }] },
      { type: 'string', allOf: [{ maxLength: 3 }] },
    ],
    [
      'allOf of one beside properties',
      { allOf: [A], properties: { a: {} } },
      { allOf: [A], properties: { a: {} } },
    ],
    [
      'TimeSpan as an object',
      { type: 'object', properties: { ticks: { type: 'integer', format: 'int64' } } },
      { type: 'object', properties: { ticks: { type: 'integer', format: 'int64' } } },
    ],
    [
      'boolean schemas',
      { type: 'array', items: true, not: false },
      { type: 'array', items: true, not: false },
    ],
    ['required: true in a property', { type: 'string', required: true }, { type: 'string' }],
    ['type: file', { type: 'file' }, { type: 'string', format: 'binary' }],
    [
      'a discriminator that is a text',
      { discriminator: 'kind' },
      { discriminator: { propertyName: 'kind' } },
    ],
    [
      'a list of items',
      { type: 'array', items: [{ type: 'string' }], additionalItems: false },
      { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    ],
    [
      'x-ms-enum in another order',
      {
        enum: [1, 2, 3],
        'x-ms-enum': {
          values: [
            { value: 2, name: 'Two', description: 'The second' },
            { value: 1, name: 'One' },
          ],
        },
      },
      {
        enum: [1, 2, 3],
        'x-enumNames': ['One', 'Two', ''],
        'x-enumDescriptions': ['', 'The second', ''],
      },
    ],
    [
      'x-enum-names, and descriptions by value',
      { enum: ['a', 'b'], 'x-enum-names': ['A', 'B'], 'x-enumDescriptions': { b: 'The last' } },
      { enum: ['a', 'b'], 'x-enumNames': ['A', 'B'], 'x-enumDescriptions': ['', 'The last'] },
    ],
    [
      'comments by name',
      { enum: [1, 2], 'x-enum-varnames': ['One', 'Two'], 'x-enum-comments': { One: 'The first' } },
      { enum: [1, 2], 'x-enum-varnames': ['One', 'Two'], 'x-enumDescriptions': ['The first', ''] },
    ],
    [
      'constants with titles',
      {
        oneOf: [
          { const: 1, title: 'One', description: 'The first' },
          { const: 2, title: 'Two', deprecated: true },
        ],
        description: 'D',
      },
      {
        description: 'D',
        type: 'integer',
        enum: [1, 2],
        'x-enumNames': ['One', 'Two'],
        'x-enumDescriptions': ['The first', 'Deprecated.'],
      },
    ],
    [
      'constants with titles and null, in anyOf',
      { anyOf: [{ const: 'a', title: 'A' }, { enum: ['b'] }, NULL], type: ['string', 'null'] },
      { type: ['string', 'null'], enum: ['a', 'b', null], 'x-enumNames': ['A', '', ''] },
    ],
    [
      'constants without titles',
      { oneOf: [{ const: 'a' }, { const: 'b' }] },
      { oneOf: [{ const: 'a' }, { const: 'b' }] },
    ],
    [
      'titled members that are more than constants',
      {
        oneOf: [
          { const: 'a', title: 'A' },
          { type: 'string', title: 'Other' },
        ],
      },
      {
        oneOf: [
          { const: 'a', title: 'A' },
          { type: 'string', title: 'Other' },
        ],
      },
    ],
    [
      'a nullable type whose enum does not list null',
      { type: ['null', 'integer'], enum: [0, 1] },
      { type: ['null', 'integer'], enum: [0, 1, null] },
    ],
    [
      'a nullable type with a constant',
      { type: ['string', 'null'], const: 'a' },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'null as OData writes it',
      { anyOf: [A, { type: 'object', nullable: true }] },
      { anyOf: [A, NULL] },
    ],
    [
      'null as OData writes it in 3.1, beside several references',
      { oneOf: [A, A, { type: ['object', 'null'], description: 'None' }] },
      { oneOf: [A, A, NULL] },
    ],
    [
      'an object with properties of its own beside a reference',
      { anyOf: [A, { type: ['object', 'null'], properties: {} }] },
      { anyOf: [A, { type: ['object', 'null'], properties: {} }] },
    ],
    [
      'x-ms-enum beside x-enumNames',
      { enum: [1], 'x-enumNames': ['Uno'], 'x-ms-enum': { values: [{ value: 1, name: 'One' }] } },
      { enum: [1], 'x-enumNames': ['Uno'] },
    ],
    [
      'values that look like references',
      { example: { $ref: 'x' }, default: { $ref: 'y' }, enum: [{ $ref: 'z' }] },
      { example: { $ref: 'x' }, default: { $ref: 'y' }, enum: [{ $ref: 'z' }] },
    ],
  ])('%s', async (_, given, want) => {
    expect(await loadProperty('3.1.1', given)).toEqual(want);
  });

  it('keeps the base of a component that adds nothing to it', async () => {
    const { document } = await load(
      documentWith('3.0.1', { A: { type: 'object' }, B: { allOf: [A] }, C: true }),
    );
    expect(document.components.schemas['B']).toEqual({ allOf: [A] });
    expect(document.components.schemas['C']).toBe(true);
  });

  it('keeps the encoding of multipart, which only comparisons look at', async () => {
    const schema = { type: 'object' };
    const body = {
      content: { 'multipart/form-data': { schema, encoding: { a: { style: 'form' } } } },
    };
    const { document } = await load({
      ...documentWith('3.0.1', {}),
      paths: { '/x': { post: { requestBody: body } } },
    });
    expect(document.paths['/x']?.post?.requestBody).toEqual(body);
  });
});
