import type { ServerVariable } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { planNames, type NameOverrides } from '../naming/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { PRESETS } from '../vendor.js';
import { emitClient } from './client.js';
import { createEmitContext, type PackageSettings } from './index.js';
import { emitReadme } from './readme.js';

const PROGRAM = PRESETS.optimum.environments.sandbox.program;

const list = (tag: string) => ({ get: { tags: [tag], responses: { 200: { description: 'OK' } } } });
const PATHS = { '/Vehicles': list('Vehicles'), '/Geolocation/Trips': list('Geolocation') };

const PLAIN: PackageSettings = {
  packageName: '@me/fleet',
  packageVersion: '1.0.0',
  environments: {},
};
const SETTINGS: PackageSettings = { ...PLAIN, program: PROGRAM };

interface Given {
  readonly more?: Readonly<Record<string, unknown>>;
  readonly paths?: object;
  readonly overrides?: NameOverrides;
  readonly switches?: OutputSwitches;
  readonly settings?: PackageSettings;
}

async function readme({
  paths = PATHS,
  more = {},
  overrides,
  switches,
  settings = SETTINGS,
}: Given): Promise<string> {
  const { model } = await readModel(documentOf({ ...paths }, more));
  const { names } = planNames(model, {
    reservedExports: new Set(),
    ...(overrides && { overrides }),
  });
  return emitReadme(createEmitContext(model, names, switches), settings);
}

describe('what is left out', () => {
  it('is listed, as text', async () => {
    const leftOut = ["'servers' of <b>: calls go elsewhere (2 places)."];
    const text = await readme({ settings: { ...PLAIN, leftOut } });
    expect(text).toContain('\n## What is left out\n');
    expect(text).toContain("\n- 'servers' of \\<b\\>: calls go elsewhere (2 places).\n");
  });

  it('names what changes nothing', async () => {
    const text = await readme({ settings: { ...PLAIN, leftOut: [], unused: ['links', 'xml'] } });
    expect(text).toMatch(
      /\n## What is left out\n\nParts of the document that change nothing in this package: `links`, `xml`\.\n$/,
    );
  });

  it('has no section when it is nothing', async () => {
    expect(await readme({ settings: { ...PLAIN, leftOut: [] } })).not.toContain('left out');
  });
});

describe('the first call of a README', () => {
  it.each<[string, object, string]>([['a string', { type: 'string' }, "get('example')"]])(
    'passes what compiles: %s',
    async (_, schema, call) => {
      const parameters = [{ name: 'id', in: 'path', required: true, schema }];
      const get = { tags: ['Vehicles'], parameters, responses: { 200: { description: 'OK' } } };
      const text = await readme({ paths: { '/Vehicles/{id}': { get } }, settings: PLAIN });
      expect(text).toContain(`client.vehicles.${call}`);
    },
  );
});

describe('the first client of a README', () => {
  const securitySchemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    login: { type: 'http', scheme: 'basic' },
    jwt: { type: 'http', scheme: 'bearer' },
  };
  it.each<[string, object[], string]>([
    ['nothing', [], ''],
    ['a key', [{ key: [] }], ", apiKey: '...'"],
    ['a user name', [{ login: [] }], ", username: '...', password: '...'"],
    ['a token, which the environment has', [{ jwt: [] }], ''],
    ['a key and a token', [{ jwt: [], key: [] }], ", apiKey: '...', token: '...'"],
    ['a key or nothing', [{}, { key: [] }], ", apiKey: '...'"],
  ])('has what its call needs, and not what others need: %s', async (_, security, want) => {
    const get = { tags: ['A'], security, responses: { 200: { description: 'OK' } } };
    const others = [{ key: [] }, { login: [] }, { jwt: [] }].map((each, index) => [
      `/others${index}`,
      { post: { ...get, security: [each] } },
    ]);
    const paths = { '/a': { get }, ...Object.fromEntries(others) };
    const text = await readme({
      paths,
      more: { components: { securitySchemes } },
      settings: PLAIN,
    });
    expect(text).toContain(`TestClient({ baseUrl: 'https://...'${want} });`);
  });
});

