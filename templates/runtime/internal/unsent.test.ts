import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { wasNeverSent } from './unsent.js';

const failure = (fields: object, message = 'fetch failed') =>
  Object.assign(new Error(message), fields);
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const system = (syscall: string, code: string) =>
  failure({ syscall, code }, `${syscall} ${code} 10.0.0.1:443`);
const addresses = (...errors: readonly Error[]) =>
  fetchFailed(Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' }));

describe('nothing was sent', () => {
  it.each<[string, unknown, boolean]>([
    ['refused', fetchFailed(system('connect', 'ECONNREFUSED')), true],
    ['no route to the host', fetchFailed(system('connect', 'EHOSTUNREACH')), true],
    ['no route to the network', fetchFailed(system('connect', 'ENETUNREACH')), true],
    ['no answer to the first packet', fetchFailed(system('connect', 'ETIMEDOUT')), true],
    ['reset while connecting', fetchFailed(system('connect', 'ECONNRESET')), true],
    ['the name does not exist', fetchFailed(system('getaddrinfo', 'ENOTFOUND')), true],
    ['the name server is away', fetchFailed(system('getaddrinfo', 'EAI_AGAIN')), true],
    ['a route lost while reading', fetchFailed(system('read', 'EHOSTUNREACH')), false],
    ['a network lost while writing', fetchFailed(system('write', 'ENETUNREACH')), false],
    ['refused while reading', fetchFailed(system('read', 'ECONNREFUSED')), false],
    ['reset while reading', fetchFailed(system('read', 'ECONNRESET')), false],
    ['a pipe that broke', fetchFailed(system('write', 'EPIPE')), false],
    ['unreachable, it is not known when', fetchFailed(failure({ code: 'EHOSTUNREACH' })), false],
    [
      'every address failed',
      addresses(system('connect', 'ECONNREFUSED'), system('connect', 'ENETUNREACH')),
      true,
    ],
    [
      'an address failed otherwise',
      addresses(system('connect', 'ECONNREFUSED'), system('read', 'ECONNRESET')),
      false,
    ],
    [
      'undici connected too slowly',
      fetchFailed(failure({ code: 'UND_ERR_CONNECT_TIMEOUT' })),
      true,
    ],
    ['undici got no headers', fetchFailed(failure({ code: 'UND_ERR_HEADERS_TIMEOUT' })), false],
    ['undici lost the socket', fetchFailed(failure({ code: 'UND_ERR_SOCKET' })), false],
    ['node-fetch was refused', failure({ code: 'ECONNREFUSED', type: 'system' }), true],
    ['node-fetch lost a route', failure({ code: 'EHOSTUNREACH', type: 'system' }), false],
    ['Bun was refused', failure({ code: 'ConnectionRefused', errno: 0 }), true],
    ['Bun opened no socket', failure({ code: 'FailedToOpenSocket' }), true],
    ['Bun lost the connection', failure({ code: 'ECONNRESET' }), false],
    ['Bun timed out', failure({ code: 'ConnectionTimedOut' }), false],
    [
      'Deno was refused',
      new TypeError(
        'error sending request for url (http://a.test/): client error (Connect): tcp connect error: Connection refused (os error 111)',
      ),
      true,
    ],
    [
      'Deno lost the connection',
      new TypeError(
        'error sending request from 127.0.0.1:1 for http://a.test/ (127.0.0.1:80): client error (SendRequest): connection error: Connection reset by peer (os error 104)',
      ),
      false,
    ],
    ['a browser says nothing', new TypeError('Failed to fetch'), false],
    ['React Native says nothing', new TypeError('Network request failed'), false],
    ['a text', 'ECONNREFUSED', false],
    ['nothing', undefined, false],
    ['no errors in a list', failure({ code: 'ECONNREFUSED', errors: [] }), true],
  ])('%s', (_what, error, want) => {
    expect(wasNeverSent(error)).toBe(want);
  });

  let server: Server | undefined;
  const listen = async (): Promise<string> => {
    server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const close = () => new Promise((resolve) => server?.close(resolve));
  const failureOf = (url: string) =>
    fetch(url, { method: 'POST', body: 'x' }).catch((error: unknown) => error);

  it('by the platform, when nobody listens', async () => {
    const url = await listen();
    await close();
    expect(wasNeverSent(await failureOf(url))).toBe(true);
  });

  it('by the platform, when there is no such host', async () => {
    expect(wasNeverSent(await failureOf('http://nobody.invalid/'))).toBe(true);
  });

  it('is not known when the server drops the request', async () => {
    const url = await listen();
    expect(wasNeverSent(await failureOf(url))).toBe(false);
    await close();
  });
});
