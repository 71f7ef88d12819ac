import { inspect } from 'node:util';
import { sleep as realSleep } from './clock.js';
import { apiKeyInHeader } from './credentials.js';
import { ConnectionError, TokenError } from '../core/errors.js';
import { toQuery } from './parameters.js';
import { binaryBody } from './request-body.js';
import type { StoredToken, TokenStore } from '../core/options.js';
import {
  clientFor,
  credentialsAt,
  GET,
  POST,
  recordedSleep,
  rejection,
  SECRET,
  stoppedClock,
} from '../testing/client.js';
import {
  closeServers,
  inTurn,
  json,
  serve,
  writeWithoutEnd,
  type Reply,
  type TestServer,
} from '../testing/server.js';
import { holdTimers, until } from '../testing/time.js';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

const HOUR = 3_600_000;

/** A token endpoint whose tokens are `token-1`, `token-2`, ... */
function tokenServer(answer: Readonly<Record<string, unknown>> = { expires_in: 3600 }) {
  let issued = 0;
  return serve((response) => {
    issued += 1;
    json(response, { access_token: `token-${issued}`, token_type: 'Bearer', ...answer });
  });
}

/** An API that accepts all tokens, or only those from a number on. */
function apiServer(from = () => 1) {
  return serve((response, { headers }) => {
    const number = Number(/^Bearer token-(\d+)$/.exec(headers.authorization ?? '')?.[1] ?? 0);
    json(response, 'data', number >= from() ? 200 : 401);
  });
}

const times = <T>(count: number, make: () => T): readonly T[] =>
  Array.from({ length: count }, make);
const bearers = (api: TestServer) => api.requests.map(({ headers }) => headers.authorization);
const turn = () => realSleep(30, new AbortController().signal);

describe('a token', () => {
  it('is requested with the client credentials grant, with the secret in the form only', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    const headers = { 'x-subscription': 'for the API alone' };
    await clientFor(api, { ...credentialsAt(tokens), scope: 'api read', headers }).call(GET);
    const [request] = tokens.requests;
    expect(request).toMatchObject({ method: 'POST', target: '/connect/token' });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect(request?.headers).not.toHaveProperty('x-subscription');
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'id',
      client_secret: SECRET,
      scope: 'api read',
    });
    expect(bearers(api)).toEqual(['Bearer token-1']);
  });

  describe.each<[string, Readonly<Record<string, string>> | undefined]>([
    ['none', undefined],
    ['those of the environment', { audience: 'fleet', scope: 'api/.default' }],
  ])('has further parameters: %s', (_, ofEnvironment) => {
    it.each<[string, Readonly<Record<string, string>>, object]>([
      ['alone', {}, {}],
      ['and those of the client', { resource: 'r', audience: 'mine' }, {}],
      ['but never in place of the credentials', { client_id: 'x', grant_type: 'x' }, {}],
      ['and the scope of the client', {}, { scope: 'mine' }],
    ])('%s', async (_title, tokenParameters, more) => {
      const tokens = await tokenServer();
      const api = await apiServer();
      const { url: baseUrl } = api;
      const options = { ...credentialsAt(tokens), tokenParameters, ...more };
      const environments = {
        only: { baseUrl, ...(ofEnvironment && { tokenParameters: ofEnvironment }) },
      };
      await clientFor(api, options, {
        environments,
        defaultEnvironment: 'only',
        scope: 'a b',
      }).call(GET);
      expect(Object.fromEntries(new URLSearchParams(tokens.requests[0]?.body))).toEqual({
        scope: 'a b',
        ...ofEnvironment,
        ...tokenParameters,
        ...more,
        grant_type: 'client_credentials',
        client_id: 'id',
        client_secret: SECRET,
      });
    });
  });

  it('is another one in the store for other parameters', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    const keys: string[] = [];
    const tokenStore: TokenStore = {
      get: (key) => {
        keys.push(key);
        return Promise.resolve(undefined);
      },
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    };
    for (const tokenParameters of [undefined, {}, { audience: 'a' }, { audience: 'b' }])
      await clientFor(api, { ...credentialsAt(tokens), tokenStore, tokenParameters }).call(GET);
    // The second client has the first one's token.
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
  });

  it('has the scopes of the document, or none', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    await clientFor(api, credentialsAt(tokens), { scope: 'a b' }).call(GET);
    await clientFor(api, credentialsAt(tokens)).call(GET);
    expect(tokens.requests.map(({ body }) => new URLSearchParams(body).get('scope'))).toEqual([
      'a b',
      null,
    ]);
  });

  it('is requested once for 20 concurrent calls, and kept', async () => {
    const tokens = await tokenServer();
    const client = clientFor(await apiServer(), credentialsAt(tokens));
    await Promise.all(times(20, () => client.call(GET)));
    await client.call(GET);
    expect(tokens.requests).toHaveLength(1);
  });

  it('is still requested for the others when one caller aborts', async () => {
    const tokens = await serve(
      (response) => void setTimeout(() => json(response, { access_token: 'token-1' }), 60),
    );
    const client = clientFor(await apiServer(), credentialsAt(tokens));
    const controller = new AbortController();
    const leaving = rejection(client.call(GET, { signal: controller.signal }));
    const staying = client.call(GET);
    controller.abort();
    expect(await leaving).toMatchObject({ name: 'AbortError' });
    await expect(staying).resolves.toBe('data');
    expect(tokens.requests).toHaveLength(1);
  });

  it('is neither requested nor sent for an operation with `security: []`', async () => {
    const tokens = await tokenServer();
    const api = await serve((response) => json(response, 1));
    await clientFor(api, credentialsAt(tokens)).call({ ...GET, auth: [] });
    expect([tokens.requests.length, bearers(api)]).toEqual([0, [undefined]]);
  });
});

