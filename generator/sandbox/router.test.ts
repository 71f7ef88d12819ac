import { createRouter } from './router.js';
import { api, operation } from './testing/fleet-api.js';

const route = createRouter(
  api([
    operation('GET /Vehicles'),
    operation('GET /Vehicles/search'),
    operation('GET /Vehicles/{registrationNumber}'),
    operation('DELETE /Vehicles/{registrationNumber}'),
    operation('GET /Vehicles/{id}/trips.{format}'),
    operation('GET /Vehicles/{id}/{part}'),
    operation('PUT /Vehicles/{idToEdit}'),
    operation('GET /case'),
    operation('GET /Case'),
    operation('GET /Jobs?action=stop&job={id}'),
    operation('GET /Jobs?action=list'),
  ]),
);

describe('a request is routed', () => {
  it.each([
    ['GET', '/Vehicles', 'GET /Vehicles', {}],
    ['GET', '/vehicles', 'GET /Vehicles', {}],
    ['GET', '/Vehicles/', 'GET /Vehicles', {}],
    ['GET', '/Vehicles/search', 'GET /Vehicles/search', {}],
    [
      'GET',
      '/Vehicles/AB-123-CD',
      'GET /Vehicles/{registrationNumber}',
      { registrationNumber: 'AB-123-CD' },
    ],
    [
      'GET',
      '/Vehicles/a%2Fb%20c',
      'GET /Vehicles/{registrationNumber}',
      { registrationNumber: 'a/b c' },
    ],
    ['GET', '/Vehicles/100%', 'GET /Vehicles/{registrationNumber}', { registrationNumber: '100%' }],
    [
      'DELETE',
      '/Vehicles/search',
      'DELETE /Vehicles/{registrationNumber}',
      { registrationNumber: 'search' },
    ],
    ['PUT', '/Vehicles/7', 'PUT /Vehicles/{idToEdit}', { idToEdit: '7' }],
    [
      'GET',
      '/Vehicles/7/trips.csv',
      'GET /Vehicles/{id}/trips.{format}',
      { id: '7', format: 'csv' },
    ],
    ['GET', '/Vehicles/7/trips', 'GET /Vehicles/{id}/{part}', { id: '7', part: 'trips' }],
    ['GET', '/case', 'GET /case', {}],
    ['GET', '/Case', 'GET /Case', {}],
    ['GET', '/Jobs?action=list', 'GET /Jobs?action=list', {}],
    ['GET', '/Jobs?job=a%26b&action=stop', 'GET /Jobs?action=stop&job={id}', { id: 'a&b' }],
  ])('%s %s to %s', (method, target, id, parameters) => {
    const [path = '', query] = target.split('?');
    const match = route(method, path, query);
    if (match.kind !== 'found') throw new Error(`${method} ${target} is ${match.kind}`);
    expect(match.operation.id).toBe(id);
    expect(Object.fromEntries(match.pathParameters)).toEqual(parameters);
  });

  it.each(['/', '/Vehicle', '/Vehicles/1/2/3', '/Vehicles//', ''])('%j to no operation', (path) => {
    expect(route('GET', path)).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['POST', '/Vehicles', ['GET']],
    ['PATCH', '/Vehicles/7', ['DELETE', 'GET', 'PUT']],
    ['HEAD', '/Vehicles', ['GET']],
  ])('%s %s to no operation, because its method is not allowed', (method, path, allowed) => {
    expect(route(method, path)).toEqual({ kind: 'wrong-method', allowed });
  });
});

describe('an operation with a server of its own', () => {
  const variables = [{ name: 'version', default: 'v2' }];
  const routeOwn = createRouter({
    ...api([
      operation('GET /Files/{id}', {
        servers: [{ url: '/files/{version}', variables }, { url: 'https://b.example/api/other' }],
      }),
      operation('GET /Files'),
    ]),
    servers: [{ url: 'https://a.example/api' }],
  });

  it.each([
    ['/files/v2/Files/7', 'GET /Files/{id}'],
    ['/Files/7', 'GET /Files/{id}'],
    // The sandbox removes the document's base path before it routes.
    ['/other/Files/7', 'GET /Files/{id}'],
    ['/files/v2/Files', undefined],
    ['/files/v3/Files/7', undefined],
  ])('is found at %s', (path, want) => {
    const match = routeOwn('GET', path);
    expect(match.kind === 'found' ? match.operation.id : undefined).toBe(want);
  });
});
