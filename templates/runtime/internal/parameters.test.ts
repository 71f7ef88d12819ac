import {
  asciiJson,
  allowReserved,
  commaDelimited,
  deepObject,
  exploded,
  formQuery,
  joined,
  jsonQuery,
  jsonValue,
  label,
  matrix,
  path,
  formatPairs,
  pipeDelimited,
  plainCookie,
  reservedInPath,
  tabDelimited,
  toQuery,
  spaceDelimited,
} from './parameters.js';
import { toHeaders, mergeHeaders, buildUrl } from './request.js';

const query = (values: Readonly<Record<string, unknown>>) =>
  buildUrl('https://h', { method: 'GET', path: '/p', query: toQuery(values) }).replace(
    'https://h/p',
    '',
  );

describe('a query', () => {
  it.each([
    ['nothing', {}, ''],
    ['undefined and null', { a: undefined, b: null }, ''],
    ['an empty string', { a: '' }, '?a='],
    ['booleans and zero', { a: true, b: false, c: 0 }, '?a=true&b=false&c=0'],
    ['a list', { Ids: [1, 2] }, '?Ids=1&Ids=2'],
    ['a list with holes', { Ids: [1, null, undefined, 2] }, '?Ids=1&Ids=2'],
    ['an empty list', { Ids: [] }, ''],
    ['a date as the caller wrote it', { d: '2026-04-23T00:00:00' }, '?d=2026-04-23T00:00:00'],
    ['a date with an offset', { d: '2026-04-23T00:00:00+02:00' }, '?d=2026-04-23T00:00:00%2B02:00'],
    ['a Date', { d: new Date(0) }, '?d=1970-01-01T00:00:00.000Z'],
    ['reserved characters', { 'a&b': 'c=d&e#f g' }, '?a%26b=c%3Dd%26e%23f%20g'],
    ['a dotted name', { 'Filter.StartDate': 1 }, '?Filter.StartDate=1'],
    ['an object as its properties', { filter: { R: 100, G: null, B: 150 } }, '?R=100&B=150'],
    ['an object in an object, as ASP.NET binds it', { f: { a: { b: 1 } } }, '?a.b=1'],
    [
      'a list of objects, as ASP.NET binds it',
      { Items: [{ K: 1 }, { K: 2 }] },
      '?Items%5B0%5D.K=1&Items%5B1%5D.K=2',
    ],
    ['commas', { c: commaDelimited(['a,', 'b']) }, '?c=a%2C,b'],
    ['spaces', { c: spaceDelimited(['a', 'b']) }, '?c=a%20b'],
    ['pipes', { c: pipeDelimited(['a', 'b']) }, '?c=a%7Cb'],
    ['an object with commas', { c: commaDelimited({ R: 100, G: 200 }) }, '?c=R,100,G,200'],
    ['an absent list with pipes', { c: pipeDelimited(undefined) }, ''],
    ['an empty list with pipes', { a: 1, c: pipeDelimited([]) }, '?a=1'],
    [
      'a deep object',
      { f: deepObject({ a: 1, b: { c: [2, 3] } }) },
      '?f%5Ba%5D=1&f%5Bb%5D%5Bc%5D=2&f%5Bb%5D%5Bc%5D=3',
    ],
    [
      'a list of lists, as ASP.NET binds it',
      { a: [[1, 2], [3]] },
      '?a%5B0%5D=1&a%5B0%5D=2&a%5B1%5D=3',
    ],
    ['a list of lists with commas', { c: commaDelimited([[1], [2]]) }, '?c=%5B1%5D,%5B2%5D'],
    ['tabs', { c: tabDelimited(['a', 'b']) }, '?c=a%09b'],
    [
      'reserved characters as they are',
      { c: allowReserved("a/?:@!$&'()*+,;=#[]") },
      "?c=a/?:@!$&'()*+,;=%23%5B%5D",
    ],
    ['what is percent-encoded already', { c: allowReserved('%20 %') }, '?c=%20%20%25'],
    ['reserved characters of a list', { c: allowReserved(['a/b', 'c']) }, '?c=a/b&c=c'],
    [
      'reserved characters in a style',
      { c: allowReserved(commaDelimited(['a/b', 'c'])) },
      '?c=a/b,c',
    ],
    ['absent reserved characters', { c: allowReserved(undefined) }, ''],
    ['an absent deep object', { f: deepObject(undefined) }, ''],
    ['JSON', { f: jsonValue({ a: [1] }) }, '?f=%7B%22a%22:%5B1%5D%7D'],
    ['absent JSON', { f: jsonValue(undefined) }, ''],
  ])('sends %s', (_what, values, want) => {
    expect(query(values)).toBe(want);
  });

  it.each([
    ['a form', formQuery({ a: [1, 2], b: { c: 'x y' } }), 'a=1&a=2&b.c=x%20y'],
    ['a text', formQuery('$.a[1:1]&x=1'), '%24.a%5B1:1%5D%26x%3D1'],
    ['a number', formQuery(7), '7'],
    ['JSON', jsonQuery({ a: 'x&y' }), '%7B%22a%22:%22x%26y%22%7D'],
    ['nothing', jsonQuery(undefined), ''],
    ['no text', formQuery(undefined), ''],
  ])('is one value as a whole: %s', (_what, given, want) => {
    expect(given.text).toBe(want);
  });

  it('is joined with that of the path', () => {
    const request = { method: 'GET', path: '/p?a=1', query: toQuery({ b: 2 }) };
    expect(buildUrl('https://h', request)).toBe('https://h/p?a=1&b=2');
  });
});

