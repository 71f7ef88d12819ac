import {
  configHash,
  defaultConfig,
  getPresetTexts,
  readOutputSettings,
  selectOutputSettings,
  type GeneratorConfig,
} from './index.js';

const select = (given: Partial<GeneratorConfig>, overlays: readonly unknown[] = []) =>
  selectOutputSettings({ ...defaultConfig(), ...given }, overlays);
const hashOf = (given: Partial<GeneratorConfig>) => configHash(select(given));

const named = (names: Partial<GeneratorConfig['names']>) => ({
  ...defaultConfig().names,
  ...names,
});

const acme = {
  documentation: 'https://acme.example/docs?key=canary',
  baseUrl: 'https://acme.example/',
  isDocumentationPublic: true,
};

/** Each changes the output. */
const CHANGES: readonly Partial<GeneratorConfig>[] = [
  { env: 'prod' },
  { packageName: 'x' },
  { packageVersion: '1.0.0' },
  { clientName: 'X' },
  { repository: 'https://github.com/acme/app' },
  { names: named({ from: 'path' }) },
  { names: named({ operations: { 'GET /': 'root' } }) },
  { names: named({ types: { A: 'B', constructor: 'C' } }) },
  { names: named({ enumValues: { A: { '1': 'One' } } }) },
  { names: named({ properties: { A: { b: 'c' } } }) },
  { include: { tags: ['A'] } },
  { exclude: { tags: ['A'] } },
  { pagination: { 'GET /': false } },
  { pagination: { 'GET /': { kind: 'page', page: 'p' } } },
  { output: { requiredness: 'nonNullableIsRequired' } },
  { output: { enums: 'union' } },
  { output: { enums: 'enum' } },
  { output: { readonly: 'on' } },
  { output: { dates: 'date' } },
  { output: { int64: 'bigint' } },
  { output: { numericStrings: 'accept' } },
  { output: { sourceOnly: true } },
  { output: { sourceOnly: true, importExtension: 'ts' } },
  { output: { mcp: true } },
];

/** Each changes the package of the environment `acme`. */
const OF_ENVIRONMENT: readonly Partial<GeneratorConfig>[] = [
  { environments: { acme: { ...acme, packageName: 'x' } } },
  { environments: { acme: { ...acme, clientName: 'X' } } },
  { environments: { acme: { ...acme, rateLimit: { requests: 1, perMs: 1 } } } },
  { environments: { acme: { ...acme, variablePrefix: 'X' } } },
  { environments: { acme: { ...acme, tokenUrl: 'https://id.example/token' } } },
  { environments: { acme: { ...acme, tokenParameters: { audience: 'x' } } } },
  { environments: { acme: { ...acme, clientAuthentication: 'basic' } } },
  { environments: { acme: { ...acme, baseUrl: 'https://other.example/' } } },
  { environments: { acme, other: { documentation: 'o', baseUrl: 'https://other.example/' } } },
  { environments: { acme, other: acme }, defaultEnvironment: 'other' },
];

