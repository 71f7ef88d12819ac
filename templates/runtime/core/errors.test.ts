import { inspect } from 'node:util';
import * as errors from './errors.js';
import { ApiError, ConnectionError, isApiError, NotFoundError, SdkError } from './errors.js';
import { toQuery } from '../internal/parameters.js';
import { clientFor, GET, POST, rejection } from '../testing/client.js';
import { closeServers, json, serve, writeWithoutEnd } from '../testing/server.js';

afterEach(closeServers);

/** Loads the module again, as a program does that imports a package and requires it, or one with another name. */
async function loadCopy(packageName = 'sdk'): Promise<typeof errors> {
  let copy: typeof errors | undefined;
  await jest.isolateModulesAsync(async () => {
    jest.doMock('../internal/package-name.js', () => ({ PACKAGE_NAME: packageName }));
    copy = await import('./errors.js');
  });
  if (copy === undefined) throw new Error('The module was not loaded');
  return copy;
}

const problem = (status: number, more = {}) => ({
  type: `https://tools.ietf.org/html/rfc9110#section-15.5.${status - 400}`,
  title: 'Something is wrong.',
  status,
  traceId: '00-abc-01',
  ...more,
});

const details = { status: 404, headers: new Headers(), method: 'GET', url: 'a', attempts: 1 };

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
      writeWithoutEnd(response);
    });
    const error = (await rejection(
      clientFor(api, { timeout: 5000 }).call(GET),
    )) as ApiError<string>;
    expect(error.status).toBe(404);
    expect(error.body.length).toBeLessThan(2 ** 21);
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

describe('across copies of the runtime', () => {
  const names = [
    'SdkError',
    'ConfigurationError',
    'ConnectionError',
    'TimeoutError',
    'AbortError',
    'ResponseParseError',
    'TokenError',
    'ApiError',
    'BadRequestError',
    'AuthenticationError',
    'PermissionDeniedError',
    'NotFoundError',
    'ConflictError',
    'ValidationError',
    'RateLimitError',
    'ServerError',
  ] as const;
  type ErrorClass = new (given: typeof details & string) => Error;
  const create = (from: typeof errors, name: (typeof names)[number]) =>
    new (from[name] as unknown as ErrorClass)(
      (from[name].prototype instanceof from.ApiError || name === 'ApiError'
        ? details
        : 'message') as typeof details & string,
    );
  /** Which classes an error is an instance of. */
  const classesOf = (error: unknown, from: typeof errors) =>
    names.filter((name) => error instanceof from[name]);

  it('an ApiError is recognized, even that of another package', async () => {
    const other = await loadCopy('another-sdk');
    expect(other.isApiError(new NotFoundError(details))).toBe(true);
    const others = [null, undefined, 'x', new Error('x'), new SdkError('x')];
    expect(others.some((value) => other.isApiError(value))).toBe(false);
  });

  it.each(names)(
    'a %s is an instance of the class in another copy of the package',
    async (name) => {
      const copy = await loadCopy();
      const error = create(errors, name);
      expect(copy.SdkError).not.toBe(SdkError);
      expect(classesOf(error, errors)).toContain(name);
      expect(classesOf(error, copy)).toEqual(classesOf(error, errors));
      expect(classesOf(create(copy, name), errors)).toEqual(classesOf(error, errors));
      expect(error.name).toBe(name);
    },
  );

  it('an error is no instance of a class of another package', async () => {
    const other = await loadCopy('another-sdk');
    for (const name of names) expect(classesOf(create(errors, name), other)).toEqual([]);
  });

  it("an error of a user's subclass is an instance of its base class in another copy", async () => {
    const copy = await loadCopy();
    class TheirError extends copy.NotFoundError {}
    class OwnError extends NotFoundError {}
    const error = new TheirError(details);
    expect([error instanceof NotFoundError, error instanceof OwnError]).toEqual([true, false]);
  });
});

describe('instanceof', () => {
  class OwnError extends NotFoundError {}
  class NamedError extends NotFoundError {
    override get name(): string {
      return 'NotFoundError';
    }
  }

  it.each<[string, unknown, abstract new (...args: never) => unknown, boolean]>([
    ["an error of a user's subclass", new OwnError(details), OwnError, true],
    ['its base class', new OwnError(details), NotFoundError, true],
    [
      "an error of the base class is none of the user's",
      new NotFoundError(details),
      OwnError,
      false,
    ],
    ['nor where the name is the same', new NotFoundError(details), NamedError, false],
    ['a named one', new NamedError(details), NamedError, true],
    ['another class', new NotFoundError(details), ConnectionError, false],
    ['an error of the language', new Error('x'), SdkError, false],
    ['something with the name', { name: 'SdkError' }, SdkError, false],
    ['no object', 'text', SdkError, false],
    ['null', null, SdkError, false],
    ['undefined', undefined, SdkError, false],
    ['an object without prototype', Object.create(null), SdkError, false],
  ])('%s', (_what, value, ErrorClass, want) => {
    expect(value instanceof ErrorClass).toBe(want);
  });
});
