import type { Direction } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { compareSchemas, loadText } from '../testing/findings.js';

/**
 * What a change of a schema means on the wire, in requests and in responses, with all that is reported. A schema `T` stands
 * for the compared one; the others belong to both versions unless they are given twice.
 */

type Json = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Json>>;

/** The worst verdict in requests and in responses: `B` breaks, `?` may break, `-` breaks nothing. */
type Wire = `${'B' | '?' | '-'}${'B' | '?' | '-'}`;

type Row = readonly [
  name: string,
  before: Json,
  after: Json,
  wire: Wire,
  want: readonly string[],
  schemas?: Schemas | readonly [before: Schemas, after: Schemas],
  version?: string,
];

const text = { type: 'string' };
const whole = { type: 'integer' };
const list = (items: Json): Json => ({ type: 'array', items });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Json, required: readonly string[] = [], more: Json = {}): Json => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  ...more,
});
const thing = object({ a: text });
const DIGITS = '^-?(?:0|[1-9]\\d*)$';

const TYPES: readonly Row[] = [
  [
    'int to int or text with pattern (.NET 10)',
    whole,
    { type: ['integer', 'string'], pattern: DIGITS },
    '--',
    [],
  ],
  [
    'int to its form without a type (.NET 10 as 3.0)',
    whole,
    { pattern: DIGITS, format: 'int32' },
    'B?',
    ['format-specialized'],
    {},
    '3.0.4',
  ],
  [
    'int32 to its form without a type',
    { ...whole, format: 'int32' },
    { pattern: DIGITS, format: 'int32' },
    '--',
    [],
    {},
    '3.0.4',
  ],
  [
    'number to number or text',
    { type: 'number', format: 'double' },
    { type: ['number', 'string'], format: 'double', pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$' },
    '--',
    [],
  ],
  ['int to int or text', whole, { type: ['integer', 'string'] }, '-B', ['type-generalized']],
  ['int to number', whole, { type: 'number' }, '-B', ['type-generalized']],
  ['number to int', { type: 'number' }, whole, 'B-', ['type-specialized']],
  ['text to int', text, whole, 'BB', ['type-changed']],
  ['text to null', text, { type: 'null' }, 'BB', ['became-nullable', 'type-changed']],
  ['anything to text', {}, text, 'B-', ['type-specialized']],
  ['text to anything', text, {}, '-B', ['type-generalized']],
  [
    'object to text: nothing below',
    object({ a: text, b: whole }, ['a']),
    text,
    'BB',
    ['type-changed'],
  ],
  ['text to object: nothing below', text, object({ a: text }, ['a']), 'BB', ['type-changed']],
  ['array to object: nothing below', list(thing), thing, 'BB', ['type-changed']],
  ['list of objects to list of texts', list(thing), list(text), 'BB', ['type-changed']],
  ['list of anything to list of texts', { type: 'array' }, list(text), 'B-', ['type-specialized']],
  ['list of anything, written', { type: 'array' }, list({}), '--', []],
  ['anything to object: once', {}, object({ a: text }, ['a']), 'B-', ['type-specialized']],
  [
    'types in another order',
    { type: ['string', 'integer'] },
    { type: ['integer', 'string'] },
    '--',
    [],
  ],
  [
    'types as a union',
    { type: ['string', 'boolean'] },
    { anyOf: [text, { type: 'boolean' }] },
    '--',
    [],
  ],
  ['format', text, { ...text, format: 'date' }, 'B?', ['format-specialized']],
  [
    'a wider format',
    { ...whole, format: 'int32' },
    { ...whole, format: 'int64' },
    '-?',
    ['format-generalized'],
  ],
  ['contentEncoding', text, { ...text, contentEncoding: 'base64' }, 'B?', ['format-changed']],
  ['contentEncoding of a number', whole, { ...whole, contentEncoding: 'base64' }, '--', []],
];

const LIMITS: readonly Row[] = [
  ['text + minItems', text, { ...text, minItems: 1 }, '--', []],
  ['array + maxLength', list(text), { ...list(text), maxLength: 3 }, '--', []],
  ['object + pattern', thing, { ...thing, pattern: '^a' }, '--', []],
  ['text + maximum', text, { ...text, maximum: 3, multipleOf: 2 }, '--', []],
  ['int + minLength', whole, { ...whole, minLength: 3 }, '--', []],
  ['text + maxLength', text, { ...text, maxLength: 3 }, 'B-', ['constraint-tightened']],
  [
    'maxLength lower',
    { ...text, maxLength: 9 },
    { ...text, maxLength: 3 },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'maxLength higher',
    { ...text, maxLength: 3 },
    { ...text, maxLength: 9 },
    '-?',
    ['constraint-relaxed'],
  ],
  ['minLength: 0', text, { ...text, minLength: 0 }, '--', []],
  [
    'minimum to exclusiveMinimum',
    { ...whole, minimum: 3 },
    { ...whole, exclusiveMinimum: 3 },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'exclusiveMaximum of 3.0',
    { ...whole, maximum: 3 },
    { ...whole, maximum: 3, exclusiveMaximum: true },
    'B-',
    ['constraint-tightened'],
    {},
    '3.0.4',
  ],
  [
    'multipleOf',
    { ...whole, multipleOf: 2 },
    { ...whole, multipleOf: 3 },
    'B?',
    ['constraint-changed'],
  ],
  [
    'multipleOf a divisor',
    { ...whole, multipleOf: 4 },
    { ...whole, multipleOf: 2 },
    '-?',
    ['constraint-relaxed'],
  ],
  ['pattern', { ...text, pattern: '^a' }, { ...text, pattern: '^b' }, 'B?', ['constraint-changed']],
  ['uniqueItems', list(text), { ...list(text), uniqueItems: true }, 'B-', ['constraint-tightened']],
  ['minProperties', thing, { ...thing, minProperties: 1 }, 'B-', ['constraint-tightened']],
  [
    'a limit of one of two types',
    { type: ['string', 'integer'] },
    { type: ['string', 'integer'], maximum: 5 },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'a limit of a type that was added',
    text,
    { type: ['string', 'integer'], maximum: 5 },
    '-B',
    ['type-generalized'],
  ],
  [
    'contains',
    list(text),
    { ...list(text), contains: { const: 'a' } },
    'B-',
    ['constraint-tightened'],
  ],
  ['not', text, { ...text, not: { const: 'a' } }, 'B-', ['constraint-tightened']],
  [
    'a wider not',
    { ...text, not: { enum: ['a'] } },
    { ...text, not: { enum: ['a', 'b'] } },
    'B?',
    ['constraint-changed'],
  ],
  [
    'if',
    { if: thing, then: thing },
    { if: object({ b: text }), then: thing },
    'B?',
    ['constraint-changed', 'constraint-changed'],
  ],
  ['then', { if: thing }, { if: thing, then: object({}, ['a']) }, 'B-', ['constraint-tightened']],
  [
    'else is gone',
    { if: thing, else: object({}, ['a']) },
    { if: thing },
    '-?',
    ['constraint-relaxed'],
  ],
  [
    'patternProperties',
    thing,
    { ...thing, patternProperties: { '^x': text } },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'a schema of patternProperties',
    { ...thing, patternProperties: { '^x': text } },
    { ...thing, patternProperties: { '^x': whole } },
    'BB',
    ['type-changed'],
  ],
  [
    'dependentRequired',
    thing,
    { ...thing, dependentRequired: { a: ['b'] } },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'unevaluatedProperties',
    thing,
    { ...thing, unevaluatedProperties: false },
    'B-',
    ['constraint-tightened'],
  ],
];

const VALUES: readonly Row[] = [
  ['enum without a type', { ...text, enum: ['a', 'b'] }, { enum: ['a', 'b'] }, '--', []],
  ['const without a type', { ...text, const: 'a' }, { const: 'a' }, '--', []],
  ['const to enum of one', { const: 'a' }, { ...text, enum: ['a'] }, '--', []],
  ['enum of one to const', { ...whole, enum: [1] }, { const: 1 }, '--', []],
  ['const to enum of two', { const: 'a' }, { enum: ['a', 'b'] }, '-?', ['enum-value-added']],
  [
    'a limit that the values observe',
    { enum: ['a', 'ab'] },
    { enum: ['a', 'ab'], maxLength: 2 },
    '--',
    [],
  ],
  [
    'a limit that refuses a value',
    { enum: ['a', 'abc'] },
    { enum: ['a', 'abc'], maxLength: 2 },
    'B-',
    ['enum-value-removed'],
  ],
  [
    'enum to a limit that allows its values',
    { ...text, enum: ['a'] },
    { ...text, maxLength: 2 },
    '-B',
    ['enum-removed'],
  ],
  [
    'enum to a limit that refuses a value',
    { ...text, enum: ['a', 'abc'] },
    { ...text, maxLength: 2 },
    'BB',
    ['enum-removed', 'enum-value-removed'],
  ],
  [
    'a limit to an enum',
    { ...whole, maximum: 5 },
    { ...whole, enum: [1, 9] },
    'B?',
    ['became-enum', 'enum-value-added'],
  ],
  [
    'enum of texts to enum of numbers',
    { enum: ['1', '2'] },
    { enum: [1, 2] },
    'BB',
    ['type-changed'],
  ],
  ['text to enum', text, { ...text, enum: ['a'] }, 'B-', ['became-enum']],
  [
    'nullable enum with null',
    { ...text, enum: ['a'], nullable: true },
    { ...text, enum: ['a', null], nullable: true },
    '--',
    [],
    {},
    '3.0.4',
  ],
  [
    'enum becomes nullable',
    { ...text, enum: ['a'] },
    { ...text, enum: ['a'], nullable: true },
    '-B',
    ['became-nullable'],
    {},
    '3.0.4',
  ],
  [
    'null among values without a type',
    { enum: ['a'] },
    { enum: ['a', null] },
    '-B',
    ['became-nullable'],
  ],
  [
    'x-extensible-enum',
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    { ...text, 'x-extensible-enum': ['a'] },
    '?-',
    ['known-value-removed'],
  ],
  [
    'x-enumNames',
    { ...whole, enum: [1, 2], 'x-enumNames': ['A', 'B'] },
    { ...whole, enum: [1, 2], 'x-enumNames': ['A', 'C'] },
    '--',
    ['enum-member-renamed'],
  ],
  ['default', text, { ...text, default: 'a' }, '?-', ['default-changed']],
];

const locked = { ...text, readOnly: true };
const secret = { ...text, writeOnly: true };
const nest = (schema: Json): Json => object({ n: schema });

const PROPERTIES: readonly Row[] = [
  [
    'a required read-only property becomes sendable',
    object({ a: locked }, ['a']),
    object({ a: text }, ['a']),
    'B-',
    ['required-became-not-read-only'],
  ],
  [
    'the same in a nested object',
    nest(object({ a: locked }, ['a'])),
    nest(object({ a: text }, ['a'])),
    'B-',
    ['required-became-not-read-only'],
  ],
  [
    'the same in a list',
    list(object({ a: locked }, ['a'])),
    list(object({ a: text }, ['a'])),
    'B-',
    ['required-became-not-read-only'],
  ],
  [
    'an optional read-only property becomes sendable',
    object({ a: locked }),
    thing,
    '--',
    ['became-not-read-only'],
  ],
  ['becomes read-only', thing, object({ a: locked }), '?-', ['became-read-only']],
  [
    'an optional property becomes write-only, as if it was removed',
    thing,
    object({ a: secret }),
    '-?',
    ['optional-became-write-only'],
  ],
  [
    'a required property becomes write-only',
    object({ a: text }, ['a']),
    object({ a: secret }, ['a']),
    '-B',
    ['required-became-write-only'],
  ],
  [
    'a read-only property is added',
    object({}),
    object({ a: locked }, ['a']),
    '--',
    ['required-property-added'],
  ],
  [
    'a write-only property is removed',
    object({ a: secret }),
    object({}),
    '?-',
    ['optional-property-removed'],
  ],
  [
    'readOnly in a part',
    { allOf: [object({ a: locked }, ['a'])] },
    { allOf: [object({ a: text }, ['a'])] },
    'B-',
    ['required-became-not-read-only'],
  ],
  ['required but not declared', object({}), object({}, ['x']), 'B-', ['property-became-required']],
  [
    'no longer required, not declared',
    object({}, ['x']),
    object({}),
    '-B',
    ['property-became-optional'],
  ],
  [
    'a property of a base becomes required',
    { allOf: [ref('Base')] },
    { allOf: [ref('Base')], required: ['b'] },
    'B-',
    ['property-became-required'],
    { Base: object({ b: text }) },
  ],
  ['deprecated', thing, object({ a: { ...text, deprecated: true } }), '--', ['deprecated']],
  [
    'sunset',
    object({ a: { ...text, deprecated: true, 'x-sunset': '2999-01-01' } }),
    object({ a: { ...text, deprecated: true, 'x-sunset': '2998-01-01' } }),
    '??',
    ['sunset-shortened'],
  ],
  [
    'stability',
    object({ a: { ...text, 'x-stability-level': 'stable' } }),
    object({ a: { ...text, 'x-stability-level': 'beta' } }),
    '??',
    ['stability-decreased'],
  ],
  [
    'a tuple grows',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text, whole] },
    'B?',
    ['tuple-changed'],
  ],
  [
    'a position of a tuple',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [whole] },
    'BB',
    ['type-changed'],
  ],
];

