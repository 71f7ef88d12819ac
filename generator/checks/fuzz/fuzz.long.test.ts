import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { allCases } from '../journeys/testing/cases.js';
import { attempt, Fuzzer, PackageCompiler, toFault } from './index.js';
import { applyMutation, formatMutation, type Mutation } from './mutation.js';
import { createRandom } from './random-mutations.js';
import { createExcerpt, createRun, toText, type Original, type Run } from './runs.js';
import { shrink } from './shrink.js';

const sandbox = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'fixtures', 'sandbox', 'swagger.json'), 'utf8'),
) as unknown;
const originals: readonly Original[] = [
  { name: 'sandbox', document: sandbox },
  ...allCases().map(({ name, document }) => ({
    name,
    document: parse(readFileSync(document, 'utf8')) as unknown,
  })),
];

describe('a mutation', () => {
  const document = { a: { b: 1, c: [1, 2] }, d: 'x' };
  it.each<[Mutation, unknown]>([
    [
      { kind: 'drop', at: ['a', 'b'] },
      { a: { c: [1, 2] }, d: 'x' },
    ],
    [
      { kind: 'drop', at: ['a', 'c', '0'] },
      { a: { b: 1, c: [2] }, d: 'x' },
    ],
    [
      { kind: 'retype', at: ['a'], value: null },
      { a: null, d: 'x' },
    ],
    [
      { kind: 'duplicate', at: ['d'], as: 'e' },
      { a: { b: 1, c: [1, 2] }, d: 'x', e: 'x' },
    ],
    [
      { kind: 'duplicate', at: ['a', 'c', '0'], as: '' },
      { a: { b: 1, c: [1, 1, 2] }, d: 'x' },
    ],
    [
      { kind: 'rename', at: ['d'], to: 'f' },
      { a: { b: 1, c: [1, 2] }, f: 'x' },
    ],
    [
      { kind: 'nest', at: ['d'], in: 'allOf' },
      { a: { b: 1, c: [1, 2] }, d: { allOf: ['x'] } },
    ],
    [
      { kind: 'swap', at: ['d'], with: ['a', 'b'] },
      { a: { b: 'x', c: [1, 2] }, d: 1 },
    ],
    [{ kind: 'drop', at: ['gone', 'b'] }, document],
    [{ kind: 'swap', at: ['d'], with: ['gone'] }, document],
  ])('%j', (mutation, want) => {
    const before = JSON.stringify(document);
    expect(applyMutation(document, mutation)).toEqual(want);
    expect(JSON.stringify(document)).toBe(before);
  });

  it('can create a key that has a meaning in JavaScript', () => {
    const mutant = applyMutation(document, { kind: 'rename', at: ['d'], to: '__proto__' });
    expect(JSON.stringify(mutant)).toBe('{"a":{"b":1,"c":[1,2]},"__proto__":"x"}');
  });
});

