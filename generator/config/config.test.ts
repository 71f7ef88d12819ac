import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type ConfigFlags,
  configHash,
  defaultConfig,
  type GeneratorConfig,
  loadConfig,
  readCredentials,
} from './index.js';
import { PRESETS } from '../vendor.js';
import { UsageError } from '../errors.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sdkgen-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

interface Given {
  readonly file?: string | object;
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: ConfigFlags;
}

function load({ file, at = 'sdk.config.json', env = {}, flags = {} }: Given) {
  if (file !== undefined) {
    mkdirSync(dirname(join(cwd, at)), { recursive: true });
    writeFileSync(join(cwd, at), typeof file === 'string' ? file : JSON.stringify(file));
  }
  return loadConfig({ cwd, flags, env });
}

/** The settings that are no environments; environments.test.ts has those. */
function withoutEnvironments({
  environments: _,
  isFromFile: _isFromFile,
  defaultEnvironment: _default,
  ...rest
}: GeneratorConfig): object {
  return rest;
}

const refusalOf = async (given: Given): Promise<UsageError> => {
  const outcome = await load(given).catch((error: unknown) => error);
  if (outcome instanceof UsageError) return outcome;
  throw new Error(`Expected a UsageError, got ${String(outcome)}`, { cause: outcome });
};

