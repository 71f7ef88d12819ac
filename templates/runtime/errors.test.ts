import { inspect } from 'node:util';
import { ApiError, isApiError, SdkError } from './errors.js';
import { toQuery } from './parameters.js';
import { clientFor, GET, POST, rejection } from './testing/client.js';
import { closeServers, json, serve } from './testing/server.js';

afterEach(closeServers);

const problem = (status: number, more = {}) => ({
  type: `https://tools.ietf.org/html/rfc9110#section-15.5.${status - 400}`,
  title: 'Something is wrong.',
  status,
  traceId: '00-abc-01',
  ...more,
});

describe('an error response', () => {
  it.each([
    [400, 'BadRequestError', {}],
    [400, 'ValidationError', { errors: { Name: ['The Name field is required.'] } }],
    [401, 'AuthenticationError', {}],
    [403, 'PermissionDeniedError', {}],
    [404, 'NotFoundError', {}],
    [409, 'ConflictError', {}],
    [418, 'ApiError', {}],
    [422, 'ValidationError', {}],
    [429, 'RateLimitError', {}],
    [500, 'ServerError', {}],
    [503, 'ServerError', {}],
  ])('%i is a %s', async (status, name, more) => {
    const api = await serve((response) => {
      response.writeHead(status, { 'content-type': 'application/problem+json; charset=utf-8' });
      response.end(JSON.stringify(problem(status, more)));
    });
    const error = await rejection(clientFor(api, { maxRetries: 0 }).call(POST));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(SdkError);
    expect(error).toMatchObject({ name, status, requestId: '00-abc-01', attempts: 1 });
    expect(String(error)).toContain(`${name}: POST ${api.url}/Vehicles`);
  });

  it('has its name in its stack', async () => {
    const api = await serve((response) => json(response, {}, 404));
    const error = await rejection(clientFor(api).call(GET));
    expect(isApiError(error) && error.stack).toMatch(/^NotFoundError: GET /);
  });

  it('has all details, with the extension members of the problem', async () => {
    const body = problem(400, { balance: 30, errors: { Plate: ['Too long.'] } });
    const api = await serve((response) => {
      response.setHeader('x-request-id', 'req-7');
      json(response, body, 400);
    });
    const error = await rejection(clientFor(api).call(GET));
    if (!isApiError<{ balance: number }>(error)) throw error;
    expect(error.message).toBe(
      `GET ${api.url}/Vehicles returned 400: Something is wrong. {"Plate":["Too long."]}`,
    );
    expect(error.problem?.['balance']).toBe(30);
    expect(error.problem?.errors).toEqual({ Plate: ['Too long.'] });
    expect(error.body.balance).toBe(30);
    expect(error.requestId).toBe('req-7');
    expect(error.headers.get('content-type')).toBe('application/json');
  });

  it.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/vnd.x+json', '{"a":1}', { a: 1 }],
    ['text/plain', 'just text', 'just text'],
    ['text/html', '<h1>502</h1>', '<h1>502</h1>'],
    ['application/json', '{"cut', '{"cut'],
    ['application/json', '', undefined],
  ])('keeps a body of %s: %s', async (type, text, want) => {
    const api = await serve((response) => {
      response.writeHead(404, { 'content-type': type });
      response.end(text);
    });
    const error = await rejection(clientFor(api).call(GET));
    expect((error as ApiError).body).toEqual(want);
    expect((error as ApiError).problem).toBeUndefined();
  });

  it('reads only the beginning of an endless body', async () => {
    const api = await serve((response) => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(2 ** 18), more);
      };
      more();
    });
    const error = (await rejection(
      clientFor(api, { timeout: 5000 }).call(GET),
    )) as ApiError<string>;
    expect(error.status).toBe(404);
    expect(error.body.length).toBeLessThan(2 ** 21);
  });

  it('is recognized when it comes from another copy of this runtime', async () => {
    const api = await serve((response) => json(response, {}, 404));
    const error = await rejection(clientFor(api).call(GET));
    let recognized = false;
    await jest.isolateModulesAsync(async () => {
      const other = await import('./errors.js');
      recognized = !(error instanceof other.ApiError) && other.isApiError(error);
    });
    expect(recognized).toBe(true);
    expect([null, undefined, 'x', new Error('x')].some((value) => isApiError(value))).toBe(false);
  });

  it('prints no query values, no cookies and no secrets', async () => {
    const api = await serve((response, request) => {
      response.setHeader('set-cookie', 'session=cookie-secret');
      response.writeHead(500, { 'content-type': 'text/plain' });
      // ASP.NET Core's developer page prints the request that it failed on.
      response.end(`System.Exception\nHEADERS\nAuthorization: ${request.headers.authorization}`);
    });
    const client = clientFor(api, { token: 'token-secret', maxRetries: 0 });
    const error = await rejection(client.call({ ...GET, query: toQuery({ plate: 'AB-123-CD' }) }));
    const shown = [inspect(error, { depth: 9 }), JSON.stringify(error), String(error)].join('\n');
    expect(shown).toContain('/Vehicles?plate=***');
    expect(shown).toContain('Authorization: Bearer ***');
    expect(shown).not.toMatch(/AB-123|cookie-secret|token-secret/);
  });
});
