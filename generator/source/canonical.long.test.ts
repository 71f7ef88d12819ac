import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

const SPECS = resolve(__dirname, '../../../shared/specs');

/** What the canonical form of a schema holds, given as a document's only schema. */
function schemaAfter(schema: unknown): unknown {
  const document = { components: { schemas: { A: schema } } };
  const text = canonicalJson(document);
  return (JSON.parse(text) as { components: { schemas: { A: unknown } } }).components.schemas.A;
}

function operationAfter(operation: unknown): unknown {
  const text = canonicalJson({ paths: { '/a': { get: operation } } });
  return (JSON.parse(text) as { paths: { '/a': { get: unknown } } }).paths['/a'].get;
}

it('prints keys in code-unit order, indented, with a newline at the end', () => {
  const document = { b: [1, {}], a: { é: null, Z: [], a: 'x\u2028' }, __proto__: null };
  expect(canonicalJson(document)).toBe(
    '{\n  "a": {\n    "Z": [],\n    "a": "x\u2028",\n    "é": null\n  },\n  "b": [\n    1,\n    {}\n  ]\n}\n',
  );
});

describe('a list whose order means nothing is sorted:', () => {
  it.each([
    ['required', { required: ['b', 'a'] }, { required: ['a', 'b'] }],
    ['type', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
    [
      'allOf, by $ref before all else',
      { allOf: [{ properties: {} }, { $ref: '#/b' }, { $ref: '#/a', description: 'z' }] },
      { allOf: [{ properties: {} }, { $ref: '#/a', description: 'z' }, { $ref: '#/b' }] },
    ],
    [
      'enum with all its companions',
      {
        enum: [20, 3, 100],
        'x-enumNames': ['Twenty', 'Three', 'Hundred'],
        'x-enum-varnames': ['T', 'E', 'H'],
        'x-enumDescriptions': ['20', '3', '100'],
        'x-enum-descriptions': ['d20', 'd3', 'd100'],
      },
      {
        enum: [3, 20, 100],
        'x-enumNames': ['Three', 'Twenty', 'Hundred'],
        'x-enum-varnames': ['E', 'T', 'H'],
        'x-enumDescriptions': ['3', '20', '100'],
        'x-enum-descriptions': ['d3', 'd20', 'd100'],
      },
    ],
    [
      'enum without names that are not as many',
      { enum: ['b', 'a', null], 'x-enumNames': ['B', 'A'] },
      { enum: ['a', 'b', null], 'x-enumNames': ['B', 'A'] },
    ],
    [
      'in schemas within schemas',
      { properties: { p: { items: { anyOf: [{ required: ['b', 'a'] }] } } } },
      { properties: { p: { items: { anyOf: [{ required: ['a', 'b'] }] } } } },
    ],
  ])('%s', (_, given, want) => {
    expect(schemaAfter(given)).toEqual(want);
  });

  it.each([
    ['tags', { tags: ['b', 'a'] }, { tags: ['a', 'b'] }],
    [
      'parameters, by place and name',
      {
        parameters: [
          { name: 'b', in: 'query' },
          { $ref: '#/z' },
          { name: 'a', in: 'query' },
          { name: 'z', in: 'path' },
        ],
      },
      {
        parameters: [
          { $ref: '#/z' },
          { name: 'z', in: 'path' },
          { name: 'a', in: 'query' },
          { name: 'b', in: 'query' },
        ],
      },
    ],
    [
      'security and its scopes',
      { security: [{ oauth: ['write', 'read'] }, {}] },
      { security: [{ oauth: ['read', 'write'] }, {}] },
    ],
    [
      'consumes',
      { consumes: ['text/json', 'application/json'] },
      { consumes: ['application/json', 'text/json'] },
    ],
    [
      'a parameter of Swagger 2.0',
      { parameters: [{ in: 'query', name: 'a', items: { enum: ['b', 'a'] }, enum: [2, 1] }] },
      { parameters: [{ in: 'query', name: 'a', items: { enum: ['a', 'b'] }, enum: [1, 2] }] },
    ],
    [
      'a schema of a response',
      {
        responses: {
          default: { content: { 'application/json': { schema: { required: ['b', 'a'] } } } },
        },
      },
      {
        responses: {
          default: { content: { 'application/json': { schema: { required: ['a', 'b'] } } } },
        },
      },
    ],
  ])('%s', (_, given, want) => {
    expect(operationAfter(given)).toEqual(want);
  });

  it('the tags of the document, by name', () => {
    const text = canonicalJson({
      tags: [
        { name: 'b', description: 'a' },
        { name: 'a', description: 'z' },
      ],
    });
    expect(JSON.parse(text)).toEqual({
      tags: [
        { name: 'a', description: 'z' },
        { name: 'b', description: 'a' },
      ],
    });
  });
});

describe('a list stays as it is:', () => {
  it.each([
    ['of tuples', { prefixItems: [{ type: 'string' }, { type: 'integer' }] }],
    ['an example', { example: { tags: ['b', 'a'], required: ['b', 'a'] } }],
    ['examples', { examples: [['b', 'a'], ['a']] }],
    ['a default', { default: ['b', 'a'] }],
    ['a const', { const: ['b', 'a'] }],
    ['inside a value of an enum', { enum: [['b', 'a']] }],
    [
      'an extension',
      { 'x-order': ['b', 'a'], 'x-ms-enum': { values: [{ value: 2 }, { value: 1 }] } },
    ],
    [
      'what a property is called after a keyword',
      { properties: { required: { default: ['b', 'a'] }, enum: { example: [2, 1] } } },
    ],
  ])('%s', (_, schema) => {
    expect(JSON.stringify(schemaAfter(schema))).toBe(
      JSON.stringify(JSON.parse(canonicalJson(schema))),
    );
    expect(schemaAfter(schema)).toEqual(schema);
  });

  it('of servers', () => {
    const document = { servers: [{ url: 'b' }, { url: 'a' }] };
    expect(JSON.parse(canonicalJson(document))).toEqual(document);
  });

  it('of an extension among paths', () => {
    const document = { paths: { 'x-list': { tags: ['b', 'a'] } } };
    expect(JSON.parse(canonicalJson(document))).toEqual(document);
  });
});

it('keeps a key called __proto__', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}'))).toContain(
    '"__proto__": {\n    "a": 2',
  );
});