describe('loadConfig', () => {
  it('has defaults for everything that needs one', async () => {
    expect(await load({})).toEqual({
      ...PRESETS.optimum,
      isFromFile: false,
      allowedOrigins: [],
      allowedFolders: [],
      timeoutMs: 30_000,
      maxBytes: 67_108_864,
      workTimeoutMs: 60_000,
      strict: false,
      names: { operations: {}, types: {}, enumValues: {} },
      overlays: [],
      include: {},
      exclude: {},
      pagination: {},
      output: {},
      nightly: { ignore: [], assignees: [], reviewers: [], everyHours: 24 },
      conform: { values: {}, budget: 60, seen: 20 },
    });
  });

  it.each<[string, Given, object]>([
    ['the file', { file: { timeoutMs: 1 } }, { timeoutMs: 1 }],
    [
      'a variable over the file',
      { file: { timeoutMs: 1 }, env: { SDKGEN_TIMEOUT_MS: '2' } },
      { timeoutMs: 2 },
    ],
    [
      'a flag over a variable',
      { file: { timeoutMs: 1 }, env: { SDKGEN_TIMEOUT_MS: '2' }, flags: { timeoutMs: 3 } },
      { timeoutMs: 3 },
    ],
    [
      'a flag that was not given',
      { file: { timeoutMs: 1 }, flags: { timeoutMs: undefined } },
      { timeoutMs: 1 },
    ],
    [
      'a variable set to nothing',
      { file: { preset: 'optimum', env: 'prod' }, env: { SDKGEN_ENV: '' } },
      { env: 'prod' },
    ],
    ['keys that yargs adds', { flags: { _: ['generate'], $0: 'x', env: 'prod' } }, { env: 'prod' }],
    [
      'a flag over one switch of the file',
      { file: { output: { dates: 'date', enums: 'union' } }, flags: { dates: 'string' } },
      { output: { dates: 'string', enums: 'union' } },
    ],
    [
      'properties called otherwise',
      { file: { names: { properties: { VehicleDto: { vehicleRegNo: 'plate' } } } } },
      {
        names: {
          operations: {},
          types: {},
          enumValues: {},
          properties: { VehicleDto: { vehicleRegNo: 'plate' } },
        },
      },
    ],
    ['comments', { file: '{ // why\n "maxBytes": 5, }' }, { maxBytes: 5 }],
    ['the schema for editors', { file: { $schema: './x.json', strict: true } }, { strict: true }],
    [
      'several origins',
      { env: { SDKGEN_ALLOWED_ORIGINS: 'https://b.example, https://A.example:443' } },
      { allowedOrigins: ['https://a.example', 'https://b.example'] },
    ],
    [
      'an input of a flag over an environment of the file',
      { file: { preset: 'optimum', env: 'prod' }, flags: { input: 'https://x.example/' } },
      { input: 'https://x.example/' },
    ],
    [
      'filters',
      { file: { include: { tags: ['B', 'A'] }, exclude: { methods: ['PUT'] } } },
      { include: { tags: ['B', 'A'] }, exclude: { methods: ['PUT'] } },
    ],
    [
      'tags of flags over those of the file, and its other lists',
      {
        file: { include: { tags: ['A'], methods: ['GET'] } },
        flags: { includeTag: 'Billing, old', excludeTag: ['C', 'D'] },
      },
      { include: { tags: ['Billing, old'], methods: ['GET'] }, exclude: { tags: ['C', 'D'] } },
    ],
    [
      'an environment of a flag over an input of the file',
      { file: { preset: 'optimum', input: 'a.json' }, flags: { env: 'prod' } },
      { env: 'prod' },
    ],
  ])('reads %s', async (_, given, want) => {
    const defaults = withoutEnvironments(await load({}));
    expect(withoutEnvironments(await load(given))).toEqual({ ...defaults, ...want });
  });

  it('counts the paths of a file from the file, and others from the current folder', async () => {
    const file = { input: 'api.json', out: '../sdk' };
    const named = { file, at: 'deep/my.json' };
    expect(await load({ ...named, flags: { config: 'deep/my.json' } })).toMatchObject({
      input: join(cwd, 'deep/api.json'),
      out: join(cwd, 'sdk'),
    });
    expect(
      await load({ ...named, env: { SDKGEN_CONFIG: 'deep/my.json', SDKGEN_OUT: 'sdk' } }),
    ).toMatchObject({
      input: join(cwd, 'deep/api.json'),
      out: join(cwd, 'sdk'),
    });
    expect(await load({ flags: { input: 'api.json' } })).toMatchObject({
      input: join(cwd, 'api.json'),
    });
  });

  it('counts overlays from the file that names them, and keeps their order', async () => {
    const file = { overlays: ['z.yaml', '../a.json'] };
    const given = { file, at: 'deep/my.json', flags: { config: 'deep/my.json' } };
    expect((await load(given)).overlays).toEqual([join(cwd, 'deep/z.yaml'), join(cwd, 'a.json')]);
    const variables = { env: { SDKGEN_OVERLAYS: 'b.yaml, a.yaml' } };
    expect((await load(variables)).overlays).toEqual([join(cwd, 'b.yaml'), join(cwd, 'a.yaml')]);
    const one = { file, env: variables.env, flags: { overlay: 'a,b.yaml' } };
    expect((await load(one)).overlays).toEqual([join(cwd, 'a,b.yaml')]);
    const two = { flags: { overlay: ['b.yaml', 'a.yaml'] } };
    expect((await load(two)).overlays).toEqual([join(cwd, 'b.yaml'), join(cwd, 'a.yaml')]);
  });

  it('keeps the names that a file gives, even one called constructor', async () => {
    const names = {
      operations: { 'GET /Vehicles': 'list' },
      types: { VehicleDto: 'Vehicle' },
      enumValues: { VehicleStatus: { '10': 'Active' } },
    };
    const config = await load({ file: { names } });
    expect(JSON.parse(JSON.stringify(config.names))).toEqual(names);
    expect(config.names.types?.['constructor']).toBeUndefined();
  });

  it.each<[string, Given, string]>([
    [
      'a misspelt key',
      { file: '{\n  "timeOutMS": 1,\n  "packagename": "x"\n}' },
      'sdk.config.json:3:3: packagename is no setting. Did you mean "packageName"?',
    ],
    [
      'two misspelt keys',
      { file: '{\n  "timeoutMillis": 1,\n  "packagName": "x"\n}' },
      'sdk.config.json:2:3: timeoutMillis is no setting.',
    ],
    [
      'a key that is nothing like one',
      { file: { colour: 1 } },
      'sdk.config.json:1:2: colour is no setting.',
    ],
    [
      'a misspelt key in names',
      { file: { names: { operation: {} } } },
      'names › operation is no setting. Did you mean "operations"?',
    ],
    [
      'a misspelt switch',
      { file: { output: { enum: 'union' } } },
      'output › enum is no setting. Did you mean "enums"?',
    ],
    [
      'a switch that cannot be set so',
      { file: { output: { requiredness: 'nonNullIsRequired' } } },
      'output › requiredness must be one of asWritten, nonNullableIsRequired. Did you mean "nonNullableIsRequired"?',
    ],
    [
      'a flag of a switch that cannot be set so',
      { flags: { int64: 'bigInt' } },
      'The flag --int64 must be one of number, string, bigint. Did you mean "bigint"?',
    ],
    [
      'a switch of two words that cannot be set so',
      { flags: { numericStrings: 'allow' } },
      'The flag --numeric-strings must be one of reject, accept.',
    ],
    [
      'a wrong type',
      { file: '{ "timeoutMs": "30s" }' },
      'sdk.config.json:1:3: timeoutMs must be an integer.',
    ],
    [
      'a wrong type in a list',
      { file: '{ "allowedOrigins": ["https://a.example", 7] }' },
      'sdk.config.json:1:43: allowedOrigins › 1 must be an origin such as https://example.com.',
    ],
    ['a number that is too small', { file: { timeoutMs: 0 } }, 'timeoutMs must be 1 or more.'],
    [
      'a timer that would overflow',
      { file: { timeoutMs: 2 ** 31 } },
      'timeoutMs must be 2147483647 or less.',
    ],
    ['an empty path', { file: { out: '' } }, 'out must be a string that is not empty.'],
    [
      'a package name in capitals',
      { file: { packageName: 'My Sdk' } },
      'packageName must be a package name that npm allows.',
    ],
    [
      'a version that is none',
      { file: { packageVersion: 'v1' } },
      'packageVersion must be a version such as 1.2.3.',
    ],
    [
      'a name that is no identifier',
      { file: { names: { types: { 'a/b': 'x-y' } } } },
      'names › types › a/b must be a TypeScript identifier.',
    ],
    [
      'an operation without its method',
      { file: { names: { operations: { '/Vehicles': 'list' } } } },
      'names › operations › /Vehicles must be named by a method and a path such as "GET /Vehicles".',
    ],
    [
      'an origin with a path',
      { file: { allowedOrigins: ['https://a.example/x'] } },
      'must be an origin',
    ],
    [
      'an origin that is no URL',
      { file: { allowedOrigins: ['https://a.example:99999'] } },
      'allowedOrigins › 0 must be an origin',
    ],
    [
      'an ignored place that is no JSONPath',
      { file: '{\n  "nightly": { "ignore": ["$.info.version", "$.info["] }\n}' },
      'sdk.config.json:2:45: nightly › ignore › 1 is not a valid JSONPath:',
    ],
    [
      'an unknown function of a JSONPath',
      { file: { nightly: { ignore: ['$[?lower(@.a) == "b"]'] } } },
      "nightly › ignore › 0 is not a valid JSONPath: no such function 'lower'",
    ],
    [
      'an ignored document',
      { file: { nightly: { ignore: ['$'] } } },
      'nightly › ignore › 0 ignores the whole document.',
    ],
    [
      'a filter that is no list',
      { file: { include: { tags: 'Vehicles' } } },
      'include › tags must be an array.',
    ],
    [
      'a filter of nothing',
      { file: { include: { tags: [] } } },
      'include › tags must be a list that is not empty.',
    ],
    [
      'a misspelt kind of filter',
      { file: { exclude: { path: ['/x'] } } },
      'exclude › path is no setting. Did you mean "paths"?',
    ],
    [
      'a method in small letters',
      { file: { exclude: { methods: ['get'] } } },
      'exclude › methods › 0 must be a method in capital letters such as "GET".',
    ],
    [
      'a path without its slash',
      { file: { include: { paths: ['Vehicles'] } } },
      'include › paths › 0 must be a path such as "/Vehicles/**".',
    ],
    [
      'an operation to leave out without its method',
      { file: { exclude: { operations: ['/Vehicles'] } } },
      'exclude › operations › 0 must be a method and a path such as "GET /Vehicles".',
    ],
    [
      'an empty tag of a flag',
      { flags: { includeTag: ['A', ''] } },
      'The flag --include-tag must be a string that is not empty.',
    ],
    [
      'an empty overlay of a flag',
      { flags: { overlay: '' } },
      'The flag --overlay must be a string that is not empty.',
    ],
    [
      'an environment beside an input',
      { file: { env: 'prod', input: 'x' } },
      'env and sdk.config.json:1:15: input exclude each other.',
    ],
    [
      'text that is not JSON',
      { file: '{\n  "env" "prod"\n}' },
      'sdk.config.json:2:9 is not JSON: colon expected.',
    ],
    ['an empty file', { file: '' }, 'sdk.config.json:1:1 is not JSON: value expected.'],
    ['a list', { file: '[]' }, 'sdk.config.json:1:1 must be an object.'],
    [
      'a file that is not there',
      { flags: { config: 'no.json' } },
      'no.json cannot be read (ENOENT).',
    ],
    ['a folder', { flags: { config: '.' } }, 'cannot be read (EISDIR).'],
    [
      'a variable of a wrong type',
      { env: { SDKGEN_MAX_BYTES: '5MB' } },
      'The variable SDKGEN_MAX_BYTES must be an integer.',
    ],
    [
      'a flag of a wrong type',
      { flags: { timeoutMs: Number.NaN } },
      'The flag --timeout-ms must be an integer.',
    ],
  ])('refuses %s, saying where and what was expected', async (_, given, want) => {
    const refusal = await refusalOf(given);
    expect(refusal.message).toContain(want);
    expect(refusal.exitCode).toBe(2);
    expect(refusal.hint).toBeTruthy();
  });

  it('tells everything that is wrong at once', async () => {
    const { message } = await refusalOf({ file: { timeoutMs: 'x', maxBytes: 'y', foo: 1 } });
    expect(message.split('\n')).toHaveLength(3);
  });

  it('says where credentials belong, and does not repeat them', async () => {
    const refusal = await refusalOf({ file: { clientSecret: 'hush', clientName: 'hush hush' } });
    expect(refusal.hint).toContain('<variablePrefix>_CLIENT_SECRET');
    expect(`${refusal.message}${refusal.hint}`).not.toContain('hush');
  });
});

