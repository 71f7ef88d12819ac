import { documentOf, loadUpgraded, loadUpgradedOperation, tryLoad } from './testing/load.js';

const Pet = { $ref: '#/definitions/Pet' };
const Upgraded = { $ref: '#/components/schemas/Pet' };

describe('a parameter of 2.0', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'inline',
      { in: 'query', type: 'integer', format: 'int64', maximum: 5 },
      { in: 'query', schema: { type: 'integer', format: 'int64', maximum: 5 } },
    ],
    [
      'x-nullable',
      { in: 'query', type: 'string', 'x-nullable': true },
      { in: 'query', schema: { type: ['string', 'null'] } },
    ],
    [
      'exclusive',
      { in: 'query', type: 'integer', minimum: 0, exclusiveMinimum: true },
      { in: 'query', schema: { type: 'integer', exclusiveMinimum: 0 } },
    ],
    [
      'described',
      { in: 'header', type: 'string', description: 'D', required: true },
      { in: 'header', description: 'D', required: true, schema: { type: 'string' } },
    ],
    ['with a schema', { in: 'query', schema: Pet }, { in: 'query', schema: Upgraded }],
    [
      'csv by default',
      { in: 'query', type: 'array', items: { type: 'string' } },
      {
        in: 'query',
        style: 'form',
        explode: false,
        schema: { type: 'array', items: { type: 'string' } },
      },
    ],
    [
      'multi',
      { in: 'query', type: 'array', items: Pet, collectionFormat: 'multi' },
      { in: 'query', style: 'form', explode: true, schema: { type: 'array', items: Upgraded } },
    ],
    [
      'ssv',
      { in: 'query', type: 'array', collectionFormat: 'ssv' },
      { in: 'query', style: 'spaceDelimited', explode: false, schema: { type: 'array' } },
    ],
    [
      'pipes',
      { in: 'query', type: 'array', collectionFormat: 'pipes' },
      { in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array' } },
    ],
    [
      'tsv',
      { in: 'query', type: 'array', collectionFormat: 'tsv' },
      { in: 'query', style: 'tabDelimited', explode: false, schema: { type: 'array' } },
    ],
    [
      'pipes in a header',
      { in: 'header', type: 'array', collectionFormat: 'pipes' },
      { in: 'header', style: 'pipeDelimited', explode: false, schema: { type: 'array' } },
    ],
    [
      'ssv in a path',
      { in: 'path', required: true, type: 'array', collectionFormat: 'ssv' },
      {
        in: 'path',
        required: true,
        style: 'spaceDelimited',
        explode: false,
        schema: { type: 'array' },
      },
    ],
    [
      'csv in a path',
      { in: 'path', required: true, type: 'array' },
      { in: 'path', required: true, style: 'simple', explode: false, schema: { type: 'array' } },
    ],
  ])('%s', async (_, given, want) => {
    const made = await loadUpgradedOperation({ parameters: [{ name: 'a', ...given }] });
    expect(made?.parameters).toEqual([{ name: 'a', ...want }]);
  });

  it('is reported when its collectionFormat has no equivalent', async () => {
    const parameters = [{ name: 'a', in: 'query', type: 'array', collectionFormat: 'csvx' }];
    const { reported } = await tryLoad(
      documentOf('2.0', { paths: { '/x': { get: { parameters } } } }),
    );
    expect(reported).toEqual(['node-malformed /paths/~1x/get/parameters/0/collectionFormat']);
  });

  it('may be shared, and a body among those of a path', async () => {
    const document = await loadUpgraded({
      parameters: {
        page: { name: 'page', in: 'query', type: 'integer' },
        pet: { name: 'pet', in: 'body', required: true, schema: Pet },
      },
      paths: {
        '/x': {
          parameters: [{ $ref: '#/parameters/page' }, { $ref: '#/parameters/pet' }],
          put: {},
        },
      },
    });
    expect(document.paths['/x']).toEqual({
      parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
      put: {
        requestBody: { required: true, content: { 'application/json': { schema: Upgraded } } },
      },
    });
  });
});

