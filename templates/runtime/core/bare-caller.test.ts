import * as readers from '../internal/response.js';
import { BareCallerError, createBareCaller } from './bare-caller.js';
import { toQuery } from '../internal/parameters.js';
import { jsonBody } from '../internal/request-body.js';
import { toHeaders } from '../internal/request.js';
import { GET, POST, rejection } from '../testing/client.js';
import { closeServers, json, serve } from '../testing/server.js';

afterEach(closeServers);

describe('a bare caller', () => {
  it('sends the request that the operation describes, with its token', async () => {
    const api = await serve((response) => json(response, { id: 1 }, 201));
    const caller = createBareCaller({ baseUrl: `${api.url}/api/`, token: 'the-token' });
    const call = caller.call<{ id: number }>(
      {
        ...POST,
        query: toQuery({ a: [1, 2] }),
        headers: toHeaders({ 'X-A': 1 }),
        body: jsonBody({ b: 2 }),
      },
      { headers: { 'x-b': '2' } },
    );
    const { data, response } = await call.withResponse();
    expect([data, response.status]).toEqual([{ id: 1 }, 201]);
    expect(api.requests[0]).toMatchObject({
      method: 'POST',
      target: '/api/Vehicles?a=1&a=2',
      body: '{"b":2}',
      headers: {
        authorization: 'Bearer the-token',
        accept: 'application/json',
        'content-type': 'application/json',
        'x-a': '1',
        'x-b': '2',
      },
    });
  });

  it('sends no token for an operation with `security: []`', async () => {
    const api = await serve((response) => json(response, 1));
    await createBareCaller({ baseUrl: api.url, token: 't' }).call({ ...GET, auth: [] });
    expect(api.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['readJson', 'application/json', '[1]', [1]],
    ['readJsonOrText', 'text/plain', '[1]', '[1]'],
    ['readByContentType', 'text/csv', 'a;b', 'a;b'],
    ['readText', 'application/json', '"a"', '"a"'],
    ['readVoid', undefined, '', undefined],
    ['readJson', 'application/json', '', undefined],
  ] as const)('reads %s', async (expected, type, body, want) => {
    const api = await serve((response) => {
      response.writeHead(200, type === undefined ? {} : { 'content-type': type });
      response.end(body);
    });
    const caller = createBareCaller({ baseUrl: api.url });
    expect(await caller.call({ ...GET, reader: readers[expected] })).toEqual(want);
    expect((await caller.call({ ...GET, reader: readers[expected] }).asResponse()).bodyUsed).toBe(
      false,
    );
  });

  it('rejects with an error that holds the response', async () => {
    const api = await serve((response) => json(response, { title: 'gone' }, 404));
    const error = await rejection(
      createBareCaller({ baseUrl: api.url }).call({ ...GET, query: toQuery({ plate: 'AB' }) }),
    );
    if (!(error instanceof BareCallerError)) throw error;
    expect(error.message).toBe('GET /Vehicles returned 404');
    await expect(error.response.json()).resolves.toEqual({ title: 'gone' });
  });

  it('rejects when the response is HTML instead of JSON', async () => {
    const api = await serve((response) => response.end('<!doctype html>'));
    expect(await rejection(createBareCaller({ baseUrl: api.url }).call(GET))).toBeInstanceOf(
      SyntaxError,
    );
  });

  it('stops when the signal fires', async () => {
    const api = await serve(() => undefined);
    const signal = AbortSignal.timeout(20);
    const error = await rejection(createBareCaller({ baseUrl: api.url }).call(GET, { signal }));
    expect(error).toMatchObject({ name: 'TimeoutError' });
  });

  it('refuses an unsafe base URL, and follows no redirect', async () => {
    expect(() => createBareCaller({ baseUrl: 'http://api.test' })).toThrow(/^baseUrl must be/);
    const api = await serve((response) => {
      response.writeHead(302, { location: 'https://elsewhere.test/' });
      response.end();
    });
    const error = await rejection(createBareCaller({ baseUrl: api.url }).call(GET));
    expect(error).toBeInstanceOf(BareCallerError);
    expect(error).toMatchObject({ message: 'GET /Vehicles returned 302' });
    expect(api.requests).toHaveLength(1);
  });

  it('calls a host without TLS only when it is told to', async () => {
    const urls: string[] = [];
    const fetch = (url: unknown) => (urls.push(String(url)), Promise.resolve(Response.json(1)));
    const baseUrl = 'http://api.test';
    expect(() => createBareCaller({ baseUrl, fetch })).toThrow('allowHttp: true');
    await createBareCaller({ baseUrl, fetch, allowHttp: true }).call(GET);
    expect(urls).toEqual(['http://api.test/Vehicles']);
  });
});
