import { documentOf, documentWith, tryLoad } from './testing/load.js';

const response = { 200: { description: 'OK' } };
const at = (operation: unknown) => ({ paths: { '/a/b': { get: operation } } });
const get = '/paths/~1a~1b/get';

describe('a malformed part is reported and left out', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['parameters: null', at({ parameters: null, responses: response }), `${get}/parameters`],
    [
      'parameters: an object',
      at({ parameters: { a: 1 }, responses: response }),
      `${get}/parameters`,
    ],
    [
      'a parameter without a name',
      at({ parameters: [{ in: 'query' }] }),
      `${get}/parameters/0/name`,
    ],
    [
      'a parameter nowhere',
      at({ parameters: [{ name: 'a', in: 'body' }] }),
      `${get}/parameters/0/in`,
    ],
    ['a parameter that is a text', at({ parameters: ['a'] }), `${get}/parameters/0`],
    ['tags: a text', at({ tags: 'a' }), `${get}/tags`],
    ['a tag that is a number', at({ tags: ['a', 5] }), `${get}/tags/1`],
    ['operationId: 5', at({ operationId: 5 }), `${get}/operationId`],
    ['responses: a list', at({ responses: [] }), `${get}/responses`],
    ['a response: null', at({ responses: { 200: null } }), `${get}/responses/200`],
    ['content: a text', at({ requestBody: { content: 'x' } }), `${get}/requestBody/content`],
    [
      'a media type: null',
      at({ requestBody: { content: { 'a/b': null } } }),
      `${get}/requestBody/content/a~1b`,
    ],
    ['security: an object', at({ security: {} }), `${get}/security`],
    ['scopes: a text', at({ security: [{ a: 'x' }] }), `${get}/security/0/a`],
    ['servers: a text', { servers: 'x' }, '/servers'],
    ['a server without a URL', { servers: [{}] }, '/servers/0/url'],
    ['info: a text', { info: 'x' }, '/info'],
    [
      'a scheme without a type',
      { components: { securitySchemes: { a: {} } } },
      '/components/securitySchemes/a/type',
    ],
    ['components: a list', { components: [] }, '/components'],
  ])('%s', async (_, parts, pointer) => {
    const { loaded, reported } = await tryLoad({
      ...documentOf('3.0.1', {
        ...parts,
        paths: {
          '/ok': { get: { responses: response } },
          ...(parts['paths'] as object | undefined),
        },
      }),
    });
    expect(reported).toEqual([`node-malformed ${pointer}`]);
    expect(loaded?.document.openapi).toBe('3.2.0');
  });

  it.each<[string, unknown, string, unknown]>([
    ['type: 5', { type: 5, title: 'T' }, '/type', { title: 'T' }],
    [
      'an unknown type',
      { type: ['string', 'date'] },
      '/type',
      { type: 'string', 'x-unknown-types': ['date'] },
    ],
    ['no type', { type: [] }, '/type', {}],
    ['properties: a list', { properties: [] }, '/properties', {}],
    [
      'a property that is a text',
      { properties: { a: 'x', b: {} } },
      '/properties/a',
      { properties: { b: {} } },
    ],
    ['required: a text', { required: 'x' }, '/required', {}],
    ['required: a number in the list', { required: ['a', 1] }, '/required/1', { required: ['a'] }],
    ['allOf: an object', { allOf: {} }, '/allOf', {}],
    ['allOf: nothing in it', { allOf: [] }, '/allOf', {}],
    ['enum: nothing in it', { type: 'string', enum: [] }, '/enum', { type: 'string' }],
    ['enum: a text', { enum: 'x' }, '/enum', {}],
    ['minimum: a text', { minimum: '1' }, '/minimum', {}],
    ['readOnly: a text', { readOnly: 'yes' }, '/readOnly', {}],
    ['additionalProperties: a text', { additionalProperties: 'x' }, '/additionalProperties', {}],
    ['a $ref that is a number', { $ref: 5 }, '/$ref', {}],
    [
      'a discriminator without a property',
      { discriminator: {} },
      '/discriminator/propertyName',
      {},
    ],
    ['description: null', { description: null }, '/description', {}],
  ])('in a schema, %s', async (_, schema, pointer, want) => {
    const { loaded, reported } = await tryLoad(documentWith('3.1.1', { T: schema }));
    expect(reported).toEqual([`node-malformed /components/schemas/T${pointer}`]);
    expect(loaded?.document.components.schemas['T']).toEqual(want);
  });

  it('reports the expected and the actual type', async () => {
    const { messages } = await tryLoad(documentWith('3.1.1', { T: { required: 'secret' } }));
    expect(messages).toEqual(["'required' must be an array, not a string."]);
  });

  it('takes names such as __proto__ for data', async () => {
    const { loaded } = await tryLoad(
      '{"openapi":"3.0.1","paths":{"/x":{"get":{}}},"components":{"schemas":{"__proto__":{"type":"string"},"T":{"properties":{"__proto__":{"$ref":"#/components/schemas/__proto__"},"constructor":{"type":"integer"}}}}}}',
    );
    const schemas = loaded?.document.components.schemas ?? {};
    expect(Object.keys(schemas)).toEqual(['__proto__', 'T']);
    expect(Object.entries((schemas['T'] as { properties: object }).properties)).toEqual([
      ['__proto__', { $ref: '#/components/schemas/__proto__' }],
      ['constructor', { type: 'integer' }],
    ]);
    expect(({} as Record<string, unknown>)['type']).toBeUndefined();
  });
});
