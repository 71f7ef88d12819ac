import type * as Testing from '../testing/client.js';
import { AuthenticationError, TimeoutError, TokenError } from '../core/errors.js';
import type { TokenFunction } from '../core/options.js';
import { clientFor, credentialsAt, GET, POST, rejection, stoppedClock } from '../testing/client.js';
import { closeServers, json, serve, type TestServer } from '../testing/server.js';
import { holdTimers, until } from '../testing/time.js';
import { binaryBody } from './request-body.js';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

/** A token endpoint whose tokens are `token-1`, `token-2`, ... */
function tokenServer() {
  let issued = 0;
  return serve((response) => {
    issued += 1;
    json(response, { access_token: `token-${issued}`, expires_in: 3600 });
  });
}

/** An API that accepts the tokens from a number on. */
function apiServer(from: () => number = () => 1) {
  return serve((response, { headers }) => {
    const number = Number(/^Bearer token-(\d+)$/.exec(headers.authorization ?? '')?.[1] ?? 0);
    json(response, 'data', number >= from() ? 200 : 401);
  });
}

const ownFetch: typeof fetch = (url, init) => fetch(url, init);

const bearers = (api: TestServer) => api.requests.map(({ headers }) => headers.authorization);

/** A second copy of the runtime in this process, as the CommonJS build beside the ESM build. */
async function loadOtherCopy(): Promise<typeof Testing> {
  let copy: typeof Testing | undefined;
  await jest.isolateModulesAsync(async () => {
    copy = await import('../testing/client.js');
  });
  if (!copy || copy.clientFor === clientFor) throw new Error('There is no other copy');
  return copy;
}

describe('clients with the same credentials', () => {
  it('share a token, also one after the other', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    for (let count = 0; count < 3; count += 1)
      await clientFor(api, credentialsAt(tokens)).call(GET);
    expect(tokens.requests).toHaveLength(1);
  });

  it('share a request, although they are of two copies of the runtime', async () => {
    const tokens = await tokenServer();
    const api = await apiServer();
    const other = await loadOtherCopy();
    await Promise.all(
      [clientFor, other.clientFor].map((create) => create(api, credentialsAt(tokens)).call(GET)),
    );
    expect(tokens.requests).toHaveLength(1);
  });

  it('share a rate limit, although they are of two copies of the runtime', async () => {
    const api = await serve((response) => json(response, 1));
    const other = await loadOtherCopy();
    const waits: number[] = [];
    const options = {
      rateLimit: { requests: 1, perMs: 3_600_000 },
      sleep: (ms: number) => (waits.push(ms), Promise.reject(new Error('asleep'))),
    };
    await clientFor(api, options).call(GET);
    expect(String(await rejection(other.clientFor(api, options).call(GET)))).toContain('asleep');
    expect(waits).toHaveLength(1);
  });

  it.each([
    ['another secret', { clientSecret: 'wrong' }],
    ['another scope', { scope: 'other' }],
    ['another fetch', { fetch: ownFetch }],
    ['another clock', { clock: stoppedClock(Date.now()) }],
  ])('share nothing with one that has %s', async (_what, other) => {
    const tokens = await tokenServer();
    const api = await apiServer();
    await clientFor(api, credentialsAt(tokens)).call(GET);
    await clientFor(api, { ...credentialsAt(tokens), ...other }).call(GET);
    expect(tokens.requests).toHaveLength(2);
  });
});

describe('an API that refuses every token', () => {
  it('causes no token request for each call', async () => {
    const tokens = await tokenServer();
    const api = await apiServer(() => Infinity);
    const clock = stoppedClock();
    const client = clientFor(api, { ...credentialsAt(tokens), clock });
    for (let count = 0; count < 10; count += 1)
      expect(await rejection(client.call(GET))).toBeInstanceOf(AuthenticationError);
    expect(tokens.requests).toHaveLength(2);
    // Later, another one may help.
    clock.pass(30_000);
    await rejection(client.call(GET));
    expect(tokens.requests).toHaveLength(3);
  });

  it('asks a token function once for 20 refusals', async () => {
    const api = await apiServer(() => Infinity);
    const refusals: (string | undefined)[] = [];
    let given = 0;
    const token: TokenFunction = async (refused) => {
      if (refused === undefined) return 'token-0';
      refusals.push(refused);
      given += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return `token-${given}`;
    };
    const client = clientFor(api, { token, clock: stoppedClock() });
    const errors = await Promise.all(Array.from({ length: 20 }, () => rejection(client.call(GET))));
    expect(errors.every((error) => error instanceof AuthenticationError)).toBe(true);
    expect(refusals).toEqual(['token-0']);
  });
});