describe('sdk.config.schema.json', () => {
  const schema = JSON.parse(
    readFileSync(join(__dirname, '../../sdk.config.schema.json'), 'utf8'),
  ) as {
    readonly properties: Readonly<
      Record<string, { readonly default?: unknown; readonly enum?: unknown }>
    >;
  };

  it('is a schema', () => {
    expect(new Ajv2020({ strict: true }).validateSchema(schema)).toBe(true);
  });

  it('knows the presets that there are', () => {
    expect(schema.properties['preset']?.enum).toEqual(Object.keys(PRESETS));
  });

  it('tells the defaults that hold', async () => {
    const config: Readonly<Record<string, unknown>> = { ...(await load({})) };
    const withDefault = Object.entries(schema.properties).filter(
      ([, property]) => 'default' in property,
    );
    expect(withDefault.map(([key, property]) => [key, property.default])).toEqual(
      withDefault.map(([key]) => [key, config[key]]),
    );
    expect(withDefault).toHaveLength(10);
  });
});

describe('readCredentials', () => {
  const id = { EXAMPLE_CLIENT_ID: 'id' };
  const secret = { EXAMPLE_CLIENT_SECRET: 'hush' };

  it.each([
    [
      { ...id, ...secret },
      { clientId: 'id', clientSecret: 'hush' },
    ],
    [{}, undefined],
    [{ EXAMPLE_CLIENT_ID: '', EXAMPLE_CLIENT_SECRET: '' }, undefined],
    [{ OTHER_CLIENT_ID: 'id', OTHER_CLIENT_SECRET: 'hush' }, undefined],
  ])('reads the variables of the prefix: %j', (env, want) => {
    expect(readCredentials('EXAMPLE', env)).toEqual(want);
  });

  it.each([
    [id, 'EXAMPLE_CLIENT_ID is set, but EXAMPLE_CLIENT_SECRET is not.'],
    [secret, 'EXAMPLE_CLIENT_SECRET is set, but EXAMPLE_CLIENT_ID is not.'],
  ])('refuses one without the other, and tells neither: %j', (env, want) => {
    expect(() => readCredentials('EXAMPLE', env)).toThrow(new UsageError(want));
  });
});