/** `additionalProperties`: absent, any, a schema and forbidden, in every pair. */
const OPEN: Readonly<Record<string, unknown>> = {
  true: true,
  '{}': {},
  schema: text,
  false: false,
};
const open = (how: string): Json =>
  object({ a: text }, [], how === 'absent' ? {} : { additionalProperties: OPEN[how] });
const ADDITIONAL: readonly Row[] = (
  [
    ['absent', 'true', '--', 'additional-properties-declared'],
    ['absent', '{}', '--', 'additional-properties-declared'],
    ['absent', 'schema', 'B-', 'additional-properties-typed'],
    ['absent', 'false', 'B-', 'additional-properties-forbidden'],
    ['true', 'absent', '--', 'additional-properties-undeclared'],
    ['true', '{}', '--', ''],
    ['true', 'schema', 'B-', 'additional-properties-typed'],
    ['true', 'false', 'B-', 'additional-properties-forbidden'],
    ['{}', 'true', '--', ''],
    ['{}', 'schema', 'B-', 'additional-properties-typed'],
    ['{}', 'false', 'B-', 'additional-properties-forbidden'],
    ['{}', 'absent', '--', 'additional-properties-undeclared'],
    ['schema', 'absent', '-B', 'additional-properties-untyped'],
    ['schema', 'true', '-B', 'additional-properties-untyped'],
    ['schema', '{}', '-B', 'additional-properties-untyped'],
    ['schema', 'false', 'B-', 'additional-properties-forbidden'],
    ['false', 'absent', '-?', 'additional-properties-allowed'],
    ['false', 'true', '-?', 'additional-properties-allowed'],
    ['false', '{}', '-?', 'additional-properties-allowed'],
    ['false', 'schema', '-?', 'additional-properties-allowed'],
  ] as const
).map(([was, is, wire, what]): Row => [
  `additionalProperties: ${was} to ${is}`,
  open(was),
  open(is),
  wire,
  what === '' ? [] : [what],
]);

