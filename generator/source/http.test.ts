import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { DownloadError } from '../errors.js';
import { type SourceContext, toNetwork } from './context.js';
import { decodeText, get } from './http.js';
import {
  type Canned,
  failureOf,
  serve,
  type TestServer,
  withoutWaiting,
} from './testing/server.js';
import { quoteFirstLine, redactSecrets, redactUrl } from './redact.js';

let server: TestServer;
afterEach(() => server.close());

async function ask(
  answers: Readonly<Record<string, Canned | readonly Canned[]>>,
  context: SourceContext = withoutWaiting(),
) {
  server = await serve(answers);
  return get(new URL('/a', server.url), {}, toNetwork(context));
}

describe('a GET', () => {
  it.each<[string, number, Canned]>([
    ['a success', 200, 'fine'],
    ['a refusal, which is not repeated', 404, { status: 404, body: 'no' }],
    ['a login, which is not repeated', 401, { status: 401, body: 'no' }],
  ])('gives %s after one request', async (_, status, answer) => {
    const { status: got } = await ask({ '/a': answer });
    expect({ got, requests: server.seen.length }).toEqual({ got: status, requests: 1 });
  });

  it.each<[string, Canned]>([
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
    ['a 429', { status: 429 }],
    ['a connection that is cut', (_, response) => response.destroy()],
    [
      'a body that is cut',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"openapi"', () => response.destroy());
      },
    ],
  ])('is sent again after %s', async (_, trouble) => {
    const answer = await ask({ '/a': [trouble, trouble, 'fine'] });
    expect({ text: answer.text, requests: server.seen.length }).toEqual({
      text: 'fine',
      requests: 3,
    });
  });

  it('waits longer each time, and returns the last response', async () => {
    const context = withoutWaiting();
    const { status } = await ask({ '/a': { status: 500 } }, context);
    expect({ status, slept: context.slept }).toEqual({ status: 500, slept: [250, 500, 1000] });
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['a date in the past', 'Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['nonsense', 'soon', 250],
  ])('waits as Retry-After asks, in %s', async (_, value, milliseconds) => {
    const context = withoutWaiting({ now: () => Date.UTC(2026, 10, 23, 12) });
    const headers = { 'retry-after': value };
    await ask({ '/a': [{ status: 429, headers }, 'fine'] }, context);
    expect(context.slept).toEqual([milliseconds]);
  });

  it('says how long the server asks to wait when that is too long', async () => {
    const error = await failureOf(
      ask({ '/a': { status: 429, headers: { 'retry-after': '3600' } } }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/returned 429 Too Many Requests and asks to wait 3600 s/);
    expect(server.seen).toHaveLength(1);
  });

  it('keeps the final URL of redirects, also relative ones', async () => {
    const answer = await ask({
      '/a': { status: 301, headers: { location: 'b/index.html' } },
      '/b/index.html': { status: 302, headers: { location: '../c?x=1' } },
      '/c?x=1': 'there',
    });
    expect({ url: answer.url, text: answer.text }).toEqual({
      url: `${server.url}/c?x=1`,
      text: 'there',
    });
  });

  it('ends a loop of redirects after ten', async () => {
    const error = await failureOf(ask({ '/a': { status: 301, headers: { location: '/a' } } }));
    expect(error.message).toMatch(/redirected more than 10 times/);
    expect(server.seen).toHaveLength(11);
  });

  it('stays on its origin where it must', async () => {
    const other = await serve({ '/b': 'secret' });
    server = await serve({
      '/a': { status: 302, headers: { location: `${other.url}/b` } },
      '/c': { status: 302, headers: { location: '/d' } },
      '/d': 'here',
    });
    const stay = (path: string) =>
      get(new URL(path, server.url), { sameOrigin: true }, toNetwork(withoutWaiting()));
    expect((await failureOf(stay('/a'))).message).toMatch(/not followed: it has another origin/);
    expect(other.seen).toEqual([]);
    expect((await stay('/c')).text).toBe('here');
    await other.close();
  });

  it('gives up on a response that arrives byte by byte', async () => {
    const drip: Canned = (_, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    const error = await failureOf(ask({ '/a': drip }, withoutWaiting({ timeoutMs: 60 })));
    expect(error.message).toMatch(/no complete response within 60 ms, 4 times/);
  });

  it('reads no more than it may of a body that never ends', async () => {
    let sent = 0;
    const endless: Canned = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 32))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    };
    const error = await failureOf(ask({ '/a': endless }, withoutWaiting({ maxBytes: 1_000_000 })));
    expect(error.message).toMatch(/returned more than 1000000 bytes/);
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each([
    ['the body', 'x'.repeat(2000), ''],
    ['what a small body unpacks to', gzipSync('x'.repeat(1_000_000)), 'gzip'],
    ['what deflate unpacks', deflateSync('x'.repeat(1_000_000)), 'deflate'],
    ['what brotli unpacks', brotliCompressSync('x'.repeat(1_000_000)), 'br'],
  ])('reads no more than it may of %s', async (_, body, encoding) => {
    const headers = encoding === '' ? {} : { 'content-encoding': encoding };
    const error = await failureOf(
      ask({ '/a': { headers, body } }, withoutWaiting({ maxBytes: 1500 })),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/returned more than 1500 bytes/);
    expect(server.seen).toHaveLength(1);
  });

  it('reads what is as large as it may be', async () => {
    const { text } = await ask({ '/a': 'x'.repeat(1500) }, withoutWaiting({ maxBytes: 1500 }));
    expect(text).toHaveLength(1500);
  });

  it.each<[string, Canned]>([
    ['never comes', () => undefined],
    ['starts and does not end', (_, response) => void response.write('{')],
  ])('gives up on a response that %s', async (_, answer) => {
    const error = await failureOf(ask({ '/a': answer }, withoutWaiting({ timeoutMs: 40 })));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/no complete response within 40 ms, 4 times/);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const stop = () => controller.abort(reason);
    const error = await failureOf(
      ask({ '/a': stop }, withoutWaiting({ signal: controller.signal })),
    );
    expect(error).toBe(reason);
  });

  it('says that a connection was refused', async () => {
    server = await serve({});
    await server.close();
    const context = withoutWaiting();
    const error = await failureOf(
      get(new URL('/a?key=secret', server.url), {}, toNetwork(context)),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toBe(
      `GET ${server.url}/a?key=*** failed: the connection was refused (ECONNREFUSED), 4 times.`,
    );
  });

  it('does not repeat what a wrong certificate made fail', async () => {
    server = await serve({});
    const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const context = withoutWaiting({ fetch });
    const error = await failureOf(get(new URL('https://a.example/'), {}, toNetwork(context)));
    expect({ message: error.message, slept: context.slept }).toEqual({
      message: 'GET https://a.example/ failed: certificate has expired.',
      slept: [],
    });
    expect(error.hint).toMatch(/NODE_EXTRA_CA_CERTS/);
  });
});

describe('in messages', () => {
  it.each([
    ['https://u:p@a.example/x?token=abc&b=1#frag', 'https://a.example/x?token=***&b=***'],
    ['https://a.example/x', 'https://a.example/x'],
    ['//u:p@nowhere', '"//nowhere"'],
  ])('the URL %s is %s', (url, want) => {
    expect(redactUrl(url)).toBe(want);
  });

  it.each([
    ['\uFEFF\r\n  <!DOCTYPE html>\r\n<p>', '"<!DOCTYPE html>"'],
    ['', '""'],
    ['a\u001b[31mb\u202Ec', '"a [31mb c"'],
    ['x'.repeat(200), `"${'x'.repeat(120)}..."`],
  ])('the text %j is its first line', (text, want) => {
    expect(quoteFirstLine(text)).toBe(want);
  });

  it('a secret is redacted, however it is encoded', () => {
    const secret = 'p w+"1"';
    const written = [secret, encodeURIComponent(secret), 'p+w%2B%221%22', 'p w+\\"1\\"'];
    expect(redactSecrets(written.join(' | '), [secret])).toBe('*** | *** | *** | ***');
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
