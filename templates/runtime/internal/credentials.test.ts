import { inspect } from 'node:util';
import { createBareCaller } from '../core/bare-caller.js';
import type { ApiRequest } from './caller.js';
import { apiKeyInCookie, apiKeyInHeader, apiKeyInQuery, basicAuth } from './credentials.js';
import type { ClientDefinition } from '../core/options.js';
import { toQuery } from './parameters.js';
import { toCookieHeader, toHeaders } from './request.js';
import { expandUrl, ownServer } from './servers.js';
import { clientFor, credentialsAt, GET, rejection, type TestOptions } from '../testing/client.js';
import { closeServers, inTurn, json, serve, type ReceivedRequest } from '../testing/server.js';

afterEach(closeServers);
afterEach(() => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('RUNTIME_TEST_')) Reflect.deleteProperty(process.env, name);
});

const definition: Partial<ClientDefinition> = {
  credentials: {
    apiKey: apiKeyInHeader('X-Api-Key'),
    appId: apiKeyInHeader('X-App-Id'),
    code: apiKeyInQuery('code'),
    session: apiKeyInCookie('sid'),
    basic: basicAuth,
  },
};

/** What a request has that carries a credential. */
function credentialsIn({ headers, target }: ReceivedRequest) {
  const { authorization, cookie } = headers;
  const query = target.split('?')[1];
  const own = { 'x-api-key': headers['x-api-key'], 'x-app-id': headers['x-app-id'] };
  return Object.fromEntries(
    Object.entries({ authorization, cookie, query, ...own }).filter(([, value]) => value),
  );
}

const ALL: TestOptions = {
  token: 't',
  apiKey: 'k',
  appId: 'i',
  code: 'c d',
  session: 's',
  username: 'u',
  password: 'p',
};
const BASIC = `Basic ${Buffer.from('u:p').toString('base64')}`;

type Row = [
  what: string,
  auth: ApiRequest['auth'],
  options: TestOptions,
  sent: object,
  request?: Partial<ApiRequest>,
];

it.each<Row>([
  ['a token', [['token']], ALL, { authorization: 'Bearer t' }],
  ['a key in a header', [['apiKey']], ALL, { 'x-api-key': 'k' }],
  ['a key in the query', [['code']], ALL, { query: 'code=c%20d' }],
  [
    'a key in the query, beside parameters',
    [['code']],
    ALL,
    { query: 'a=1&code=c%20d' },
    { query: toQuery({ a: 1 }) },
  ],
  [
    'a key in the query once, where a link has it already',
    [['code']],
    ALL,
    { query: 'page=2&code=c%20d' },
    { path: '/Vehicles?page=2&code=c%20d' },
  ],
  ['a key in a cookie', [['session']], ALL, { cookie: 'sid=s' }],
  [
    'a key in a cookie, beside parameters',
    [['session']],
    ALL,
    { cookie: 'theme=dark; sid=s' },
    { headers: toHeaders({ cookie: toCookieHeader({ theme: 'dark' }) }) },
  ],
  [
    'a key in a cookie with characters that a cookie cannot have',
    [['session']],
    { session: 'a;b=%2F é' },
    { cookie: 'sid=a%3Bb=%2F%20%C3%A9' },
  ],
  ['user name and password', [['basic']], ALL, { authorization: BASIC }],
  [
    'a user name and an empty password, in UTF-8',
    [['basic']],
    { username: 'é', password: '' },
    { authorization: `Basic ${Buffer.from('é:').toString('base64')}` },
  ],
  ['two keys', [['appId', 'apiKey']], ALL, { 'x-app-id': 'i', 'x-api-key': 'k' }],
  [
    'a token and a key',
    [['apiKey', 'token']],
    ALL,
    { authorization: 'Bearer t', 'x-api-key': 'k' },
  ],
  ['the first of two', [['apiKey'], ['token']], ALL, { 'x-api-key': 'k' }],
  ['the one that it has', [['apiKey'], ['token']], { token: 't' }, { authorization: 'Bearer t' }],
  [
    'the one that it has whole',
    [['apiKey', 'appId'], ['code']],
    { apiKey: 'k', code: 'c' },
    { query: 'code=c' },
  ],
  ['an optional one', [['token'], []], ALL, { authorization: 'Bearer t' }],
  ['nothing for an optional one that it has not', [['token'], []], { apiKey: 'k' }, {}],
  ['nothing where nothing is asked', [], ALL, {}],
  [
    'everything that it has where nothing is said',
    undefined,
    { token: 't', apiKey: 'k', code: 'c' },
    { authorization: 'Bearer t', 'x-api-key': 'k', query: 'code=c' },
  ],
  [
    'a header of the user in place of a token',
    [['token']],
    { headers: { authorization: 'Custom x' } },
    { authorization: 'Custom x' },
  ],
  [
    'a header of the user before a credential',
    [['token', 'apiKey']],
    { ...ALL, headers: { Authorization: 'Custom x', 'X-Api-Key': 'mine' } },
    { authorization: 'Custom x', 'x-api-key': 'mine' },
  ],
  [
    'what it has when a header of the user is the rest',
    [['token', 'apiKey']],
    { token: 't', headers: { 'X-Api-Key': 'mine' } },
    { authorization: 'Bearer t', 'x-api-key': 'mine' },
  ],
  [
    'what it has when missing credentials are allowed',
    [['token', 'apiKey']],
    { token: 't', allowMissingCredentials: true },
    { authorization: 'Bearer t' },
  ],
  [
    'nothing when missing credentials are allowed',
    [['token']],
    { allowMissingCredentials: true },
    {},
  ],
])('sends %s', async (_what, auth, options, sent, request = {}) => {
  const api = await serve((response) => json(response, {}));
  await clientFor(api, options, definition).call({ ...GET, ...request, auth });
  expect(api.requests.map(credentialsIn)).toEqual([sent]);
});

