import type { OutputSwitches } from '../model/switches.js';
import { planNames } from '../naming/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { chooseExampleCall } from './example-call.js';
import { createEmitContext } from './index.js';

async function exampleOf(paths: object, schemas: object = {}, switches: OutputSwitches = {}) {
  const document = documentOf({ ...paths }, { components: { schemas } });
  const { model } = await readModel(document);
  const { names } = planNames(model, { reservedExports: new Set() });
  return chooseExampleCall(createEmitContext(model, names, switches));
}

const OK = { 200: { description: 'OK' } };
const json = (schema: object) => ({ 'application/json': { schema } });
const gives = (schema: object) => ({ 200: { description: 'OK', content: json(schema) } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('the argument of an example', () => {
  const text = { type: 'string' };
  it.each<[title: string, schema: object, want: string]>([
    ['a string', text, "'example'"],
    ['a short string', { ...text, maxLength: 3 }, "'exa'"],
    ['a long string', { ...text, minLength: 9 }, "'exampleee'"],
    ['a date-time', { ...text, format: 'date-time' }, "'2026-01-31T00:00:00Z'"],
    ['a date-time-local', { ...text, format: 'date-time-local' }, "'2026-01-31T00:00:00'"],
    ['a date', { ...text, format: 'date' }, "'2026-01-31'"],
    ['a UUID', { ...text, format: 'uuid' }, "'3fa85f64-5717-4562-b3fc-2c963f66afa6'"],
    ['a number', { type: 'integer', format: 'int64' }, '1'],
    ['a large number', { type: 'integer', minimum: 20 }, '20'],
    ['a small number', { type: 'number', maximum: 0.5 }, '0.5'],
    ['a boolean', { type: 'boolean' }, 'true'],
    ['an enum', { type: 'string', enum: ["it's", 'b'] }, "'b'"],
    ["the document's example", { ...text, example: 'AB-123-CD' }, "'AB-123-CD'"],
    ['the default', { type: 'integer', default: 7 }, '7'],
    ['not an example of another type', { ...text, example: 5 }, "'example'"],
    ['not an example that ends a block of code', { ...text, example: '```' }, "'example'"],
    ['a null or a string', { type: ['string', 'null'] }, "'example'"],
    ['a list', { type: 'array', items: { type: 'integer' } }, '[1]'],
  ])('is %s', async (_, schema, want) => {
    const parameters = [{ name: 'id', in: 'path', required: true, schema }];
    const { call } = await exampleOf({ '/Things/{id}': { get: { parameters, responses: OK } } });
    expect(call).toMatch(/\(.*\)$/s);
    expect(call.slice(call.indexOf('('))).toBe(`(${want})`);
  });

  const Thing = {
    type: 'object',
    required: ['id', 'name', 'state', 'part'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: text,
      note: text,
      state: ref('State'),
      part: ref('Part'),
      next: ref('Thing'),
    },
  };
  const Part = { type: 'object', required: ['made-at'], properties: { 'made-at': text } };
  const State = { type: 'string', enum: ['On', 'Off'] };
  const schemas = { Thing, Part, State };
  const post = (schema: object) => ({
    '/Things': { post: { requestBody: { required: true, content: json(schema) }, responses: OK } },
  });

  it('has what a body requires, and nothing else', async () => {
    const { call } = await exampleOf(post(ref('Thing')), schemas);
    expect(call).toContain("{ name: 'example', part: { 'made-at': 'example' }, state: 'Off' }");
  });

  it("imports TypeScript's enums", async () => {
    const { call, imports } = await exampleOf(post(ref('Thing')), schemas, { enums: 'enum' });
    expect(call).toContain('state: State.Off');
    expect(imports).toEqual(['State']);
  });

  it('says which variant it is', async () => {
    const Animal = {
      type: 'object',
      required: ['kind'],
      properties: { kind: text },
      discriminator: { propertyName: 'kind', mapping: { cat: ref('Cat').$ref } },
    };
    const Cat = {
      allOf: [
        ref('Animal'),
        { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
      ],
    };
    const { call } = await exampleOf(post(ref('Animal')), { Animal, Cat });
    expect(call).toContain("{ kind: 'cat', lives: 1 }");
  });

  it('is of the type also where no value is finite', async () => {
    const Loop = { type: 'object', required: ['next'], properties: { next: ref('Loop') } };
    const { call } = await exampleOf(post(ref('Loop')), { Loop });
    expect(call).toContain('undefined as never');
  });
});

describe('the call of an example', () => {
  const list = gives({ type: 'array', items: { type: 'string' } });
  const needs = (name: string) => [
    { name, in: 'query', required: true, schema: { type: 'string' } },
  ];
  it.each<[title: string, paths: object, want: RegExp]>([
    [
      'a read, rather than a write',
      {
        '/a': { post: { tags: ['A'], responses: list } },
        '/b': { get: { tags: ['B'], responses: OK } },
      },
      /^b\./,
    ],
    [
      'one without arguments',
      {
        '/a': { get: { tags: ['A'], parameters: needs('x'), responses: list } },
        '/b': { get: { tags: ['B'], responses: gives({ type: 'string' }) } },
      },
      /^b\.\w+\(\)$/,
    ],
    [
      'a list, rather than one thing',
      {
        '/a': { get: { tags: ['A'], responses: gives({ type: 'string' }) } },
        '/b': { get: { tags: ['B'], responses: list } },
      },
      /^b\./,
    ],
    [
      'one that gives something',
      {
        '/a': { get: { tags: ['A'], responses: { 204: { description: 'Nothing' } } } },
        '/b': { get: { tags: ['B'], responses: gives({ type: 'string' }) } },
      },
      /^b\./,
    ],
  ])('is %s', async (_, paths, want) => {
    expect((await exampleOf(paths)).call).toMatch(want);
  });

  it('shows every argument that it needs', async () => {
    const parameters = [...needs('from'), ...needs('to')];
    const { call } = await exampleOf({ '/a': { get: { parameters, responses: list } } });
    expect(call).toContain("({ from: 'example', to: 'example' })");
  });
});
