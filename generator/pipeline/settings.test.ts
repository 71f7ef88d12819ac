import { documentOf, readModel } from './testing/read-model.js';
import { operationServers, packageSettings } from './settings.js';
import type { Target } from './targets.js';

const HERE = 'https://docs.example.com/swagger/v1/swagger.json';

async function modelWith(servers: unknown, own?: unknown) {
  const operation = {
    responses: { 204: { description: '' } },
    ...(own !== undefined && { servers: own }),
  };
  const { model } = await readModel(documentOf({ '/x': { get: operation } }, { servers }));
  return model;
}

const target = (input: string, more: Partial<Target> = {}): Target => ({
  input,
  outputFolder: '',
  ...more,
});

const region = { region: { default: 'eu', enum: ['eu', 'us'] } };

describe('the environments of a document', () => {
  it.each<[string, unknown, Readonly<Record<string, string>>, string?]>([
    ['one server', [{ url: 'https://a.example.com' }], { default: 'https://a.example.com/' }],
    [
      'a described one',
      [{ url: 'https://a.example.com/', description: 'Production' }],
      { default: 'https://a.example.com/' },
    ],
    [
      'a name',
      [{ url: 'https://a.example.com/', name: 'live' }],
      { live: 'https://a.example.com/' },
    ],
    [
      'several',
      [
        { url: 'https://a.example.com/' },
        { url: 'https://b.example.com/', description: 'The staging server' },
        {
          url: 'https://c.example.com/',
          description: 'A longer text that describes nothing short',
        },
        { url: 'https://c.example.com/v2' },
        { url: 'https://a.example.com/', description: 'Again' },
      ],
      {
        default: 'https://a.example.com/',
        staging: 'https://b.example.com/',
        'c.example.com': 'https://c.example.com/',
        'c.example.com/v2': 'https://c.example.com/v2',
      },
    ],
    [
      'TLS before none',
      [{ url: 'http://a.example.com/' }, { url: 'https://a.example.com/' }],
      { default: 'https://a.example.com/' },
    ],
    ['none with TLS', [{ url: 'http://a.example.com/' }], { default: 'http://a.example.com/' }],
    ['loopback', [{ url: 'http://localhost:5000/' }], { default: 'http://localhost:5000/' }],
    ['a relative one', [{ url: '/api' }], { default: 'https://docs.example.com/api' }],
    ['a relative one of a local document', [{ url: '/api' }], {}, 'swagger.json'],
    [
      'a host without a scheme in a local document',
      [{ url: '//a.example.com/api' }],
      { default: 'https://a.example.com/api' },
      'swagger.json',
    ],
    [
      'variables',
      [{ url: 'https://{region}.example.com/api', variables: region }],
      { default: 'https://{region}.example.com/api' },
    ],
    [
      'variables of a path',
      [{ url: '/{region}/api', variables: region }],
      { default: 'https://docs.example.com/{region}/api' },
    ],
    ['a variable without a default', [{ url: 'https://{region}.example.com/api' }], {}],
  ])('%s', async (_, servers, want, input = HERE) => {
    const { environments, defaultEnvironment } = packageSettings(
      { target: target(input), packageVersion: '1.0.0' },
      await modelWith(servers),
    );
    const urls = Object.entries(environments).map(([name, { baseUrl }]) => [name, baseUrl]);
    expect([Object.fromEntries(urls), defaultEnvironment]).toEqual([want, Object.keys(want)[0]]);
  });
});