describe('a body of 2.0', () => {
  const body = { name: 'b', in: 'body', description: 'D', schema: Pet };
  const file = { name: 'f', in: 'formData', type: 'file', description: 'D', required: true };
  const field = { name: 't', in: 'formData', type: 'array', items: { type: 'string' } };
  const content = (type: string, schema: unknown, required = false) => ({
    required,
    content: { [type]: { schema } },
  });
  const fileSchema = { type: 'string', format: 'binary', description: 'D' };
  const fieldSchema = { type: 'array', items: { type: 'string' } };

  it.each<[string, Record<string, unknown>, Record<string, unknown>, unknown]>([
    [
      'JSON by default',
      { parameters: [body] },
      {},
      { description: 'D', ...content('application/json', Upgraded) },
    ],
    [
      'as the document consumes',
      { parameters: [body] },
      { consumes: ['text/json'] },
      { description: 'D', ...content('text/json', Upgraded) },
    ],
    [
      'as the operation consumes',
      { parameters: [body], consumes: ['a/b'] },
      { consumes: ['text/json'] },
      { description: 'D', ...content('a/b', Upgraded) },
    ],
    [
      'a form',
      { parameters: [field] },
      {},
      content('application/x-www-form-urlencoded', {
        type: 'object',
        properties: { t: fieldSchema },
      }),
    ],
    [
      'a form with a list that is joined',
      { parameters: [{ ...field, collectionFormat: 'csv' }] },
      {},
      {
        required: false,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { t: fieldSchema } },
            encoding: { t: { style: 'form', explode: false } },
          },
        },
      },
    ],
    [
      'a form as multipart',
      { parameters: [field], consumes: ['multipart/form-data'] },
      {},
      content('multipart/form-data', { type: 'object', properties: { t: fieldSchema } }),
    ],
    [
      'a file',
      { parameters: [file, field], consumes: ['application/x-www-form-urlencoded'] },
      {},
      content(
        'multipart/form-data',
        { type: 'object', properties: { f: fileSchema, t: fieldSchema }, required: ['f'] },
        true,
      ),
    ],
  ])('%s', async (_, given, more, want) => {
    const made = await loadUpgradedOperation(given, more);
    expect(made?.requestBody).toEqual(want);
    expect(made?.parameters).toEqual([]);
  });
});

describe('a response of 2.0', () => {
  const file = { type: 'string', format: 'binary' };
  it.each<[string, unknown, Record<string, unknown>, unknown]>([
    ['with nothing in it', { description: 'D' }, { produces: ['a/b'] }, { description: 'D' }],
    [
      'JSON by default',
      { description: 'D', schema: Pet },
      {},
      { description: 'D', content: { 'application/json': { schema: Upgraded } } },
    ],
    [
      'as produced',
      { schema: Pet },
      { produces: ['a/b', 'c/d'] },
      { content: { 'a/b': { schema: Upgraded }, 'c/d': { schema: Upgraded } } },
    ],
    [
      'a file',
      { schema: { type: 'file' } },
      {},
      { content: { 'application/octet-stream': { schema: file } } },
    ],
    [
      'with an example',
      { schema: Pet, examples: { 'a/b': 1 } },
      { produces: ['a/b'] },
      { content: { 'a/b': { schema: Upgraded, example: 1 } } },
    ],
    [
      'shared',
      { $ref: '#/responses/NotFound' },
      { produces: ['a/b'], responses: { NotFound: { description: 'N', schema: Pet } } },
      { description: 'N', content: { 'a/b': { schema: Upgraded } } },
    ],
  ])('%s', async (_, response, more, want) => {
    const made = await loadUpgradedOperation({ responses: { 200: response } }, more);
    expect(made?.responses).toEqual({ 200: want });
  });

  it('is one that the operation, saying that it produces nothing, gives as JSON', async () => {
    const made = await loadUpgradedOperation(
      { produces: [], responses: { 200: { schema: Pet } } },
      { produces: ['a/b'] },
    );
    expect(made?.responses?.['200']).toEqual({
      content: { 'application/json': { schema: Upgraded } },
    });
  });
});
