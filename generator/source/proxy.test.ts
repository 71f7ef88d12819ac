import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { CERTIFICATE, KEY } from '../checks/journeys/testing/certificate.js';
import { DownloadError, UsageError } from '../errors.js';
import { toNetwork } from './context.js';
import { get } from './http.js';
import { findProxy } from './proxy.js';
import {
  type ConnectProxy,
  type ProxyBehaviour,
  startConnectProxy,
} from './testing/connect-proxy.js';
import { failureOf, serve, withoutWaiting } from './testing/server.js';

const PROXY = 'http://proxy.corp:8080';

describe('the proxy for a URL', () => {
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['https://a.example/x', {}, undefined],
    ['https://a.example/x', { HTTPS_PROXY: PROXY }, 'http://proxy.corp:8080 HTTPS_PROXY'],
    ['https://a.example/x', { https_proxy: PROXY }, 'http://proxy.corp:8080 https_proxy'],
    [
      'https://a.example/x',
      { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2' },
      'http://lower:1 https_proxy',
    ],
    [
      'https://a.example/x',
      { https_proxy: '', HTTPS_PROXY: PROXY },
      'http://proxy.corp:8080 HTTPS_PROXY',
    ],
    ['https://a.example/x', { HTTP_PROXY: PROXY }, 'http://proxy.corp:8080 HTTP_PROXY'],
    [
      'https://a.example/x',
      { HTTPS_PROXY: PROXY, HTTP_PROXY: 'http://plain:1' },
      'http://proxy.corp:8080 HTTPS_PROXY',
    ],
    ['http://a.example/x', { HTTPS_PROXY: PROXY }, undefined],
    ['http://a.example/x', { http_proxy: PROXY }, 'http://proxy.corp:8080 http_proxy'],
    [
      'https://a.example/x',
      { HTTPS_PROXY: 'proxy.corp:8080' },
      'http://proxy.corp:8080 HTTPS_PROXY',
    ],
    ['https://a.example/x', { HTTPS_PROXY: 'https://p.corp' }, 'https://p.corp HTTPS_PROXY'],
    [
      'https://a.example/x',
      { HTTPS_PROXY: 'http://u:p@p.corp:3128/' },
      'http://p.corp:3128 HTTPS_PROXY',
    ],
  ])('%s with %j', (url, variables, want) => {
    const proxy = findProxy(new URL(url), variables);
    expect(proxy && `${proxy.url.origin} ${proxy.variable}`).toBe(want);
  });

  it.each([
    'http://localhost:4010/',
    'https://localhost/',
    'https://api.localhost/',
    'https://127.0.0.1:8443/',
    'https://127.9.9.9/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
  ])('is none for this machine itself: %s', (url) => {
    const variables = { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY, NO_PROXY: '' };
    expect(findProxy(new URL(url), variables)).toBeUndefined();
  });

  it.each<[string, string, 'proxy' | 'direct']>([
    ['https://a.example/', '*', 'direct'],
    ['https://a.example/', 'b.example, *', 'direct'],
    ['https://a.example/', 'a.example', 'direct'],
    ['https://A.example./', 'a.EXAMPLE', 'direct'],
    ['https://x.a.example/', 'a.example', 'direct'],
    ['https://x.a.example/', '.a.example', 'direct'],
    ['https://a.example/', '.a.example', 'direct'],
    ['https://x.a.example/', '*.a.example', 'direct'],
    ['https://xa.example/', 'a.example', 'proxy'],
    ['https://a.example.evil/', 'a.example', 'proxy'],
    ['https://a.example/', 'x.a.example', 'proxy'],
    ['https://a.example/', 'b.example a.example', 'direct'],
    ['https://a.example/', 'b.example,,', 'proxy'],
    ['https://a.example/', '.', 'proxy'],
    ['https://a.example/', 'a.example:443', 'direct'],
    ['https://a.example/', 'a.example:8443', 'proxy'],
    ['https://a.example:8443/', '.example:8443', 'direct'],
    ['https://a.example:8443/', '*:8443', 'direct'],
    ['https://10.1.2.3/', '10.1.2.3', 'direct'],
    ['https://10.1.2.3/', '10.0.0.0/8', 'direct'],
    ['https://11.1.2.3/', '10.0.0.0/8', 'proxy'],
    ['https://10.1.2.3/', '10.0.0.0/99', 'proxy'],
    ['https://a.example/', '10.0.0.0/8', 'proxy'],
    ['https://[fd00::7]/', 'fd00::7', 'direct'],
    ['https://[fd00::7]/', '[FD00::7]:443', 'direct'],
    ['https://[fd00::7]/', '[fd00::7]:8443', 'proxy'],
    ['https://[fd00::7]/', 'fd00::/8', 'direct'],
  ])('%s with NO_PROXY=%s is reached by: %s', (url, exceptions, want) => {
    for (const name of ['NO_PROXY', 'no_proxy']) {
      const proxy = findProxy(new URL(url), { HTTPS_PROXY: PROXY, [name]: exceptions });
      expect(proxy === undefined ? 'direct' : 'proxy').toBe(want);
    }
  });

  it.each(['http://', 'socks5://u:hush@p.corp:1080', 'http://u:hush@p.corp:port', 'u:hush@:1'])(
    'is refused without quoting it: %s',
    async (value) => {
      const network = toNetwork(withoutWaiting({ variables: { HTTPS_PROXY: value } }));
      const error = await failureOf(get(new URL('https://a.example/'), {}, network));
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toBe('HTTPS_PROXY is not the URL of an HTTP proxy.');
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hush');
    },
  );
});

