import { maskSecrets } from './mask-secrets.js';

const SECRET = `s3 c+r/é=%"<€😀\\`;

describe('a secret is masked', () => {
  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', encodeURIComponent(SECRET).toLowerCase()],
    ['in a URL in a URL', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in a form', String(new URLSearchParams({ '': SECRET })).slice(1)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ['in JSON as .NET writes it', escapeAll(SECRET, (unit) => `\\u${hex(unit, 4).toUpperCase()}`)],
    ['in JSON in JSON as .NET writes it', escapeAll(SECRET, (unit) => `\\\\u${hex(unit, 4)}`)],
    ['in HTML, by decimal numbers', Array.from(SECRET, (char) => `&#${char.codePointAt(0)};`)],
    ['in HTML, by numbers', Array.from(SECRET, (char) => `&#x${hex(char.codePointAt(0)!, 4)};`)],
    ['in HTML, by names', SECRET.replace(/"/g, '&quot;').replace(/</g, '&lt;')],
    ['in a mixture', encodeURIComponent(SECRET).replace('%2B', '\\u002B').replace('%2F', '/')],
  ])('%s', (_, written) => {
    const text = Array.isArray(written) ? written.join('') : written;
    expect(maskSecrets(`{"got":"${text}!"}`, [SECRET])).toBe('{"got":"***!"}');
  });

  it('wherever it stands, and with others', () => {
    expect(
      maskSecrets('abc-secret-1 secret-2 secret-1', ['secret-1', undefined, '', 'secret-2']),
    ).toBe('abc-*** *** ***');
  });
});

it('leaves other texts as they are', () => {
  const text = 'The client "s3 c" is unknown; see https://id.test/?a=1%2B2&b=c#top \\u00e9 &lt;';
  expect(maskSecrets(text, [SECRET, 'another-secret'])).toBe(text);
});

it('searches a long text of escapes in a time that grows with its length', () => {
  const text = '\\%&#xu025'.repeat(100_000);
  expect(maskSecrets(text, ['secret'])).toBe(text);
});

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}

function escapeAll(text: string, escape: (unit: number) => string): string {
  return Array.from({ length: text.length }, (_, at) => escape(text.charCodeAt(at))).join('');
}
