import { printType } from '../emit/print-type.js';
import type { Declaration, Operation } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { documentOf, documentWith, readModel } from '../pipeline/testing/read-model.js';
import { defined } from '../util/defined.js';

const name = (id: string) => id.slice(id.lastIndexOf('/') + 1);
const print = (type: Parameters<typeof printType>[0]) =>
  printType(type, { direction: 'either', reference: name })
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ');

/** The declaration called `T` as one line of TypeScript. */
async function declared(
  schema: unknown,
  openapi?: string,
  others: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { model } = await readModel(documentWith({ ...others, T: schema }, openapi));
  const declaration = model.declarations.get('#/components/schemas/T');
  if (declaration === undefined) throw new Error('T is not declared');
  return declarationText(declaration);
}

function declarationText(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'alias':
      return print(declaration.type);
    case 'enum':
      return `enum ${declaration.members.map(({ value, name: label }) => (label ? `${label}=${value}` : value)).join(' ')}${declaration.nullable ? ' | null' : ''}`;
    case 'interface': {
      const bases =
        declaration.extends.length > 0
          ? `extends ${declaration.extends.map(name).join(', ')} `
          : '';
      const { properties, additional } = declaration;
      return bases + print({ kind: 'object', properties, ...defined({ additional }) });
    }
  }
}