describe('a download through a proxy', () => {
  const PASSWORD = 'hush#hush';
  let proxy: ConnectProxy;
  let target: Server;
  let port: number;

  beforeAll(async () => {
    target = createServer({ key: KEY, cert: CERTIFICATE }, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    ({ port } = target.address() as AddressInfo);
  });
  afterAll(() => target.close());
  afterEach(() => proxy.close());

  async function download(behaviour: ProxyBehaviour, timeoutMs = 30_000) {
    proxy = await startConnectProxy(behaviour);
    const user = `me:${encodeURIComponent(PASSWORD)}`;
    const context = withoutWaiting({
      timeoutMs,
      variables: { HTTPS_PROXY: proxy.url.replace('//', `//${user}@`) },
    });
    const error = await failureOf(
      get(new URL('https://other.example/a?key=hush'), {}, toNetwork(context)),
    );
    expect(error).toBeInstanceOf(DownloadError);
    const text = inspect(error, { depth: Infinity, showHidden: true, getters: true });
    for (const form of ['hush', encodeURIComponent(PASSWORD), toBasic(`me:${PASSWORD}`)])
      expect(text).not.toContain(form);
    return { message: error.message, hint: error.hint, requests: proxy.seen.length };
  }

  const toBasic = (text: string) => Buffer.from(text).toString('base64');
  const through = () =>
    `GET https://other.example/a?key=*** through the proxy ${proxy.url} (HTTPS_PROXY) failed: `;

  it.each<[number, string, number, RegExp]>([
    [
      407,
      'the proxy returned 407 Proxy Authentication Required.',
      1,
      /Give user and password of the proxy in HTTPS_PROXY/,
    ],
    [403, 'the proxy returned 403 Forbidden.', 1, /Name it in NO_PROXY/],
    [502, 'the proxy returned 502 Bad Gateway, 4 times.', 4, /Name it in NO_PROXY/],
    [503, 'the proxy returned 503 Service Unavailable, 4 times.', 4, /Name it in NO_PROXY/],
  ])('that returns %d says so', async (status, says, requests, hint) => {
    const failure = await download({ status });
    expect(failure).toEqual({
      message: through() + says,
      requests,
      hint: expect.stringMatching(hint) as unknown,
    });
  });

  it('that says nothing ends in time, and leaves no connection', async () => {
    const failure = await download('silent', 100);
    expect(failure).toMatchObject({
      message: `${through()}no complete response within 100 ms, 4 times.`,
      hint: expect.stringMatching(/^Check HTTPS_PROXY/) as unknown,
    });
    // An open connection would keep the program alive.
    await proxy.idle();
  });

  it('that cannot be reached says so', async () => {
    proxy = await startConnectProxy({ status: 200 });
    await proxy.close();
    const context = withoutWaiting({ variables: { https_proxy: proxy.url } });
    const error = await failureOf(get(new URL('https://other.example/'), {}, toNetwork(context)));
    expect(error.message).toBe(
      `GET https://other.example/ through the proxy ${proxy.url} (https_proxy) failed: the connection was refused (ECONNREFUSED), 4 times.`,
    );
    expect(error.hint).toMatch(/^Check https_proxy, and that the proxy can be reached/);
  });

  it('checks the certificate of the host', async () => {
    const { message, hint } = await download({ connectsTo: port, credentials: `me:${PASSWORD}` });
    expect(message.startsWith(`${through()}self-signed certificate`)).toBe(true);
    expect(hint).toMatch(/NODE_EXTRA_CA_CERTS/);
    expect(proxy.seen).toEqual([
      { target: 'other.example:443', authorization: `Basic ${toBasic(`me:${PASSWORD}`)}` },
    ]);
  });

  it('is not made for a host in NO_PROXY', async () => {
    proxy = await startConnectProxy({ status: 403 });
    const variables = { HTTPS_PROXY: proxy.url, NO_PROXY: 'nowhere.invalid' };
    const url = new URL('https://nowhere.invalid/');
    const error = await failureOf(get(url, {}, toNetwork(withoutWaiting({ variables }))));
    expect(error.message).toMatch(/^GET https:\/\/nowhere\.invalid\/ failed: /);
    expect(proxy.seen).toEqual([]);
  });

  it('is not made for a server of this machine', async () => {
    proxy = await startConnectProxy({ status: 403 });
    const server = await serve({ '/a': 'here' });
    const variables = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const network = toNetwork(withoutWaiting({ variables }));
    expect((await get(new URL('/a', server.url), {}, network)).text).toBe('here');
    expect(proxy.seen).toEqual([]);
    await server.close();
  });
});
