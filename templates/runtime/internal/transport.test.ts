import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { sleep as realSleep } from './clock.js';
import { apiKeyInHeader } from './credentials.js';
import { AbortError, ConnectionError, TimeoutError } from '../core/errors.js';
import type { ClientOptions } from '../core/options.js';
import { path, toQuery } from './parameters.js';
import { toCookieHeader, toHeaders } from './request.js';
import { clientFor, credentialsAt, GET, POST, rejection, SECRET } from '../testing/client.js';
import { closeServers, inTurn, json, serve, type Reply } from '../testing/server.js';
import { holdTimers, settlesSoon, until } from '../testing/time.js';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

const never: Reply = () => undefined;
const token: Reply = (response) =>
  json(response, { access_token: 'the-token', token_type: 'Bearer', expires_in: 3600 });
const stalledBody: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"half":');
};

describe('a call', () => {
  it('sends the request that the operation describes, and returns the data', async () => {
    const api = await serve((response) => json(response, [{ registrationNumber: 'AB-123-CD' }]));
    const client = clientFor(api);
    const data = await client.call<unknown>({
      ...GET,
      query: toQuery({ Ids: [1, 2] }),
      headers: toHeaders({ 'X-Version': 3, cookie: toCookieHeader({ session: 'abc' }) }),
    });
    expect(data).toEqual([{ registrationNumber: 'AB-123-CD' }]);
    expect(api.requests[0]).toMatchObject({
      method: 'GET',
      target: '/Vehicles?Ids=1&Ids=2',
      headers: {
        accept: 'application/json',
        'x-version': '3',
        cookie: 'session=abc',
        'user-agent': 'TestClient/1.2.3',
      },
    });
    expect(api.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('keeps the path of the base URL', async () => {
    const api = await serve((response) => json(response, 1));
    await clientFor({ url: `${api.url}/api/v1/` }).call(GET);
    expect(api.requests[0]?.target).toBe('/api/v1/Vehicles');
  });

  it('lets options add and remove headers', async () => {
    const api = await serve((response) => json(response, 1));
    const client = clientFor(api, { headers: { 'x-a': '1', 'x-b': '1' } });
    await client.call(GET, { headers: { 'X-A': '2', 'x-b': null, accept: 'text/csv' } });
    expect(api.requests[0]?.headers).toMatchObject({ 'x-a': '2', accept: 'text/csv' });
    expect(api.requests[0]?.headers).not.toHaveProperty('x-b');
  });

  it('lets options replace the Accept header', async () => {
    const api = await serve((response) => json(response, 1));
    await clientFor(api, { headers: { Accept: 'application/vnd.fleet+json' } }).call(GET);
    expect(api.requests[0]?.headers.accept).toBe('application/vnd.fleet+json');
  });

  it('returns the response with the data', async () => {
    const api = await serve((response) => json(response, { a: 1 }, 201));
    const { data, response } = await clientFor(api).call(GET).withResponse();
    expect([data, response.status]).toEqual([{ a: 1 }, 201]);
    expect(api.requests).toHaveLength(1);
  });

  it('returns the response alone, as a stream', async () => {
    const fire = holdTimers(300);
    let finish: (() => void) | undefined;
    const api = await serve((response) => {
      response.writeHead(200);
      response.write('first ');
      finish = () => response.end('second');
    });
    const response = await clientFor(api, { timeout: 300 }).call(GET).asResponse();
    expect(response.bodyUsed).toBe(false);
    fire(300);
    finish?.();
    await expect(response.text()).resolves.toBe('first second');
  });

  it('lets the signal stop a stream that has begun', async () => {
    const api = await serve(stalledBody);
    const controller = new AbortController();
    const response = await clientFor(api).call(GET, { signal: controller.signal }).asResponse();
    controller.abort();
    await expect(response.text()).rejects.toThrow();
  });

  it('leaves no rejection unhandled, whichever promise is awaited', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const api = await serve((response) => json(response, {}, 404));
    const client = clientFor(api);
    await rejection(client.call(GET));
    await rejection(client.call(GET).withResponse());
    await rejection(client.call(GET).asResponse());
    await realSleep(20, new AbortController().signal);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('a timeout', () => {
  it.each([
    ['never answers', never],
    ['stalls in the middle of the body', stalledBody],
    [
      'stalls in the middle of an error',
      (response) => response.writeHead(500).write('x'),
    ] satisfies [string, Reply],
  ])('ends an attempt when the server %s', async (_what, reply) => {
    const api = await serve(reply);
    const error = await rejection(clientFor(api, { timeout: 50, maxRetries: 0 }).call(GET));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain('GET ' + api.url + '/Vehicles: no response within 50 ms');
  });

  it('ends an attempt although a custom fetch ignores its signal', async () => {
    const client = clientFor(
      { url: 'https://api.test' },
      { fetch: () => new Promise(() => undefined), timeout: 30, maxRetries: 0 },
    );
    expect(await rejection(client.call(GET))).toBeInstanceOf(TimeoutError);
  });

  it('is a TimeoutError whatever the platform throws', async () => {
    const platform = globalThis.fetch;
    globalThis.fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        const stop = () => reject(new DOMException('Aborted', 'AbortError'));
        init?.signal?.addEventListener('abort', stop);
      });
    try {
      const client = clientFor({ url: 'https://api.test' }, { timeout: 30, maxRetries: 0 });
      expect(await rejection(client.call(GET))).toBeInstanceOf(TimeoutError);
      const error = await rejection(client.call(GET, { signal: AbortSignal.timeout(5) }));
      expect(error).toBeInstanceOf(AbortError);
    } finally {
      globalThis.fetch = platform;
    }
  });

  it('applies to each attempt, and the total one to the call', async () => {
    const fire = holdTimers(50, 130);
    const api = await serve(
      inTurn(
        () => fire(50),
        () => fire(50),
        () => fire(130),
      ),
    );
    const client = clientFor(api, { timeout: 50, totalTimeout: 130, maxRetries: 9 });
    const error = await rejection(client.call(GET));
    expect(String(error)).toContain('no response within 130 ms');
    expect(api.requests).toHaveLength(3);
  });

  it('can be set for one call', async () => {
    const api = await serve(never);
    const error = await rejection(clientFor(api).call(GET, { timeout: 20, maxRetries: 0 }));
    expect(String(error)).toContain('within 20 ms');
  });

  it('longer than any timer does not fire at once', async () => {
    const api = await serve((response) => void setTimeout(() => json(response, 1), 30));
    const client = clientFor(api, { timeout: 30_734_400_000, totalTimeout: 30_734_400_000 });
    await expect(client.call(GET)).resolves.toBe(1);
  });

  it.each([[NaN], [-1]])('of %p is refused, since a timer would fire at once', async (timeout) => {
    expect(() => clientFor({ url: 'https://a' }, { timeout })).toThrow(/timeout must be 0 or more/);
    const error = await rejection(clientFor({ url: 'https://a' }).call(GET, { timeout }));
    expect(String(error)).toMatch(/timeout must be 0 or more/);
  });
});

describe('abort', () => {
  const stalls: readonly [string, () => Promise<ClientOptions & { url: string }>][] = [
    ['before the response', async () => ({ url: (await serve(never)).url })],
    ['in the middle of the body', async () => ({ url: (await serve(stalledBody)).url })],
    [
      'while waiting for a token',
      async () => ({
        url: (await serve((response) => json(response, 1))).url,
        ...credentialsAt(await serve(never)),
      }),
    ],
    [
      'while waiting to retry',
      async () => ({
        url: (await serve((response) => json(response, {}, 503))).url,
        sleep: realSleep,
        random: () => 0.9,
      }),
    ],
    [
      'in the queue of the rate limit',
      async () => ({
        url: (await serve((response) => json(response, {}, 429))).url,
        rateLimit: { requests: 1, perMs: 60_000 },
        sleep: realSleep,
      }),
    ],
    [
      'in a middleware that hangs',
      async () => ({
        url: (await serve(never)).url,
        middleware: [() => new Promise<Response>(() => undefined)],
      }),
    ],
  ];

  it.each(stalls)('rejects at once when it comes %s', async (_where, setting) => {
    const { url, ...options } = await setting();
    const controller = new AbortController();
    const call = clientFor({ url }, options).call(GET, { signal: controller.signal });
    const failed = rejection(call);
    await realSleep(80, new AbortController().signal);
    const reason = new Error('changed my mind');
    controller.abort(reason);
    expect(await settlesSoon(failed)).toBe(true);
    const error = await failed;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: 'AbortError', cause: reason });
  });

  it('rejects before anything is sent', async () => {
    const api = await serve((response) => json(response, 1));
    const error = await rejection(clientFor(api).call(GET, { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortError);
    expect(api.requests).toHaveLength(0);
  });

  it('closes the connection', async () => {
    const api = await serve(stalledBody);
    const controller = new AbortController();
    const failed = rejection(clientFor(api).call(GET, { signal: controller.signal }));
    await until(() => api.requests.length > 0);
    controller.abort();
    await failed;
    await until(() => api.cut.length > 0);
    expect(api.cut).toEqual(['/Vehicles']);
  });

  it('leaves no listener on the caller’s signal', async () => {
    const api = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, 1),
        (response) => json(response, {}, 404),
        (response) => json(response, 1),
      ),
    );
    const { signal } = new AbortController();
    const client = clientFor(api, { sleep: realSleep, rateLimit: { requests: 99, perMs: 1 } });
    for (let calls = 0; calls < 15; calls += 1)
      await client.call(GET, { signal }).catch(() => undefined);
    expect(api.requests.length).toBeGreaterThan(15);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('redirects', () => {
  it('are not followed, so that no other host gets the token or the key', async () => {
    const thief = await serve((response) => json(response, 'stolen'));
    const api = await serve((response) => {
      response.writeHead(307, { location: `${thief.url}/Vehicles` });
      response.end();
    });
    const client = clientFor(
      api,
      { token: 'the-token', apiKey: 'the-key' },
      { credentials: { apiKey: apiKeyInHeader('X-Api-Key') } },
    );
    const error = await rejection(client.call(GET));
    expect(error).toMatchObject({ name: 'ApiError', status: 307 });
    expect(thief.requests).toHaveLength(0);
  });
});

describe('middleware', () => {
  it('sees every attempt and token request, but no credentials', async () => {
    const tokens = await serve(inTurn((response) => json(response, {}, 500), token));
    const api = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, 'data'),
      ),
    );
    const seen: string[] = [];
    const client = clientFor(api, {
      ...credentialsAt(tokens),
      middleware: [
        async (request, next, { purpose, attempt }) => {
          seen.push(`${purpose} ${attempt} ${request.method} ${new URL(request.url).pathname}`);
          seen.push(inspect([request, [...request.headers]], { depth: 9 }));
          request.headers.set('x-traced', 'yes');
          return next(request);
        },
      ],
    });
    await expect(client.call(GET)).resolves.toBe('data');
    expect(seen.filter((_line, index) => index % 2 === 0)).toEqual([
      'token 1 POST /connect/token',
      'token 2 POST /connect/token',
      'api 1 GET /Vehicles',
      'api 2 GET /Vehicles',
    ]);
    expect(seen.join()).not.toContain(SECRET);
    expect(seen.join()).not.toContain('the-token');
    expect(api.requests[0]?.headers).toMatchObject({
      'x-traced': 'yes',
      authorization: 'Bearer the-token',
    });
    expect(tokens.requests[0]?.headers).toMatchObject({ 'x-traced': 'yes' });
  });

  it('can return a response of its own; the first is the outermost', async () => {
    const order: string[] = [];
    const client = clientFor(
      { url: 'https://api.test' },
      {
        middleware: [
          (request, next) => (order.push('outer'), next(request)),
          () => (order.push('inner'), Promise.resolve(Response.json('made here'))),
        ],
      },
    );
    await expect(client.call(GET)).resolves.toBe('made here');
    expect(order).toEqual(['outer', 'inner']);
  });

  it('sends no credentials when it changes the URL', async () => {
    const elsewhere = await serve((response) => json(response, 1));
    const client = clientFor(
      { url: 'https://api.test' },
      {
        token: 'the-token',
        middleware: [
          (request, next) => next({ ...request, url: `${elsewhere.url}/?at=https://api.test/` }),
        ],
      },
    );
    await client.call(GET);
    expect(elsewhere.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('runs around whole calls too, the first outermost, and may change the data', async () => {
    const api = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, 1),
      ),
    );
    const seen: string[] = [];
    const client = clientFor(api, {
      middleware: [
        {
          aroundCall: async ({ method, template, url, purpose }, next) => {
            seen.push(`${purpose} ${method} ${template} ${url.slice(api.url.length)}`);
            const data = await next();
            seen.push('outer end');
            return [data];
          },
        },
        {
          aroundCall: (_call, next) => next().finally(() => seen.push('inner end')),
          aroundAttempt: (request, next, { attempt }) => {
            seen.push(`attempt ${attempt}`);
            return next(request);
          },
        },
      ],
    });
    const request = { method: 'GET', path: path`/Vehicles/${{ id: 1 }}`, query: toQuery({ a: 2 }) };
    await expect(client.call(request)).resolves.toEqual([1]);
    expect(seen).toEqual([
      'api GET /Vehicles/{id} /Vehicles/1?a=2',
      'attempt 1',
      'attempt 2',
      'inner end',
      'outer end',
    ]);
  });

  it('that throws does not count as a network failure', async () => {
    const broken = new RangeError('my middleware is broken');
    let calls = 0;
    const middleware = [
      () => {
        calls += 1;
        throw broken;
      },
    ];
    const client = clientFor({ url: 'https://api.test' }, { middleware });
    expect(await rejection(client.call(GET))).toBe(broken);
    expect(calls).toBe(1);
  });
});

describe('a network failure', () => {
  it('is a ConnectionError with the system’s error code', async () => {
    const api = await serve(never);
    await closeServers();
    const error = await rejection(clientFor(api, { maxRetries: 0 }).call(POST));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(String(error)).toBe(`ConnectionError: POST ${api.url}/Vehicles failed: ECONNREFUSED`);
  });

  it('of a framework’s own making stays as it is, as Next.js must see it', async () => {
    const signal = Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC' });
    const fetch = () => Promise.reject(signal);
    const call = clientFor({ url: 'https://api.example.com' }, { fetch }).call(GET);
    expect(await rejection(call)).toBe(signal);
  });

  it('in the middle of a body is a ConnectionError, not partial data', async () => {
    const api = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":1}', () => response.destroy());
    });
    const error = await rejection(clientFor(api, { maxRetries: 0 }).call(GET));
    expect(error).toBeInstanceOf(ConnectionError);
  });
});
