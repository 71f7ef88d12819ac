import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { DownloadError } from '../errors.js';
import type { SourceContext } from './context.js';
import { networkOf } from './network.js';
import { get } from './http.js';
import { failureOf, impatient, serve, type Canned, type TestServer } from './testing/server.js';

let server: TestServer;
afterEach(() => server.close());

async function ask(
  answers: Readonly<Record<string, Canned | readonly Canned[]>>,
  context: SourceContext = impatient(),
) {
  server = await serve(answers);
  return get(new URL('/a', server.url), {}, networkOf(context));
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

  it('waits longer each time, and gives the last answer as it is', async () => {
    const context = impatient();
    const { status } = await ask({ '/a': { status: 500 } }, context);
    expect({ status, slept: context.slept }).toEqual({ status: 500, slept: [250, 500, 1000] });
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['a date in the past', 'Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['nonsense', 'soon', 250],
  ])('waits as Retry-After asks, in %s', async (_, value, milliseconds) => {
    const context = impatient({ now: () => Date.UTC(2026, 10, 23, 12) });
    const headers = { 'retry-after': value };
    await ask({ '/a': [{ status: 429, headers }, 'fine'] }, context);
    expect(context.slept).toEqual([milliseconds]);
  });

  it('says how long the server asks to wait when that is too long', async () => {
    const error = await failureOf(
      ask({ '/a': { status: 429, headers: { 'retry-after': '3600' } } }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/answered 429 Too Many Requests and asks to wait 3600 s/);
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
      get(new URL(path, server.url), { sameOrigin: true }, networkOf(impatient()));
    expect((await failureOf(stay('/a'))).message).toMatch(/not followed: it is another origin/);
    expect(other.seen).toEqual([]);
    expect((await stay('/c')).text).toBe('here');
    await other.close();
  });

  it('gives up on an answer that comes byte by byte', async () => {
    const drip: Canned = (_, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    const error = await failureOf(ask({ '/a': drip }, impatient({ timeoutMs: 60 })));
    expect(error.message).toMatch(/no whole answer within 60 ms, 4 times/);
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
    const error = await failureOf(ask({ '/a': endless }, impatient({ maxBytes: 1_000_000 })));
    expect(error.message).toMatch(/answers with more than 1000000 bytes/);
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each([
    ['the body', 'x'.repeat(2000), ''],
    ['what a small body unpacks to', gzipSync('x'.repeat(1_000_000)), 'gzip'],
    ['what deflate unpacks', deflateSync('x'.repeat(1_000_000)), 'deflate'],
    ['what brotli unpacks', brotliCompressSync('x'.repeat(1_000_000)), 'br'],
  ])('reads no more than it may of %s', async (_, body, encoding) => {
    const headers = encoding === '' ? {} : { 'content-encoding': encoding };
    const error = await failureOf(ask({ '/a': { headers, body } }, impatient({ maxBytes: 1500 })));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/answers with more than 1500 bytes/);
    expect(server.seen).toHaveLength(1);
  });

  it('reads what is as large as it may be', async () => {
    const { text } = await ask({ '/a': 'x'.repeat(1500) }, impatient({ maxBytes: 1500 }));
    expect(text).toHaveLength(1500);
  });

  it.each<[string, Canned]>([
    ['never comes', () => undefined],
    ['starts and does not end', (_, response) => void response.write('{')],
  ])('gives up on an answer that %s', async (_, answer) => {
    const error = await failureOf(ask({ '/a': answer }, impatient({ timeoutMs: 40 })));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/no whole answer within 40 ms, 4 times/);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const stop = () => controller.abort(reason);
    const error = await failureOf(ask({ '/a': stop }, impatient({ signal: controller.signal })));
    expect(error).toBe(reason);
  });

  it('says that a connection was refused', async () => {
    server = await serve({});
    await server.close();
    const context = impatient();
    const error = await failureOf(
      get(new URL('/a?key=secret', server.url), {}, networkOf(context)),
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
    const context = impatient({ fetch });
    const error = await failureOf(get(new URL('https://a.example/'), {}, networkOf(context)));
    expect({ message: error.message, slept: context.slept }).toEqual({
      message: 'GET https://a.example/ failed: certificate has expired.',
      slept: [],
    });
    expect(error.hint).toMatch(/NODE_EXTRA_CA_CERTS/);
  });
});
