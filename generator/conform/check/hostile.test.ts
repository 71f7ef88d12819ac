import { getFindings } from '../observations.js';
import { createPatternTest } from './patterns.js';
import { describe as tell, documentOf, findIn, openCheck, toExchange } from './testing/answers.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

const find = async (schema: unknown, text: string, schemas = {}) =>
  (await findIn(documentOf('3.1.0', schema, schemas), [{ text }])).map(tell);

describe('an answer', () => {
  const a = object({ a: { type: 'integer' } });
  it('with keys of prototypes has them as any others', async () => {
    const text = '{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}';
    const { checker, operation } = await openCheck(documentOf('3.1.0', a));
    const exchange = toExchange(operation('GET /x'), { text });
    checker.observe(exchange);
    checker.observe({ ...exchange, status: 500 });
    const run = JSON.parse(JSON.stringify(checker.getObservations())) as never;
    const found = getFindings(run);
    expect(found.map(tell)).toEqual([
      'undeclared-status GET /x 500 application/json',
      'undeclared-property GET /x 200 __proto__',
      'undeclared-property GET /x 200 constructor',
      'undeclared-property GET /x 200 toString',
    ]);
    const { shape } = found[0]?.mismatch as never as { shape: { properties: object } };
    expect(Object.keys(shape.properties)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(await find(object({}, { required: ['toString'] }), '{}')).toEqual([
      'missing GET /x 200.toString toString',
    ]);
  });

  it.each<[string, unknown, string, string[]]>([
    ['twice the same key', a, '{"a": "x", "a": 1}', []],
    ['a lone surrogate', { type: 'string', maxLength: 1 }, '"\\ud800"', []],
    ['a number that is no finite one', { type: 'number' }, '1e999', []],
    ['1 000 levels', ref('L'), '['.repeat(1_000) + ']'.repeat(1_000), []],
    ['100 000 levels', { uniqueItems: true }, `[1,${'['.repeat(1e5)}${']'.repeat(1e5)}]`, []],
    [
      'levels without an end',
      ref('L'),
      '['.repeat(50_000),
      ['not-json GET /x 200 application/json'],
    ],
  ])('with %s', async (_, schema, text, want) => {
    const L = { type: 'array', items: ref('L') };
    expect(await find(schema, text, { L })).toEqual(want);
  });

  it('of variants inside variants is checked without trying all combinations', async () => {
    const node = (kind: string) =>
      object({ kind: { const: kind }, next: ref('Node') }, { required: ['kind'] });
    const Node = { anyOf: ['a', 'b', 'c'].map(node) };
    const text = '{"kind": "c", "next": '.repeat(60) + '{"kind": "z"}' + '}'.repeat(60);
    expect(await find(ref('Node'), text, { Node })).toEqual(['no-variant Node anyOf']);
  });

  it('with ever new names keeps few of them', async () => {
    const { checker, operation } = await openCheck(documentOf('3.1.0', a));
    const letters = (n: number) =>
      String(n).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
    for (let n = 0; n < 10; n += 1) {
      const names = Array.from({ length: 200 }, (_, index) => letters(n * 200 + index));
      const entries = names.map((name, index) => [
        name,
        index % 2 ? 1 : { [name]: { [name]: 'x' } },
      ]);
      const answer = { body: Object.fromEntries(entries) as object };
      checker.observe(toExchange(operation('GET /x'), answer));
      checker.observe(toExchange(operation('GET /x'), { ...answer, status: 400 + n }));
    }
    const run = checker.getObservations();
    expect(run.mismatches.length).toBeLessThan(150);
    expect(JSON.stringify(run).length).toBeLessThan(2_000_000);
  });

  it('of many values is counted', async () => {
    const text = `[${'{"a":1,"b":[1,null,"x"]},'.repeat(10_000)}{"a":null}]`;
    const list = { type: 'array', items: ref('A') };
    const A = object({ a: { type: 'integer' }, b: { type: 'array', items: { type: 'integer' } } });
    const found = await findIn(documentOf('3.1.0', list, { A }), [{ text }]);
    expect(found.map((each) => [tell(each), each.count, each.seen])).toEqual([
      ['null A.a', 1, 10_001],
      ['null A.b[]', 10_000, 30_000],
      ['type A.b[] integer', 10_000, 30_000],
    ]);
  });
});

describe('a document', () => {
  it('with a long chain of references is followed', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `S${index}`);
    const schemas = Object.fromEntries(
      names.map((name, index) => [name, { anyOf: [ref(`S${index + 1}`), { type: 'null' }] }]),
    );
    const all = { ...schemas, S300: { type: 'integer' } };
    expect(await find(ref('S0'), '"x"', all)).toHaveLength(1);
    expect(await find(ref('S290'), '"x"', all)).toHaveLength(1);
  });

  it('whose schema contains itself in place', async () => {
    const A = { anyOf: [ref('B'), { type: 'integer' }] };
    const B = { allOf: [ref('A')], anyOf: [ref('B'), { type: 'string' }] };
    expect(await find(ref('A'), 'true', { A, B })).toEqual([]);
  });
});

describe('a pattern', () => {
  const long = `${'a'.repeat(900)}!`;
  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^((a?){50}){50}$',
    '^(?:a*a*)*$',
    '^(a{1,9}){1,99}$',
    'a*a*a*a*a*a*b',
    '^.*.*.*.*.*=.*$',
    '^(?<x>(a+)+)$',
    '(x+x+)+y',
  ])('%j that could backtrack without end is not tried', (pattern) => {
    expect(createPatternTest(pattern)(long)).toBe(true);
  });

  it.each([
    ['^[A-Z]{2}-\\d{3}-[A-Z]{2}$', 'AB-123-CD', 'AB-123'],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]+$', 'a@b.com', 'a@b'],
    ['^(\\d{1,3}\\.){3}\\d{1,3}$', '127.0.0.1', '127.0.0'],
    ['^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$', '1.5', '1.5x'],
    ['^https?://\\S+$', 'http://a', 'ftp://a'],
    ['^(on|off)$', 'on', 'of'],
    ['^[()|*+]$', '*', 'a'],
    ['^\\p{Lu}', 'Ä', 'ä'],
    ['^a{2}$', 'aa', 'a'],
    ['^(?=.*[A-Z])(?=.*\\d).{4,}$', 'Ab12', 'ab12'],
  ])('%j is tried: %j, not %j', (pattern, good, bad) => {
    const test = createPatternTest(pattern);
    expect([test(good), test(bad)]).toEqual([true, false]);
  });

  it('that JavaScript does not know, and a text that is too long, are not told', () => {
    expect(createPatternTest('(?i)^a')('b')).toBe(true);
    expect(createPatternTest('(')('b')).toBe(true);
    expect(createPatternTest('^a')('b'.repeat(1_001))).toBe(true);
  });
});
