import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiCallError, UsageError } from '../errors.js';
import { describeApi } from '../pipeline/called-api.js';
import { openSandbox, type Sandbox } from '../pipeline/open-sandbox.js';
import { readStandIn } from '../source/index.js';
import { getOperations } from '../model/walk.js';
import { Stopwatch } from '../util/stopwatch.js';
import { createCaller, type ApiCaller, type CalledApi, type CallerOptions } from './index.js';

const SETTINGS = { output: {} };

async function readApi(document: object | string): Promise<CalledApi> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const target = { input: 'document.json', outputFolder: '.' };
  const recipe = {
    text,
    ...{ location: 'document.json', allowedOrigins: [], overlays: [], filters: {}, switches: {} },
    ...{ pagination: {}, overrides: {}, packageVersion: '0.1.0', settings: SETTINGS, target },
  };
  return (await describeApi(recipe, new Stopwatch())).api;
}

function call(
  caller: ApiCaller,
  { model }: CalledApi,
  id: string,
  values: Readonly<Record<string, unknown>> = {},
  body?: unknown,
  signal?: AbortSignal,
) {
  const operation = getOperations(model).find((each) => each.id === id);
  if (operation === undefined) throw new Error(`There is no ${id}.`);
  const parameters = new Map(
    operation.parameters.flatMap((each) =>
      Object.hasOwn(values, each.wireName) ? [[each, values[each.wireName]] as const] : [],
    ),
  );
  const [content] = operation.body?.contents ?? [];
  return caller.call(
    operation,
    { parameters, ...(content && body !== undefined && { body: { content, value: body } }) },
    signal,
  );
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the stand-in in its sandbox', () => {
  let sandbox: Sandbox;
  let api: CalledApi;
  let options: CallerOptions;
  beforeAll(async () => {
    sandbox = await openSandbox();
    api = await readApi((await readStandIn()).text);
    options = {
      baseUrl: sandbox.url,
      fetch: sandbox.fetch,
      credentials: { ...sandbox.credentials, tokenUrl: `${sandbox.url}connect/token` },
    };
  });
  afterAll(() => sandbox.close());

  it('gives status, headers and bytes of an answer', async () => {
    const exchange = await call(createCaller(api, options), api, 'GET /Vehicles');
    expect(exchange.status).toBe(200);
    expect(exchange.headers.get('content-type')).toMatch(/^application\/json/);
    expect(JSON.parse(decode(exchange.body))).toHaveLength(12);
    expect(exchange.truncated).toBe(false);
  });

  it('gives an answer that is an error', async () => {
    const exchange = await call(createCaller(api, options), api, 'GET /Geolocation/Trips', {
      registrationNumber: 'AB-123-CD',
      startDate: '2026-04-23T00:00:00',
      endDate: '2026-04-29T00:00:00',
    });
    expect(exchange.status).toBe(400);
    expect(JSON.parse(decode(exchange.body))).toMatchObject({ status: 400 });
  });

  it('asks for one token however many calls there are', async () => {
    const before = sandbox.requests.length;
    const caller = createCaller(api, { ...options, fetch: (...args) => sandbox.fetch(...args) });
    await Promise.all(Array.from({ length: 5 }, () => call(caller, api, 'GET /Persons')));
    const targets = sandbox.requests.slice(before).map(({ path }) => path);
    expect(targets.filter((target) => target === '/connect/token')).toHaveLength(1);
  });

  it('stops reading at a limit', async () => {
    const caller = createCaller(api, { ...options, maxBytes: 10 });
    const { body, truncated } = await call(caller, api, 'GET /Vehicles');
    expect([body.length, truncated]).toEqual([10, true]);
  });

  it('reads a stream without an end for a while', async () => {
    const caller = createCaller(api, { ...options, streamMs: 50 });
    const { status, body, truncated } = await call(caller, api, 'GET /Geolocation/Positions/live');
    expect([status, truncated]).toEqual([200, true]);
    expect(decode(body)).toMatch(/^(id|event|data):/);
  });

  it.each<
    [string, CallerOptions, Readonly<Record<string, unknown>>, new (m: string) => Error, RegExp]
  >([
    [
      'no credentials',
      { credentials: {} },
      { registrationNumber: 'AB-123-CD' },
      UsageError,
      /or token \(\w+_TOKEN\)\.$/,
    ],
    ['an empty part of the path', {}, { registrationNumber: '' }, UsageError, /must not be empty/],
    [
      'a wrong secret',
      { credentials: { clientId: 'sandbox-client', clientSecret: 'no' } },
      { registrationNumber: 'AB-123-CD' },
      ApiCallError,
      /invalid_client/,
    ],
  ])('tells what is wrong: %s', async (_, changed, values, type, message) => {
    const credentials = changed.credentials && {
      tokenUrl: `${sandbox.url}connect/token`,
      ...changed.credentials,
    };
    const caller = createCaller(api, {
      ...options,
      ...changed,
      ...(credentials && { credentials }),
    });
    const failure = call(caller, api, 'GET /Vehicles/{registrationNumber}', values);
    await expect(failure).rejects.toThrow(type);
    await expect(failure).rejects.toThrow(message);
  });

  it('ends with the reason of its signal', async () => {
    const stop = new Error('stop');
    const signal = AbortSignal.abort(stop);
    await expect(
      call(createCaller(api, options), api, 'GET /Persons', {}, undefined, signal),
    ).rejects.toBe(stop);
  });
});

