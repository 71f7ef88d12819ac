import fc from 'fast-check';
import {
  basicAuthentication,
  privateKeyJwt,
  type ClientAuthentication,
} from '../core/client-authentication.js';
import { TokenError } from '../core/errors.js';
import type { ClientOptions, Middleware, StoredToken, TokenStore } from '../core/options.js';
import {
  clientFor,
  credentialsAt,
  GET,
  recordedSleep,
  rejection,
  SECRET,
} from '../testing/client.js';
import { closeServers, inTurn, json, serve, type ReceivedRequest } from '../testing/server.js';
import { holdTimers } from '../testing/time.js';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

const ID = 'my id:+%é';

const OWN: ClientAuthentication = {
  takesSecret: true,
  prove: ({ clientId }) => ({ authorization: `Own ${clientId}` }),
};

/** Calls an API with a token of a server that grants any. @returns What the token endpoint received. */
async function requestTokens(
  options: ClientOptions,
  answer: Readonly<Record<string, unknown>> = {},
  query = '',
): Promise<readonly ReceivedRequest[]> {
  const tokens = await serve((response) => json(response, { access_token: 't', ...answer }));
  const api = await serve((response) => json(response, 'data'));
  const tokenUrl = `${tokens.url}/connect/token${query}`;
  await clientFor(api, { ...credentialsAt(tokens), tokenUrl, ...options }).call(GET);
  expect(api.requests[0]?.headers.authorization).toBe('Bearer t');
  return tokens.requests;
}

const formOf = (request: ReceivedRequest | undefined) =>
  Object.fromEntries(new URLSearchParams(request?.body));

describe('the client authenticates', () => {
  it('with parameters in the body', async () => {
    const [request] = await requestTokens({ clientId: ID });
    expect(formOf(request)).toEqual({
      grant_type: 'client_credentials',
      client_id: ID,
      client_secret: SECRET,
    });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('with HTTP basic authentication, id and secret encoded as in a form', async () => {
    const [request] = await requestTokens({
      clientId: ID,
      clientAuthentication: basicAuthentication,
      scope: 'a b',
      tokenParameters: { audience: 'fleet' },
    });
    expect(formOf(request)).toEqual({
      grant_type: 'client_credentials',
      audience: 'fleet',
      scope: 'a b',
    });
    const [, encoded = ''] = (request?.headers.authorization ?? '').split('Basic ');
    expect(atob(encoded)).toBe('my+id%3A%2B%25%C3%A9:s3cret%2B%2F%3D%25');
  });

  it.each<[string, string, Partial<ClientOptions>]>([
    ['as the environment says', 'Basic', {}],
    ['as the client says, before the environment', 'Own', { clientAuthentication: OWN }],
  ])('%s', async (_title, scheme, options) => {
    const tokens = await serve((response) => json(response, { access_token: 't' }));
    const { url: baseUrl } = await serve((response) => json(response, 'data'));
    const credentials = { ...credentialsAt(tokens), ...options };
    const clientAuthentication = basicAuthentication;
    const only = { baseUrl, clientAuthentication };
    await clientFor(
      { url: '' },
      { ...credentials, baseUrl: undefined },
      { environments: { only }, defaultEnvironment: 'only' },
    ).call(GET);
    const other = { ...credentials, clientId: 'other' };
    await clientFor({ url: baseUrl }, other, { clientAuthentication }).call(GET);
    expect(tokens.requests.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual([
      scheme,
      scheme,
    ]);
  });

  it.each<[string, Partial<ClientOptions>]>([
    ['without a secret', { clientSecret: undefined }],
    ['also when there is a secret, which is not sent', {}],
  ])('with an assertion, %s', async (_title, options) => {
    const asked: string[] = [];
    const clientAuthentication = privateKeyJwt((tokenUrl) => {
      asked.push(tokenUrl);
      return Promise.resolve('the.signed.jwt');
    });
    const [request] = await requestTokens({ clientAuthentication, ...options });
    expect(formOf(request)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'id',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'the.signed.jwt',
    });
    expect(asked).toEqual([`http://${request?.headers.host ?? ''}/connect/token`]);
  });

  it('with another assertion when the request is repeated, since a server takes one once', async () => {
    const tokens = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, { access_token: 't' }),
      ),
    );
    const api = await serve((response) => json(response, 'data'));
    let count = 0;
    const clientAuthentication = privateKeyJwt(() => `jwt-${(count += 1)}`);
    await clientFor(api, { ...credentialsAt(tokens), clientAuthentication }).call(GET);
    expect(tokens.requests.map((request) => formOf(request)['client_assertion'])).toEqual([
      'jwt-1',
      'jwt-2',
    ]);
  });

  it.each<[string, () => string | Promise<string>, string]>([
    ['returns nothing', () => undefined as unknown as string, 'TypeError: It returned no text'],
    ['returns empty text', () => '', 'TypeError: It returned no text'],
    [
      'throws',
      () => {
        throw new Error('no key');
      },
      'Error: no key',
    ],
    ['rejects', () => Promise.reject(new Error('no key')), 'Error: no key'],
  ])('not with an assertion that %s', async (_title, create, reason) => {
    const tokens = await serve((response) => json(response, {}));
    const options = { ...credentialsAt(tokens), clientAuthentication: privateKeyJwt(create) };
    const error = await rejection(clientFor(tokens, options).call(GET));
    expect(error).toBeInstanceOf(TokenError);
    expect(String(error)).toBe(
      `TokenError: No access token: the client assertion failed: ${reason}`,
    );
    expect(tokens.requests).toHaveLength(0);
  });

  it('with an assertion that no error repeats', async () => {
    const tokens = await serve((response, { body }) =>
      json(response, { error: 'invalid_client', error_description: body }, 401),
    );
    for (const more of [
      { clientAuthentication: privateKeyJwt(() => 'the.signed.jwt') },
      { clientAuthentication: basicAuthentication },
    ]) {
      const options = { ...credentialsAt(tokens), ...more };
      const error = await rejection(clientFor(tokens, options).call(GET));
      expect(String(error)).toContain('invalid_client');
      expect(String(error)).not.toContain('signed');
    }
  });
});

