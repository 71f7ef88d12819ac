import type { LoadedDocument } from '../raw-openapi.js';
import type { Finding } from '../finding.js';
import { compareSchemas, listKinds, loadText } from '../testing/findings.js';

type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

/** `GET /things` returns the schema, `POST /things` takes it. */
function documentOf(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>> = {},
  operations = 1,
) {
  const content = { 'application/json': { schema } };
  const responses = { 200: { description: 'ok', content } };
  const paths = Object.fromEntries(
    Array.from({ length: operations }, (_, index) => [
      `/things/${index}`,
      {
        get: { responses },
        post: { requestBody: { content }, responses: { 204: { description: 'ok' } } },
      },
    ]),
  );
  return loadText(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 't', version: '1' },
      paths,
      components: { schemas },
    }),
  );
}

/** In requests and responses under one name, so that a difference is found once. */
async function compared(before: Schema, after: Schema): Promise<readonly Finding[]> {
  const use = { $ref: '#/components/schemas/T' };
  return findDifferences(await documentOf(use, { T: before }), await documentOf(use, { T: after }));
}

function findDifferences(before: LoadedDocument, after: LoadedDocument): readonly Finding[] {
  return compareSchemas(before, after).findings();
}

const text = { type: 'string' };
const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

describe('a difference between schemas', () => {
  it.each<[before: Schema, after: Schema, kinds: readonly string[]]>([
    [
      object({}),
      object({ a: text }, ['a']),
      ['request required-property-added', 'response required-property-added'],
    ],
    [
      object({ x: { type: 'int' } }),
      object({ x: { type: 'integer' } }),
      ['request type-changed', 'response type-changed'],
    ],
    [
      object({ x: text }),
      object({ x: { type: 'int' } }),
      ['request type-changed', 'response type-changed'],
    ],
    [
      object({ x: { type: 'int' } }),
      object({ x: { type: 'long' } }),
      ['request type-changed', 'response type-changed'],
    ],
    [{ type: 'str' }, text, ['request type-changed', 'response type-changed']],
    [
      {},
      { oneOf: [{ ...text, maxLength: 5 }, { type: 'integer' }] },
      ['request type-specialized', 'response type-specialized'],
    ],
    [
      { oneOf: [{ ...text, maxLength: 5 }, { type: 'integer' }] },
      {},
      ['response type-generalized', 'request type-generalized'],
    ],
    [
      { oneOf: [{ ...text, maxLength: 5 }, { type: 'integer' }] },
      { oneOf: [{ ...text, maxLength: 5 }, { type: 'integer' }, { type: 'boolean' }] },
      ['response variant-added', 'request variant-added'],
    ],
    [
      object({ a: text }),
      object({}),
      ['request optional-property-removed', 'response optional-property-removed'],
    ],
    [
      object({ a: text }),
      object({ a: text }, ['a']),
      ['request property-became-required', 'response property-became-required'],
    ],
    [
      object({ a: text }, ['a']),
      object({ a: text }),
      ['response property-became-optional', 'request property-became-optional'],
    ],
    [text, { type: ['string', 'null'] }, ['response became-nullable', 'request became-nullable']],
    [text, { type: 'integer' }, ['request type-changed', 'response type-changed']],
    [
      { type: 'integer' },
      { type: 'number' },
      ['response type-generalized', 'request type-generalized'],
    ],
    [
      { ...text, enum: ['a'] },
      { ...text, enum: ['b', 'a'] },
      ['response enum-value-added', 'request enum-value-added'],
    ],
    [
      { ...text, enum: ['a', 'b'] },
      { ...text, enum: ['a'] },
      ['request enum-value-removed', 'response enum-value-removed'],
    ],
    [{ const: 'a' }, { const: 'b' }, ['request const-changed', 'response const-changed']],
    [
      { type: 'integer', maximum: 9 },
      { type: 'integer', maximum: 5 },
      ['request constraint-tightened', 'response constraint-tightened'],
    ],
    [
      { type: 'object', additionalProperties: true },
      { type: 'object', additionalProperties: false },
      ['request additional-properties-forbidden', 'response additional-properties-forbidden'],
    ],
    [text, { ...text, description: 'new' }, ['documentation-changed']],
  ])('between %j and %j is found as %j', async (before, after, kinds) => {
    const findings = await compared(before, after);
    expect(findings.flatMap(listKinds)).toEqual([...kinds].sort());
  });

  it.each<[how: string, before: Schema, after: Schema]>([
    [
      'a reference wrapped in allOf',
      { $ref: '#/components/schemas/A' },
      { allOf: [{ $ref: '#/components/schemas/A' }] },
    ],
    ['an inlined schema', { $ref: '#/components/schemas/A' }, object({ a: text })],
    ['null in a union', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }],
    [
      'null as the only value of a member',
      { oneOf: [{ $ref: '#/components/schemas/A' }, { enum: [null] }] },
      { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] },
    ],
    ['null as a constant', { oneOf: [text, { const: null }] }, { type: ['string', 'null'] }],
    ['the order of an enum', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['a type that the values have', { type: 'string', enum: ['a', 'b'] }, { enum: ['a', 'b'] }],
    [
      'the order of required names',
      object({ a: text, b: text }, ['a', 'b']),
      object({ b: text, a: text }, ['b', 'a']),
    ],
    [
      'properties moved into a part',
      object({ a: text }),
      { allOf: [{ $ref: '#/components/schemas/A' }] },
    ],
  ])('ignores %s', async (_, before, after) => {
    const schemas = { A: object({ a: text }) };
    const sides = [await documentOf(before, schemas), await documentOf(after, schemas)] as const;
    expect(findDifferences(...sides)).toEqual([]);
  });
});