describe('the smallest bundle of a README', () => {
  it.each<[string, object, string]>([
    [
      'the bare caller for a token',
      { type: 'http', scheme: 'bearer' },
      'listGeolocationTrips(caller)',
    ],
    [
      'the client for a key',
      { type: 'apiKey', in: 'header', name: 'X' },
      'listGeolocationTrips(client)',
    ],
  ])('has %s', async (_, scheme, want) => {
    const more = { components: { securitySchemes: { scheme } }, security: [{ scheme: [] }] };
    expect(await readme({ more, settings: PLAIN })).toContain(`\nawait ${want};\n`);
  });
});

describe('the environments of a README', () => {
  it.each<[string, string, string]>([
    ['no server', '', 'https://...'],
    ['the path of a server', '/api/v3', 'https://.../api/v3'],
    ['the root of a server', '/', 'https://...'],
  ])('say that a URL is required where the document has %s', async (_, url, want) => {
    const text = await readme({ more: { servers: url ? [{ url }] : [] }, settings: PLAIN });
    expect(text).toContain(`TestClient({ baseUrl: '${want}' });`);
    expect(text).toContain(`names no host, so \`baseUrl\` is required: \`${want}\`. URLs must`);
    expect(text).not.toContain('Choose one with `environment`');
  });

  it('are one sentence where there is one', async () => {
    const environments = { default: { baseUrl: 'https://a.example' } };
    const text = await readme({
      settings: { ...PLAIN, environments, defaultEnvironment: 'default' },
    });
    expect(text).toContain(
      '## Environments\n\nThe client calls `https://a.example`, unless `baseUrl` names another host. URLs must',
    );
    expect(text).not.toContain('Choose one');
  });

  it('are a list where there are some', async () => {
    const environments = {
      default: { baseUrl: 'https://a.example' },
      other: { baseUrl: 'https://b.example' },
    };
    const text = await readme({
      settings: { ...PLAIN, environments, defaultEnvironment: 'default' },
    });
    expect(text).toContain(
      '## Environments\n\n- `default`: `https://a.example` (the default)\n- `other`: `https://b.example`\n\n',
    );
    expect(text).toContain('`baseUrl` sets another host. URLs must be HTTPS');
    expect(text).not.toContain('is required');
  });
});

describe('the variables of servers', () => {
  type Variable = Omit<ServerVariable, 'name'>;
  it.each<[string, Variable, Variable, string, string]>([
    ['are alike', { default: '1' }, { default: '1' }, '(default `1`)', 'string'],
    [
      'have a default for each server',
      { default: '1' },
      { default: '2' },
      '(default `1` or `2`, as the server says)',
      'string',
    ],
    [
      'take what one of the servers has',
      { default: 'us', values: ['eu', 'us'] },
      { default: 'ap', values: ['ap', 'eu'] },
      '(default `us` or `ap`, as the server says)',
      "'ap' | 'eu' | 'us'",
    ],
    [
      'take anything that one of the servers takes',
      { default: 'a', values: ['a'] },
      { default: 'a' },
      '(default `a`)',
      'string',
    ],
  ])('%s', async (_, one, other, told, type) => {
    const environments = {
      default: { baseUrl: 'https://{v}.a.example', variables: [{ name: 'v', ...one }] },
      other: { baseUrl: 'https://{v}.b.example', variables: [{ name: 'v', ...other }] },
    };
    const settings = { ...PLAIN, environments, defaultEnvironment: 'default' };
    const { model } = await readModel(documentOf(PATHS));
    const context = createEmitContext(
      model,
      planNames(model, { reservedExports: new Set() }).names,
    );
    expect(emitReadme(context, settings)).toContain(`URLs: \`v\` ${told}.`);
    expect(emitClient(context, settings)).toContain(`readonly v?: ${type} | undefined;`);
  });
});

describe('the example program in a README', () => {
  it('imports the package of the README', async () => {
    const text = await readme({});
    expect(text).toContain(`## ${PROGRAM.title}`);
    expect(text).toContain("from '@me/fleet/file-token-store'");
    expect(text).not.toContain(PROGRAM.packageName);
  });

  it.each<[title: string, given: Given]>([
    ['an API without one of its operations', { paths: { '/Vehicles': list('Vehicles') } }],
    ['an API with another name for one', { overrides: { operations: { 'GET /Vehicles': 'all' } } }],
    ['TypeScript enums, which cannot be compared with strings', { switches: { enums: 'enum' } }],
    ['settings without a program', { settings: PLAIN }],
  ])('is left out for %s', async (_title, given) => {
    const text = await readme(given);
    expect(text).not.toContain(PROGRAM.title);
    expect(text).toContain('## Logging and middleware');
  });
});
