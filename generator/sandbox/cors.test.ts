import { FLEET_API, api, operation, responds, TEXT } from './testing/fleet-api.js';
import { authorized, openSandbox } from './testing/open.js';

const ORIGIN = 'http://localhost:5173';

function preflight(headers: Readonly<Record<string, string>>): RequestInit {
  return { method: 'OPTIONS', headers: { Origin: ORIGIN, ...headers } };
}

describe('a preflight request', () => {
  it.each([
    ['an operation', 'Vehicles'],
    ['an unknown path', 'Nothing'],
    ['the token endpoint', 'connect/token'],
    ['the document', 'swagger/v1/swagger.json'],
    ['the faults', '_sandbox/faults'],
  ])('for %s is allowed, whatever faults there are', async (_what, path) => {
    const { url } = await openSandbox(FLEET_API, { faults: [{ kind: 'reset' }] });
    const asked = {
      'Access-Control-Request-Method': 'DELETE',
      'Access-Control-Request-Headers': 'authorization,x-api-key',
      'Access-Control-Request-Private-Network': 'true',
    };
    const { status, headers } = await fetch(url + path, preflight(asked));
    expect({ status, ...Object.fromEntries(headers) }).toMatchObject({
      status: 204,
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'DELETE',
      'access-control-allow-headers': 'authorization,x-api-key',
      'access-control-allow-private-network': 'true',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
  });

  it('does not count as a request of the rate limit', async () => {
    const { url } = await openSandbox(FLEET_API, { limit: { requests: 1, perMs: 60_000 } });
    const asked = preflight({ 'Access-Control-Request-Method': 'GET' });
    for (const path of ['Health', 'Health']) await fetch(url + path, asked);
    expect((await fetch(`${url}Health`)).status).toBe(200);
  });
});

it.each([
  ['of a page', { Origin: ORIGIN }],
  ['of a program', {}],
])('an OPTIONS request %s that is no preflight is an operation', async (_what, headers) => {
  const options = operation('OPTIONS /a', {
    responses: [responds('200', TEXT)],
    security: { kind: 'none' },
  });
  const { url } = await openSandbox(api([options]));
  expect((await fetch(`${url}a`, { method: 'OPTIONS', headers })).status).toBe(200);
});

describe('a page of another origin', () => {
  it.each([
    ['a list', 'Vehicles', 200, /Content-Type/],
    ['an unknown path', 'Nothing', 404, /Content-Type/],
    ['the document', 'swagger/v1/swagger.json', 200, /ETag/],
    ['the refusal of a token', 'connect/token', 400, /Cache-Control/],
    ['a page of a fault', 'Vehicles/a', 200, /Content-Type/],
    ['a missing token', 'Vehicles/b', 401, /WWW-Authenticate/],
    ['the rate limit', 'Vehicles', 429, /Retry-After/],
  ])('can read %s', async (_what, path, wantedStatus, exposed) => {
    const sandbox = await openSandbox(FLEET_API, {
      faults: [{ kind: 'html', path: '/Vehicles/a' }],
      limit: { requests: wantedStatus === 429 ? 1 : 100, perMs: 60_000 },
    });
    const token = wantedStatus === 401 ? {} : await authorized(sandbox);
    if (wantedStatus === 429) await fetch(sandbox.url + path, { headers: token });
    const { status, headers } = await fetch(sandbox.url + path, {
      headers: { ...token, Origin: ORIGIN },
    });
    expect({ status, ...Object.fromEntries(headers) }).toMatchObject({
      status: wantedStatus,
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': expect.stringMatching(exposed),
      vary: 'Origin',
    });
  });

  it('can read a created item and its Location', async () => {
    const sandbox = await openSandbox();
    const { headers } = await fetch(`${sandbox.url}Vehicles`, {
      method: 'POST',
      body: JSON.stringify({ registrationNumber: 'ZZ-1', brand: 'Alpine', energy: 50 }),
      headers: {
        ...(await authorized(sandbox)),
        'Content-Type': 'application/json',
        Origin: 'null',
      },
    });
    expect(headers.get('access-control-allow-origin')).toBe('null');
    expect(headers.get('access-control-expose-headers')).toBe('Content-Type, Location');
  });
});