it.each([
  [9223372036854775807n, '9223372036854775807'],
  [JSON.parse('9223372036854775807') as number, '9223372036854776000'],
  [1e21, '1e+21'],
  [NaN, 'null'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
])('prints the number or date %s as %s', (value, text) => {
  expect(canonicalJson(value)).toBe(`${text}\n`);
});

describe('the same document in another order', () => {
  it('has the same form, and the form of a form is itself', () => {
    fc.assert(
      fc.property(documents, fc.integer(), (given, seed) => {
        const once = canonicalJson(given);
        expect(canonicalJson(shuffledDocument(given, shuffler(seed)))).toBe(once);
        expect(canonicalJson(JSON.parse(once))).toBe(once);
      }),
      { numRuns: 200 },
    );
  });

  it('takes linear time for compositions within compositions', () => {
    const readsOf = (levels: number): number => {
      let reads = 0;
      const counted = (schema: object): object =>
        new Proxy(schema, {
          get: (target, key) => {
            reads++;
            return Reflect.get(target, key) as unknown;
          },
        });
      let schema = counted({ description: 'x'.repeat(100_000) });
      for (let level = 0; level < levels; level++) {
        schema = counted({ allOf: [schema, { $ref: '#/a' }] });
      }
      schemaAfter(schema);
      return reads;
    };
    expect(readsOf(400)).toBeLessThan(4.2 * readsOf(100));
  });

  const published = existsSync(SPECS)
    ? readdirSync(SPECS).filter((file) => file.endsWith('.json'))
    : [];
  (published.length > 0 ? it : it.skip)('loses nothing of what APIs publish', () => {
    for (const file of published) {
      const given: unknown = JSON.parse(readFileSync(resolve(SPECS, file), 'utf8'));
      const once = canonicalJson(given);
      expect([file, canonicalJson(JSON.parse(once)) === once]).toEqual([file, true]);
      expect([file, sizeOf(JSON.parse(once))]).toEqual([file, sizeOf(given)]);
    }
  });
});

interface Schema {
  readonly required?: readonly string[];
  readonly type?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly prefixItems?: readonly Schema[];
  readonly example?: unknown;
}
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: Schema;
}
interface Document {
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

/** Names that are keywords elsewhere, too. */
const name = fc.constantFrom('required', 'enum', 'tags', 'a', '$ref', 'properties', 'x-y', 'allOf');
const names = fc.uniqueArray(name, { maxLength: 4 });

const schemaOf = (inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc.record(
    {
      required: names,
      type: fc.uniqueArray(fc.constantFrom('string', 'null', 'object')),
      enum: fc.uniqueArray(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }),
      allOf: fc.array(inner, { maxLength: 3 }),
      properties: fc.dictionary(name, inner, { maxKeys: 3 }),
      prefixItems: fc.array(inner, { maxLength: 2 }),
      example: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: [] },
  );
const schemas = schemaOf(schemaOf(schemaOf(fc.constant({}))));
const documents: fc.Arbitrary<Document> = fc.record({
  tags: fc.array(fc.record({ name, description: fc.string() }), { maxLength: 3 }),
  paths: fc.dictionary(
    fc.constantFrom('/a', '/b'),
    fc.record({
      get: fc.record({
        tags: names,
        parameters: fc.array(fc.record({ in: name, name, schema: schemas }), { maxLength: 3 }),
        security: fc.array(fc.dictionary(name, names, { maxKeys: 2 }), { maxLength: 3 }),
      }),
    }),
  ),
  components: fc.record({ schemas: fc.dictionary(name, schemas, { maxKeys: 3 }) }),
});

type Shuffle = <T>(items: readonly T[]) => T[];

/** Fisher and Yates with a small generator, so that a failure can be repeated. */
function shuffler(seed: number): Shuffle {
  let state = seed >>> 0;
  return (items) => {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = state % (last + 1);
      [result[last], result[other]] = [result[other]!, result[last]!];
    }
    return result;
  };
}

