import { getOrigin, parseUrl } from './parse-url.js';

it.each([
  ['https://api.example.com/a?b=1', 'https://api.example.com'],
  ['HTTPS://API.example.com', 'https://api.example.com'],
  ['https://api.example.com:443/', 'https://api.example.com'],
  ['http://localhost:80?a', 'http://localhost'],
  ['https://api.example.com:8443/', 'https://api.example.com:8443'],
  ['http://[::1]:4010/', 'http://[::1]:4010'],
  ['https://api.example.com@evil.example/', 'https://api.example.com@evil.example'],
  ['https://api.example.com\\evil', 'https://api.example.com'],
  ['ftp://api.example.com', ''],
  ['', ''],
])('the origin of %p is %p', (url, want) => expect(getOrigin(url)).toBe(want));

it('a URL that cannot be parsed is undefined, without URL.canParse', () => {
  expect(parseUrl('https://')).toBeUndefined();
  expect(parseUrl('b', 'https://a/')?.href).toBe('https://a/b');
});
