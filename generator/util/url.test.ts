import { isUrl, withoutQuery } from './url.js';

it.each([
  ['https://a.example/x', true],
  ['HTTP://a.example', true],
  ['file:///x', true],
  ['a/b.json', false],
  ['C:\\a.json', false],
  ['c:/a.json', false],
])('%s is a URL: %s', (location, is) => {
  expect(isUrl(location)).toBe(is);
});

it.each([
  [
    'https://user:password@a.example:8443/x/y.json?token=secret#z',
    'https://a.example:8443/x/y.json',
  ],
  ['C:\\apis\\a.json', 'C:\\apis\\a.json'],
  ['a/b.json?c', 'a/b.json?c'],
])('%s without its query is %s', (location, want) => {
  expect(withoutQuery(location)).toBe(want);
});
