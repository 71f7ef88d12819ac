import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { PRESETS } from '../vendor.js';
import {
  type ConfigFlags,
  configHash,
  type GeneratorConfig,
  loadConfig,
  selectOutputSettings,
} from './index.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sdkgen-environments-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(file: object | undefined, flags: ConfigFlags = {}): Promise<GeneratorConfig> {
  if (file !== undefined)
    writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify(file, undefined, 2));
  return loadConfig({ cwd, flags, env: {} });
}

const { preprod, prod, sandbox } = PRESETS.optimum.environments;
const documentation = 'https://staging.example.com/swagger';
const whole = {
  documentation,
  baseUrl: 'https://staging.example.com/api/',
  tokenUrl: 'https://id.example.com/connect/token?tenant=a',
  tokenParameters: { audience: 'https://api.example.com' },
  clientAuthentication: 'basic',
  rateLimit: { requests: 30, perMs: 60_000 },
  variablePrefix: 'EXAMPLE',
} as const;

describe('the environments of a configuration', () => {
  it('are those of the preset without a file', async () => {
    expect(await load(undefined, { env: 'prod' })).toMatchObject({
      ...PRESETS.optimum,
      isFromFile: false,
      env: 'prod',
    });
  });

  it.each<[string, object, Pick<GeneratorConfig, 'environments' | 'defaultEnvironment'>]>([
    ['none', {}, { environments: {} }],
    ['all of a preset', { preset: 'optimum' }, PRESETS.optimum],
    ['every field', { environments: { staging: whole } }, { environments: { staging: whole } }],
    [
      'two, with a default',
      {
        environments: { 'prod-eu': { documentation }, prod_us: { documentation } },
        defaultEnvironment: 'prod-eu',
      },
      {
        environments: { 'prod-eu': { documentation }, prod_us: { documentation } },
        defaultEnvironment: 'prod-eu',
      },
    ],
    [
      'another one beside those of a preset',
      { preset: 'optimum', environments: { staging: whole }, defaultEnvironment: 'prod' },
      { environments: { preprod, prod, sandbox, staging: whole }, defaultEnvironment: 'prod' },
    ],
    [
      'fields over those of a preset',
      { preset: 'optimum', environments: { prod: { rateLimit: { requests: 5, perMs: 1000 } } } },
      {
        ...PRESETS.optimum,
        environments: {
          preprod,
          prod: { ...prod, rateLimit: { requests: 5, perMs: 1000 } },
          sandbox,
        },
      },
    ],
    [
      'a mirror of the documentation of a preset, which gets no token',
      { preset: 'optimum', environments: { prod: { documentation: 'https://mirror.example/' } } },
      {
        ...PRESETS.optimum,
        environments: {
          preprod,
          prod: { ...prod, documentation: 'https://mirror.example/', isDocumentationPublic: true },
          sandbox,
        },
      },
    ],
    [
      "a document on the host of a preset's API",
      { preset: 'optimum', environments: { prod: { documentation: `${prod.baseUrl}api.json` } } },
      {
        ...PRESETS.optimum,
        environments: {
          preprod,
          prod: { ...prod, documentation: `${prod.baseUrl}api.json` },
          sandbox,
        },
      },
    ],
  ])('%s', async (_, file, want) => {
    const { environments, defaultEnvironment, isFromFile } = await load(file);
    expect({ ...environments }).toEqual(want.environments);
    expect({ defaultEnvironment, isFromFile }).toEqual({
      defaultEnvironment: want.defaultEnvironment,
      isFromFile: true,
    });
  });

  it('may be called like a property of objects', async () => {
    const { environments } = await load({ environments: { constructor: { documentation } } });
    expect(Object.entries(environments)).toEqual([['constructor', { documentation }]]);
    expect((await load({})).environments['constructor']).toBeUndefined();
  });

  it('have a file relative to the configuration', async () => {
    const { environments } = await load({ environments: { a: { documentation: 'api/v1.json' } } });
    expect(environments['a']).toEqual({ documentation: join(cwd, 'api/v1.json') });
  });

  it.each<[string, object, string, string?]>([
    [
      'an environment that only the preset has',
      { env: 'prod' },
      "sdk.config.json:2:3: env: there is no environment 'prod'.",
      'The configuration has no environments.',
    ],
    [
      'a misspelt environment',
      { environments: { staging: { documentation } }, env: 'stagin' },
      "sdk.config.json:7:3: env: there is no environment 'stagin'.",
      "Did you mean 'staging'? The environments are staging.",
    ],
    [
      'a misspelt default',
      { environments: { staging: { documentation } }, defaultEnvironment: 'prod' },
      "defaultEnvironment: there is no environment 'prod'.",
    ],
    ['an unknown preset', { preset: 'optimun' }, 'Did you mean "optimum"?'],
    [
      'an environment without documentation',
      { environments: { staging: { baseUrl: 'https://a.example/' } } },
      'environments › staging › documentation is missing.',
    ],
    [
      'a documentation of an unknown scheme',
      { environments: { staging: { documentation: 'ftp://a.example/' } } },
      'ftp',
    ],
    [
      'a misspelt field',
      { environments: { staging: { documentation, baseURL: 'https://a.example/' } } },
      'environments › staging › baseURL is no setting. Did you mean "baseUrl"?',
    ],
    [
      'a base URL without TLS',
      { environments: { staging: { documentation, baseUrl: 'http://a.example/' } } },
      'environments › staging › baseUrl must be a URL that starts with https://, or with http:// and localhost',
    ],
    [
      'a base URL with a query',
      { environments: { staging: { documentation, baseUrl: 'https://a.example/?a=b' } } },
      'environments › staging › baseUrl must be a URL',
    ],
    [
      'a token URL with a port that is none',
      { environments: { staging: { documentation, tokenUrl: 'https://a.example:99999/' } } },
      'environments › staging › tokenUrl is not a URL.',
    ],
    [
      'a secret',
      { environments: { staging: { documentation, clientSecret: 'hush' } } },
      'environments › staging › clientSecret is no setting.',
      '<variablePrefix>_CLIENT_SECRET',
    ],
    [
      'a secret among the parameters',
      { environments: { staging: { documentation, tokenParameters: { client_secret: 'hush' } } } },
      'client_secret must be named by a parameter other than grant_type, client_id and client_secret.',
    ],
    [
      'another way to authenticate',
      { environments: { staging: { documentation, clientAuthentication: 'header' } } },
      'environments › staging › clientAuthentication must be "body" or "basic".',
    ],
    [
      'half of a limit',
      { environments: { staging: { documentation, rateLimit: { requests: 5 } } } },
      'environments › staging › rateLimit must be an object with "requests" and "perMs".',
    ],
    [
      'a prefix in small letters',
      { environments: { staging: { documentation, variablePrefix: 'example_' } } },
      'environments › staging › variablePrefix must be capital letters, digits and underscores',
    ],
  ])('are refused: %s', async (_, file, message, hint = '') => {
    const refusal: unknown = await load(file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toContain(message);
    expect((refusal as UsageError).hint).toContain(hint);
    expect(String(refusal)).not.toContain('hush');
  });

  it.each([
    'Staging',
    '1st',
    '../up',
    'a b',
    'a/b',
    'con',
    'com1',
    'a-',
    '__proto__',
    '',
    'a'.repeat(51),
  ])('have names that are safe as folders; not %j', async (name) => {
    // Not a literal, whose __proto__ would be a prototype.
    const environments = JSON.parse(
      `{ ${JSON.stringify(name)}: { "documentation": "x.json" } }`,
    ) as object;
    await expect(load({ environments })).rejects.toThrow(/must be named by a small letter/);
  });

  it('are refused by a flag that names none of them', async () => {
    await expect(load({ preset: 'optimum' }, { env: 'production' })).rejects.toThrow(
      "The flag --env: there is no environment 'production'.",
    );
  });
});

describe('configHash', () => {
  const hashOf = async (own: object, other: object = {}, env = 'staging') => {
    const file = {
      env,
      environments: { staging: { documentation, ...own }, prod: { documentation, ...other } },
    };
    return configHash(selectOutputSettings(await load(file)));
  };

  it.each<[string, object, object?, string?]>([
    ['baseUrl', { baseUrl: 'https://a.example/' }],
    ['tokenUrl', { tokenUrl: 'https://a.example/' }],
    ['tokenParameters', { tokenParameters: { audience: 'a' } }],
    ['clientAuthentication', { clientAuthentication: 'basic' }],
    ['rateLimit', { rateLimit: { requests: 1, perMs: 1 } }],
    ['variablePrefix', { variablePrefix: 'A' }],
    ['packageName', { packageName: 'a' }],
    ['the base URL of another environment', {}, { baseUrl: 'https://a.example/' }],
    ['the environment', {}, {}, 'prod'],
  ])('changes with %s', async (_, own, other = {}, env = 'staging') => {
    expect(await hashOf(own, other, env)).not.toBe(await hashOf({}));
  });

  it.each<[string, object, object?]>([
    ['the documentation', { documentation: 'https://b.example/' }],
    ['the limit of another environment', {}, { rateLimit: { requests: 1, perMs: 1 } }],
  ])('does not change with %s', async (_, own, other = {}) => {
    expect(await hashOf(own, other)).toBe(await hashOf({}));
  });
});