describe('the type of', () => {
  const ref = { $ref: '#/components/schemas/Other' };
  const Other = { type: 'object', properties: { a: { type: 'string' } } };

  it.each<[string, unknown, string]>([
    ['a string', { type: 'string' }, 'string'],
    ['an integer', { type: 'integer', format: 'int64' }, 'number'],
    ['raw bytes', { type: 'string', format: 'binary' }, 'Blob'],
    ['base64 text', { type: 'string', format: 'byte' }, 'string'],
    ['an empty schema', {}, 'unknown'],
    ['an array without items', { type: 'array' }, 'unknown[]'],
    [
      'an array of a union',
      { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
      '(number | string)[]',
    ],
    ['a free-form object', { type: 'object' }, '{ [key: string]: unknown; }'],
    [
      'a dictionary',
      { type: 'object', additionalProperties: { type: 'integer' } },
      '{ [key: string]: number; }',
    ],
    [
      'a closed dictionary by patterns',
      {
        type: 'object',
        patternProperties: { '^a': { type: 'integer' }, '^b': { type: 'string' } },
        additionalProperties: false,
      },
      '{ [key: string]: number | string; }',
    ],
    [
      'the same in other words, without a type',
      { patternProperties: { '^a': { type: 'integer' } }, unevaluatedProperties: false },
      '{ [key: string]: number; }',
    ],
    [
      'patterns beside other properties of one type',
      {
        type: 'object',
        patternProperties: { '^a': { type: 'integer' } },
        additionalProperties: { type: 'boolean' },
      },
      '{ [key: string]: boolean | number; }',
    ],
    [
      'patterns beside properties',
      {
        type: 'object',
        properties: { x: { type: 'string' } },
        patternProperties: { '^a': { type: 'integer' } },
        additionalProperties: false,
      },
      '{ x?: string; [key: string]: number | string | undefined; }',
    ],
    [
      'patterns beside anything else',
      { type: 'object', patternProperties: { '^a': { type: 'integer' } } },
      '{ [key: string]: unknown; }',
    ],
    [
      'an object that may hold nothing',
      { type: 'object', additionalProperties: false },
      'Record<string, never>',
    ],
    [
      'properties, optional as written',
      { type: 'object', properties: { b: { type: 'string' }, a: ref } },
      '{ a?: Other; b?: string; }',
    ],
    [
      'properties without a type',
      { properties: { a: { type: 'string' } }, required: ['a'] },
      '{ a: string; }',
    ],
    [
      'a default, which makes nothing required',
      { type: 'object', properties: { a: { type: 'string', default: 'x' } } },
      '{ a?: string; }',
    ],
    [
      'a required property that is not declared',
      { type: 'object', required: ['x'], properties: { a: {} } },
      '{ a?: unknown; x: unknown; }',
    ],
    [
      'a nullable property',
      { type: 'object', properties: { a: { type: 'integer', nullable: true } } },
      '{ a?: number | null; }',
    ],
    [
      'a nullable dictionary',
      {
        type: 'object',
        properties: {
          a: { type: 'object', nullable: true, additionalProperties: { type: 'string' } },
        },
      },
      '{ a?: Record<string, string> | null; }',
    ],
    [
      'a nullable reference',
      { type: 'object', properties: { a: { allOf: [ref], nullable: true } } },
      '{ a?: Other | null; }',
    ],
    [
      'a nullable object',
      { type: 'object', nullable: true, properties: { a: {} } },
      '{ a?: unknown; } | null',
    ],
    [
      'inheritance',
      { allOf: [ref, { type: 'object', properties: { b: { type: 'string' } } }] },
      'extends Other { b?: string; }',
    ],
    [
      'an inherited property made required',
      { allOf: [ref], required: ['a'] },
      'extends Other { a: string; }',
    ],
    [
      'a contradiction of the base',
      { allOf: [ref, { type: 'object', properties: { a: { type: 'integer' } } }] },
      'Other & { a?: number; }',
    ],
    [
      'typed further properties beside named ones',
      {
        type: 'object',
        properties: { n: { type: 'integer' } },
        additionalProperties: { type: 'string' },
      },
      '{ n?: number; [key: string]: number | string | undefined; }',
    ],
    [
      'integers with names',
      { type: 'integer', enum: [70, 10], 'x-enumNames': ['B', 'A'] },
      'enum A=10 B=70',
    ],
    [
      'a nullable enumeration',
      { type: 'string', nullable: true, enum: ['b', 'a'] },
      'enum a b | null',
    ],
    [
      'an inline enumeration',
      { type: 'object', properties: { a: { type: 'string', enum: ['y', 'x'] } } },
      "{ a?: 'x' | 'y'; }",
    ],
    ['a union', { anyOf: [{ type: 'string' }, ref] }, 'Other | string'],
  ])('%s', async (_, schema, want) => {
    expect(await declared(schema, '3.0.4', { Other })).toBe(want);
  });

  it.each<[string, unknown, string]>([
    ['a list of types', { type: ['null', 'integer'] }, 'number | null'],
    [
      'a null type with a reference',
      { type: 'object', properties: { a: { type: 'null', allOf: [ref] } } },
      '{ a?: Other | null; }',
    ],
    [
      'a reference with siblings',
      { type: 'object', properties: { a: { $ref: ref.$ref, readOnly: false } } },
      '{ a?: Other; }',
    ],
    ['a constant', { const: 'x' }, "'x'"],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'string' }], items: false, minItems: 1 },
      '[string]',
    ],
    [
      'a tuple that its length closes',
      { type: 'array', prefixItems: [{ type: 'string' }], minItems: 1, maxItems: 1 },
      '[string]',
    ],
    [
      'a tuple with more',
      { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' }, minItems: 9 },
      '[string, ...number[]]',
    ],
    [
      'a tuple that may end early',
      {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: ['string', 'null'] }],
        items: false,
        minItems: 1,
      },
      '[string, (string | null)?]',
    ],
    ['a constant object', { const: { b: [1, null], a: 'x' } }, "{ a: 'x'; b: [1, null]; }"],
    ['an enumeration of objects', { enum: [{ a: 1 }, 'x'] }, "'x' | { a: 1; }"],
    ['the schema true', true, 'unknown'],
    ['the schema false', false, 'never'],
  ])('%s, in 3.1', async (_, schema, want) => {
    expect(await declared(schema, '3.1.1', { Other })).toBe(want);
  });

  it('stays finite when aliases name each other', async () => {
    const { model } = await readModel(
      documentWith({
        A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'string' }] },
        B: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'number' }] },
      }),
    );
    expect([...model.declarations.values()].map(declarationText)).toEqual(['B | string', 'number']);
  });

  it('removes a union from its own members and discriminator', async () => {
    const { model } = await readModel(
      documentWith({
        A: {
          oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
          discriminator: { propertyName: 'kind' },
        },
        B: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
        C: { type: 'object', properties: { b: { $ref: '#/components/schemas/B' } } },
      }),
    );
    expect([...model.declarations.values()].map(declarationText)).toEqual([
      'B',
      "{ kind: 'B'; }",
      '{ b?: B; }',
    ]);
  });

  it('reports a schema that inherits from itself', async () => {
    const { diagnostics } = await readModel(
      documentWith({
        A: { allOf: [{ $ref: '#/components/schemas/B' }] },
        B: { allOf: [{ $ref: '#/components/schemas/A' }] },
      }),
    );
    expect(diagnostics.map(({ code }) => code)).toContain('reference-cycle');
  });
});

