import { documentOf, load, loadUpgraded, loadUpgradedOperation } from './testing/load.js';

const Pet = { $ref: '#/definitions/Pet' };
const Upgraded = { $ref: '#/components/schemas/Pet' };

const definitions = { Pet: { type: 'object' } };

describe('around the operations of 2.0', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    [
      'all parts',
      { host: 'a.example:8080', basePath: '/v1/', schemes: ['https', 'http', 'ws'] },
      [{ url: 'https://a.example:8080/v1' }, { url: 'http://a.example:8080/v1' }],
    ],
    ['a host alone', { host: 'a.example' }, [{ url: 'https://a.example' }]],
    ['a base path alone', { basePath: '/v1' }, [{ url: '/v1' }]],
    ['the root as base path', { basePath: '/' }, undefined],
    ['a placeholder', { host: '***HOST***', schemes: ['https'] }, undefined],
    ['another placeholder', { host: '{host}', basePath: '/v1' }, undefined],
    ['nothing', {}, undefined],
  ])('the servers are made from %s', async (_, parts, want) => {
    expect((await loadUpgraded(parts)).servers).toEqual(want);
  });

  it.each<[string, unknown, unknown]>([
    ['basic', { type: 'basic' }, { type: 'http', scheme: 'basic' }],
    [
      'apiKey',
      { type: 'apiKey', in: 'header', name: 'X' },
      { type: 'apiKey', in: 'header', name: 'X' },
    ],
    [
      'application',
      { type: 'oauth2', flow: 'application', tokenUrl: 't', scopes: { a: 'A' } },
      { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 't', scopes: { a: 'A' } } } },
    ],
    [
      'accessCode',
      { type: 'oauth2', flow: 'accessCode', tokenUrl: 't', authorizationUrl: 'u' },
      { type: 'oauth2', flows: { authorizationCode: { tokenUrl: 't', authorizationUrl: 'u' } } },
    ],
    [
      'implicit',
      { type: 'oauth2', flow: 'implicit', authorizationUrl: 'u' },
      { type: 'oauth2', flows: { implicit: { authorizationUrl: 'u' } } },
    ],
    [
      'password',
      { type: 'oauth2', flow: 'password', tokenUrl: 't' },
      { type: 'oauth2', flows: { password: { tokenUrl: 't' } } },
    ],
  ])('the scheme %s', async (_, scheme, want) => {
    const document = await loadUpgraded({ securityDefinitions: { s: scheme } });
    expect(document.components.securitySchemes).toEqual({ s: want });
  });

  it('the schemas are components, and what refers to them follows', async () => {
    const document = await loadUpgraded({
      definitions: {
        ...definitions,
        'A/B': {
          discriminator: 'kind',
          properties: { pet: { ...Pet, 'x-nullable': true }, own: { $ref: '#/definitions/A~1B' } },
        },
      },
    });
    expect(document.components.schemas).toEqual({
      Pet: { type: 'object' },
      'A/B': {
        discriminator: { propertyName: 'kind' },
        properties: {
          pet: { anyOf: [Upgraded, { type: 'null' }] },
          own: { $ref: '#/components/schemas/A~1B' },
        },
      },
    });
  });

  it('a reference into a response follows it to where the upgrade puts it', async () => {
    const made = await loadUpgradedOperation({
      responses: {
        200: { schema: { type: 'object', properties: { a: { type: 'string' } } } },
        201: { schema: { $ref: '#/paths/~1x/post/responses/200/schema/properties/a' } },
      },
    });
    expect(made?.responses?.['201']).toEqual({
      content: {
        'application/json': {
          schema: {
            $ref: '#/paths/~1x/post/responses/200/content/application~1json/schema/properties/a',
          },
        },
      },
    });
  });

  it('each node knows where it was published', async () => {
    const { document, getPointer: pointerOf } = await load(
      documentOf('2.0', {
        definitions,
        paths: {
          '/x': {
            post: {
              parameters: [{ name: 'b', in: 'body', schema: { type: 'array', items: Pet } }],
              responses: { 200: { schema: Pet } },
            },
          },
        },
      }),
    );
    const post = document.paths['/x']?.post as {
      requestBody: { content: Record<string, { schema: { items: object } }> };
      responses: Record<string, object>;
    };
    const schema = post.requestBody.content['application/json']?.schema;
    const pointers = [
      document,
      post,
      post.requestBody,
      schema,
      schema?.items,
      post.responses['200'],
      document.components.schemas['Pet'],
    ];
    expect(pointers.map((node) => pointerOf(node as object))).toEqual([
      '',
      '/paths/~1x/post',
      '/paths/~1x/post/parameters/0',
      '/paths/~1x/post/parameters/0/schema',
      '/paths/~1x/post/parameters/0/schema/items',
      '/paths/~1x/post/responses/200',
      '/definitions/Pet',
    ]);
  });
});