function shuffledDocument({ tags, paths, components }: Document, shuffle: Shuffle): object {
  const keys = keysShuffler(shuffle);
  const get = ({ tags: tagged, parameters, security }: Operation) =>
    keys({
      tags: shuffle(tagged),
      parameters: shuffle(parameters).map((parameter) =>
        keys({ ...parameter, schema: shuffledSchema(parameter.schema, shuffle) }),
      ),
      security: shuffle(security).map((schemes) => keys(mapValues(schemes, shuffle))),
    });
  return keys({
    tags: shuffle(tags).map(keys),
    paths: keys(mapValues(paths, (item) => ({ get: get(item.get) }))),
    components: {
      schemas: keys(mapValues(components.schemas, (schema) => shuffledSchema(schema, shuffle))),
    },
  });
}

function shuffledSchema(schema: Schema, shuffle: Shuffle): object {
  const keys = keysShuffler(shuffle);
  const inner = (member: Schema) => shuffledSchema(member, shuffle);
  return keys({
    ...schema,
    ...(schema.required && { required: shuffle(schema.required) }),
    ...(schema.type && { type: shuffle(schema.type) }),
    ...(schema.enum && { enum: shuffle(schema.enum) }),
    ...(schema.allOf && { allOf: shuffle(schema.allOf).map(inner) }),
    ...(schema.properties && { properties: keys(mapValues(schema.properties, inner)) }),
    ...(schema.prefixItems && { prefixItems: schema.prefixItems.map(inner) }),
  });
}

function keysShuffler(shuffle: Shuffle) {
  return (value: object): object => Object.fromEntries(shuffle(Object.entries(value)));
}

function mapValues<T, U>(
  values: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

/** How many keys and values there are, and how long they are together. */
function sizeOf(value: unknown): readonly number[] {
  let count = 0;
  let length = 0;
  JSON.stringify(value, function (this: unknown, key, part: unknown) {
    count++;
    if (!Array.isArray(this)) length += key.length;
    if (typeof part !== 'object') length += JSON.stringify(part).length;
    return part;
  });
  return [count, length];
}
