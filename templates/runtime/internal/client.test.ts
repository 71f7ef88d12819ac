import { ApiClient } from './client.js';
import { ConfigurationError } from '../core/errors.js';
import type { ClientDefinition, ClientOptions } from '../core/options.js';
import { GET } from '../testing/client.js';

const definition: ClientDefinition<'preprod' | 'prod'> = {
  name: 'OptimumClient',
  version: '0.1.0',
  variablePrefix: 'RUNTIME_TEST',
  environments: {
    preprod: { baseUrl: 'https://preprod.test/', tokenUrl: 'https://id-preprod.test/token' },
    prod: { baseUrl: 'https://prod.test/', tokenUrl: 'https://id.test/token' },
  },
  defaultEnvironment: 'preprod',
};

/** A client as the generator writes it. */
class Client extends ApiClient {
  constructor(options: ClientOptions<'preprod' | 'prod'> = {}) {
    super(definition, options);
  }
}

const variables = (values: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(values)) process.env[`RUNTIME_TEST_${name}`] = value;
};
afterEach(() => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('RUNTIME_TEST_')) Reflect.deleteProperty(process.env, name);
});

/** The URLs that a call and its token request are sent to. */
async function calledUrls(options: ClientOptions<'preprod' | 'prod'> = {}): Promise<string[]> {
  const called: string[] = [];
  const fetch = (url: unknown) => {
    called.push(String(url));
    return Promise.resolve(Response.json({ access_token: 't' }));
  };
  await new Client({ fetch, ...options }).call(GET);
  return called;
}

const both = { clientId: 'id', clientSecret: 'secret' };

describe('a client', () => {
  it.each<[string, ClientOptions<'preprod' | 'prod'>, Readonly<Record<string, string>>, string[]]>([
    ['the default environment', {}, {}, ['https://preprod.test/Vehicles']],
    ['the environment of the option', { environment: 'prod' }, {}, ['https://prod.test/Vehicles']],
    [
      'the environment of the variable',
      {},
      { ENVIRONMENT: 'prod' },
      ['https://prod.test/Vehicles'],
    ],
    [
      'the environment of the option when there is a variable too',
      { environment: 'preprod' },
      { ENVIRONMENT: 'prod' },
      ['https://preprod.test/Vehicles'],
    ],
    ['another base URL', { baseUrl: 'https://my.test' }, {}, ['https://my.test/Vehicles']],
    [
      'the token URL first when there are credentials',
      both,
      {},
      ['https://id-preprod.test/token', 'https://preprod.test/Vehicles'],
    ],
    [
      'the token URL first when there are credentials in variables',
      { environment: 'prod' },
      { CLIENT_ID: 'id', CLIENT_SECRET: 's' },
      ['https://id.test/token', 'https://prod.test/Vehicles'],
    ],
    [
      'another token URL',
      { ...both, tokenUrl: 'https://t.test/x' },
      {},
      ['https://t.test/x', 'https://preprod.test/Vehicles'],
    ],
    [
      'no token URL when a token is given',
      { ...both, token: 't' },
      {},
      ['https://preprod.test/Vehicles'],
    ],
    [
      'the default environment when the variable is empty',
      {},
      { ENVIRONMENT: '', CLIENT_ID: '' },
      ['https://preprod.test/Vehicles'],
    ],
  ])('calls %s', async (_what, options, values, want) => {
    variables(values);
    expect(await calledUrls(options)).toEqual(want);
  });

  it.each<[string, ClientOptions, Readonly<Record<string, string>>, string]>([
    [
      'an unknown environment',
      { environment: 'prd' },
      {},
      "environment (RUNTIME_TEST_ENVIRONMENT) 'prd' is not one of: preprod, prod",
    ],
    [
      'an environment with the name of an inherited property',
      { environment: 'constructor' },
      {},
      "environment (RUNTIME_TEST_ENVIRONMENT) 'constructor' is not one of: preprod, prod",
    ],
    [
      'an unknown environment in the variable',
      {},
      { ENVIRONMENT: 'prd' },
      "environment (RUNTIME_TEST_ENVIRONMENT) 'prd' is not one of: preprod, prod",
    ],
    [
      'an id without a secret',
      { clientId: 'id' },
      {},
      'Give clientId (RUNTIME_TEST_CLIENT_ID) and clientSecret (RUNTIME_TEST_CLIENT_SECRET)',
    ],
    [
      'a secret without an id',
      {},
      { CLIENT_SECRET: 's' },
      'Give clientId (RUNTIME_TEST_CLIENT_ID) and clientSecret (RUNTIME_TEST_CLIENT_SECRET)',
    ],
    [
      'an unsafe token URL',
      { ...both, tokenUrl: 'http://t.test' },
      {},
      'tokenUrl must be an https:// URL without user and fragment; http:// is for loopback, or needs allowHttp: true',
    ],
  ])('refuses %s', (_what, options, values, message) => {
    variables(values);
    const make = () => new ApiClient(definition, options);
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(message);
  });

  it.each([
    'http://api.test',
    'http://localhost.evil.test',
    'http://127.0.0.1.evil.test/',
    'http://localhost@evil.test',
    'http://localhost:80@evil.test',
    'http://localhost\\@evil.test',
    'https://user:password@api.test',
    'https://@evil.test',
    'https://api.test/?key=1',
    'https://api.test/#top',
    'https://',
    'https:///x',
    'https://a b',
    'ftp://api.test',
    'file:///etc/passwd',
    '//api.test',
    'api.test',
    '',
  ])('refuses to send credentials to %j', (baseUrl) => {
    const make = () => new ApiClient(definition, { baseUrl });
    expect(make).toThrow(/^baseUrl must be an https:\/\/ URL/);
    expect(make).not.toThrow(/password/);
  });

  it.each([
    'https://api.test',
    'HTTPS://API.test/v1/',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://[::1]:80/x',
  ])('accepts %s', (baseUrl) => {
    expect(() => new ApiClient(definition, { baseUrl })).not.toThrow();
  });

  it.each([
    ['http://api.test', true],
    ['HTTP://10.0.0.7:8080/v1/', true],
    ['https://api.test', true],
    ['http://user:password@api.test', false],
    ['http://api.test/?key=1', false],
    ['http://localhost\\@evil.test', false],
    ['http://', false],
    ['ftp://api.test', false],
  ])('with `allowHttp`, for %j: %p', (baseUrl, isAllowed) => {
    const make = () => new ApiClient(definition, { baseUrl, allowHttp: true });
    if (isAllowed) expect(make).not.toThrow();
    else
      expect(make).toThrow(
        'baseUrl must be an https:// URL without user, query and fragment; http:// is for loopback, or needs allowHttp: true',
      );
  });

  it('needs a base URL when the document has none', () => {
    const bare = { ...definition, environments: {}, defaultEnvironment: undefined };
    expect(() => new ApiClient(bare, {})).toThrow(/^baseUrl must be/);
    expect(() => new ApiClient(bare, { baseUrl: 'https://a.test' })).not.toThrow();
  });

  it('uses a global fetch that is replaced later', async () => {
    const client = new Client();
    const replaced = jest.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json('mocked'));
    await expect(client.call(GET)).resolves.toBe('mocked');
    replaced.mockRestore();
  });
});