describe('pagination in sdk.config.json', () => {
  function loadPagination(pagination: unknown) {
    writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify({ pagination }));
    return loadConfig({ cwd, flags: {}, env: {} });
  }

  it.each([
    [{}],
    [{ 'GET /Orders': false }],
    [{ 'GET /Orders': { kind: 'link' } }],
    [
      {
        'POST /Orders/search': { kind: 'page', page: 'Page', first: 0, items: '', total: '/a~1b' },
      },
    ],
  ])('is read: %j', async (given) => {
    expect((await loadPagination(given)).pagination).toEqual(given);
  });

  it.each<[given: unknown, complaint: string]>([
    [{ 'GET /Orders': true }, 'pagination › GET /Orders must be false or an object with a "kind".'],
    [{ 'GET /Orders': {} }, 'pagination › GET /Orders must be an object with a "kind".'],
    [
      { 'GET /Orders': { kind: 'pages' } },
      'pagination › GET /Orders › kind must be one of page, offset, cursor, link. Did you mean "page"?',
    ],
    [
      { 'GET /Orders': { kind: 'link', nxt: '/next' } },
      'pagination › GET /Orders › nxt is no setting. Did you mean "next"?',
    ],
    [
      { 'GET /Orders': { kind: 'link', next: 'next' } },
      'pagination › GET /Orders › next must be a JSON pointer into the response such as /data/items.',
    ],
    [{ Orders: false }, 'must be named by a method and a path such as "GET /Orders".'],
  ])('is refused with one line: %j', async (given, complaint) => {
    const outcome = await loadPagination(given).catch((error: unknown) => error);
    expect(String(outcome)).toMatch(/^UsageError: [^\n]*$/);
    expect(String(outcome)).toContain(complaint);
  });

  it('changes the output, so it changes the hash', () => {
    const config = defaultConfig();
    const changed = configHash({ ...config, pagination: { 'GET /Orders': false } });
    expect(changed).not.toBe(configHash(config));
  });
});
