import { path } from '../internal/parameters.js';
import { clientFor, credentialsAt, rejection } from '../testing/client.js';
import {
  closeServers,
  inTurn,
  json,
  serve,
  type Reply,
  type TestServer,
} from '../testing/server.js';
import {
  createResponseCheck,
  ResponseMismatchError,
  type CheckResponsesOptions,
  type ResponseMismatch,
} from './conformance.js';
import { ApiError, NotFoundError, ResponseParseError, SdkError } from './errors.js';

afterEach(closeServers);

const definitions = {
  Vehicle: {
    type: 'object',
    properties: { plate: { type: 'string' }, status: { enum: ['Active', 'Sold'] } },
    required: ['plate'],
  },
  Problem: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
};
const responses = {
  'GET /Vehicles/{plate}': {
    '200': { $ref: '#/$defs/Vehicle' },
    '4XX': { $ref: '#/$defs/Problem' },
    default: { type: 'null' },
  },
};

const GET_ONE = { method: 'GET', path: path`/Vehicles/${{ plate: 'AB' }}` };
const createCheck = (options: CheckResponsesOptions = {}) =>
  createResponseCheck(definitions, responses, options);
const textReply =
  (text: string, type = 'application/json', status = 200): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  };

const LONG = JSON.stringify({ more: 'x'.repeat(6 * 2 ** 20) });