describe('a request', () => {
  const parameter = (name: string, where: string, schema: object, more: object = {}) => ({
    ...{ name, in: where, required: where === 'path', schema },
    ...more,
  });
  const list = { type: 'array', items: { type: 'string' } };
  const object = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Styles', version: '1' },
    servers: [{ url: 'https://example.com/' }],
    paths: {
      '/a/{p}/{q}': {
        get: {
          parameters: [
            parameter('p', 'path', { type: 'string' }),
            parameter('q', 'path', list, { style: 'matrix', explode: true }),
            parameter('ids', 'query', list, { explode: false }),
            parameter('many', 'query', list),
            parameter('deep', 'query', object, { style: 'deepObject' }),
            parameter('X-Trace', 'header', { type: 'integer' }),
            parameter('session', 'cookie', { type: 'string' }),
          ],
          responses: { 200: { description: 'OK' } },
        },
      },
      '/b': {
        post: {
          requestBody: { content: { 'application/json': { schema: object } } },
          responses: { 200: { description: 'OK' } },
        },
      },
      '/c': {
        post: {
          requestBody: { content: { 'application/x-www-form-urlencoded': { schema: object } } },
          responses: { 200: { description: 'OK' } },
        },
      },
    },
  };
  const received: { readonly message: IncomingMessage; readonly body: string }[] = [];
  let server: Server;
  let api: CalledApi;
  let caller: ApiCaller;
  beforeAll(async () => {
    server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        received.push({ message, body: Buffer.concat(chunks).toString() });
        response.end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    api = await readApi(document);
    caller = createCaller(api, {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('needs a URL where the document has none', async () => {
    const nowhere = await readApi({ ...document, servers: [{ url: '/v1' }] });
    expect(() => createCaller(nowhere)).toThrow(UsageError);
    expect(() => createCaller(nowhere)).toThrow(/^Styles: the document does not say where/);
  });

  it('has each argument where and as the document says', async () => {
    await call(caller, api, 'GET /a/{p}/{q}', {
      ...{ p: 'a/b c', q: ['x', 'y'], ids: ['1', '2'], many: ['3', '4'] },
      ...{ deep: { a: '5', b: '6' }, 'X-Trace': 7, session: 's' },
    });
    const { url, headers } = received.at(-1)!.message;
    expect(url).toBe('/a/a%2Fb%20c/;q=x;q=y?deep%5Ba%5D=5&deep%5Bb%5D=6&ids=1,2&many=3&many=4');
    expect(headers).toMatchObject({ 'x-trace': '7', cookie: 'session=s' });
  });

  it.each([
    ['POST /b', 'application/json', '{"a":"1"}'],
    ['POST /c', 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1'],
  ])('of %s has its body', async (id, type, text) => {
    await call(caller, api, id, {}, { a: '1' });
    const { message, body } = received.at(-1)!;
    expect([message.headers['content-type'], body]).toEqual([type, text]);
  });
});
