import { describe as tell, documentOf, findIn } from './testing/answers.js';

type Schemas = Readonly<Record<string, unknown>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const definition = (name: string) => ({ $ref: `#/definitions/${name}` });
const text = { type: 'string' };
const int = { type: 'integer' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

async function find(
  version: string,
  schema: unknown,
  value: unknown,
  schemas: Schemas = {},
): Promise<readonly string[]> {
  return (await findIn(documentOf(version, schema, schemas), [{ body: value }])).map(tell).sort();
}

/** Version, schema, value, expected, and the named schemas. */
type Row = [
  version: string,
  schema: unknown,
  value: unknown,
  want: readonly string[],
  schemas?: Schemas,
];

const R = 'GET /x 200';

describe('null', () => {
  it.each<Row>([
    ['3.0.3', object({ a: text }), { a: null }, [`null ${R}.a`]],
    ['3.0.3', object({ a: { ...text, nullable: true } }), { a: null }, []],
    ['3.0.3', object({ a: { allOf: [ref('A')], nullable: true } }), { a: null }, [], { A: text }],
    ['3.0.3', object({ a: { ...ref('A'), nullable: true } }), { a: null }, [], { A: text }],
    ['3.0.3', object({ a: ref('A') }), { a: null }, [`null ${R}.a`], { A: text }],
    ['3.0.3', object({ a: ref('A') }), { a: null }, [], { A: { ...text, nullable: true } }],
    ['3.0.3', object({ a: { enum: ['x'], nullable: true } }), { a: null }, []],
    ['3.0.3', object({ a: {} }), { a: null }, []],
    ['3.1.0', object({ a: { type: ['string', 'null'] } }), { a: null }, []],
    ['3.1.0', object({ a: text }), { a: null }, [`null ${R}.a`]],
    ['3.1.0', object({ a: { enum: ['x'] } }), { a: null }, [`null ${R}.a`]],
    ['3.1.0', object({ a: { anyOf: [ref('A'), { type: 'null' }] } }), { a: null }, [], { A: text }],
    ['3.1.0', object({ a: { oneOf: [ref('A'), int] } }), { a: null }, [`null ${R}.a`], { A: text }],
    ['3.2.0', { type: 'array', items: int }, [1, null], [`null ${R}[]`]],
    [
      '2.0',
      object({ a: { ...text, 'x-nullable': true }, b: text }),
      { a: null, b: null },
      [`null ${R}.b`],
    ],
    [
      '2.0',
      { type: 'array', items: definition('A') },
      [{ b: null }],
      ['null A.b'],
      { A: object({ b: text }) },
    ],
    ['3.0.3', ref('A'), null, [`null ${R}`], { A: object({}) }],
  ])('%s %j: %j gives %j', async (...[version, schema, value, want, schemas]: Row) => {
    expect(await find(version, schema, value, schemas)).toEqual([...want].sort());
  });
});

describe('types and values', () => {
  it.each<Row>([
    ['3.0.3', int, 'x', [`type ${R} integer`]],
    ['3.0.3', int, 1.5, [`type ${R} integer`]],
    ['3.0.3', { type: 'number' }, 1, []],
    ['3.0.3', int, '5', [`number-as-text ${R}`]],
    ['3.0.3', { type: 'number' }, 'NaN', [`number-as-text ${R}`]],
    [
      '3.1.0',
      { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
      '5',
      [],
    ],
    [
      '3.1.0',
      { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
      5,
      [],
    ],
    [
      '3.1.0',
      { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32', maximum: 4 },
      '5',
      [`limit ${R} maximum`],
    ],
    [
      '3.1.0',
      { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
      'x',
      [`type ${R} integer`],
    ],
    ['3.1.0', { type: ['integer', 'boolean'] }, [], [`type ${R} integer boolean`]],
    [
      '3.1.0',
      object({ a: ref('E') }),
      { a: 'z' },
      ['enum E'],
      { E: { type: 'string', enum: ['x', 'y'] } },
    ],
    [
      '3.0.3',
      object({ a: ref('E') }),
      { a: 'x' },
      ['type E integer'],
      { E: { type: 'integer', enum: [0, 1] } },
    ],
    ['3.1.0', { const: 'a' }, 'b', [`enum ${R}`]],
    ['3.1.0', { type: 'string', enum: ['a'], minLength: 5 }, 'b', [`enum ${R}`]],
    ['3.0.3', { type: 'string', format: 'date-time' }, '2026-04-23T10:00:00', []],
    ['3.0.3', { type: 'string', format: 'date-time' }, '2026-04-23T10:00:00.1234567+02:00', []],
    ['3.0.3', { type: 'string', format: 'date-time' }, '23/04/2026', [`format ${R} date-time`]],
    ['3.0.3', { type: 'string', format: 'date-span' }, '1.02:03:04', []],
    ['3.0.3', { type: 'string', format: 'uuid' }, 'x', [`format ${R} uuid`]],
    ['3.0.3', { type: 'string', format: 'unheard-of' }, 'x', []],
    ['3.0.3', { type: 'string', format: 'binary' }, 'x', []],
    ['3.0.3', { type: 'integer', format: 'int32' }, 3_000_000_000, [`format ${R} int32`]],
    ['3.0.3', { type: 'string', pattern: '^a' }, 'b', [`pattern ${R}`]],
    ['3.0.3', { type: 'string', pattern: '(?i)^A' }, 'b', []],
    ['3.0.3', { type: 'number', multipleOf: 0.01 }, 0.07, []],
    [
      '3.0.3',
      { type: 'number', minimum: 1, exclusiveMinimum: true },
      1,
      [`limit ${R} exclusiveMinimum`],
    ],
    ['3.1.0', { type: 'string', minLength: 2, maxLength: 3 }, 'a', [`limit ${R} minLength`]],
    [
      '3.1.0',
      { type: 'array', maxItems: 1, uniqueItems: true },
      [1, 1],
      [`limit ${R} maxItems`, `limit ${R} uniqueItems`],
    ],
    ['3.1.0', { type: 'object', minProperties: 1 }, {}, [`limit ${R} minProperties`]],
    [
      '3.1.0',
      { type: 'array', prefixItems: [int, text], items: false },
      ['a', 1, 2],
      [`type ${R}[0] integer`, `type ${R}[1] string`, `type ${R}[]`],
    ],
    ['3.1.0', true, { a: 1 }, []],
    [
      '3.1.0',
      { type: 'string', contentMediaType: 'application/json', contentSchema: int },
      '"x"',
      [`type ${R} integer`],
    ],
  ])('%s %j: %j gives %j', async (...[version, schema, value, want, schemas]: Row) => {
    expect(await find(version, schema, value, schemas)).toEqual([...want].sort());
  });
});

describe('properties', () => {
  const Base = object({ id: int }, { required: ['id'], additionalProperties: false });
  const Derived = { allOf: [ref('Base'), object({ name: text }, { additionalProperties: false })] };
  it.each<Row>([
    [
      '3.0.3',
      object({ a: int }, { required: ['a', 'B'] }),
      {},
      [`missing ${R}.B B`, `missing ${R}.a a`],
    ],
    ['3.0.3', object({ a: int }), { a: 1, b: 1 }, [`undeclared-property ${R} b`]],
    ['3.0.3', object({ a: int }, { additionalProperties: {} }), { a: 1, b: 1 }, []],
    [
      '3.0.3',
      object({ a: int }, { additionalProperties: int }),
      { a: 1, b: 'x' },
      [`type ${R}.* integer`],
    ],
    [
      '3.0.3',
      object({ a: int }, { additionalProperties: false }),
      { 'AB-123-CD': 1 },
      [`undeclared-keys ${R}`],
    ],
    ['3.0.3', { type: 'object' }, { b: 1 }, []],
    [
      '3.0.3',
      { type: 'object', additionalProperties: false },
      { b: 1 },
      [`undeclared-property ${R} b`],
    ],
    [
      '3.1.0',
      { type: 'object', patternProperties: { '^x': int } },
      { x1: 'a', y: 1 },
      [`type ${R}.* integer`, `undeclared-property ${R} y`],
    ],
    ['3.0.3', ref('Derived'), { id: 1, name: 'a' }, [], { Base, Derived }],
    [
      '3.0.3',
      ref('Derived'),
      { id: 'a', name: 1, more: 1 },
      ['type Base.id integer', 'type Derived.name string', 'undeclared-property Derived more'],
      { Base, Derived },
    ],
    [
      '3.0.3',
      ref('Derived'),
      { name: null },
      ['missing Base.id id', 'null Derived.name'],
      { Base, Derived },
    ],
    [
      '2.0',
      definition('D'),
      {},
      ['missing B.id id'],
      { B: object({ id: int }, { required: ['id'] }), D: { allOf: [definition('B'), object({})] } },
    ],
    ['3.0.3', object({ p: { ...text, writeOnly: true } }, { required: ['p'] }), {}, []],
    ['3.0.3', object({ p: { ...text, writeOnly: true } }), { p: 'a' }, [`write-only ${R}.p`]],
    ['3.0.3', object({ p: { ...text, readOnly: true } }), { p: 'a' }, []],
    [
      '3.1.0',
      { ...object({ a: int }), unevaluatedProperties: int },
      { a: 1, b: 'x' },
      [`type ${R}.* integer`],
    ],
    [
      '3.1.0',
      { ...object({ a: int }), dependentRequired: { a: ['b'] } },
      { a: 1 },
      [`missing ${R}.b b`],
    ],
    [
      '3.1.0',
      { ...object({ a: int }), dependentSchemas: { a: object({ b: int }) } },
      { a: 1, b: 'x' },
      [`type ${R}.b integer`],
    ],
    [
      '3.1.0',
      {
        ...object({ a: int }),
        if: object({ a: { const: 1 } }),
        then: object({ b: int }),
        else: object({ c: int }),
      },
      { a: 1, b: 'x', c: 1 },
      [`type ${R}.b integer`, `undeclared-property ${R} c`],
    ],
    [
      '3.0.3',
      { type: 'array', items: ref('V') },
      [{ p: [{ x: 'a' }] }],
      ['type V.p[].x number'],
      { V: object({ p: { type: 'array', items: object({ x: { type: 'number' } }) } }) },
    ],
    [
      '3.0.3',
      ref('M'),
      { a: { b: 'x' } },
      ['type M.*.* integer'],
      { M: { additionalProperties: { additionalProperties: int } } },
    ],
    [
      '3.0.3',
      ref('T'),
      { sub: [{ sub: [{ n: 'x' }] }] },
      ['type T.n integer'],
      { T: object({ n: int, sub: { type: 'array', items: ref('T') } }) },
    ],
    [
      '3.1.0',
      ref('T'),
      { sub: [{ sub: [{ n: 'x' }] }] },
      ['type T.sub[].n integer'],
      {
        T: object({
          sub: {
            type: 'array',
            items: object({ n: int, sub: { $ref: '#/components/schemas/T/properties/sub' } }),
          },
        }),
      },
    ],
  ])('%s %j: %j gives %j', async (...[version, schema, value, want, schemas]: Row) => {
    expect(await find(version, schema, value, schemas)).toEqual([...want].sort());
  });
});

it('tells keys that are data once for each object', async () => {
  const schema = object({ a: int }, { additionalProperties: false });
  const [finding] = await findIn(documentOf('3.0.3', schema), [{ body: { 1: 'x', 2: 5 } }]);
  expect(finding).toMatchObject({
    count: 1,
    seen: 1,
    mismatch: { kind: 'undeclared-keys', shape: { seen: 2, types: { integer: 1, string: 1 } } },
  });
});

describe('variants', () => {
  const Circle = object({ kind: text, radius: { type: 'number' } }, { required: ['radius'] });
  const Square = object({ kind: text, side: { type: 'number' } }, { required: ['side'] });
  const shapes = { Circle, Square };
  const either = { oneOf: [ref('Circle'), ref('Square')] };
  const told = {
    ...either,
    discriminator: { propertyName: 'kind', mapping: { c: '#/components/schemas/Circle' } },
  };
  const other = object({ kind: text, q: { type: 'number' } }, { required: ['q'] });
  const toldOrOther = { ...told, oneOf: [...told.oneOf, other] };
  const Animal = object(
    { type: text, name: text },
    { required: ['type'], discriminator: { propertyName: 'type' } },
  );
  const Dog = { allOf: [ref('Animal'), object({ barks: { type: 'boolean' } })] };
  it.each<Row>([
    ['3.0.3', either, { radius: 1 }, [], shapes],
    ['3.0.3', either, { radius: 1, 1: 2 }, ['undeclared-keys Circle'], shapes],
    ['3.0.3', either, { side: 1, more: 1 }, ['undeclared-property Square more'], shapes],
    ['3.0.3', either, { kind: 'c', radius: 'x' }, ['type Circle.radius number'], shapes],
    ['3.0.3', either, { kind: 'c' }, [`no-variant ${R} oneOf`], shapes],
    ['3.0.3', either, 'x', [`type ${R} object`], shapes],
    [
      '3.0.3',
      { anyOf: [ref('Circle'), ref('Square'), int] },
      'x',
      [`type ${R} object integer`],
      shapes,
    ],
    [
      '3.1.0',
      { anyOf: [ref('Circle'), { type: 'null' }] },
      { radius: 'x' },
      ['type Circle.radius number'],
      shapes,
    ],
    ['3.1.0', { anyOf: [ref('Circle'), { type: 'null' }] }, 5, [`type ${R} object null`], shapes],
    ['3.1.0', { anyOf: [text, int] }, '5', []],
    ['3.1.0', { anyOf: [{ type: 'boolean' }, int] }, '5', [`number-as-text ${R}`]],
    ['3.0.3', { anyOf: [ref('Circle'), ref('Square')] }, { radius: 1, side: 1 }, [], shapes],
    [
      '3.0.3',
      told,
      { kind: 'c', side: 1 },
      ['missing Circle.radius radius', 'undeclared-property Circle side'],
      shapes,
    ],
    ['3.0.3', told, { kind: 'Square', side: 'x' }, ['type Square.side number'], shapes],
    ['3.0.3', told, { kind: 'zzz', q: 1 }, [`unknown-discriminator ${R} kind`], shapes],
    ['3.0.3', toldOrOther, { kind: 'zzz', q: 1 }, [], shapes],
    ['3.0.3', toldOrOther, { kind: 'zzz', q: 'x' }, [`unknown-discriminator ${R} kind`], shapes],
    [
      '3.0.3',
      { type: 'array', items: ref('Animal') },
      [{ type: 'Dog', barks: true }],
      [],
      { Animal, Dog },
    ],
    [
      '3.0.3',
      { type: 'array', items: ref('Animal') },
      [{ type: 'Dog', barks: 1, x: 1 }],
      ['type Dog.barks boolean', 'undeclared-property Dog x'],
      { Animal, Dog },
    ],
    [
      '3.0.3',
      ref('Animal'),
      { type: 'Cat', meows: 1 },
      ['unknown-discriminator Animal type'],
      { Animal, Dog },
    ],
    ['3.0.3', ref('Animal'), { name: 'a' }, ['missing Animal.type type'], { Animal, Dog }],
    [
      '3.0.3',
      ref('Dog'),
      { type: 'Dog', barks: true, name: 1 },
      ['type Animal.name string'],
      { Animal, Dog },
    ],
    [
      '2.0',
      definition('A'),
      { t: 'B', b: 'x' },
      ['type B.b integer'],
      {
        A: object({ t: text }, { discriminator: 't', required: ['t'] }),
        B: { allOf: [definition('A'), object({ b: int })] },
      },
    ],
    [
      '3.2.0',
      {
        oneOf: [ref('Circle'), ref('Square')],
        discriminator: { propertyName: 'kind', defaultMapping: 'Square' },
      },
      { kind: 'q', side: 'x' },
      ['type Square.side number'],
      shapes,
    ],
    [
      '3.1.0',
      ref('J'),
      { a: [1, 'x', { b: null }] },
      [],
      {
        J: {
          anyOf: [
            text,
            int,
            { type: 'array', items: ref('J') },
            { type: 'object', additionalProperties: ref('J') },
            { type: 'null' },
          ],
        },
      },
    ],
  ])('%s %j: %j gives %j', async (...[version, schema, value, want, schemas]: Row) => {
    expect(await find(version, schema, value, schemas)).toEqual([...want].sort());
  });
});