/** Calls once and waits until the check is done, which the caller does not wait for. */
async function getCounts(reply: Reply, options: CheckResponsesOptions = {}, request = GET_ONE) {
  const server = await serve(reply);
  const check = createCheck(options);
  const client = clientFor(server, { middleware: [check], maxRetries: 0 });
  const result = await client.call(request).catch((error: unknown) => error);
  await settle();
  return { result, counts: Object.fromEntries(check.counts) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('checkResponses', () => {
  it.each<[title: string, reply: Reply, counts: Readonly<Record<string, number>>]>([
    ['nothing', (response) => json(response, { plate: 'AB', status: 'Sold' }), {}],
    ['a missing property', (response) => json(response, {}), { 'Vehicle.plate missing': 1 }],
    [
      'several at once',
      (response) => json(response, { plate: null, status: 'Lost', colour: 'secret' }),
      {
        'Vehicle.plate null': 1,
        'Vehicle.status enum': 1,
        'Vehicle.colour undeclared-property': 1,
      },
    ],
    [
      'an error by the range of its status',
      (response) => json(response, {}, 404),
      { 'Problem.title missing': 1 },
    ],
    [
      'any other status',
      (response) => json(response, {}, 500),
      { 'GET /Vehicles/{plate} 500 type': 1 },
    ],
    [
      'problem details',
      textReply('{}', 'application/problem+json', 400),
      { 'Problem.title missing': 1 },
    ],
    ['no other media type', textReply('{}', 'text/plain'), {}],
    ['no text that is not JSON', textReply('{'), {}],
    ['no empty body', textReply(''), {}],
    ['no long body', textReply(LONG), {}],
    [
      'no body that says that it is long',
      (response) => {
        const headers = { 'content-type': 'application/json', 'content-length': LONG.length };
        response.writeHead(200, headers).end(LONG);
      },
      {},
    ],
  ])('counts %s', async (_title, reply, counts) => {
    expect((await getCounts(reply)).counts).toEqual(counts);
  });

  it('gives the caller what it would have without', async () => {
    const value = { plate: 1, more: true };
    const { result } = await getCounts((response) => json(response, value));
    expect(result).toEqual(value);
    expect((await getCounts(textReply('{'))).result).toBeInstanceOf(ResponseParseError);
  });

  it('does not know other calls', async () => {
    const reply: Reply = (response) => json(response, {});
    expect(
      (await getCounts(reply, {}, { method: 'GET', path: path`/constructor` })).counts,
    ).toEqual({});
  });

  it('adds up, and tells each place of a response once', async () => {
    const server = await serve((response) => json(response, { plate: 5, status: 5 }));
    const told: ResponseMismatch[] = [];
    const check = createCheck({ onMismatch: (mismatch) => told.push(mismatch) });
    const client = clientFor(server, { middleware: [check] });
    await client.call(GET_ONE);
    await client.call(GET_ONE);
    await settle();
    expect([...check.counts]).toEqual([
      ['Vehicle.plate type', 2],
      ['Vehicle.status type', 2],
    ]);
    expect(told).toHaveLength(4);
    expect(told[0]).toEqual({
      operation: 'GET /Vehicles/{plate}',
      status: 200,
      place: 'Vehicle.plate',
      kind: 'type',
      expected: 'string',
    });
  });

  it.each<[title: string, onMismatch: () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('metrics are down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('metrics are down'))],
  ])('logs that onMismatch %s, and goes on', async (_title, onMismatch) => {
    const warn = jest.fn();
    const reply: Reply = (response) => json(response, {});
    const { result, counts } = await getCounts(reply, { onMismatch, logger: { warn } });
    expect(result).toEqual({});
    expect(counts).toEqual({ 'Vehicle.plate missing': 1 });
    expect(warn.mock.calls).toEqual([
      ['onMismatch of checkResponses failed: Error: metrics are down'],
    ]);
  });

  it('checks a share of the responses', async () => {
    const reply: Reply = (response) => json(response, {});
    expect((await getCounts(reply, { sample: 0 })).counts).toEqual({});
  });

  it('does not read tokens', async () => {
    const tokens = await serve((response) =>
      json(response, { access_token: 'secret', expires_in: 60 }),
    );
    const server = await serve((response) => json(response, { plate: 'AB' }));
    const check = createResponseCheck(
      {},
      {
        [`POST /connect/token`]: { default: false },
        [`POST ${tokens.url}/connect/token`]: { default: false },
      },
      {},
    );
    await clientFor(server, { ...credentialsAt(tokens), middleware: [check] }).call(GET_ONE);
    await settle();
    expect(tokens.requests).toHaveLength(1);
    expect(check.counts.size).toBe(0);
  });

  it('leaves a response that other middleware has read', async () => {
    const server = await serve((response) => json(response, {}));
    const check = createCheck();
    const client = clientFor(server, {
      middleware: [
        check,
        async (request, next) => {
          const response = await next(request);
          const text = await response.text();
          return Object.assign(response, { text: () => Promise.resolve(text), body: null });
        },
      ],
    });
    await rejection(client.call(GET_ONE));
    expect(check.counts.size).toBe(0);
  });
});

describe('validate: throw', () => {
  const throwing = (server: TestServer, options: CheckResponsesOptions = {}) =>
    clientFor(server, { middleware: [createCheck({ validate: 'throw', ...options })] });

  it('rejects with the places, and without values', async () => {
    const server = await serve((response) => json(response, { status: 's3cret' }));
    const error = await rejection(throwing(server).call(GET_ONE));
    expect(error).toBeInstanceOf(ResponseMismatchError);
    expect(error).toBeInstanceOf(SdkError);
    expect(String(error)).toBe(
      'ResponseMismatchError: GET /Vehicles/{plate} returned 200 with what the API does not declare: Vehicle.plate: missing, expected string; Vehicle.status: enum, expected "Active" or "Sold"',
    );
    expect((error as ResponseMismatchError).mismatches).toHaveLength(2);
    expect(JSON.stringify(error)).not.toContain('s3cret');
  });

  it('keeps the error of the call as its cause', async () => {
    const server = await serve((response) => json(response, {}, 404));
    const error = (await rejection(throwing(server).call(GET_ONE))) as Error;
    expect(error).toBeInstanceOf(ResponseMismatchError);
    expect(error.cause).toBeInstanceOf(NotFoundError);
  });

  it('passes what is as declared, and errors that are', async () => {
    const server = await serve(
      inTurn(
        (response) => json(response, { plate: 'AB', undeclared: 1 }),
        (response) => json(response, { title: 'Not found' }, 404),
      ),
    );
    const client = throwing(server);
    expect(await client.call(GET_ONE)).toEqual({ plate: 'AB', undeclared: 1 });
    expect(await rejection(client.call(GET_ONE))).toBeInstanceOf(ApiError);
  });

  it('takes undeclared properties for mismatches where asked to', async () => {
    const server = await serve((response) => json(response, { plate: 'AB', undeclared: 1 }));
    const call = throwing(server, { undeclared: true }).call(GET_ONE);
    expect(await rejection(call)).toBeInstanceOf(ResponseMismatchError);
  });

  it('looks at the last attempt alone', async () => {
    const server = await serve(
      inTurn(
        (response) => json(response, {}, 503),
        (response) => json(response, { plate: 'AB' }),
      ),
    );
    expect(await throwing(server).call(GET_ONE)).toEqual({ plate: 'AB' });
  });

  it('rejects for a response whose body the caller reads', async () => {
    const server = await serve((response) => json(response, {}));
    const error = await rejection(throwing(server).call(GET_ONE).asResponse());
    expect(error).toBeInstanceOf(ResponseMismatchError);
  });
});