describe('the settings that change the output', () => {
  it('are the same whatever the order of keys', () => {
    const a = hashOf({ clientName: 'A', names: named({ types: { X: 'A', Y: 'B' } }) });
    const b = hashOf({ names: named({ types: { Y: 'B', X: 'A' } }), clientName: 'A' });
    expect(a).toBe(b);
    expect(a).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each(CHANGES)('change with %j', (given) => {
    expect(hashOf(given)).not.toBe(hashOf({}));
  });

  it.each(OF_ENVIRONMENT)('change with an environment that is %j', (given) => {
    expect(hashOf({ env: 'acme', ...given })).not.toBe(
      hashOf({ env: 'acme', environments: { acme } }),
    );
  });

  it.each<Partial<GeneratorConfig>>([
    { timeoutMs: 5 },
    { maxBytes: 5 },
    { workTimeoutMs: 5 },
    { strict: true },
    { allowedOrigins: ['https://a.example'] },
    { allowedFolders: ['/a'] },
    { out: 'x' },
    { input: 'x' },
    { overlays: ['x.yaml'] },
    { include: {} },
    { environments: { acme } },
    { output: { requiredness: 'asWritten', enums: 'const', readonly: 'off' } },
    { output: { dates: 'string', int64: 'number', numericStrings: 'reject' } },
    { output: { sourceOnly: false, importExtension: 'js', mcp: false } },
  ])('do not change with %j', (given) => {
    expect(hashOf(given)).toBe(hashOf({}));
  });

  it('do not change with the documentation of an environment, nor with its dist-tag', () => {
    const hash = (given: object) =>
      hashOf({ env: 'acme', environments: { acme: { ...acme, ...given } } });
    expect(hash({ documentation: '/elsewhere', distTag: 'next' })).toBe(hash({}));
  });

  it('do not depend on the order of a filter', () => {
    const tags = (...list: readonly string[]) => hashOf({ include: { tags: list } });
    expect(tags('A', 'B')).toBe(tags('B', 'A'));
    expect(tags('A', 'B')).not.toBe(tags('A'));
  });

  it.each<[string, readonly unknown[], readonly unknown[], boolean]>([
    ['what they say', [{ a: 1 }], [{ a: 2 }], false],
    ['that there is one', [], [{ a: 1 }], false],
    ['their order', [{ a: 1 }, { b: 2 }], [{ b: 2 }, { a: 1 }], false],
    ['the order of their lists', [{ a: [1, 2] }], [{ a: [2, 1] }], false],
    ['not the order of their keys', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
  ])('depend on overlays: %s', (_, one, other, same) => {
    const hash = (overlays: readonly unknown[]) => configHash(select({}, overlays));
    expect(hash(one) === hash(other)).toBe(same);
  });

  it('have no documentation, and nothing that only a download needs', () => {
    const settings = select({ env: 'acme', environments: { acme }, allowedFolders: ['/canary'] });
    expect(settings).toEqual({
      defaultEnvironment: 'preprod',
      env: 'acme',
      environments: { acme: { baseUrl: 'https://acme.example/' } },
    });
  });

  it.each(Object.keys(defaultConfig().environments))('name the preset of %s', (env) => {
    const settings = select({ env });
    const { program, standIn } = defaultConfig().environments[env] ?? {};
    expect(settings.preset).toBe('optimum');
    expect(getPresetTexts(settings)).toEqual({ program, ...(standIn && { standIn }) });
  });
});

describe('recorded settings', () => {
  it.each([
    ...CHANGES.map((given) => select(given)),
    ...OF_ENVIRONMENT.map((given) => select({ env: 'acme', ...given })),
    ...Object.keys(defaultConfig().environments).map((env) => select({ env })),
    select({}, [{ overlay: '1.0.0', actions: [{ target: '$', update: { a: [{ z: 1, a: 2 }] } }] }]),
    select({}),
  ])('are read as they were written: %j', async (settings) => {
    const read = await readOutputSettings(JSON.parse(JSON.stringify(settings)));
    expect(JSON.stringify(read)).toBe(JSON.stringify(settings));
  });

  it.each<[unknown, string]>([
    [undefined, 'settings must be an object.'],
    [[], 'settings must be an object.'],
    [{ overlays: {} }, 'settings.overlays must be a list of overlays.'],
    [{ overlays: ['a'] }, 'settings.overlays must be a list of overlays.'],
    [{ output: { enums: 'constt' } }, 'settings.output.enums must be one of const, union, enum.'],
    [{ environments: { a: { baseUrl: 'http://a.example' } } }, 'settings.environments.a.baseUrl'],
    [{ unknown: 1 }, 'settings.unknown is no setting.'],
  ])('are refused: %j', async (recorded, message) => {
    await expect(readOutputSettings(recorded)).rejects.toThrow(message);
  });

  it('lose what does not change the output', async () => {
    expect(await readOutputSettings({ timeoutMs: 5, output: { enums: 'const' } })).toEqual({});
  });
});
