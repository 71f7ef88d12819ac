import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { Diagnostics } from '../diagnostics.js';
import { DocumentRefusedError } from '../errors.js';
import { loadDocument, resolvePointer } from './index.js';
import { findReferences } from './references.js';
import { documentOf, documentWith, load } from './testing/load.js';

const SPECS = resolve(__dirname, '../../../shared/specs');
const specs = existsSync(SPECS)
  ? readdirSync(SPECS)
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

(specs.length > 0 ? describe : describe.skip)('a document as its server publishes it', () => {
  const names = specs.length > 0 ? specs : ['none'];
  let printed: jest.SpyInstance[] = [];
  beforeEach(() => {
    printed = (['log', 'warn', 'error'] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation(() => undefined),
    );
  });
  afterEach(() => {
    printed.forEach((spy) => {
      spy.mockRestore();
    });
  });

  it.each(names)('%s', async (name) => {
    const text = readFileSync(resolve(SPECS, name), 'utf8');
    const { document, published, getPointer: pointerOf } = await load(text, undefined, name);

    expect(published).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')));
    const dangling = findReferences(document as unknown as Record<string, unknown>, {
      shared: true,
    })
      .map(({ ref }) => ref)
      .filter((ref) => resolvePointer(document, ref) === undefined);
    expect(dangling).toEqual([]);

    const { left, lost } = survey(document, published, pointerOf);
    expect({ left, lost }).toEqual({ left: [], lost: [] });
    printed.forEach((spy) => {
      expect(spy).not.toHaveBeenCalled();
    });
  });
});

/** The keywords that the normal form must not have, and the nodes whose pointer points to nothing. */
function survey(
  document: object,
  published: object,
  pointerOf: (node: object) => string,
): { left: string[]; lost: string[] } {
  const left: string[] = [];
  const lost: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (resolvePointer(published, pointerOf(node)) === undefined) lost.push(path);
    for (const [key, child] of Object.entries(node)) {
      if (['example', 'examples', 'default', 'headers'].includes(key)) continue;
      if (['nullable', 'x-nullable'].includes(key) && typeof child === 'boolean')
        left.push(`${path}/${key}`);
      visit(child, `${path}/${key}`);
    }
  };
  visit(document, '');
  return { left, lost };
}

describe('loadDocument', () => {
  const everything = {
    '2.0': documentOf('2.0', {
      host: 'a.example',
      definitions: {
        A: {
          type: 'object',
          properties: {
            b: { $ref: '#/definitions/B', 'x-nullable': true },
            a: { type: 'integer' },
          },
        },
        B: { enum: ['x', 'y'] },
      },
      securityDefinitions: {
        s: { type: 'oauth2', flow: 'application', tokenUrl: '/t', scopes: { b: '', a: '' } },
      },
      parameters: { p: { name: 'p', in: 'query', type: 'string' } },
      paths: {
        '/b': {
          parameters: [{ $ref: '#/parameters/p' }],
          post: {
            parameters: [{ name: 'f', in: 'formData', type: 'file' }],
            responses: {
              200: { description: '', schema: { $ref: '#/definitions/A' } },
              404: { description: '' },
            },
          },
        },
        '/a': {
          get: {
            responses: {
              200: { description: '', schema: { $ref: '#/paths/~1b/post/responses/200/schema' } },
            },
          },
        },
      },
    }),
    '3.1': documentWith('3.1.1', {
      A: {
        type: 'object',
        required: ['a'],
        properties: {
          a: { type: 'null', allOf: [{ $ref: '#/components/schemas/B' }] },
          c: { $ref: '#/components/schemas/B/$defs/C' },
          d: { $ref: '#/components/schemas/B/$defs/D' },
        },
      },
      B: {
        $defs: {
          C: { type: 'string' },
          D: { items: { $ref: '#/components/schemas/A/properties/a' } },
        },
      },
    }),
  };

  it.each(Object.entries(everything))(
    'makes the same of %s, whatever the order of its keys',
    async (_, document) => {
      const want = (await load(document)).document;
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), async (numbers) => {
          const shuffled = await load(withShuffledKeys(document, numbers));
          expect(shuffled.document).toEqual(want);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('gives every part that is not optional', async () => {
    const { document } = await load('{"openapi":"3.0.1","paths":{"/x":{"get":{}}}}');
    expect(document).toEqual({
      openapi: '3.2.0',
      info: { title: 'API', version: '0.0.0' },
      paths: { '/x': { get: {} } },
      components: {
        schemas: {},
        parameters: {},
        requestBodies: {},
        responses: {},
        headers: {},
        securitySchemes: {},
      },
    });
  });

  it('knows where each node was published', async () => {
    const { document, getPointer: pointerOf } = await load(
      documentWith('3.0.1', {
        T: {
          properties: { 'a/b': { allOf: [{ $ref: '#/components/schemas/T' }], nullable: true } },
        },
      }),
    );
    const schema = document.components.schemas['T'] as {
      properties: { 'a/b': { anyOf: object[] } };
    };
    const inner = schema.properties['a/b'];
    const nodes = [
      document,
      document.components.schemas,
      schema,
      schema.properties,
      inner,
      inner.anyOf,
      inner.anyOf[1],
    ];
    expect(nodes.map((node) => pointerOf(node as object))).toEqual([
      '',
      '/components/schemas',
      '/components/schemas/T',
      '/components/schemas/T/properties',
      '/components/schemas/T/properties/a~1b',
      '/components/schemas/T/properties/a~1b',
      '/components/schemas/T/properties/a~1b',
    ]);
  });

  it('reads methods that are shouted, and the others first', async () => {
    const get = (summary: string) => ({ summary });
    const paths = { '/a': { GET: get('A') }, '/b': { GET: get('B'), get: get('b') } };
    const { document } = await load(documentOf('3.0.1', { paths }));
    expect(document.paths).toEqual({ '/a': { get: get('A') }, '/b': { get: get('b') } });
  });

  it('refuses with the first error and their number, and no secret of the URL', async () => {
    const diagnostics = new Diagnostics();
    const text = JSON.stringify(documentWith('3.0.1', { A: { $ref: '#/x' }, B: { $ref: '#/y' } }));
    const location = 'https://me:s3cret@a.example/swagger.json?token=s3cret';
    const loading = loadDocument({ text, location }, { allowedOrigins: [] }, diagnostics);
    await expect(loading).rejects.toThrow(DocumentRefusedError);
    await expect(loading).rejects.toThrow(
      "No SDK can be made from https://a.example/swagger.json: '#/x' points to nothing in this document. There is 1 more error.",
    );
    expect(diagnostics.all).toHaveLength(2);
  });
});

/** The same value with the keys of every object in another order. */
function withShuffledKeys(value: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => withShuffledKeys(item, numbers));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => ({
    key,
    child: withShuffledKeys(child, numbers),
    at: Number(numbers.next().value),
  }));
  entries.sort((a, b) => a.at - b.at);
  return Object.fromEntries(entries.map(({ key, child }) => [key, child]));
}