const base = {
  Base: object({ b: text }),
  Strict: object({ s: text }, ['s']),
  Top: object({ t: text }),
  Middle: { allOf: [ref('Top'), object({ m: text })] },
};
const derived = (...parts: readonly Json[]): Json => ({ allOf: [...parts, thing] });

const COMPOSED: readonly Row[] = [
  ['a base is added', thing, derived(ref('Base')), '--', ['base-added'], base],
  ['a base is removed', derived(ref('Base')), thing, '??', ['base-removed'], base],
  [
    'a base with a required property is added',
    thing,
    derived(ref('Strict')),
    'B-',
    ['required-base-added'],
    base,
  ],
  [
    'a base with a required property is removed',
    derived(ref('Strict')),
    thing,
    '?B',
    ['required-base-removed'],
    base,
  ],
  [
    'a base is replaced',
    derived(ref('Base')),
    derived(ref('Strict')),
    'B?',
    ['base-removed', 'required-base-added'],
    base,
  ],
  ['a base of two levels', thing, derived(ref('Middle')), '--', ['base-added'], base],
  ['a base moves between', derived(ref('Top')), derived(ref('Middle')), '--', ['base-added'], base],
  ['a base moves away', derived(ref('Middle')), derived(ref('Top')), '??', ['base-removed'], base],
  [
    'a part that repeats another',
    { allOf: [ref('Base')] },
    { allOf: [ref('Base'), object({ b: text })] },
    '--',
    [],
    base,
  ],
  [
    'an inline part is added',
    { allOf: [thing] },
    { allOf: [thing, object({ c: whole })] },
    '--',
    ['optional-property-added'],
  ],
  [
    'an inline part with a required property is added',
    { allOf: [thing] },
    { allOf: [thing, object({ c: whole }, ['c'])] },
    'B-',
    ['required-property-added'],
  ],
  [
    'an inline part with a limit is added',
    { ...text, allOf: [{ minLength: 1 }] },
    { ...text, allOf: [{ minLength: 1 }, { maxLength: 3 }] },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'a property moves to a base',
    derived(ref('Base'), object({ c: text })),
    derived(ref('Base')),
    '--',
    [],
    [base, { ...base, Base: object({ b: text, c: text }) }],
  ],
  [
    'a property moves to a base and becomes required',
    derived(ref('Base'), object({ c: text })),
    derived(ref('Base')),
    'B-',
    ['property-became-required'],
    [base, { ...base, Base: object({ b: text, c: text }, ['c']) }],
  ],
  [
    'a property moves to a base and has another type',
    derived(ref('Base'), object({ c: text })),
    derived(ref('Base')),
    'BB',
    ['type-changed'],
    [base, { ...base, Base: object({ b: text, c: whole }) }],
  ],
  [
    'a property moves from a base',
    derived(ref('Base')),
    derived(ref('Base'), object({ b: text })),
    '--',
    [],
    [base, { ...base, Base: object({}) }],
  ],
  [
    '$ref with siblings',
    ref('Base'),
    { ...ref('Base'), properties: { c: text }, required: ['c'] },
    'B-',
    ['required-property-added'],
    base,
    '3.1.0',
  ],
  [
    '$ref with a description',
    nest(ref('Base')),
    nest({ ...ref('Base'), description: 'd' }),
    '--',
    ['documentation-changed'],
    base,
    '3.1.0',
  ],
  [
    'a base itself changes: once, there',
    derived(ref('Base')),
    derived(ref('Base')),
    'BB',
    ['type-changed'],
    [base, { ...base, Base: object({ b: whole }) }],
  ],
  [
    'a part that conflicts is added',
    { ...text, pattern: '^a' },
    { ...text, pattern: '^a', allOf: [{ pattern: 'b$' }] },
    'B?',
    ['all-of-added'],
  ],
];