describe('the token endpoint', () => {
  it('may have a query, whose values no message shows', async () => {
    const query = '?tenant=acme&code=q/1';
    const [request] = await requestTokens({}, {}, query);
    expect(request?.target).toBe(`/connect/token${query}`);
    const tokens = await serve((response) => json(response, { error: 'invalid_client' }, 400));
    const tokenUrl = `${tokens.url}/token${query}`;
    const options = { ...credentialsAt(tokens), tokenUrl };
    expect(String(await rejection(clientFor(tokens, options).call(GET)))).toBe(
      `TokenError: No access token: ${tokens.url}/token?tenant=***&code=*** returned 400 invalid_client`,
    );
  });

  it('keeps a slash at its end, without which some servers redirect', async () => {
    const tokens = await serve((response) => json(response, { access_token: 't' }));
    const options = { ...credentialsAt(tokens), tokenUrl: `${tokens.url}/o/token/` };
    await clientFor(tokens, options).call(GET);
    expect(tokens.requests[0]?.target).toBe('/o/token/');
  });

  it('gets no two requests that are the same, since Next.js may cache a POST', async () => {
    const [one] = await requestTokens({});
    const [other] = await requestTokens({});
    expect(one?.headers['x-request-id']).toMatch(/^\d+$/);
    expect(one?.headers['x-request-id']).not.toBe(other?.headers['x-request-id']);
  });

  it("is not asked with `cache: 'no-store'`, with which Next.js builds no static page", async () => {
    const caches: unknown[] = [];
    const noting: typeof fetch = (url, init) => (caches.push(init?.cache), fetch(url, init));
    await requestTokens({ fetch: noting });
    expect(caches).toEqual([undefined, undefined]);
  });

  it('gets no header in a browser that would cost a preflight request', async () => {
    Object.assign(globalThis, { document: {} });
    try {
      const [request] = await requestTokens({ dangerouslyAllowBrowser: true });
      expect(request?.headers).not.toHaveProperty('x-request-id');
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  });

  it.each([' bearer', 'BEARER', 'Bearer ', null, undefined])(
    'may spell the token type %j',
    async (type) => {
      await expect(requestTokens({}, { token_type: type })).resolves.toHaveLength(1);
    },
  );

  it.each([
    ['no token', { error: 'invalid_grant' }, 'returned no bearer token invalid_grant'],
    ['another type', { access_token: 't', token_type: 'mac' }, 'returned no bearer token'],
    ['a token of two lines', { access_token: 'a\nb' }, 'returned no bearer token'],
    ['a token in another script', { access_token: 'п' }, 'returned no bearer token'],
  ])('is reported when it gives %s', async (_title, answer, message) => {
    const tokens = await serve((response) => json(response, answer));
    const error = await rejection(clientFor(tokens, credentialsAt(tokens)).call(GET));
    expect(error).toBeInstanceOf(TokenError);
    expect(String(error)).toContain(message);
    expect(tokens.requests).toHaveLength(1);
  });

  it('gives a token a time that JSON can hold, whatever it says', async () => {
    let answer: unknown;
    const fetch = () => Promise.resolve(Response.json({ access_token: 't', expires_in: answer }));
    const forms = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.integer().map(String),
      fc.constantFrom('1e999', '', ' 60 ', null, true, [], {}, [{ toString: '' }]),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(forms, async (seconds) => {
        answer = seconds;
        let stored: StoredToken | undefined;
        const tokenStore: TokenStore = {
          get: () => Promise.resolve(undefined),
          set: (_key, token) => ((stored = token), Promise.resolve()),
          delete: () => Promise.resolve(),
        };
        const options = { ...credentialsAt({ url: 'https://id.test' }), fetch, tokenStore };
        await clientFor({ url: 'https://api.test' }, options).call(GET);
        expect(stored?.expiresAt ?? Infinity).toBeGreaterThan(stored?.obtainedAt ?? NaN);
        expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
      }),
    );
  });
});