describe('a token that is refused', () => {
  it('is renewed although the body of its call can be sent only once', async () => {
    const tokens = await tokenServer();
    const api = await apiServer(() => 2);
    const client = clientFor(api, credentialsAt(tokens));
    const body = binaryBody(new Blob(['x']).stream());
    expect(await rejection(client.call({ ...POST, body }))).toBeInstanceOf(AuthenticationError);
    expect(bearers(api)).toEqual(['Bearer token-1']);
    await expect(client.call(GET)).resolves.toBe('data');
    expect(bearers(api)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is renewed each time when the API accepts the new one', async () => {
    const tokens = await tokenServer();
    let from = 1;
    const api = await apiServer(() => from);
    const client = clientFor(api, { ...credentialsAt(tokens), clock: stoppedClock() });
    for (; from <= 5; from += 1) await expect(client.call(GET)).resolves.toBe('data');
    expect(tokens.requests).toHaveLength(5);
  });
});

describe('a silent token endpoint', () => {
  it('fails the call within one and a half times `tokenTimeout`', async () => {
    const fire = holdTimers(10_000, 15_000);
    const tokens = await serve(() => undefined);
    const api = await apiServer();
    const call = rejection(clientFor(api, credentialsAt(tokens)).call(GET));
    await until(() => tokens.requests.length === 1);
    fire(15_000);
    expect(await call).toBeInstanceOf(TokenError);
    expect(api.requests).toHaveLength(0);
  });

  it('fails the call within its own timeout', async () => {
    const fire = holdTimers(700);
    const tokens = await serve(() => undefined);
    const api = await apiServer();
    const call = rejection(clientFor(api, credentialsAt(tokens)).call(GET, { timeout: 700 }));
    await until(() => tokens.requests.length === 1);
    fire(700);
    expect(await call).toBeInstanceOf(TimeoutError);
  });

  it('is left when nobody waits any more, so that it does not keep the process alive', async () => {
    const tokens = await serve(() => undefined);
    const api = await apiServer();
    const client = clientFor(api, credentialsAt(tokens));
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => rejection(client.call(GET, { signal })));
    await until(() => tokens.requests.length === 1);
    controllers[0]?.abort();
    await calls[0];
    expect(tokens.cut).toEqual([]);
    controllers[1]?.abort();
    await calls[1];
    await until(() => tokens.cut.length === 1);
    // The next call makes a request of its own.
    const { signal } = new AbortController();
    const next = rejection(client.call(GET, { signal, totalTimeout: 50 }));
    await until(() => tokens.requests.length === 2);
    expect(await next).toBeInstanceOf(TimeoutError);
  });

  it('is asked by another call when the platform has ended the first one', async () => {
    const clock = stoppedClock();
    let asked = 0;
    // Of a request that Cloudflare Workers has ended, nothing ever settles.
    const fetch: typeof globalThis.fetch = (url) => {
      if (!(url as string).endsWith('/token')) return Promise.resolve(Response.json('data'));
      asked += 1;
      return asked === 1
        ? new Promise(() => undefined)
        : Promise.resolve(Response.json({ access_token: 'token-1' }));
    };
    const options = {
      ...credentialsAt({ url: 'https://id.test' }),
      tokenUrl: 'https://id.test/token',
      fetch,
      clock,
    };
    const api = { url: 'https://api.test' };
    const controller = new AbortController();
    const { signal } = controller;
    const lost = rejection(
      clientFor(api, { ...options, tokenTimeout: Infinity }).call(GET, { signal }),
    );
    await until(() => asked === 1);
    clock.pass(20_000);
    await expect(clientFor(api, options).call(GET)).resolves.toBe('data');
    expect(asked).toBe(2);
    controller.abort();
    await lost;
  });
});