const kinds = { Cat: object({ kind: text, meow: text }), Dog: object({ kind: text, bark: text }) };
const pets = (discriminator?: Json, keyword = 'oneOf'): Json => ({
  [keyword]: [ref('Cat'), ref('Dog')],
  ...(discriminator && { discriminator }),
});

const UNIONS: readonly Row[] = [
  ['oneOf to anyOf', pets(), pets(undefined, 'anyOf'), '--', [], kinds],
  ['members in another order', pets(), { oneOf: [ref('Dog'), ref('Cat')] }, '--', [], kinds],
  ['a union of one', ref('Cat'), { oneOf: [ref('Cat')] }, '--', [], kinds],
  [
    'a union gains null',
    pets(),
    { oneOf: [ref('Cat'), ref('Dog'), { type: 'null' }] },
    '-B',
    ['became-nullable'],
    kinds,
  ],
  [
    'a reference becomes a union with null',
    nest(ref('Cat')),
    nest({ oneOf: [{ type: 'null' }, ref('Cat')] }),
    '-B',
    ['became-nullable'],
    kinds,
  ],
  ['a variant is added', { oneOf: [ref('Cat')] }, pets(), '-?', ['variant-added'], kinds],
  ['a variant is removed', pets(), ref('Dog'), 'B-', ['variant-removed'], kinds],
  [
    'a variant changes',
    { oneOf: [text, whole, list(text)] },
    { oneOf: [{ ...text, maxLength: 2 }, whole, list(text)] },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'text becomes one of two',
    { ...text, maxLength: 4 },
    { anyOf: [{ ...text, maxLength: 2 }, list(text)] },
    'B?',
    ['constraint-tightened', 'variant-added'],
  ],
  [
    'text becomes a union without text',
    text,
    { oneOf: [list(text), thing] },
    'BB',
    ['type-changed'],
  ],
  [
    'a union beside properties',
    thing,
    { ...thing, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    'B-',
    ['constraint-tightened'],
  ],
  [
    'a discriminator is renamed',
    pets({ propertyName: 'kind' }),
    pets({ propertyName: 'sort' }),
    'B?',
    ['discriminator-renamed'],
    kinds,
  ],
  [
    'a mapping to its own name',
    pets({ propertyName: 'kind' }),
    pets({ propertyName: 'kind', mapping: { Cat: '#/components/schemas/Cat' } }),
    '--',
    [],
    kinds,
  ],
  [
    'another mapping',
    pets({ propertyName: 'kind', mapping: { c: 'Cat' } }),
    pets({ propertyName: 'kind', mapping: { x: 'Cat' } }),
    '??',
    ['discriminator-mapping-changed'],
    kinds,
  ],
  [
    'defaultMapping (3.2)',
    pets({ propertyName: 'kind' }),
    pets({ propertyName: 'kind', defaultMapping: 'Dog' }),
    '??',
    ['discriminator-mapping-changed'],
    kinds,
    '3.2.0',
  ],
  [
    'another defaultMapping (3.2)',
    pets({ propertyName: 'kind', defaultMapping: 'Cat' }),
    pets({ propertyName: 'kind', defaultMapping: 'Dog' }),
    '??',
    ['discriminator-mapping-changed'],
    kinds,
    '3.2.0',
  ],
  [
    'a recursive schema',
    ref('Node'),
    ref('Node'),
    'B-',
    ['became-enum'],
    [
      { Node: object({ next: ref('Node'), v: text }) },
      { Node: object({ next: ref('Node'), v: { ...text, enum: ['a'] } }) },
    ],
  ],
  [
    'a recursive base',
    ref('Node'),
    ref('Node'),
    '--',
    ['optional-property-added'],
    [
      { Node: { allOf: [ref('Base'), object({})] }, Base: object({ next: ref('Node') }) },
      { Node: { allOf: [ref('Base'), object({ v: text })] }, Base: object({ next: ref('Node') }) },
    ],
  ],
];

async function load(schema: Json, schemas: Schemas, openapi: string) {
  const content = { 'application/json': { schema: ref('T') } };
  return loadText(
    JSON.stringify({
      openapi,
      info: { title: 't', version: '1' },
      paths: {
        '/things': {
          get: { responses: { 200: { description: 'ok', content } } },
          post: { requestBody: { content }, responses: { 204: { description: 'ok' } } },
        },
      },
      components: { schemas: { ...schemas, T: schema } },
    }),
  );
}

const LETTERS = { breaking: 'B', 'potentially-breaking': '?', 'non-breaking': '-' } as const;

async function judge([, before, after, , , schemas = {}, version = '3.1.0']: Row) {
  const [was, is] = Array.isArray(schemas) ? (schemas as [Schemas, Schemas]) : [schemas, schemas];
  const [old, now] = [
    await load(before, was as Schemas, version),
    await load(after, is as Schemas, version),
  ];
  const findings = compareSchemas(old, now)
    .findings()
    .filter(({ subject, what }) => subject.wireName === 'T' || !what.startsWith('schema-'));
  const getWorst = (direction: Direction): string => {
    const letters = findings.flatMap(({ what, reaches }) => {
      const kind = KINDS[what];
      const effect = 'always' in kind ? kind.always : kind[direction];
      return reaches.some((reach) => reach.direction === direction) ? [LETTERS[effect.wire]] : [];
    });
    return ['B', '?'].find((letter) => letters.includes(letter as 'B')) ?? '-';
  };
  return {
    wire: `${getWorst('request')}${getWorst('response')}`,
    found: findings.map(({ what }) => what).sort(),
  };
}

describe.each([
  ['types', TYPES],
  ['limits', LIMITS],
  ['values', VALUES],
  ['properties', PROPERTIES],
  ['additional properties', ADDITIONAL],
  ['parts', COMPOSED],
  ['unions', UNIONS],
] as const)('a change of %s', (_, rows) => {
  it.each(rows.map((row) => [row[0], row] as const))('%s', async (_name, row) => {
    expect(await judge(row)).toEqual({ wire: row[3], found: [...row[4]].sort() });
  });
});
