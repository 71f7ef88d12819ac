import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { UsageError } from '../errors.js';
import { startSandbox } from './index.js';
import { api, FLEET_API, operation, parameter, TEXT } from './testing/fleet-api.js';
import { authorized, openSandbox } from './testing/open.js';

describe('the platform', () => {
  it('listens on loopback alone, and says where', async () => {
    expect((await openSandbox()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('says which port is taken, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure: unknown = await startSandbox({ model: FLEET_API, documentText: '', port }).catch(
      (error: unknown) => error,
    );
    other.close();
    expect(failure).toBeInstanceOf(UsageError);
    expect(failure).toMatchObject({
      message: expect.stringContaining(`port ${port}`),
      hint: expect.stringContaining('--port'),
    });
  });

  it('stops at once, with connections open, and may be stopped twice', async () => {
    const sandbox = await startSandbox({ model: FLEET_API, documentText: '' });
    await (await fetch(sandbox.url)).text();
    await sandbox.close();
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });

  it('refuses a body that Kestrel would refuse', async () => {
    const { url } = await openSandbox();
    const response = await fetch(new URL('/Vehicles', url), {
      method: 'POST',
      body: new Uint8Array(30_000_001),
    });
    expect(response.status).toBe(413);
  });

  it('goes on when a client hangs up in the middle of its body', async () => {
    const { url, requests } = await openSandbox();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /Vehicles HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{');
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => socket.once('close', resolve).destroy());
    expect((await fetch(new URL('/Health', url))).status).toBe(200);
  });

  it('tells a bug of its own from a fault of the client', async () => {
    const broken = {
      ...parameter('q', TEXT),
      get docs(): never {
        throw new Error('out of order');
      },
    };
    const open = operation('GET /a', { security: { kind: 'none' }, parameters: [broken] });
    const sandbox = await openSandbox(api([open]));
    const response = await fetch(new URL('/a', sandbox.url));
    expect(await response.json()).toMatchObject({ status: 500, detail: 'out of order' });
  });
});

describe('the list of requests', () => {
  it('shows what arrived, in order and as sent', async () => {
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

  it('shows no secret', async () => {
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
    const shown = JSON.stringify(sandbox.requests);
    expect(shown).not.toContain('c2VjcmV0');
    expect(shown).not.toContain(bearer.Authorization.slice('Bearer '.length));
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
