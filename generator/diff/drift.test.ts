import type { Change } from './change.js';
import { createDrift, withoutEnvironment } from './drift.js';

describe('the differences between any two environments', () => {
  const openapi = (host: string, title: string) => ({
    openapi: '3.0.4',
    info: { title, version: host, description: 'kept' },
    servers: [{ url: `https://${host}/` }],
    paths: {
      '/Vehicles': {
        servers: [{ url: `https://${host}/v` }],
        get: { servers: [{ url: `https://${host}/g` }], responses: {} },
        parameters: [],
      },
    },
    components: {
      schemas: { servers: { type: 'string' } },
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: `https://${host}/connect/token`, scopes: {} } },
        },
        oidc: { type: 'openIdConnect', openIdConnectUrl: `https://${host}/.well-known` },
      },
    },
  });
  const swagger = (host: string) => ({
    swagger: '2.0',
    info: { title: host, version: '1' },
    host,
    basePath: `/${host}`,
    schemes: ['https'],
    paths: { '/a': { get: { schemes: ['http'], operationId: 'a', responses: {} } } },
    securityDefinitions: { o: { type: 'oauth2', tokenUrl: `https://${host}/token` } },
  });

  it.each([
    ['OpenAPI 3', openapi('a.example', 'A'), openapi('b.example', 'B')],
    ['Swagger 2.0', swagger('a.example'), swagger('b.example')],
  ])('are left out of %s', (_, one, other) => {
    expect(withoutEnvironment(one)).toEqual(withoutEnvironment(other));
  });

  it('are all that is left out', () => {
    expect(withoutEnvironment(openapi('a.example', 'A'))).toEqual({
      openapi: '3.0.4',
      info: { title: 'API', version: '0', description: 'kept' },
      paths: { '/Vehicles': { get: { responses: {} }, parameters: [] } },
      components: {
        schemas: { servers: { type: 'string' } },
        securitySchemes: {
          oauth: {
            type: 'oauth2',
            flows: {
              clientCredentials: { tokenUrl: 'https://host.invalid/connect/token', scopes: {} },
            },
          },
          oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://host.invalid/.well-known' },
        },
      },
    });
  });

  it('are removed from a copy, and a value that is no URL stays', () => {
    const document = openapi('a.example', 'A');
    const before = structuredClone(document);
    withoutEnvironment(document);
    expect(document).toEqual(before);
    const odd = { components: { securitySchemes: { a: { tokenUrl: '/token' }, b: 7 } } };
    expect(withoutEnvironment(odd)).toEqual(odd);
  });
});

it('every change is coming, leaving or differing', () => {
  const change = (fingerprint: string, pointers: Change['pointers']) =>
    ({ fingerprint, pointers }) as Change;
  const changes = [
    change('new', { after: '/paths/a' }),
    change('both', { before: '/x', after: '/x' }),
    change('old', { before: '/paths/b' }),
    change('neither', {}),
  ];
  expect(createDrift(changes, { from: 'preprod', to: 'prod' })).toEqual({
    from: 'preprod',
    to: 'prod',
    coming: ['new'],
    leaving: ['old'],
    differing: ['both', 'neither'],
  });
});