describe('middleware', () => {
  it('sees the request without the secret, and what it changes is sent', async () => {
    const seen: unknown[] = [];
    const middleware: Middleware = (request, next, { purpose }) => {
      if (purpose !== 'token') return next(request);
      const { body, headers } = request;
      seen.push(body, headers.get('content-type'));
      const changed = new Headers(headers);
      changed.set('x-tenant', 'acme');
      return next({
        ...request,
        headers: changed,
        body: `${body as string}&resource=r&scope=mine`,
      });
    };
    const [request] = await requestTokens({ middleware: [middleware] });
    expect(seen).toEqual(['grant_type=client_credentials', 'application/x-www-form-urlencoded']);
    expect(request?.headers['x-tenant']).toBe('acme');
    expect(formOf(request)).toEqual({
      grant_type: 'client_credentials',
      resource: 'r',
      scope: 'mine',
      client_id: 'id',
      client_secret: SECRET,
    });
  });

  it.each<[string, BodyInit, Readonly<Record<string, string>>]>([
    [
      'another form',
      new URLSearchParams({ a: '1', client_id: 'other' }),
      { a: '1', client_id: 'other', client_secret: SECRET },
    ],
    [
      'a secret of its own',
      'client_id=other&client_secret=s',
      { client_id: 'other', client_secret: 's' },
    ],
    ['an empty form', '', { client_id: 'id', client_secret: SECRET }],
    ['a body that is no form', new Blob(['{}']), { '{}': '' }],
  ])('may send %s', async (_title, body, want) => {
    const middleware: Middleware = (request, next, { purpose }) =>
      next(purpose === 'token' ? { ...request, body } : request);
    const [request] = await requestTokens({ middleware: [middleware] });
    expect(formOf(request)).toEqual(want);
  });

  it('may authenticate the client with a header of its own', async () => {
    const middleware: Middleware = (request, next, { purpose }) => {
      if (purpose === 'token') request.headers.set('authorization', 'Custom 1');
      return next(request);
    };
    const clientAuthentication = basicAuthentication;
    const [request] = await requestTokens({ middleware: [middleware], clientAuthentication });
    expect(request?.headers.authorization).toBe('Custom 1');
  });

  it.each<Partial<ClientOptions>>([
    {},
    { clientAuthentication: basicAuthentication },
    { clientAuthentication: privateKeyJwt(() => 'jwt') },
  ])('sends no credentials to another host, with %j', async (options) => {
    const other = await serve((response) => json(response, { access_token: 't' }));
    const middleware: Middleware = (request, next, { purpose }) =>
      next(purpose === 'token' ? { ...request, url: `${other.url}/connect/token` } : request);
    const received = await requestTokens({ middleware: [middleware], ...options });
    expect(received).toEqual([]);
    expect(other.requests[0]?.body).toMatch(/^grant_type=client_credentials(&client_id=id)?$/);
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('the time of a token request', () => {
  it('is bounded: a silent endpoint is asked once again, for half as long', async () => {
    const fire = holdTimers(40, 60);
    const tokens = await serve(() => fire(tokens.requests.length === 1 ? 40 : 60));
    const options = { ...credentialsAt(tokens), tokenTimeout: 40 };
    const error = await rejection(clientFor(tokens, options).call(GET));
    expect(error).toBeInstanceOf(TokenError);
    expect(String(error)).toContain('no response within 60 ms');
    expect(tokens.requests).toHaveLength(2);
  });

  it('is not spent on a pause that is longer: the request fails at once', async () => {
    const tokens = await serve((response) =>
      response.writeHead(429, { 'retry-after': '16' }).end('{}'),
    );
    const { sleep, waits } = recordedSleep();
    const options = { ...credentialsAt(tokens), sleep };
    const error = await rejection(clientFor(tokens, options).call(GET));
    expect(error).toMatchObject({ name: 'TokenError', status: 429 });
    expect([waits, tokens.requests.length]).toEqual([[], 1]);
  });

  it('covers an assertion that never comes', async () => {
    const fire = holdTimers(40, 60);
    const clientAuthentication = privateKeyJwt(() => {
      setTimeout(() => fire(60));
      return new Promise<string>(() => undefined);
    });
    const tokens = await serve((response) => json(response, {}));
    const options = { ...credentialsAt(tokens), clientAuthentication, tokenTimeout: 40 };
    expect(await rejection(clientFor(tokens, options).call(GET))).toBeInstanceOf(TokenError);
    expect(tokens.requests).toHaveLength(0);
  });
});

describe('a TokenError', () => {
  const escaped = Array.from(SECRET, (char) =>
    /\w/.test(char) ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ).join('');

  it.each([
    ['as it is', JSON.stringify(SECRET).slice(1, -1)],
    ['in the escapes of JSON', escaped],
    [
      'in the escapes of JSON, in capital letters',
      escaped.replace(/[a-f](?=\\|$)/g, (hex) => hex.toUpperCase()),
    ],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['percent-encoded in small letters', encodeURIComponent(SECRET).toLowerCase()],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['as in a form', String(new URLSearchParams({ a: SECRET })).slice(2)],
    ['as in HTML', SECRET.replace(/[+=/%]/g, (char) => `&#${char.charCodeAt(0)};`)],
  ])('has no secret that the server repeats %s, in any member', async (_title, spelling) => {
    const body = `{"error":"a ${spelling}","error_description":"b ${spelling}","error_uri":"c ${spelling}","more":"${spelling}"}`;
    const headers = { 'content-type': 'application/json' };
    const tokens = await serve((response) => void response.writeHead(400, headers).end(body));
    const error = await rejection(clientFor(tokens, credentialsAt(tokens)).call(GET));
    expect(error).toMatchObject({ code: 'a ***', description: 'b ***', uri: 'c ***' });
    expect(String(error)).toMatch(/returned 400 a \*\*\* b \*\*\*$/);
    expect(error).not.toHaveProperty('more');
  });
});