it.each<[string, ApiRequest['auth'], TestOptions, string]>([
  ['a token', [['token']], { apiKey: 'k' }, 'It needs token (RUNTIME_TEST_TOKEN)'],
  [
    'a token from a token endpoint',
    [['token']],
    { tokenUrl: 'https://id.test/token' },
    'It needs clientId (RUNTIME_TEST_CLIENT_ID) and clientSecret (RUNTIME_TEST_CLIENT_SECRET), or token (RUNTIME_TEST_TOKEN)',
  ],
  ['a key', [['apiKey']], { token: 't' }, 'It needs apiKey (RUNTIME_TEST_API_KEY)'],
  ['a key that is empty', [['apiKey']], { apiKey: '' }, 'It needs apiKey (RUNTIME_TEST_API_KEY)'],
  [
    'a key beside other headers',
    [['apiKey']],
    { headers: { 'X-Tenant': 'x' } },
    'It needs apiKey (RUNTIME_TEST_API_KEY)',
  ],
  [
    'a token beside a fetch and middleware of the user',
    [['token']],
    {
      fetch: (url, init) => fetch(url, init),
      middleware: [(request, next) => next(request)],
    },
    'It needs token (RUNTIME_TEST_TOKEN)',
  ],
  [
    'one of two keys',
    [['apiKey', 'appId'], ['basic']],
    { apiKey: 'k' },
    'It needs apiKey (RUNTIME_TEST_API_KEY) and appId (RUNTIME_TEST_APP_ID), or username (RUNTIME_TEST_USERNAME) and password (RUNTIME_TEST_PASSWORD)',
  ],
])('sends nothing when it lacks %s, and says what it needs', async (_, auth, options, message) => {
  const api = await serve((response) => json(response, {}));
  const error = await rejection(clientFor(api, options, definition).call({ ...GET, auth }));
  expect(String(error)).toBe(
    `ConfigurationError: GET ${api.url}/Vehicles was not sent. ${message}, unless allowMissingCredentials is set`,
  );
  expect(api.requests).toEqual([]);
});

it.each([
  ['/Vehicles?promocode=k1', '/Vehicles?promocode=k1&code=k'],
  ['/Vehicles?code=k1', '/Vehicles?code=k1'],
  ['/Vehicles?a=1&code=k', '/Vehicles?a=1&code=k'],
  ['/Vehicles/code=k', '/Vehicles/code=k?code=k'],
])('sends a key in the query unless it has one: %s', async (path, want) => {
  const api = await serve((response) => json(response, {}));
  await clientFor(api, { code: 'k' }, definition).call({ ...GET, path, auth: [['code']] });
  expect(api.requests.map(({ target }) => target)).toEqual([want]);
});

it('needs what the API needs by default', async () => {
  const api = await serve((response) => json(response, {}));
  const client = clientFor(api, ALL, { ...definition, auth: [['appId']] });
  await client.call(GET);
  await client.call({ ...GET, auth: [['token']] });
  expect(api.requests.map(credentialsIn)).toEqual([
    { 'x-app-id': 'i' },
    { authorization: 'Bearer t' },
  ]);
});

it.each([
  [{ API_KEY: 'k' }, [['apiKey']], { 'x-api-key': 'k' }],
  [{ TOKEN: 't' }, [['token']], { authorization: 'Bearer t' }],
  [{ USERNAME: 'u', PASSWORD: 'p' }, [['basic']], { authorization: BASIC }],
])('reads the variables %j', async (variables, auth, sent) => {
  for (const [name, value] of Object.entries(variables))
    process.env[`RUNTIME_TEST_${name}`] = value;
  const api = await serve((response) => json(response, {}));
  await clientFor(api, {}, definition).call({ ...GET, auth });
  expect(api.requests.map(credentialsIn)).toEqual([sent]);
});

