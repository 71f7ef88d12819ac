import { createClient, openDocument, type Client } from './testing/open.js';

const SCHEMA = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const BAY = { $ref: '#/components/schemas/Bay' };
const OK = {
  200: {
    description: 'OK',
    content: { 'application/json': { schema: { type: 'array', items: BAY } } },
  },
};
const DOCUMENT = {
  openapi: '3.2.0',
  info: { title: 'Bays', version: '1' },
  components: { schemas: { Bay: SCHEMA } },
  paths: {
    '/bays': {
      get: { tags: ['Bays'], responses: OK },
      query: {
        tags: ['Bays'],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['label'],
                properties: { label: { type: 'string', maxLength: 3 } },
              },
            },
          },
        },
        responses: OK,
      },
      additionalOperations: {
        PURGE: { tags: ['Bays'], responses: { 204: { description: 'No Content' } } },
      },
    },
    '/bays/{id}': {
      get: {
        tags: ['Bays'],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'OK', content: { 'application/json': { schema: BAY } } } },
      },
    },
  },
};

let client: Client;
beforeAll(async () => {
  client = await createClient(await openDocument(DOCUMENT));
});

describe('the sandbox', () => {
  it('answers QUERY with the items that GET lists, and changes none', async () => {
    const listed = await client('GET /bays');
    const queried = await client('QUERY /bays', { label: 'A' });
    expect([queried.status, queried.body]).toEqual([200, listed.body]);
    expect((await client('GET /bays')).body).toEqual(listed.body);
  });

  it.each<[string, unknown, string]>([
    ['none', undefined, 'A non-empty request body is required.'],
    ['without a required property', {}, 'label'],
    ['with a text that is too long', { label: 'ABCD' }, 'label'],
  ])('validates the body of a QUERY: %s', async (_, body, named) => {
    const response = await client('QUERY /bays', body);
    expect(response.status).toBe(400);
    expect(JSON.stringify(response.body).toLowerCase()).toContain(named.toLowerCase());
  });

  it('routes a method that OpenAPI has no field for', async () => {
    expect((await client('PURGE /bays')).status).toBe(204);
    const refused = await client('MERGE /bays');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, PURGE, QUERY']);
  });
});