describe('a run', () => {
  it('is the same for the same seed and number, also after other runs', () => {
    const first = toText(createRun(7, 'seed', originals));
    createRun(8, 'seed', originals);
    expect(toText(createRun(7, 'seed', originals))).toBe(first);
  });

  it('differs with the number and the seed', () => {
    const texts = [7, 8, 9].flatMap((number) =>
      ['seed', 'deed'].map((seed) => toText(createRun(number, seed, originals))),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('uses every kind of mutation and both notations', () => {
    const runs = Array.from({ length: 300 }, (_, number) => createRun(number, 'kinds', originals));
    const kinds = runs.flatMap(({ mutant }) => mutant.mutations.map(({ kind }) => kind));
    expect([...new Set(kinds)].sort()).toEqual(
      ['cut', 'drop', 'duplicate', 'nest', 'rename', 'retype', 'swap'], //
    );
    expect(new Set(runs.map(({ mutant }) => mutant.notation))).toEqual(new Set(['json', 'yaml']));
  });
});

it('keeps a few paths and what they refer to', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const paths = { '/a': { get: { x: ref('A') } } };
  const schemas = { A: { properties: { b: ref('B') } }, B: ref('A'), C: {} };
  const securitySchemes = { key: {} };
  const document = { openapi: '3.0.1', paths, components: { schemas, securitySchemes } };
  const kept = { A: schemas.A, B: schemas.B };
  expect(createExcerpt(document, createRandom('any'))).toEqual({
    openapi: '3.0.1',
    paths,
    components: { schemas: kept, securitySchemes },
  });
});

it('removes everything that a fault does not need', async () => {
  const mutations: readonly Mutation[] = [
    { kind: 'drop', at: ['fine'] },
    { kind: 'rename', at: ['paths', '/a', 'get'], to: 'bad' },
    { kind: 'drop', at: ['also'] },
  ];
  const original = { paths: { '/a': { get: {}, put: [1, 2, 3] }, '/b': {} }, fine: 1, also: {} };
  const run: Run = {
    number: 1,
    from: 'an example',
    mutant: { original, mutations, notation: 'json' },
    options: { formatted: false, switches: {} },
  };
  const { run: smallest } = await shrink(run, (smaller) =>
    Promise.resolve(toText(smaller).includes('"bad"')),
  );
  expect(toText(smallest)).toBe('{"paths":{"/a":{"bad":{}}}}');
});

describe('the compiler', () => {
  const compiler = new PackageCompiler();
  const runtime = ['src/runtime/one.ts', 'export const one = 1;'] as const;
  const check = (text: string) =>
    compiler.findErrors(
      new Map([
        ['1', new Map([['src/index.ts', 'export const valid: number = 1;'], runtime])],
        ['2', new Map([['src/index.ts', text], runtime])],
      ]),
    );

  it.each([
    ['a wrong type', `export const a: string = 1;`, /^src\/index\.ts:1: TS2322/],
    ['no TypeScript', `export const = 1;`, /TS1134/],
    ['no such file', `export * from './two.js';`, /TS2307/],
    ['a wrong use of the runtime', `import { two } from './runtime/one.js'; two;`, /TS2305/],
  ])('finds %s, and in which package', (_, text, want) => {
    const errors = check(text);
    expect([...errors.keys()]).toEqual(['2']);
    expect(errors.get('2')?.[0]).toMatch(want);
  });

  it('finds nothing in correct packages', () => {
    expect(
      check(`import { one } from './runtime/one.js'; export const b: number = one;`).size,
    ).toBe(0);
  });
});

describe('what becomes of a document', () => {
  const options = { formatted: false, switches: {} };
  it('is a refusal with what is wrong', async () => {
    const responses = { 200: { $ref: '#/nowhere' } };
    const document = { openapi: '3.0.1', paths: { '/a': { get: { responses } } } };
    expect(await attempt(JSON.stringify(document), options)).toEqual({
      kind: 'refused',
      codes: ['reference-unknown'],
    });
  });

  it('is a fault when anything else is thrown', () => {
    const [one, other] = ['a', 'b'].map((text) => toFault(new TypeError(`${text} is undefined`)));
    expect(one?.signature).toMatch(/^TypeError .*fuzz\.long\.test\.ts:\d+/);
    expect(other?.signature).toBe(one?.signature);
    expect(one?.details).toMatch(/^TypeError: a is undefined\n +at/);
  });
});

it('mutants of the committed documents give a package that compiles, or a diagnostic', async () => {
  const runs = Array.from({ length: 40 }, (_, number) => createRun(number, 'short', originals));
  const faults: string[] = [];
  const generated: number[] = [];
  const results = await new Fuzzer().runAll(runs);
  for (const run of runs) {
    const result = results.get(run.number);
    if (result?.kind === 'generated') generated.push(run.number);
    if (result?.kind !== 'fault') continue;
    const mutations = run.mutant.mutations.map(formatMutation).join('\n  ');
    faults.push(`Run ${run.number}, from ${run.from}:\n  ${mutations}\n${result.details}`);
  }
  expect(faults).toEqual([]);
  expect(generated.length).toBeGreaterThan(15);
});
