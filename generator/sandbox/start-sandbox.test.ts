import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { UsageError } from '../errors.js';
import { startSandbox } from './index.js';
import { api, FLEET_API, operation, parameter, TEXT } from './testing/fleet-api.js';
import { authorized, openSandbox } from './testing/open.js';

describe('the sandbox', () => {
  it('listens on the loopback address', async () => {
    expect((await openSandbox()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('names the port that is taken, and says what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure: unknown = await startSandbox({ model: FLEET_API, documentText: '', port }).catch(
      (error: unknown) => error,
    );
    other.close();
    expect(failure).toBeInstanceOf(UsageError);
    expect(failure).toMatchObject({
      message: expect.stringContaining(`port ${port}`) as unknown,
      hint: expect.stringContaining('--port') as unknown,
    });
  });

  it('closes with open connections, and can be closed twice', async () => {
    const sandbox = await startSandbox({ model: FLEET_API, documentText: '' });
    await (await fetch(sandbox.url)).text();
    await sandbox.close();
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });

  it('rejects a body that is too large for Kestrel', async () => {
    const { url } = await openSandbox();
    const response = await fetch(new URL('/Vehicles', url), {
      method: 'POST',
      body: new Uint8Array(30_000_001),
    });
    expect(response.status).toBe(413);
  });

  it('continues after a client closes the connection during its body', async () => {
    const { url, requests } = await openSandbox();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /Vehicles HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{');
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => socket.once('close', resolve).destroy());
    expect((await fetch(new URL('/Health', url))).status).toBe(200);
  });

  it('responds with 500 and a message to a bug of its own', async () => {
    const broken = {
      ...parameter('q', TEXT),
      get docs(): never {
        throw new Error('broken model');
      },
    };
    const open = operation('GET /a', { security: { kind: 'none' }, parameters: [broken] });
    const sandbox = await openSandbox(api([open]));
    const response = await fetch(new URL('/a', sandbox.url));
    expect(await response.json()).toMatchObject({ status: 500, detail: 'broken model' });
  });
});

describe('the recorded requests', () => {
  it('are in order and as sent', async () => {
    const sandbox = await openSandbox();
    const headers = { ...(await authorized(sandbox)), 'X-Trace': 'a' };
    await fetch(new URL('/Geolocation/Trips?startDate=2026-04-23T00%3A00%3A00', sandbox.url), {
      headers,
    });
    await fetch(new URL('/Vehicles/a%2Fb', sandbox.url), { method: 'DELETE', headers });
    expect(sandbox.requests).toMatchObject([
      { method: 'POST', path: '/connect/token', query: '' },
      {
        method: 'GET',
        path: '/Geolocation/Trips',
        query: 'startDate=2026-04-23T00%3A00%3A00',
        headers: { 'x-trace': 'a' },
      },
      { method: 'DELETE', path: '/Vehicles/a%2Fb', query: '' },
    ]);
  });

  it('contain no secret', async () => {
    const sandbox = await openSandbox();
    const bearer = await authorized(sandbox);
    const secrets = [
      [bearer, ''],
      [{ Authorization: 'Basic c2VjcmV0' }, ''],
      [{ Authorization: 'c2VjcmV0' }, ''],
      [
        { Cookie: 'session=c2VjcmV0', 'X-Api-Key': 'c2VjcmV0' },
        '?client_secret=c2VjcmV0&access_token=c2VjcmV0&page=1',
      ],
    ] as const;
    for (const [headers, query] of secrets)
      await fetch(`${sandbox.url}Vehicles${query}`, { headers });
    const recorded = JSON.stringify(sandbox.requests);
    expect(recorded).not.toContain('c2VjcmV0');
    expect(recorded).not.toContain(bearer.Authorization.slice('Bearer '.length));
    expect(sandbox.requests.slice(1).map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer',
      'Basic',
      '[redacted]',
      undefined,
    ]);
    expect(sandbox.requests.at(-1)?.query).toBe(
      'client_secret=[redacted]&access_token=[redacted]&page=1',
    );
  });
});
