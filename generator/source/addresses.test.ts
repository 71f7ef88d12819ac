import { DownloadError, UsageError } from '../errors.js';
import { checkHop, parseGivenUrl } from './addresses.js';
import { toNetwork } from './context.js';
import { failureOf } from './testing/server.js';

describe('a URL that a user gives', () => {
  it.each([
    'https://api.example.com/swagger',
    'http://localhost:4010/',
    'http://127.0.0.1/',
    'http://[::1]:80/',
  ])('%s is downloaded', (url) => {
    expect(parseGivenUrl(url).href).toContain('http');
  });

  it.each([
    ['http://api.example.com/?key=secret', /http:\/\/api\.example\.com\/\?key=\*\*\* is not/],
    ['http://user:secret@10.0.0.1/', /http:\/\/10\.0\.0\.1\/ is not/],
    ['ftp://api.example.com/', /its scheme is ftp/],
    ['file:///etc/passwd', /its scheme is file/],
    ['swagger.json', /"swagger\.json" is not a URL/],
    ['https://user:secret@', /is not a URL/],
  ])('%s is not', async (url, message) => {
    const error = await failureOf(Promise.resolve().then(() => parseGivenUrl(url)));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('secret');
  });
});

describe('a redirect', () => {
  const addresses: Readonly<Record<string, string>> = {
    'public.example': '93.184.216.34',
    'other.example': '2606:2800:220:1::1',
    'inside.example': '10.1.2.3',
    'intranet.example': '192.168.1.1',
    'metadata.google.internal': '169.254.169.254',
  };
  const resolve = (host: string) =>
    addresses[host] === undefined
      ? Promise.reject(new Error('ENOTFOUND'))
      : Promise.resolve([addresses[host]]);

  it.each([
    ['https://public.example/a', 'https://other.example/b'],
    ['https://public.example/a', 'https://public.example/b'],
    ['https://inside.example/a', 'https://intranet.example/b'],
    ['https://public.example/a', 'https://unknown.example/b'],
    ['http://localhost:1/a', 'http://127.0.0.1:2/b'],
    ['http://localhost:1/a', 'https://public.example/b'],
  ])('from %s to %s is followed', async (from, to) => {
    await expect(
      checkHop(new URL(from), new URL(to), toNetwork({ resolve })),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['https://public.example/a', 'http://public.example/b', 'from HTTPS to HTTP'],
    ['https://public.example/a', 'http://localhost/b', 'from HTTPS to HTTP'],
    ['https://public.example/a', 'https://localhost/b', 'private network'],
    ['https://public.example/a', 'https://inside.example/b', 'private network'],
    ['https://public.example/a', 'https://169.254.169.254/latest', 'cloud metadata service'],
    ['https://inside.example/a', 'https://169.254.169.254/latest', 'cloud metadata service'],
    [
      'http://localhost/a',
      'https://metadata.google.internal/computeMetadata/v1/',
      'cloud metadata service',
    ],
    ['https://inside.example/a', 'https://[fd00:ec2::254]/latest', 'cloud metadata service'],
    ['https://inside.example/a', 'https://[::ffff:169.254.169.254]/', 'cloud metadata service'],
    ['https://inside.example/a', 'https://2852039166/', 'cloud metadata service'],
    ['https://inside.example/a', 'https://0251.0376.0251.0376/', 'cloud metadata service'],
    ['https://inside.example/a', 'https://0xA9FEA9FE/', 'cloud metadata service'],
    ['https://public.example/a', 'https://[64:ff9b::a00:1]/', 'private network'],
    ['https://public.example/a', 'https://[2002:a00:1::]/', 'private network'],
    ['https://public.example/a', 'https://[::10.0.0.1]/', 'private network'],
    ['https://public.example/a', 'https://2130706433/', 'private network'],
    ['https://public.example/a', 'https://[::ffff:10.0.0.1]/', 'private network'],
    ['https://public.example/a', 'https://[fe80::1]/', 'cloud metadata service'],
    ['https://93.184.216.34/a', 'https://[fd00::1]/', 'private network'],
    ['http://localhost/a', 'http://public.example/b', 'HTTP is not encrypted'],
    ['https://public.example/a', 'file:///etc/passwd', 'its scheme is file'],
  ])('from %s to %s is refused', async (from, to, why) => {
    const error = await failureOf(checkHop(new URL(from), new URL(to), toNetwork({ resolve })));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain(why);
  });
});