describe('a union with a discriminator', () => {
  it('gives each member its value as a literal', async () => {
    const shape = (property: string) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, [property]: { type: 'number' } },
    });
    const others = { Circle: shape('radius'), Square: shape('side') };
    const { model } = await readModel(
      documentWith({
        ...others,
        T: {
          oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Square' }],
          discriminator: {
            propertyName: 'kind',
            mapping: { circle: '#/components/schemas/Circle' },
          },
        },
      }),
    );
    expect([...model.declarations.values()].map(declarationText)).toEqual([
      "{ kind: 'circle'; radius?: number; }",
      "{ kind: 'Square'; side?: number; }",
      'Circle | Square',
    ]);
  });
});

describe('the members of a union get their discriminator', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const object = (properties: object, more: object = {}) => ({
    type: 'object',
    properties,
    ...more,
  });
  const text = { type: 'string' };
  const either = { oneOf: [to('A'), to('B')] };

  it.each<[what: string, schemas: Readonly<Record<string, unknown>>, want: readonly string[]]>([
    [
      'that they do not declare',
      {
        A: object({ a: text }),
        B: object({ b: text }),
        T: {
          ...either,
          discriminator: {
            propertyName: 'kind',
            mapping: { b: 'api.json#/components/schemas/B', A: './A.yaml' },
          },
        },
      },
      ["{ a?: string; kind: 'A'; }", "{ b?: string; kind: 'b'; }", 'A | B'],
    ],
    [
      'that the union requires',
      {
        A: object({ kind: { enum: ['a'], type: 'string' } }),
        B: object({ kind: { const: 'b' } }),
        T: {
          required: ['kind'],
          type: 'object',
          anyOf: [to('A'), to('B')],
          discriminator: { propertyName: 'kind', mapping: { a: to('A').$ref, b: to('B').$ref } },
        },
      },
      ["{ kind: 'a'; }", "{ kind: 'b'; }", 'A | B'],
    ],
    [
      'as the number that they declare',
      {
        A: object({ kind: { type: 'integer' } }, { required: ['kind'] }),
        B: object({ kind: { type: 'integer', enum: [1] } }),
        T: { ...either, discriminator: { propertyName: 'kind', mapping: { 0: 'A', 1: 'B' } } },
      },
      ['{ kind: 0; }', '{ kind?: 1; }', 'A | B'],
    ],
    [
      'but one that is also used alone keeps it as declared',
      {
        A: object({ a: text }),
        B: object({ b: text }),
        T: { ...either, discriminator: { propertyName: 'kind' } },
        U: object({ a: to('A') }),
      },
      ['{ a?: string; }', "{ b?: string; kind: 'B'; }", 'A | B', '{ a?: A; }'],
    ],
    [
      'but the default of all other values keeps it as declared',
      {
        A: object({ kind: text }),
        B: object({ kind: text }),
        C: object({ kind: text }),
        T: { ...either, discriminator: { propertyName: 'kind', defaultMapping: 'C' } },
      },
      ["{ kind?: 'A'; }", "{ kind?: 'B'; }", '{ kind?: string; }', 'A | B | C'],
    ],
    [
      'from a base that does not declare it',
      {
        A: { allOf: [to('T'), object({ a: text })], 'x-ms-discriminator-value': '#Ev.A' },
        B: { allOf: [to('T'), object({ b: text })] },
        T: object({ t: text }, { discriminator: { propertyName: 'kind' } }),
      },
      [
        "extends T { a?: string; kind: '#Ev.A'; }",
        "extends T { b?: string; kind: 'B'; }",
        '{ kind: string; t?: string; }',
      ],
    ],
  ])('%s', async (_, schemas, want) => {
    const { model } = await readModel(documentWith(schemas, '3.1.1'));
    expect([...model.declarations.values()].map(declarationText)).toEqual(want);
  });

  it('from a base without a tag, which is what remains', async () => {
    const tagged = (value: string) => object({ kind: { enum: [value], type: 'string' } });
    const { model } = await readModel(
      documentWith({
        A: tagged('a'),
        B: tagged('b'),
        C: object({}),
        T: { anyOf: [to('A'), to('B'), to('C')] },
      }),
    );
    const declaration = model.declarations.get('#/components/schemas/T');
    expect(declaration?.kind === 'alias' && declaration.type).toMatchObject({
      discriminator: {
        propertyName: 'kind',
        mapping: [
          { value: 'a', id: '#/components/schemas/A' },
          { value: 'b', id: '#/components/schemas/B' },
        ],
        required: true,
        fallback: '#/components/schemas/C',
      },
    });
  });
});