describe('expiry', () => {
  it.each([
    ['a year, which is longer than any timer', 30_734_400, 30_000_000_000],
    ['a year as text', '30734400', 30_000_000_000],
    ['a fraction', 3600.5, HOUR / 2],
    ['missing', undefined, 99 * HOUR],
    ['null', null, 99 * HOUR],
    ['not a number', 'soon', 99 * HOUR],
  ])('%s: the token is kept that long', async (_what, seconds, ms) => {
    const tokens = await tokenServer({ expires_in: seconds });
    const clock = stoppedClock();
    const client = clientFor(await apiServer(), { ...credentialsAt(tokens), clock });
    await client.call(GET);
    clock.pass(ms);
    await client.call(GET);
    expect(tokens.requests).toHaveLength(1);
  });

  it.each([
    ['much is left', 3600, HOUR - 121_000, 1, 'token-1'],
    ['less than 120 s are left: in the background', 3600, HOUR - 119_000, 2, 'token-1'],
    ['less than 30 s are left: before the call', 3600, HOUR - 29_000, 2, 'token-2'],
    ['nothing is left', 3600, HOUR + 1, 2, 'token-2'],
    ['more than half of a short life is left', 60, 29_000, 1, 'token-1'],
    ['less than half of a short life is left', 60, 31_000, 2, 'token-1'],
    ['less than a quarter of a short life is left', 60, 46_000, 2, 'token-2'],
    ['the clock was set back', 3600, -5000, 2, 'token-2'],
  ])('is checked when %s', async (_what, life, ms, requests, used) => {
    const tokens = await tokenServer({ expires_in: life });
    const api = await apiServer();
    const clock = stoppedClock();
    const client = clientFor(api, { ...credentialsAt(tokens), clock });
    await client.call(GET);
    clock.pass(ms);
    await client.call(GET);
    await until(() => tokens.requests.length >= requests);
    await turn();
    expect(tokens.requests).toHaveLength(requests);
    expect(bearers(api)[1]).toBe(`Bearer ${used}`);
  });

  it('is counted from before the request', async () => {
    const clock = stoppedClock();
    const tokens = await serve((response) => {
      clock.pass(20_000);
      json(response, { access_token: 'token-1', expires_in: 60 });
    });
    const client = clientFor(await apiServer(), { ...credentialsAt(tokens), clock });
    await client.call(GET);
    clock.pass(26_000);
    await client.call(GET);
    expect(tokens.requests).toHaveLength(2);
  });

  it('uses the old token while no new one can be obtained, and tries again after 5 s', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const tokens = await serve(
      inTurn(
        (response) => json(response, { access_token: 'token-1', expires_in: 3600 }),
        (response) => json(response, { error: 'invalid_client' }, 400),
      ),
    );
    const clock = stoppedClock();
    const warnings: string[] = [];
    const logger = { warn: (message: string) => void warnings.push(message) };
    const client = clientFor(await apiServer(), { ...credentialsAt(tokens), clock, logger });
    await client.call(GET);
    clock.pass(HOUR - 100_000);
    await client.call(GET);
    await until(() => warnings.length === 1);
    await client.call(GET);
    expect(tokens.requests).toHaveLength(2);
    clock.pass(5001);
    await client.call(GET);
    await until(() => warnings.length === 2);
    expect(tokens.requests).toHaveLength(3);
    clock.pass(80_000);
    await expect(client.call(GET)).resolves.toBe('data');
    expect(warnings[0]).toContain('TokenError: No access token');
    expect(unhandled).toEqual([]);
    process.off('unhandledRejection', note);
    clock.pass(20_000);
    expect(await rejection(client.call(GET))).toBeInstanceOf(TokenError);
  });
});