describe('the environments of a configuration', () => {
  const staging = { baseUrl: 'https://staging.example.com/' };
  const prod = { baseUrl: 'https://api.example.com/', tokenUrl: 'https://id.example.com/token' };
  const servers = [
    { url: '/api' },
    { url: 'https://eu.example.com/' },
    { url: 'https://other.example.com/', name: 'prod' },
  ];

  async function settingsOf(more: Partial<Target>, tokenUrl?: string) {
    const flows = { clientCredentials: { tokenUrl, scopes: {} } };
    const { model } = await readModel(
      documentOf(
        { '/x': { get: { responses: { 204: { description: '' } } } } },
        {
          servers,
          ...(tokenUrl && { components: { securitySchemes: { a: { type: 'oauth2', flows } } } }),
        },
      ),
    );
    return packageSettings({ target: target(HERE, more), packageVersion: '1.0.0' }, model);
  }

  it.each<[string, Partial<Target>, object]>([
    [
      'all with a base URL, without the servers of the document',
      {
        name: 'staging',
        environment: { ...staging, rateLimit: { requests: 1, perMs: 2 } },
        hosts: { prod, staging },
        defaultEnvironment: 'staging',
      },
      {
        environments: { prod, staging },
        defaultEnvironment: 'staging',
        rateLimit: { requests: 1, perMs: 2 },
      },
    ],
    [
      'with another default',
      {
        name: 'staging',
        environment: staging,
        hosts: { prod, staging },
        defaultEnvironment: 'prod',
      },
      { defaultEnvironment: 'prod' },
    ],
    [
      'with a default that the package does not know',
      { name: 'staging', environment: staging, hosts: { staging }, defaultEnvironment: 'dev' },
      { defaultEnvironment: 'staging' },
    ],
    [
      "with the document's servers where the own base URL is not configured",
      {
        name: 'dev',
        environment: { tokenParameters: { audience: 'a' }, clientAuthentication: 'basic' },
        hosts: { prod },
        defaultEnvironment: 'dev',
      },
      {
        environments: {
          dev: {
            baseUrl: 'https://docs.example.com/api',
            tokenParameters: { audience: 'a' },
            clientAuthentication: 'basic',
          },
          'eu.example.com': { baseUrl: 'https://eu.example.com/' },
          prod,
        },
        defaultEnvironment: 'dev',
      },
    ],
  ])('%s', async (_, more, want) => {
    expect(await settingsOf(more)).toMatchObject(want);
  });

  it.each<[string, string, object]>([
    [
      'is that of the own environment',
      'https://login.example.com/token',
      { a: { tokenUrl: 'https://login.example.com/token' }, b: {} },
    ],
    [
      'is that of every environment where it is a path',
      '/connect/token',
      {
        a: { tokenUrl: 'https://a.example.com/connect/token' },
        b: { tokenUrl: 'https://b.example.com/connect/token' },
      },
    ],
  ])("the document's token URL %s", async (_, tokenUrl, want) => {
    const [a, b] = [{ baseUrl: 'https://a.example.com/' }, { baseUrl: 'https://b.example.com/' }];
    const { environments } = await settingsOf(
      { name: 'a', environment: a, hosts: { a, b } },
      tokenUrl,
    );
    expect(environments).toEqual({
      a: { ...a, ...(want as { a: object }).a },
      b: { ...b, ...(want as { b: object }).b },
    });
  });

  it('has nothing of another environment where no server is known', async () => {
    const { model } = await readModel(documentOf({ '/x': { get: { responses: {} } } }));
    const own = {
      tokenUrl: 'https://id.example.com/',
      tokenParameters: { audience: 'a' },
      clientAuthentication: 'basic',
    } as const;
    const file = target('/a/api.json', { name: 'dev', environment: own });
    expect(packageSettings({ target: file, packageVersion: '1.0.0' }, model)).toMatchObject({
      environments: {},
      ...own,
    });
  });
});

describe('the server of an operation', () => {
  it.each<[string, unknown, string | undefined, Partial<Target>?]>([
    ["is the document's", undefined, undefined],
    ['is another host', [{ url: 'https://b.example.com/v2' }], 'https://b.example.com/v2'],
    ['is the first', [{ url: 'https://b.example.com/' }, { url: '/c' }], 'https://b.example.com/'],
    ['is a path', [{ url: '/files' }], '/files'],
    ['is relative to the document', [{ url: '../files' }], '/swagger/files'],
    [
      'has variables',
      [{ url: 'https://{region}.example.com', variables: region }],
      'https://{region}.example.com',
    ],
    ['has variables in a path', [{ url: '/{region}', variables: region }], '/{region}'],
    [
      'is never another host where the configuration has a base URL',
      [{ url: 'https://b.example.com/v2' }, { url: '/files' }],
      '/files',
      { environment: { baseUrl: 'https://a.example.com/' } },
    ],
  ])('%s', async (_, own, want, more = {}) => {
    const model = await modelWith([{ url: 'https://a.example.com' }], own);
    expect(operationServers(target(HERE, more), model).get('GET /x')?.baseUrl).toBe(want);
  });
});