describe('an inline allOf', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const text = { type: 'string' };
  const others = {
    Base: { type: 'object', properties: { a: text, b: { type: 'integer' } } },
    Node: {
      type: 'object',
      properties: { next: { allOf: [to('Node'), { required: ['value'] }] }, value: text },
    },
    Pair: { oneOf: [to('Base'), to('Other')] },
    Other: { type: 'object', properties: { a: { type: 'integer' } } },
  };
  const part = (name: string, type: unknown = text) => ({
    type: 'object',
    properties: { [name]: type },
  });

  it.each<[what: string, schema: unknown, want: string]>([
    [
      'whose `required` is in another member',
      { allOf: [to('Base'), { required: ['a'] }] },
      'Base & { a: string; }',
    ],
    [
      'with an outer `required`',
      { allOf: [part('x'), part('y')], required: ['y'] },
      '{ x?: string; y: string; }',
    ],
    [
      'with an outer `required` over a reference',
      { allOf: [to('Base'), part('x')], required: ['b', 'x'], type: 'object' },
      'Base & { b: number; x: string; }',
    ],
    [
      'that repeats its base',
      { allOf: [to('Base'), part('a'), part('x')] },
      'Base & { x?: string; }',
    ],
    ['that only repeats its base', { allOf: [to('Base'), part('a')] }, 'Base'],
    [
      'that narrows its base',
      {
        allOf: [
          to('Base'),
          part('a', { type: 'string', enum: ['x'] }),
          part('b', { type: 'number' }),
        ],
      },
      "Base & { a?: 'x'; }",
    ],
    [
      'that narrows lists and nullable values',
      {
        allOf: [
          part('x', { type: 'array', items: {} }),
          part('x', { type: 'array', items: { type: 'string', nullable: true } }),
          part('x', { type: 'array', items: text }),
        ],
      },
      '{ x?: string[]; }',
    ],
    [
      'whose members share an inner object',
      { allOf: [part('x', part('y')), part('x', { ...part('z'), required: ['y'] })] },
      '{ x?: { y: string; z?: string; }; }',
    ],
    [
      'over a union',
      { allOf: [to('Pair'), { required: ['a'] }] },
      'Pair & { a: number | string; }',
    ],
    [
      'that contradicts itself',
      { allOf: [part('x'), part('x', { type: 'integer' })] },
      '{ x?: number; } & { x?: string; }',
    ],
  ])('%s', async (_, schema, want) => {
    for (const T of [
      { type: 'object', properties: { p: schema } },
      { type: 'object', properties: { p: { type: 'array', items: schema } } },
    ]) {
      const found = await declared(T, '3.0.4', others);
      const type = found.replace(/^\{ p\?: (.*); \}$/, '$1').replace(/^\(?(.*?)\)?\[\]$/, '$1');
      expect(type).toBe(want);
    }
  });

  it('of a schema inside itself', async () => {
    const { model } = await readModel(documentWith(others));
    const node = model.declarations.get('#/components/schemas/Node');
    expect(node && declarationText(node)).toBe(
      '{ next?: Node & { value: string; }; value?: string; }',
    );
  });
});