it('uses a client id of the program before a token of the environment', async () => {
  process.env['RUNTIME_TEST_TOKEN'] = 'of the environment';
  const server = await serve((response) => json(response, { access_token: 'requested' }));
  await clientFor(server, credentialsAt(server)).call(GET);
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer requested');
});

it.each<[TestOptions, string]>([
  [{ username: 'u' }, 'Give username (RUNTIME_TEST_USERNAME) and password (RUNTIME_TEST_PASSWORD)'],
  [{ username: 'u:v', password: 'p' }, "username must not contain ':'"],
])('refuses %j', (options, message) => {
  expect(() => clientFor({ url: 'https://api.test' }, options, definition)).toThrow(message);
});

describe('a token', () => {
  it('has the scopes that each operation needs, or those of the option', async () => {
    const tokens = await serve((response, { body }) =>
      json(response, { access_token: `for ${new URLSearchParams(body).get('scope') ?? 'all'}` }),
    );
    const api = await serve((response) => json(response, {}));
    const options = credentialsAt(tokens);
    const client = clientFor(api, options, { scope: 'read' });
    for (const scope of [undefined, 'read', 'write', '', undefined])
      await client.call({ ...GET, scope });
    await clientFor(api, { ...options, scope: 'mine' }).call({ ...GET, scope: 'read' });
    expect(api.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer for read',
      'Bearer for read',
      'Bearer for write',
      'Bearer for all',
      'Bearer for read',
      'Bearer for mine',
    ]);
    expect(tokens.requests).toHaveLength(4);
  });

  it.each<[string, ApiRequest['auth'], TestOptions]>([
    ['the operation asks for a key', [['apiKey']], {}],
    ['a header of the user stood in for it', [['token']], { headers: { authorization: 'x' } }],
  ])('is not renewed when %s', async (_, auth, options) => {
    const refused: (string | undefined)[] = [];
    const token = (each?: string) => (refused.push(each), `t${refused.length}`);
    const api = await serve((response) => json(response, {}, 401));
    const client = clientFor(api, { token, apiKey: 'k', ...options }, definition);
    await rejection(client.call({ ...GET, auth }));
    expect([api.requests.length, refused.filter(Boolean)]).toEqual([1, []]);
  });
});

it.each<[string, ApiRequest['auth'], string | undefined]>([
  ['says nothing', undefined, 'Bearer t'],
  ['takes a token', [['token']], 'Bearer t'],
  ['takes a token or a key', [['apiKey'], ['token']], 'Bearer t'],
  ['takes a key alone', [['apiKey']], undefined],
  ['takes nothing', [], undefined],
])('a bare caller and an operation that %s', async (_, auth, want) => {
  const api = await serve((response) => json(response, {}));
  await createBareCaller({ baseUrl: api.url, token: 't' }).call({ ...GET, auth });
  expect(api.requests[0]?.headers.authorization).toBe(want);
});

describe('an operation with a server of its own', () => {
  const at = async (url: string, options: TestOptions, variables?: Record<string, string>) => {
    const [api, other] = [
      await serve((response) => json(response, {})),
      await serve((response) => json(response, {})),
    ];
    const environments = {
      default: { baseUrl: `${api.url}/base/v1`, variables: { region: 'eu' } },
    };
    const client = clientFor(
      { url: '' },
      { baseUrl: undefined, environment: 'default', token: 't', ...options },
      { environments },
    );
    const server = ownServer(url.replace('OTHER', other.url), variables);
    await client.call({ ...GET, server });
    const show = ({ requests }: typeof api) =>
      // Bun sends one slash where a path begins with two.
      requests.map(({ target, headers }) =>
        `${target} ${headers.authorization ?? ''}`.replace(/^\/+/, '/'),
      );
    return [show(api), show(other)];
  };

  it.each<[string, string, TestOptions, string[], string[], Record<string, string>?]>([
    ['a path of the same host', '/files/v2', {}, ['/files/v2/Vehicles Bearer t'], []],
    ['the root of the same host', '/', {}, ['/Vehicles Bearer t'], []],
    ['another host', 'OTHER/v2/', {}, [], ['/v2/Vehicles Bearer t']],
    [
      'a variable',
      'OTHER/{version}',
      { variables: { version: 'v3/x' } },
      [],
      ['/v3/x/Vehicles Bearer t'],
      { version: 'v2' },
    ],
    [
      'a path of the same host that begins with an empty variable',
      '/{tenant}/localhost{rest}',
      { variables: { tenant: '', rest: '/a' } },
      ['/localhost/a/Vehicles Bearer t'],
      [],
      { tenant: 'x' },
    ],
    [
      'the default of a variable',
      'OTHER/{version}',
      { variables: {} },
      [],
      ['/v2/Vehicles Bearer t'],
      { version: 'v2' },
    ],
  ])(
    'is called at %s, with its credentials',
    async (_, url, options, first, second, variables = {}) => {
      expect(await at(url, options, variables)).toEqual([first, second]);
    },
  );

  it('is called at a base URL of the user, with a path of its host', async () => {
    const api = await serve((response) => json(response, {}));
    const client = clientFor({ url: `${api.url}/mock` });
    await client.call({ ...GET, server: ownServer('https://files.example.com/v2') });
    await client.call({ ...GET, server: ownServer('/files') });
    expect(api.requests.map(({ target }) => target)).toEqual(['/mock/Vehicles', '/files/Vehicles']);
    const caller = createBareCaller({ baseUrl: `${api.url}/mock` });
    await caller.call({ ...GET, server: ownServer('https://files.example.com/v2') });
    expect(api.requests.at(-1)?.target).toBe('/mock/Vehicles');
  });

  it('is not called without TLS', async () => {
    const client = clientFor(
      { url: '' },
      { baseUrl: undefined, token: 't', environment: 'default' },
      { environments: { default: { baseUrl: 'https://api.test' } } },
    );
    const call = async () => client.call({ ...GET, server: ownServer('http://files.test') });
    expect(String(await rejection(call()))).toMatch(
      'ConfigurationError: The request cannot be built: server must be an https:// URL',
    );
  });

  it('is called without TLS when the client allows it', async () => {
    const urls: string[] = [];
    const fetch = (url: unknown) => (urls.push(String(url)), Promise.resolve(Response.json(1)));
    const client = clientFor(
      { url: '' },
      { baseUrl: undefined, environment: 'default', allowHttp: true, fetch },
      { environments: { default: { baseUrl: 'http://api.test' } } },
    );
    await client.call({ ...GET, server: ownServer('http://files.test') });
    expect(urls).toEqual(['http://files.test/Vehicles']);
  });
});

