import { responds, api, FLEET_API, operation } from './testing/fleet-api.js';
import { authorized, call, json, openSandbox } from './testing/open.js';

describe('an operation responds', () => {
  it('with a list, which is the same for every request', async () => {
    const [first, second] = [await call('GET /Vehicles'), await call('GET /Vehicles')];
    expect([first.status, first.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    const text = await first.text();
    expect(JSON.parse(text)).toHaveLength(12);
    expect(await second.text()).toBe(text);
  });

  it('with the value of the path parameter', async () => {
    expect(await (await call('GET /Vehicles/ZZ-001-ZZ')).json()).toMatchObject({
      registrationNumber: 'ZZ-001-ZZ',
    });
  });

  it('with a page of the documented default size', async () => {
    const page = (await (await call('GET /Vehicles/search')).json()) as { items: unknown[] };
    expect(page).toMatchObject({ page: 1, pageSize: 20 });
    expect(page.items).toHaveLength(12);
  });

  it('with the created item and the documented status', async () => {
    const response = await call(
      'POST /Vehicles',
      json({ registrationNumber: 'ZZ-1', brand: 'Alpine', energy: 50 }),
    );
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      registrationNumber: 'ZZ-1',
      brand: 'Alpine',
      energy: 50,
    });
  });

  it('with 204 and no body', async () => {
    const response = await call('DELETE /Vehicles/AB-123-CD');
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      204,
      '',
      null,
    ]);
  });

  it('with 200 and no body if the document declares no response', async () => {
    const response = await call('GET /Health');
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      200,
      '',
      null,
    ]);
  });

  it('with a download that is not text', async () => {
    const response = await call('GET /Documents/7/content');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="file.bin"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes).toHaveLength(1024);
    expect(Buffer.from(bytes.toString('utf8'))).not.toEqual(bytes);
  });

  it.each([
    ['application/pdf', /^%PDF-1\.4/],
    ['image/png', /^\x89PNG/],
    ['text/csv', /^registrationNumber;date;distance\r\n/],
  ])('with a valid download of type %s', async (mediaType, start) => {
    const model = api([
      operation('GET /file', {
        responses: [responds('200', { kind: 'binary' }, mediaType)],
        security: { kind: 'none' },
      }),
    ]);
    const response = await fetch(new URL('/file', (await openSandbox(model)).url));
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toMatch(start);
  });
});

describe('an operation checks the credentials', () => {
  it.each([
    ['no token', {}, 'Bearer'],
    [
      'a forged token',
      { Authorization: 'Bearer eyJ0eXAiOiJKV1QifQ.e30.forged' },
      'Bearer error="invalid_token"',
    ],
    ['an invalid token', { Authorization: 'Bearer x' }, 'Bearer error="invalid_token"'],
    ['Basic', { Authorization: 'Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=' }, 'Bearer'],
  ])('and responds with 401 to %s', async (_case, headers, challenge) => {
    const response = await fetch(new URL('/Vehicles', (await openSandbox()).url), { headers });
    expect([
      response.status,
      response.headers.get('www-authenticate'),
      await response.text(),
    ]).toEqual([401, challenge, '']);
  });

  it('and accepts a token of an earlier run, for a program that kept it', async () => {
    const headers = await authorized(await openSandbox());
    expect((await fetch(new URL('/Vehicles', (await openSandbox()).url), { headers })).status).toBe(
      200,
    );
  });

  it('and rejects a token of another client', async () => {
    const headers = await authorized(await openSandbox());
    const other = await openSandbox(FLEET_API, {
      credentials: { clientId: 'other', clientSecret: 'x' },
    });
    expect((await fetch(new URL('/Vehicles', other.url), { headers })).status).toBe(401);
  });

  it('unless the document declares that it needs none', async () => {
    expect((await fetch(new URL('/Health', (await openSandbox()).url))).status).toBe(200);
  });

  it.each([
    ['header', { 'X-Key': 'k' }, '', 200],
    ['query', {}, '?X-Key=k', 200],
    ['cookie', { Cookie: 'a=b; X-Key=k' }, '', 200],
    ['header', {}, '?X-Key=k', 401],
  ] as const)(
    'for an API key in the %s, with the headers %j and the query %j, it responds with %i',
    async (location, headers, query, status) => {
      const model = {
        ...api([
          operation('GET /a', {
            security: { kind: 'schemes', alternatives: [[{ scheme: 'Key', scopes: [] }]] },
          }),
        ]),
        securitySchemes: [
          { kind: 'apiKey', name: 'Key', in: location, wireName: 'X-Key' } as const,
        ],
      };
      const { url } = await openSandbox(model);
      expect((await fetch(new URL(`/a${query}`, url), { headers })).status).toBe(status);
    },
  );
});

describe('an unknown request', () => {
  it('gets 404 with problem details if the path is unknown', async () => {
    const response = await call('GET /Nothing?secret=1');
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
      title: 'Not Found',
      status: 404,
      traceId: expect.any(String) as unknown,
    });
  });

  it('gets 405 with the allowed methods if the method is unknown', async () => {
    const response = await call('PATCH /Vehicles/1');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'DELETE, GET']);
  });
});
