import { toLiteral, toPropertyAccess, toPropertyKey, toStringLiteral } from './structures.js';

describe('toStringLiteral', () => {
  it.each<[string, string]>([
    ['plain', "'plain'"],
    ["it's", String.raw`'it\'s'`],
    ['"double"', `'"double"'`],
    ['back\\slash', String.raw`'back\\slash'`],
    ['`${x}`', "'`${x}`'"],
    ['line\r\nbreak', String.raw`'line\r\nbreak'`],
    ['\u2028\u2029', String.raw`'\u2028\u2029'`],
    ['\u0000', String.raw`'\u0000'`],
    ['\u202etxt', String.raw`'\u202etxt'`],
    ['\ud800', String.raw`'\ud800'`],
    ['😀', "'😀'"],
    ['</script>', "'</script>'"],
  ])('%j is %s', (text, want) => {
    expect(toStringLiteral(text)).toBe(want);
    expect((0, eval)(toStringLiteral(text))).toBe(text);
  });
});

describe('toPropertyKey', () => {
  it.each<[string, string]>([
    ['name', 'name'],
    ['$ref', '$ref'],
    ['with space', "'with space'"],
    ['1', "'1'"],
    ['constructor', 'constructor'],
    ['__proto__', "['__proto__']"],
    ['', "''"],
  ])('%j is %s', (name, want) => {
    expect(toPropertyKey(name)).toBe(want);
    const made = (0, eval)(`({ ${toPropertyKey(name)}: 1 })`) as object;
    expect(Object.keys(made)).toEqual([name]);
  });
});

it('toPropertyAccess uses a dot for identifiers', () => {
  expect([toPropertyAccess('params', 'name'), toPropertyAccess('params', 'a b')]).toEqual([
    'params.name',
    "params['a b']",
  ]);
});

it('toLiteral keeps JSON values', () => {
  expect(toLiteral({ a: [1, 'b\u2028', null] })).toBe(String.raw`{"a":[1,"b\u2028",null]}`);
});