describe('the variables of a server', () => {
  const url = 'https://{region}.example.com:{port}/{path}';
  const called = async (variables?: Record<string, string>, baseUrl = url) => {
    const urls: string[] = [];
    const fetch = (input: unknown) => (urls.push(String(input)), Promise.resolve(Response.json(1)));
    const environment = { baseUrl, variables: { region: 'eu', port: '443', path: 'api/v1' } };
    await clientFor(
      { url: '' },
      { baseUrl: undefined, environment: 'a', fetch, variables },
      { environments: { a: environment }, expandUrl },
    ).call(GET);
    return urls[0];
  };

  it.each([
    [undefined, 'https://eu.example.com:443/api/v1/Vehicles'],
    [{ region: 'us' }, 'https://us.example.com:443/api/v1/Vehicles'],
    [{ path: 'api/v2', port: '8443' }, 'https://eu.example.com:8443/api/v2/Vehicles'],
  ])('%j', async (variables, want) => {
    expect(await called(variables)).toBe(want);
  });

  it.each([
    { region: 'evil.test/' },
    { region: 'evil.test#' },
    { region: 'evil.test?' },
    { region: 'user@evil.test' },
    { region: 'evil.test\\' },
    { region: 'evil.test%2f' },
    { path: 'a?b' },
    { path: 'a#b' },
  ])('are refused when they could lead elsewhere: %j', async (variables) => {
    await expect(called(variables)).rejects.toThrow(/variables\.\w+ is not a valid part of a URL/);
  });

  it('have no value that makes another host of the rest', async () => {
    await expect(called({ region: 'evil.test:443' })).rejects.toThrow('baseUrl must be an https');
  });
});

it.each<[string, ApiRequest['auth']]>([
  ['a key in a header', [['apiKey']]],
  ['a key in the query', [['code']]],
  ['a key in a cookie', [['session']]],
  ['a password', [['basic']]],
])('%s is in nothing that can be printed', async (_, auth) => {
  const SECRET = 'k1"+/=%';
  const api = await serve(
    inTurn((response, { target, headers }) => {
      const { cookie, authorization } = headers;
      json(response, { title: target, detail: [headers['x-api-key'], cookie, authorization] }, 400);
    }),
  );
  const lines: unknown[] = [];
  const log = (...words: unknown[]) => lines.push(words);
  const client = clientFor(
    api,
    {
      apiKey: SECRET,
      code: SECRET,
      session: `${SECRET} é`,
      username: 'u',
      password: SECRET,
      logger: { debug: log, info: log, warn: log, error: log },
    },
    definition,
  );
  const error = await rejection(client.call({ ...GET, auth }));
  const seen = inspect([error, client, lines], { depth: 99, showHidden: true });
  const base64 = Buffer.from(`u:${SECRET}`).toString('base64');
  const forms = ['k1', base64];
  expect(forms.filter((form) => seen.includes(form))).toEqual([]);
  expect(api.requests).toHaveLength(1);
});
