import { documentOf, documentWith, load, tryLoad, loadUpgraded } from './testing/load.js';

const response = { 200: { description: 'OK' } };

/** Keywords that only a comparison reads. */
describe('the normal form keeps what a comparison needs', () => {
  it.each<[string, unknown]>([
    ['if/then/else', { if: { const: 1 }, then: { minimum: 1 }, else: false }],
    ['contains', { contains: { type: 'string' }, minContains: 1, maxContains: 2 }],
    ['propertyNames', { propertyNames: { pattern: '^a' } }],
    ['patternProperties', { patternProperties: { '^x': { type: 'string' }, '^y': true } }],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }],
    ['dependentSchemas', { dependentSchemas: { default: { required: ['b'] } } }],
    ['unevaluated', { unevaluatedItems: false, unevaluatedProperties: { type: 'string' } }],
    ['contentSchema', { contentMediaType: 'application/json', contentSchema: { type: 'object' } }],
    ['x-extensible-enum', { type: 'string', 'x-extensible-enum': ['a', 'b'] }],
    ['lifecycle', { 'x-sunset': '2030-01-01', 'x-stability-level': 'beta' }],
  ])('%s of a schema', async (_, schema) => {
    const { document } = await load(documentWith('3.1.0', { T: schema }));
    expect(document.components.schemas['T']).toEqual(schema);
  });

  it('brings subschemas there to normal form, and points back from them', async () => {
    const loaded = await load(
      documentWith('3.0.1', { T: { if: { nullable: true, type: 'string' } } }),
    );
    const schema = loaded.document.components.schemas['T'];
    const condition = typeof schema === 'object' ? schema.if : undefined;
    expect(condition).toEqual({ type: ['string', 'null'] });
    expect(loaded.getPointer(condition as object)).toBe('/components/schemas/T/if');
  });

  it('reports references there that point nowhere', async () => {
    const { reported } = await tryLoad(
      documentWith('3.1.0', { T: { if: { $ref: '#/components/schemas/Gone' } } }),
    );
    expect(reported).toContain('reference-unknown /components/schemas/T/if/$ref');
  });

  it('headers of responses and of components, with references among them', async () => {
    const headers = {
      'X-A': { $ref: '#/components/headers/A' },
      'X-B': { required: true, schema: { type: 'string' } },
    };
    const { document } = await load(
      documentOf('3.0.1', {
        paths: { '/x': { get: { responses: { 200: { description: 'OK', headers } } } } },
        components: {
          headers: { A: { description: 'a', deprecated: true, schema: { type: 'integer' } } },
        },
      }),
    );
    expect(document.paths['/x']?.get?.responses?.['200']).toEqual({ description: 'OK', headers });
    expect(document.components.headers).toEqual({
      A: { description: 'a', deprecated: true, schema: { type: 'integer' } },
    });
  });

  it('headers of Swagger 2.0, with the schema that they spell inline', async () => {
    const headers = { 'X-A': { type: 'integer', format: 'int32', description: 'a' } };
    const document = await loadUpgraded({
      paths: { '/x': { get: { responses: { 200: { description: 'OK', headers } } } } },
    });
    expect(document.paths['/x']?.get?.responses?.['200']).toEqual({
      description: 'OK',
      headers: { 'X-A': { description: 'a', schema: { type: 'integer', format: 'int32' } } },
    });
  });

  it('what surrounds an operation', async () => {
    const operation = {
      'x-sunset': '2030-01-01',
      'x-stability-level': 'beta',
      externalDocs: { url: 'https://docs.example' },
      servers: [{ url: 'https://other.example' }],
      parameters: [
        {
          name: 'a',
          in: 'query',
          allowEmptyValue: true,
          deprecated: true,
          'x-sunset': '2031-01-01',
          schema: {},
        },
      ],
      responses: response,
    };
    const { document } = await load(documentOf('3.0.1', { paths: { '/x': { get: operation } } }));
    expect(document.paths['/x']?.get).toEqual(operation);
  });

  it('callbacks, even one that leads back to its own operation', async () => {
    const paths = {
      '/x': {
        post: {
          operationId: 'start',
          callbacks: {
            again: { '{$request.body#/url}': { $ref: '#/paths/~1x' } },
            done: { $ref: '#/components/callbacks/Done' },
          },
          responses: response,
        },
      },
    };
    const components = { callbacks: { Done: { '{$url}': { post: { responses: response } } } } };
    const { document } = await load(documentOf('3.0.1', { paths, components }));
    expect(document.paths['/x']?.post?.callbacks).toEqual({
      again: { '{$request.body#/url}': { post: { operationId: 'start', responses: response } } },
      done: { '{$url}': { post: { responses: response } } },
    });
  });

  it('webhooks, with references to path items', async () => {
    const { document } = await load(
      documentOf('3.1.0', {
        webhooks: { sold: { $ref: '#/components/pathItems/Sold' } },
        components: { pathItems: { Sold: { post: { responses: response } } } },
      }),
    );
    expect(document.webhooks).toEqual({ sold: { post: { responses: response } } });
  });

  it('every flow of a security scheme, with the URL where its tokens are refreshed', async () => {
    const scheme = {
      type: 'oauth2',
      flows: {
        implicit: { authorizationUrl: 'https://a.example', scopes: { read: 'Read' } },
        password: { tokenUrl: 'https://t.example', refreshUrl: 'https://r.example', scopes: {} },
      },
    };
    const { document } = await load(
      documentOf('3.0.1', { components: { securitySchemes: { o: scheme } } }),
    );
    expect(document.components.securitySchemes).toEqual({ o: scheme });
  });

  it('a document of webhooks alone, where two are compared', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      webhooks: { a: { post: { responses: response } } },
    };
    const refused = await tryLoad(document);
    expect(refused.reported).toEqual(['part-unused /webhooks/a/post/responses/200/description']);
    const { loaded } = await tryLoad(document, { allowedOrigins: [], withoutOperations: true });
    expect(Object.keys(loaded?.document.webhooks ?? {})).toEqual(['a']);
  });
});