describe('a revoked token', () => {
  it('is replaced at once and the call sent again, without counting as a retry', async () => {
    let from = 1;
    const tokens = await tokenServer();
    const api = await apiServer(() => from);
    const { sleep, waits } = recordedSleep();
    const client = clientFor(api, { ...credentialsAt(tokens), sleep, maxRetries: 0 });
    await client.call(POST);
    from = 2;
    await expect(client.call(POST)).resolves.toBe('data');
    expect(bearers(api)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    expect(waits).toEqual([]);
  });

  it('is replaced by one request when 20 calls are refused', async () => {
    let from = 1;
    const tokens = await tokenServer();
    const api = await apiServer(() => from);
    const client = clientFor(api, credentialsAt(tokens));
    await client.call(GET);
    from = 2;
    await Promise.all(times(20, () => client.call(GET)));
    expect([tokens.requests.length, api.requests.length]).toEqual([2, 41]);
  });

  it('is an AuthenticationError when the new one is refused too', async () => {
    const tokens = await tokenServer();
    const api = await apiServer(() => 99);
    const error = await rejection(clientFor(api, credentialsAt(tokens)).call(GET));
    expect(error).toMatchObject({ name: 'AuthenticationError', status: 401, attempts: 2 });
    expect([tokens.requests.length, api.requests.length]).toEqual([2, 2]);
  });

  it('does not send a stream twice', async () => {
    const tokens = await tokenServer();
    const api = await apiServer(() => 2);
    const body = binaryBody(new Blob(['x']).stream());
    const error = await rejection(clientFor(api, credentialsAt(tokens)).call({ ...POST, body }));
    expect(error).toMatchObject({ name: 'AuthenticationError', attempts: 1 });
  });
});

describe('a failing token endpoint', () => {
  const failing = async (reply: Reply, options = {}) => {
    const tokens = await serve(reply);
    const api = await apiServer();
    const error = await rejection(
      clientFor(api, { ...credentialsAt(tokens), ...options }).call(GET),
    );
    if (!(error instanceof TokenError)) throw error;
    expect(api.requests).toHaveLength(0);
    return { error, tokens };
  };

  it('refuses a client as IdentityServer does', async () => {
    const { error, tokens } = await failing((response) =>
      json(
        response,
        {
          error: 'invalid_client',
          error_description: `bad ${SECRET}`,
          error_uri: 'https://e',
          extra: 'x',
        },
        400,
      ),
    );
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_client',
      description: 'bad ***',
      uri: 'https://e',
    });
    expect(error.message).toBe(
      `No access token: ${tokens.url}/connect/token returned 400 invalid_client bad ***`,
    );
    expect(inspect(error, { depth: 9 })).not.toContain('extra');
    expect(tokens.requests).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'text/html', '<html>secret page'],
    ['no token', 'application/json', '{"token_type":"Bearer"}'],
    ['an empty token', 'application/json', '{"access_token":""}'],
    ['a token that is not a string', 'application/json', '{"access_token":7}'],
    ['a token of another type', 'application/json', '{"access_token":"t","token_type":"mac"}'],
    ['nothing', 'application/json', ''],
  ])('returns 200 with %s', async (_what, type, body) => {
    const { error, tokens } = await failing((response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(body);
    });
    expect(inspect(error, { depth: 9 })).not.toContain('secret page');
    expect(tokens.requests).toHaveLength(1);
  });

  it.each(['bearer', 'Bearer', 'BEARER', undefined])(
    'does not fail for the token type %p',
    async (type) => {
      const tokens = await tokenServer({ token_type: type });
      await expect(clientFor(await apiServer(), credentialsAt(tokens)).call(GET)).resolves.toBe(
        'data',
      );
    },
  );

  it.each([429, 500, 503])('is called three times when it returns %i', async (status) => {
    const { error, tokens } = await failing((response) => json(response, {}, status));
    expect([error.status, tokens.requests.length]).toEqual([status, 3]);
  });

  it('is called three times when the connection breaks', async () => {
    const { error, tokens } = await failing((response) => void response.destroy());
    expect(error.cause).toBeInstanceOf(ConnectionError);
    expect(tokens.requests).toHaveLength(3);
  });

  it.each<[string, Reply]>([
    ['is silent', () => undefined],
    ['stalls in its body', (response) => void response.writeHead(200).write('{')],
  ])('times out when it %s', async (_what, reply) => {
    const fire = holdTimers(40, 60, 80);
    const timingOut: Reply = (...words) => {
      reply(...words);
      fire(40);
    };
    const { error, tokens } = await failing(timingOut, { tokenTimeout: 40 });
    expect(error.message).toContain('/connect/token: no response within 40 ms');
    expect(tokens.requests).toHaveLength(3);
  });

  it('is not followed to another URL', async () => {
    const other = await tokenServer();
    const { error } = await failing((response) => {
      response.writeHead(307, { location: `${other.url}/connect/token` });
      response.end();
    });
    expect([error.status, other.requests.length]).toEqual([307, 0]);
  });

  it('is read up to 1 MiB only', async () => {
    let sent = 0;
    const { error } = await failing((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"access_token":"');
      writeWithoutEnd(response, undefined, (length) => (sent += length));
    });
    expect(error.status).toBe(200);
    expect(sent).toBeLessThan(2 ** 24);
  });
});