describe('a named schema', () => {
  const node = (extra: Schema): Schema =>
    object({ next: { $ref: '#/components/schemas/Node' }, ...extra });

  it('is reported once, with all operations that use it, through cycles too', async () => {
    const use = { $ref: '#/components/schemas/Node' };
    const before = await documentOf(use, { Node: node({}) }, 50);
    const after = await documentOf(use, { Node: node({ a: text }) }, 50);
    const [finding, ...others] = findDifferences(before, after);
    expect(others).toEqual([]);
    expect(finding?.subject).toEqual({ kind: 'schema', wireName: 'Node', path: ['a'] });
    expect(new Set(finding?.reaches.map(({ operation }) => operation)).size).toBe(100);
    expect(new Set(finding?.reaches.map(({ direction }) => direction))).toEqual(
      new Set(['request', 'response']),
    );
  });

  it('is renamed if its shape is the same', async () => {
    const of = (name: string) =>
      documentOf({ $ref: `#/components/schemas/${name}` }, { [name]: object({ a: text }) });
    const findings = findDifferences(await of('Old'), await of('New'));
    expect(findings.map(({ what }) => what)).toEqual(['schema-renamed']);
  });

  it('is compared once, however many paths lead to it', async () => {
    const size = 200;
    const layers = (extra: Schema): Readonly<Record<string, Schema>> =>
      Object.fromEntries(
        Array.from({ length: size }, (_, index) => {
          const next = { $ref: `#/components/schemas/L${index + 1}` };
          return [`L${index}`, index + 1 < size ? object({ a: next, b: next }) : object(extra)];
        }),
      );
    const use = { $ref: '#/components/schemas/L0' };
    const comparison = compareSchemas(
      await documentOf(use, layers({}), 20),
      await documentOf(use, layers({ x: text }), 20),
    );
    expect(comparison.findings()).toHaveLength(1);
    expect(comparison.compared).toBeLessThanOrEqual(size);
  });
});

describe('a schema in a property of another', () => {
  const holder = (kind: Schema) => ({ Holder: object({ part: object({ a: kind }) }) });
  const use = { $ref: '#/components/schemas/Holder/properties/part' };

  it.each([
    ['is the same as an inline schema', use, holder(text), object({ a: text }), holder(text), []],
    [
      'may be true instead of an object',
      object({ a: text }),
      {},
      { allOf: [{ $ref: '#/components/schemas/Any/nullable' }] },
      { Any: { type: 'string', nullable: true } },
      ['schema-added', 'type-generalized'],
    ],
    [
      'is compared with an inline schema',
      object({ b: text }),
      holder(text),
      use,
      holder(text),
      ['optional-property-added', 'optional-property-removed'],
    ],
    [
      'is compared where only a reference leads to it',
      use,
      holder(text),
      use,
      holder({ type: 'integer' }),
      ['type-changed'],
    ],
  ])('%s', async (_, before, known, after, now, want) => {
    const findings = findDifferences(await documentOf(before, known), await documentOf(after, now));
    expect([...new Set(findings.map(({ what }) => what))].sort()).toEqual(want);
  });
});

describe('the discriminator of a union', () => {
  const shapes = (
    names: readonly string[],
    mapping?: Schema,
  ): Readonly<Record<string, Schema>> => ({
    ...Object.fromEntries(names.map((name) => [name, object({ [name]: text })])),
    T: {
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
    },
  });

  it.each<[what: string, before: Schemas, after: Schemas, want: readonly string[]]>([
    [
      'gets a value with a new variant: the variant alone is reported',
      shapes(['A', 'B'], { a: 'A', b: 'B' }),
      shapes(['A', 'B', 'C'], { a: 'A', b: 'B', c: '#/components/schemas/C' }),
      ['schema-added', 'variant-added'],
    ],
    [
      'loses a value with a variant',
      shapes(['A', 'B', 'C'], { a: 'A', b: 'B', c: 'C' }),
      shapes(['A', 'B'], { a: 'A', b: 'B' }),
      ['schema-removed', 'variant-removed'],
    ],
    [
      'is mapped to the names that variants have without a mapping',
      shapes(['A', 'B']),
      shapes(['A', 'B'], { A: 'A', B: '#/components/schemas/B' }),
      [],
    ],
    [
      'gets another value for a variant',
      shapes(['A', 'B'], { a: 'A' }),
      shapes(['A', 'B'], { a: 'A', b: 'B' }),
      ['discriminator-mapping-changed'],
    ],
  ])('%s', async (_, before, after, want) => {
    const use = { $ref: '#/components/schemas/T' };
    const found = findDifferences(await documentOf(use, before), await documentOf(use, after));
    expect(found.map(({ what }) => what)).toEqual(want);
  });
});