it('keeps an interface out of the free-form property that it would have to extend', async () => {
  const list = (items: object) => ({
    type: 'object',
    properties: { items: { type: 'array', items } },
  });
  const page = {
    allOf: [{ $ref: '#/components/schemas/Page' }, list({ $ref: '#/components/schemas/Batch' })],
  };
  const found = await declared(page, '3.0.4', {
    Page: list({ type: 'object', properties: {} }),
    Batch: { type: 'object', properties: { a: { type: 'string' } } },
  });
  expect(found).toBe('Page & { items?: Batch[]; }');
});

describe('an operation', () => {
  const ok = { 200: { description: 'OK' } };
  const one = async (
    paths: Readonly<Record<string, unknown>>,
    more?: Readonly<Record<string, unknown>>,
  ) => {
    const { model, diagnostics } = await readModel(documentOf(paths, more));
    const operation = getOperations(model)[0] as Operation;
    return {
      operation,
      codes: diagnostics.map(({ code }) => code),
      messages: diagnostics.map(({ message }) => message),
    };
  };

  it.each<[string, readonly string[], string]>([
    [
      'application/json before a wildcard',
      ['application/*+json', 'text/json', 'application/json'],
      'application/json',
    ],
    ['JSON before text', ['text/plain', 'application/json'], 'application/json'],
    ['a wildcard where it is the only one', ['application/*+json'], 'application/*+json'],
    [
      'a vendor type where it is the only one',
      ['application/vnd.api+json'],
      'application/vnd.api+json',
    ],
    ['a form before text', ['text/plain', 'multipart/form-data'], 'multipart/form-data'],
    ['bytes when there is nothing else', ['application/octet-stream'], 'application/octet-stream'],
  ])('sends %s', async (_, names, want) => {
    const content = Object.fromEntries(
      names.map((mediaType) => [mediaType, { schema: { type: 'string' } }]),
    );
    const { operation } = await one({
      '/x': { post: { requestBody: { content }, responses: ok } },
    });
    expect(operation.body?.contents[0].mediaType).toBe(want);
  });

  it('takes an undeclared path parameter from the template', async () => {
    const { operation, codes } = await one({ '/x/{id}': { get: { responses: ok } } });
    expect(operation.parameters).toMatchObject([
      { in: 'path', wireName: 'id', type: { scalar: 'string' } },
    ]);
    expect(codes).toEqual(['path-parameter-undeclared']);
  });

  it('takes a path parameter whatever its case, and leaves out one that the template lacks', async () => {
    const parameters = ['Id', 'Gone'].map((wireName) => ({
      name: wireName,
      in: 'path',
      required: true,
      schema: { type: 'integer' },
    }));
    const { operation, codes } = await one({ '/x/{id}': { get: { parameters, responses: ok } } });
    expect(operation.parameters.map(({ wireName }) => wireName)).toEqual(['Id']);
    expect([...codes].sort()).toEqual(['path-parameter-case', 'path-parameter-unused']);
  });

  it('keeps parameters of one name in different locations', async () => {
    const parameters = ['query', 'header', 'path'].map((location) => ({
      name: 'id',
      in: location,
      required: true,
      schema: {},
    }));
    const { operation } = await one({ '/x/{id}': { get: { parameters, responses: ok } } });
    expect(operation.parameters.map((parameter) => parameter.in)).toEqual([
      'path',
      'query',
      'header',
    ]);
  });

  it('leaves the body of a GET out and keeps that of a DELETE', async () => {
    const requestBody = { content: { 'application/json': { schema: { type: 'string' } } } };
    const get = await one({ '/x': { get: { requestBody, responses: ok } } });
    expect([get.operation.body, get.codes]).toEqual([undefined, ['body-not-allowed']]);
    const del = await one({ '/x': { delete: { requestBody, responses: ok } } });
    expect([del.operation.body?.contents[0].encoding, del.codes]).toEqual(['json', []]);
  });

  it("ignores headers that are the client's, and styles that the location does not have", async () => {
    const header = (name: string) => ({ name, in: 'header', schema: { type: 'string' } });
    const parameters = [header('accept'), header('X-A'), { ...header('X-B'), style: 'matrix' }];
    const { operation, codes } = await one({ '/x': { get: { parameters, responses: ok } } });
    expect(operation.parameters.map(({ wireName, style }) => [wireName, style])).toEqual([
      ['X-A', 'simple'],
      ['X-B', 'simple'],
    ]);
    expect(codes).toEqual(['header-ignored', 'parameter-style']);
  });

  it('drops an operationId that two operations share', async () => {
    const { operation, codes } = await one({
      '/a': { get: { operationId: 'x', responses: ok } },
      '/b': { get: { operationId: 'x', responses: ok } },
    });
    expect(operation.operationId).toBeUndefined();
    expect(codes).toEqual(['operation-id-duplicate', 'operation-id-duplicate']);
  });

  const alternatives = (...schemes: readonly string[][]) => ({
    kind: 'schemes',
    alternatives: schemes.map((names) => names.map((scheme) => ({ scheme, scopes: [] }))),
  });
  const unset: unknown = undefined;
  it.each([
    ['nothing is declared', unset, unset, unset, { kind: 'default' }],
    ['the document declares an empty list', [], unset, unset, { kind: 'default' }],
    ['another operation is public', unset, unset, [], { kind: 'default' }],
    ['another operation requires some', unset, unset, [{ b: [] }], { kind: 'none' }],
    ['the document requires them', [{ b: [] }], unset, unset, alternatives(['b'])],
    ['the operation requires none', [{ b: [] }], [], unset, { kind: 'none' }],
    ['the operation requires others', [{ b: [] }], [{ a: [] }], unset, alternatives(['a'])],
    ['two together', unset, [{ b: [], a: [] }], unset, alternatives(['a', 'b'])],
    ['one or the other', unset, [{ b: [] }, { a: [] }], unset, alternatives(['a'], ['b'])],
    ['optional', unset, [{}, { b: [] }], unset, alternatives(['b'], [])],
    ['nothing, in other words', [{ b: [] }], [{}], unset, { kind: 'none' }],
    ['by a URI', unset, [{ '#/components/securitySchemes/b': [] }], unset, alternatives(['b'])],
    [
      'with scopes',
      unset,
      [{ b: ['y', 'x'] }],
      unset,
      { kind: 'schemes', alternatives: [[{ scheme: 'b', scopes: ['x', 'y'] }]] },
    ],
  ])('needs credentials: %s', async (_, ofDocument, own, ofOther, want) => {
    const get = (security: unknown) => ({ get: { responses: ok, ...defined({ security }) } });
    const scheme = { type: 'http', scheme: 'bearer' };
    const { operation, codes } = await one(
      { '/x': get(own), '/y': get(ofOther) },
      {
        ...defined({ security: ofDocument }),
        components: { securitySchemes: { a: scheme, b: scheme } },
      },
    );
    expect([operation.security, codes]).toEqual([want, []]);
  });

  it.each([
    [{ type: 'mutualTLS' }, "The security scheme 's' needs a client certificate."],
    [{ type: 'http', scheme: 'Digest' }, "The security scheme 's' uses the HTTP scheme 'digest'."],
    [{ type: 'other' }, "The security scheme 's' has the unsupported type 'other'."],
    [undefined, "The security scheme 's' is not declared."],
  ])('reports a security scheme that it cannot send: %j', async (s, message) => {
    const { messages } = await one(
      { '/x': { get: { responses: ok, security: [{ s: [] }] } } },
      { components: { securitySchemes: defined({ s }) } },
    );
    expect(messages[0]).toBe(message);
  });

  it.each<[string, object, object, string[]]>([
    ['one with TLS', { servers: [{ url: 'https://a.example' }] }, {}, []],
    ['one without TLS', { servers: [{ url: 'http://a.example' }] }, {}, []],
    [
      'one without TLS beside one with it',
      { servers: [{ url: 'http://a.example' }, { url: 'https://a.example' }] },
      {},
      ['server-unused'],
    ],
    [
      'loopback',
      { servers: [{ url: 'http://localhost:5000' }, { url: 'https://a.example' }] },
      {},
      [],
    ],
    [
      'a variable without a default',
      { servers: [{ url: 'https://{a}.example', variables: { a: {} } }] },
      {},
      ['server-unusable'],
    ],
    [
      'several of an operation',
      {},
      { servers: [{ url: '/a' }, { url: '/b' }, { url: '/c' }] },
      ['server-unused'],
    ],
  ])('reports servers that no call goes to: %s', async (_, ofDocument, own, want) => {
    const { codes } = await one({ '/x': { get: { responses: ok, ...own } } }, { ...ofDocument });
    expect(codes.filter((code) => code.startsWith('server-'))).toEqual(want);
  });

  it('reads servers of its own, or else of its path', async () => {
    const servers = [
      {
        url: 'https://{region}.example.com/{version}',
        name: 'files',
        description: 'Files',
        variables: {
          version: { default: 2 },
          region: { default: 'eu', enum: ['us', 'eu'], description: 'Where it is' },
          unused: { default: 'x' },
        },
      },
    ];
    const want = [
      {
        url: 'https://{region}.example.com/{version}',
        name: 'files',
        description: 'Files',
        variables: [
          { name: 'region', default: 'eu', values: ['eu', 'us'], description: 'Where it is' },
          { name: 'version', default: '2' },
        ],
      },
    ];
    const own = await one({ '/x': { servers: [{ url: '/a' }], get: { responses: ok, servers } } });
    const ofPath = await one({ '/x': { servers, get: { responses: ok } } });
    const none = await one({ '/x': { get: { responses: ok } } });
    expect([own, ofPath, none].map(({ operation }) => operation.servers)).toEqual([
      want,
      want,
      undefined,
    ]);
  });
});