describe('a token given as an option', () => {
  it('is sent as it is', async () => {
    const api = await apiServer();
    await clientFor(api, { token: 'token-1' }).call(GET);
    expect(bearers(api)).toEqual(['Bearer token-1']);
  });

  it('comes from a function, which is called again when the token is refused', async () => {
    const api = await apiServer(() => 2);
    const asked: unknown[] = [];
    const token = (refused?: string) => {
      asked.push(refused);
      return Promise.resolve(refused === undefined ? 'token-1' : 'token-2');
    };
    await expect(clientFor(api, { token }).call(GET)).resolves.toBe('data');
    expect(asked).toEqual([undefined, 'token-1']);
  });

  it('is not sent twice when there is no other token', async () => {
    const api = await apiServer(() => 2);
    await rejection(clientFor(api, { token: 'token-1' }).call(GET));
    expect(api.requests).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['empty', '', 'empty'],
    ['undefined', undefined, 'no text for a header (undefined)'],
    ['null', null, 'no text for a header (object)'],
    ['a number', 7, 'no text for a header (number)'],
    ['a text with a line break', 'a\nb', 'no text for a header (string)'],
    ['a text beyond ASCII', 'é', 'no text for a header (string)'],
  ])('causes a TokenError when it is %s, and nothing is sent', async (_what, given, found) => {
    const api = await apiServer();
    for (const token of [() => given, () => Promise.resolve(given)]) {
      const error = await rejection(clientFor(api, { token: token as () => string }).call(GET));
      expect(String(error)).toBe(`TokenError: No access token: \`token\` is ${found}`);
    }
    expect(api.requests).toEqual([]);
  });

  it('is not repeated in the error when a header cannot hold it', async () => {
    const error = await rejection(clientFor(await apiServer(), { token: 'my\nsecret' }).call(GET));
    expect(inspect(error, { depth: 9 })).not.toContain('secret');
    expect(String(error)).toBe(
      'TokenError: No access token: `token` is no text for a header (string)',
    );
  });
});

