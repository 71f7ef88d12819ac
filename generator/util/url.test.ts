import { UsageError } from '../errors.js';
import { isUrl, resolveLocation, withoutQuery } from './url.js';

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

it.each([
  ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
  [' HTTP://localhost:5000 ', 'HTTP://localhost:5000'],
  ['a/b.json', '/project/a/b.json'],
  ['/a.json', '/a.json'],
  ['file:///a%20b.json', '/a b.json'],
  ['localhost:5000/a.json', '/project/localhost:5000/a.json'],
  ['C:\\a.json', '/project/C:\\a.json'],
])('%j given in /project is %s', (given, want) => {
  expect(resolveLocation(given, '/project')).toBe(want);
});

it.each([
  [
    'ftp://user:hush@a.example/x?key=hush',
    'ftp://a.example/x cannot be read: ftp is not',
    undefined,
  ],
  ['htp://a.example/x', 'htp://a.example/x cannot be read', 'Did you mean http://a.example/x?'],
  ['htps://a.example', 'htps://a.example cannot be read', 'Did you mean https://a.example?'],
  ['https:/a.example', 'https:/a.example is not a URL.', 'such as https://api.example.com/swagger'],
  ['https://', 'https:// is not a URL.', undefined],
  ['file://host/a.json', 'names no file of this machine', 'Give the path'],
])('%s is refused', (given, message, hint = '') => {
  const refuse = () => resolveLocation(given, '/project');
  expect(refuse).toThrow(UsageError);
  expect(refuse).toThrow(message);
  const wanted: unknown = expect.objectContaining({ hint: expect.stringContaining(hint) });
  expect(refuse).toThrow(wanted as Error);
});
