import { documentOf, outcomeOf, upgraded, upgradedOperation } from './testing/loaded.js';

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
      'csv in a path',
      { in: 'path', required: true, type: 'array' },
      { in: 'path', required: true, style: 'simple', explode: false, schema: { type: 'array' } },
    ],
  ])('%s', async (_, given, want) => {
    const made = await upgradedOperation({ parameters: [{ name: 'a', ...given }] });
    expect(made?.parameters).toEqual([{ name: 'a', ...want }]);
  });

  it('is told when its collectionFormat has no equal', async () => {
    const parameters = [{ name: 'a', in: 'query', type: 'array', collectionFormat: 'tsv' }];
    const { complaints } = await outcomeOf(
      documentOf('2.0', { paths: { '/x': { get: { parameters } } } }),
    );
    expect(complaints).toEqual(['node-malformed /paths/~1x/get/parameters/0/collectionFormat']);
  });

  it('may be shared, and a body among those of a path', async () => {
    const document = await upgraded({
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