describe('headers and cookies', () => {
  it.each([
    ['a list', [1, 2], '1,2'],
    ['an object', { R: 100, G: 200 }, 'R,100,G,200'],
    ['an object, exploded', exploded({ R: 100, G: 200 }), 'R=100,G=200'],
    ['a list with pipes', joined(['a', 'b'], '|'), 'a|b'],
    ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['JSON', asciiJson({ a: 'ł😀' }), String.raw`{"a":"\u0142\ud83d\ude00"}`],
    ['absent JSON', asciiJson(undefined), null],
    ['undefined', undefined, null],
    ['an empty list', [], null],
  ])('write %s into a header', (_what, value, want) => {
    expect(toHeaders({ 'X-Value': value })['X-Value'] ?? null).toBe(want);
  });

  it('let a later header win, and null remove one', () => {
    const headers = mergeHeaders({ a: '1', b: '2' }, { A: '3', b: null }, undefined);
    expect(headers).toEqual({ a: '3' });
  });

  it('name an invalid header in the error, without its value', () => {
    expect(() => mergeHeaders({}, { 'X-Key': 'my\nsecret' })).toThrow(
      /^Header 'X-Key' is invalid \(string\): it has [^s]/,
    );
  });

  it('write cookies', () => {
    const cookies = { session: 'a b;', ids: [1, 2], c: commaDelimited([1, 2]), d: undefined };
    expect(formatPairs(cookies, '; ')).toBe('session=a%20b%3B; ids=1; ids=2; c=1,2');
  });
});

describe('a cookie that is not encoded', () => {
  it.each([
    ['a text', plainCookie('x y%', true), 'c=x y%'],
    ['a list', plainCookie(['a', 'b'], true), 'c=a; c=b'],
    ['a list with commas', plainCookie(['a', 'b']), 'c=a,b'],
    ['an object', plainCookie({ R: 1, G: 2 }, true), 'R=1; G=2'],
    ['nothing', plainCookie(undefined, true), ''],
  ])('is %s', (_what, c, want) => {
    expect(formatPairs({ c }, '; ')).toBe(want);
  });

  it('must not begin another cookie', () => {
    expect(() => formatPairs({ c: plainCookie('a; b=c', true) }, '; ')).toThrow(TypeError);
  });
});

describe('path', () => {
  it.each([
    ['a plate', 'AB-123-CD', '/Vehicles/AB-123-CD'],
    ['a number', 0, '/Vehicles/0'],
    ['a boolean', false, '/Vehicles/false'],
    ['a slash', 'a/b', '/Vehicles/a%2Fb'],
    ['a backslash, which URLs take for a slash', 'a\\b', '/Vehicles/a%5Cb'],
    ['dots among others', '..a', '/Vehicles/..a'],
    ['dots that are encoded already', '%2e%2e', '/Vehicles/%252e%252e'],
    ['a question mark and a hash', '?#', '/Vehicles/%3F%23'],
    ['letters beyond ASCII', 'é', '/Vehicles/%C3%A9'],
    ['a date as the caller wrote it', '2026-04-23T00:00:00', '/Vehicles/2026-04-23T00:00:00'],
    ['a Date', new Date(0), '/Vehicles/1970-01-01T00:00:00.000Z'],
    ['a list', ['a,', 'b'], '/Vehicles/a%2C,b'],
    ['an object', { R: 100, G: 200 }, '/Vehicles/R,100,G,200'],
    ['an object, exploded', exploded({ R: 100, G: 200 }), '/Vehicles/R=100,G=200'],
    ['a label', label([3, 4]), '/Vehicles/.3,4'],
    ['a label, exploded', label([3, 4], true), '/Vehicles/.3.4'],
    ['a label of an object, exploded', label({ R: 100 }, true), '/Vehicles/.R=100'],
    ['a list with spaces', joined(['a', 'b'], ' '), '/Vehicles/a%20b'],
    ['reserved characters', reservedInPath('a:b@c,d;e=f/g?h#'), '/Vehicles/a:b@c,d;e=f%2Fg%3Fh%23'],
    ['a matrix', matrix([3, 4], 'id'), '/Vehicles/;id=3,4'],
    ['a matrix, exploded', matrix([3, 4], 'id', true), '/Vehicles/;id=3;id=4'],
    ['a matrix of an object, exploded', matrix({ R: 100 }, 'id', true), '/Vehicles/;R=100'],
  ])('writes %s as one segment', (_what, value, want) => {
    expect(path`/Vehicles/${{ value }}`).toEqual({ template: '/Vehicles/{value}', text: want });
  });

  it.each([
    ['..', '..', "'..' (string)"],
    ['.', '.', "'.' (string)"],
    ['an empty string', '', 'empty (string)'],
    ['null', null, 'empty (null)'],
    ['undefined', undefined, 'empty (undefined)'],
    ['an empty list', [], 'empty (array)'],
    ['a label that makes ..', label('.'), "'..' (string)"],
    ['a matrix of nothing', matrix(undefined, 'id'), 'empty (undefined)'],
    ['reserved characters of nothing', reservedInPath(null), 'empty (null)'],
  ])('refuses %s, which would call another operation', (_what, value, given) => {
    expect(() => path`/Vehicles/${{ plate: value }}/Trips`).toThrow(
      `plate must not be ${given}: it is a part of the path /Vehicles/{plate}/Trips`,
    );
  });

  it('joins several values', () => {
    expect(path`/a/${{ id: 1 }}/b/${{ name: 'x y' }}.json`).toEqual({
      template: '/a/{id}/b/{name}.json',
      text: '/a/1/b/x%20y.json',
    });
    expect(() => path`/a/${{ id: 1 }}/b/${{ name: undefined }}`).toThrow(/^name must/);
    expect(path`/a`).toEqual({ template: '/a', text: '/a' });
  });
});