it('reports the values of enumerations that a number cannot hold', async () => {
  const { diagnostics } = await readModel(
    '{"openapi":"3.0.4","info":{"title":"T","version":"1"},"paths":{"/x":{"get":{"responses":{"200":{"description":""}}}}},' +
      '"components":{"schemas":{"T":{"type":"integer","enum":[1,9007199254740993]},' +
      '"U":{"properties":{"a":{"enum":[9007199254740995]}}}}}}',
  );
  expect(diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'number-inexact /components/schemas/T',
    'number-inexact /components/schemas/U/properties/a',
  ]);
});

describe('use', () => {
  it('sets directions, and splits a declaration whose request and response types differ', async () => {
    const content = (ref: string) => ({
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${ref}` } } },
    });
    const { model } = await readModel(
      documentOf(
        {
          '/x': {
            post: {
              requestBody: content('Both'),
              responses: {
                200: { description: 'OK', ...content('Both') },
                400: { description: '', ...content('Response') },
              },
            },
          },
        },
        {
          components: {
            schemas: {
              Both: {
                type: 'object',
                properties: {
                  part: { $ref: '#/components/schemas/Part' },
                  plain: { $ref: '#/components/schemas/Plain' },
                },
              },
              Part: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
              Plain: { type: 'object', properties: { a: { type: 'string' } } },
              Response: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
              Unused: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
            },
          },
        },
      ),
    );
    const seen = [...model.declarations.values()].map(({ wireName, use, splits }) => [
      wireName,
      use.request,
      use.response,
      splits,
    ]);
    expect(seen).toEqual([
      ['Both', true, true, true],
      ['Part', true, true, true],
      ['Plain', true, true, false],
      ['Response', false, true, false],
      ['Unused', false, false, false],
    ]);
  });
});
