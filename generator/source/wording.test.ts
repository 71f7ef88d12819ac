import { decodeText } from './charset.js';
import { quoted, redactUrl, scrubbed } from './wording.js';

describe('what is told', () => {
  it.each([
    ['https://u:p@a.example/x?token=abc&b=1#frag', 'https://a.example/x?token=***&b=***'],
    ['https://a.example/x', 'https://a.example/x'],
    ['//u:p@nowhere', '"//nowhere"'],
  ])('of the URL %s is %s', (url, want) => {
    expect(redactUrl(url)).toBe(want);
  });

  it.each([
    ['\uFEFF\r\n  <!DOCTYPE html>\r\n<p>', '"<!DOCTYPE html>"'],
    ['', '""'],
    ['a\u001b[31mb\u202Ec', '"a [31mb c"'],
    ['x'.repeat(200), `"${'x'.repeat(120)}..."`],
  ])('of the text %j is its first line', (text, want) => {
    expect(quoted(text)).toBe(want);
  });

  it('of a secret is nothing, however it is written', () => {
    const secret = 'p w+"1"';
    const written = [secret, encodeURIComponent(secret), 'p+w%2B%221%22', 'p w+\\"1\\"'];
    expect(scrubbed(written.join(' | '), [secret])).toBe('*** | *** | *** | ***');
  });
});

describe('text from bytes', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from('é'), undefined],
    ['UTF-8 with a mark', Buffer.from('\uFEFFé'), undefined],
    ['UTF-16 as PowerShell writes it', Buffer.from('\uFEFFé', 'utf16le'), undefined],
    ['what the content type says', Buffer.from('é', 'latin1'), 'text/html; charset=iso-8859-1'],
    ['UTF-8 where the charset is unknown', Buffer.from('é'), 'text/html; charset=nonsense'],
  ])('is read as %s', (_, bytes, contentType) => {
    expect(decodeText(bytes, contentType)).toBe('é');
  });
});