describe('a token store', () => {
  const store = (initial?: StoredToken) => {
    const kept = new Map<string, StoredToken>();
    const calls: string[] = [];
    const made: TokenStore = {
      get: (key) => {
        calls.push('get');
        return Promise.resolve(kept.get(key) ?? initial);
      },
      set: (key, token) => {
        calls.push(`set ${key} ${token.accessToken}`);
        kept.set(key, token);
        return Promise.resolve();
      },
      delete: (key) => {
        calls.push('delete');
        kept.delete(key);
        return Promise.resolve();
      },
    };
    return { ...made, calls };
  };

  it('saves the next process a request', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    const tokenStore = store();
    const options = credentialsAt(tokens);
    await clientFor(api, { ...options, tokenStore }).call(GET);
    // Another process has another object for the same file.
    await clientFor(api, { ...options, tokenStore: { ...tokenStore } }).call(GET);
    expect(tokens.requests).toHaveLength(1);
    const key = JSON.stringify([`${tokens.url}/connect/token`, 'id', null, {}]);
    expect(tokenStore.calls).toEqual(['get', `set ${key} token-1`, 'get']);
  });

  it('lets clients that share it share one request', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    const options = { ...credentialsAt(tokens), tokenStore: store() };
    await Promise.all(times(20, () => clientFor(api, options).call(GET)));
    expect(tokens.requests).toHaveLength(1);
  });

  it('drops a token that the API refuses', async () => {
    const tokens = await tokenServer();
    const api = await apiServer(() => 1);
    const tokenStore = store({ accessToken: 'revoked', obtainedAt: 0 });
    await clientFor(api, { ...credentialsAt(tokens), tokenStore }).call(GET);
    expect(bearers(api)).toEqual(['Bearer revoked', 'Bearer token-1']);
    expect(tokenStore.calls).toContain('delete');
  });

  it.each([
    ['expired', { accessToken: 'old', obtainedAt: 0, expiresAt: 1 }],
    ['of the future', { accessToken: 'old', obtainedAt: Date.now() + HOUR }],
  ])('holds a token that is %s: another is fetched', async (_what, token) => {
    const api = await apiServer();
    const tokenStore = store(token);
    await clientFor(api, { ...credentialsAt(await tokenServer()), tokenStore }).call(GET);
    expect(bearers(api)).toEqual(['Bearer token-1']);
  });

  it('that cannot be read is a TokenError with its cause', async () => {
    const cause = new Error('disk gone');
    const tokenStore = { ...store(), get: () => Promise.reject(cause) };
    const api = await apiServer();
    const options = { ...credentialsAt(await tokenServer()), tokenStore };
    const error = await rejection(clientFor(api, options).call(GET));
    expect(error).toBeInstanceOf(TokenError);
    expect(error).toMatchObject({
      message: 'No access token: the token store failed: Error: disk gone',
      cause,
    });
    expect(api.requests).toEqual([]);
  });

  it('that cannot be written fails no call, and is logged', async () => {
    const warnings: string[] = [];
    const tokenStore = { ...store(), set: () => Promise.reject(new Error('disk full')) };
    const logger = { warn: (message: string) => void warnings.push(message) };
    const options = { ...credentialsAt(await tokenServer()), tokenStore, logger };
    await expect(clientFor(await apiServer(), options).call(GET)).resolves.toBe('data');
    expect(warnings).toEqual(['The token store fails: Error: disk full']);
  });
});

describe('a secret', () => {
  it('is not shown by the client', async () => {
    const tokens = await tokenServer();
    const client = clientFor(
      await apiServer(),
      { ...credentialsAt(tokens), apiKey: 'key-secret' },
      { credentials: { apiKey: apiKeyInHeader('X-Api-Key') } },
    );
    await client.call(GET);
    const shown = [inspect(client, { depth: 99, showHidden: true }), JSON.stringify(client)].join();
    expect(shown).not.toMatch(/s3cret|key-secret|token-1/);
  });

  it('is not logged', async () => {
    const lines: string[] = [];
    const write = (...words: readonly unknown[]) => void lines.push(inspect(words, { depth: 9 }));
    const tokens = await serve(
      inTurn(
        (r) => json(r, {}, 500),
        (r) => json(r, { access_token: 'token-1' }),
      ),
    );
    const api = await serve(
      inTurn(
        (r) => json(r, {}, 503),
        (r) => json(r, 'data'),
      ),
    );
    const logger = { debug: write, info: write, warn: write, error: write };
    const client = clientFor(api, { ...credentialsAt(tokens), logger });
    await client.call({ ...GET, query: toQuery({ plate: 'AB-123-CD' }) });
    expect(lines.join()).toContain('/Vehicles?plate=*** returned 503');
    expect(lines.join()).toContain('retry in 250 ms');
    expect(lines.join()).not.toMatch(/s3cret|token-1|AB-123/);
  });
});
