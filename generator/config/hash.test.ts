import { configHash, defaultConfig, type GeneratorConfig } from './index.js';

const hashOf = (given: Partial<GeneratorConfig>) => configHash({ ...defaultConfig(), ...given });

const named = (names: Partial<GeneratorConfig['names']>) => ({
  ...defaultConfig().names,
  ...names,
});

describe('configHash', () => {
  it('is the same whatever the order of keys', () => {
    const a = hashOf({ clientName: 'A', names: named({ types: { X: 'A', Y: 'B' } }) });
    const b = hashOf({ names: named({ types: { Y: 'B', X: 'A' } }), clientName: 'A' });
    expect(a).toBe(b);
    expect(a).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each<Partial<GeneratorConfig>>([
    { env: 'prod' },
    { packageName: 'x' },
    { packageVersion: '1.0.0' },
    { clientName: 'X' },
    { names: named({ operations: { 'GET /': 'root' } }) },
    { names: named({ types: { A: 'B' } }) },
    { names: named({ enumValues: { A: { '1': 'One' } } }) },
    { include: { tags: ['A'] } },
    { exclude: { tags: ['A'] } },
    { output: { requiredness: 'nonNullableIsRequired' } },
    { output: { enums: 'union' } },
    { output: { enums: 'enum' } },
    { output: { readonly: 'on' } },
    { output: { dates: 'date' } },
    { output: { int64: 'bigint' } },
    { output: { numericStrings: 'accept' } },
    { output: { sourceOnly: true } },
    { output: { sourceOnly: true, importExtension: 'ts' } },
  ])('changes with %j', (given) => {
    expect(hashOf(given)).not.toBe(hashOf({}));
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
    { output: { requiredness: 'asWritten', enums: 'const', readonly: 'off' } },
    { output: { dates: 'string', int64: 'number', numericStrings: 'reject' } },
    { output: { sourceOnly: false, importExtension: 'js' } },
  ])('does not change with %j', (given) => {
    expect(hashOf(given)).toBe(hashOf({}));
  });
});

describe('configHash of overlays', () => {
  it.each<[string, readonly string[], readonly string[], boolean]>([
    ['what they say', ['a: 1'], ['a: 2'], false],
    ['that there is one', [], ['a: 1'], false],
    ['their order', ['a: 1', 'b: 2'], ['b: 2', 'a: 1'], false],
    ['where one ends and another begins', ['a', 'b'], ['ab'], false],
    ['nothing else', ['a: 1\nb: 2'], ['a: 1\r\nb: 2'], true],
  ])('tells %s', (_, one, other, same) => {
    const hash = (overlays: readonly string[]) => configHash(defaultConfig(), overlays);
    expect(hash(one) === hash(other)).toBe(same);
  });

  it('does not depend on the order of a filter', () => {
    const tags = (...list: readonly string[]) => hashOf({ include: { tags: list } });
    expect(tags('A', 'B')).toBe(tags('B', 'A'));
    expect(tags('A', 'B')).not.toBe(tags('A'));
  });
});
