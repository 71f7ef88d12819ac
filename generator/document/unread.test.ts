import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from './index.js';
import { documentOf, documentWith } from './testing/load.js';

/** `code pointer count message` of what was reported about parts that no code comes of. */
async function reportedOf(document: unknown): Promise<readonly string[]> {
  const diagnostics = new Diagnostics();
  const source = { text: JSON.stringify(document), location: 'test.json' };
  await loadDocument(source, { allowedOrigins: [] }, diagnostics);
  return diagnostics.all.map(
    ({ code, pointer, message, count = 1 }) => `${code} ${pointer} (${count}): ${message}`,
  );
}

const withOperation = (operation: object, components = {}) =>
  documentOf('3.1.0', {
    paths: { '/x': { get: { responses: { 200: { description: 'OK' } }, ...operation } } },
    components,
  });

describe('a part that no code comes of', () => {
  it.each<[string, object, string]>([
    [
      'a keyword that nothing expresses',
      documentWith('3.1.0', { T: { if: { type: 'string' } } }),
      "part-unsupported /components/schemas/T/if (1): 'if' of a schema: the type has neither the properties nor the conditions that it adds.",
    ],
    [
      'an annotation',
      documentWith('3.0.4', { T: { type: 'object', xml: { name: 'T' } } }),
      "part-unused /components/schemas/T/xml (1): 'xml' of a schema: the SDK reads and writes JSON.",
    ],
    [
      'a misspelt field',
      documentWith('3.0.4', { T: { type: 'object', requried: ['a'] } }),
      "field-unknown /components/schemas/T/requried (1): 'requried' is no field of a schema. Did you mean 'required'?",
    ],
    [
      'a field of another object',
      withOperation({ schema: {} }),
      "field-unknown /paths/~1x/get/schema (1): 'schema' is no field of an operation.",
    ],
    [
      'a description beside a reference',
      withOperation(
        { parameters: [{ $ref: '#/components/parameters/P', description: 'mine' }] },
        { parameters: { P: { name: 'p', in: 'query', schema: { type: 'string' } } } },
      ),
      "part-unused /paths/~1x/get/parameters/0/description (1): 'description' of a reference: comments show that of the target.",
    ],
    [
      'a constraint beside a $ref of 3.0',
      documentWith('3.0.4', {
        A: { type: 'string' },
        T: { items: { $ref: '#/components/schemas/A', maxLength: 5, description: 'kept' } },
      }),
      "part-unused /components/schemas/T/items/maxLength (1): 'maxLength' beside a schema's $ref: OpenAPI ignores it up to 3.0.",
    ],
    [
      'a component that nothing refers to',
      withOperation(
        { responses: { 200: { $ref: '#/components/responses/a~1b%20c' } } },
        { responses: { 'a/b c': { description: 'OK' }, D: { description: 'Another' } } },
      ),
      'component-unused /components/responses/D (1): Nothing refers to one of the shared responses.',
    ],
    [
      'a field of Swagger 2.0',
      documentOf('2.0', {
        paths: { '/x': { get: { schemes: ['wss'], responses: { 200: { description: 'OK' } } } } },
      }),
      "part-unsupported /paths/~1x/get/schemes (1): 'schemes' of an operation: calls go to the servers of the document.",
    ],
  ])('is reported: %s', async (_, document, want) => {
    expect(await reportedOf(document)).toEqual([want]);
  });

  it('is reported once for all its places, in any order of them', async () => {
    const schemas = { B: { xml: { name: 'b' } }, A: { xml: {}, items: { xml: {} } } };
    const want = [
      "part-unused /components/schemas/A/items/xml (3): 'xml' of a schema: the SDK reads and writes JSON.",
    ];
    expect(await reportedOf(documentWith('3.1.0', schemas))).toEqual(want);
    const { A, B } = schemas;
    expect(await reportedOf(documentWith('3.1.0', { A, B }))).toEqual(want);
  });

  it('names extensions in one diagnostic, those that are read aside', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `x-${index}`);
    const schema = Object.fromEntries(names.map((name) => [name, true]));
    const T = { type: 'string', enum: ['a'], 'x-enum-varnames': ['A'], ...schema };
    expect(await reportedOf(documentWith('3.1.0', { T, U: { 'x-0': 1 } }))).toEqual([
      "extension-unused /components/schemas/T/x-0 (1): The SDK makes nothing of 'x-0', 'x-1', 'x-2', 'x-3', 'x-4', 'x-5', 'x-6', 'x-7' and 2 more.",
    ]);
  });

  it.each<[string, object]>([
    ['names of properties', documentWith('3.1.0', { T: { properties: { xml: {}, nto: {} } } })],
    ['names of schemas', documentWith('3.1.0', { links: {}, 'x-a': {} })],
    ['data', documentWith('3.1.0', { T: { example: { xml: 1, 'x-a': 2 }, default: { not: 3 } } })],
    ['a schema that allows nothing', documentWith('3.1.0', { T: { not: {} } })],
    [
      'annotations beside a $ref of 3.0',
      documentWith('3.0.4', {
        A: {},
        T: {
          properties: { a: { $ref: '#/components/schemas/A', nullable: true, readOnly: true } },
        },
      }),
    ],
    [
      'the style that is the default of each part',
      withOperation({
        requestBody: {
          content: { 'multipart/form-data': { schema: {}, encoding: { a: { style: 'form' } } } },
        },
      }),
    ],
  ])('is none: %s', async (_, document) => {
    expect(await reportedOf(document)).toEqual([]);
  });
});
