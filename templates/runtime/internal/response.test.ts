import type { ServerResponse } from 'node:http';
import * as readers from './response.js';
import { ResponseParseError } from '../core/errors.js';
import { clientFor, GET, rejection } from '../testing/client.js';
import { closeServers, inTurn, json, serve } from '../testing/server.js';

afterEach(closeServers);

type ReaderName = Exclude<
  keyof typeof readers,
  'isJson' | 'parseErrorBody' | 'readBodyText' | 'readByStatus' | 'MAX_ERROR_BYTES'
>;

const serveBody = (status: number, type: string | undefined, body: string | Uint8Array) =>
  serve((response) => {
    response.writeHead(status, type === undefined ? {} : { 'content-type': type });
    response.end(body);
  });

describe('a response body', () => {
  it.each<[ReaderName, number, string | undefined, string, unknown]>([
    ['readJson', 200, 'application/json', '{"a":1}', { a: 1 }],
    ['readJson', 200, 'application/json', 'null', null],
    ['readJson', 200, 'application/vnd.api+json; charset=utf-8', '[1]', [1]],
    ['readJson', 200, undefined, '"text"', 'text'],
    ['readJson', 200, 'application/json', '\uFEFF{"a":1}', { a: 1 }],
    ['readJsonOrText', 200, 'application/json', '"quoted"', 'quoted'],
    ['readJsonOrText', 200, 'text/plain; charset=utf-8', '"quoted"', '"quoted"'],
    ['readText', 200, 'text/csv', 'a;b', 'a;b'],
    ['readText', 200, 'application/json', '"quoted"', '"quoted"'],
    ['readText', 200, 'text/plain; charset=utf-8', '', ''],
    ['readJsonOrText', 200, 'text/plain', '', ''],
    ['readByContentType', 200, 'text/html', '', ''],
    ['readScalarText', 200, 'text/plain; charset=utf-8', 'True', true],
    ['readScalarText', 200, 'text/plain', 'false', false],
    ['readScalarText', 200, 'text/plain', ' -1.5E+3\r\n', -1500],
    ['readScalarText', 200, 'application/json', '7', 7],
    ['readScalarText', 200, 'text/plain', 'null', null],
    ['readScalarText', 200, 'text/plain', ' ', undefined],
    ['readVoid', 204, undefined, '', undefined],
    ['readVoid', 200, 'text/html', '<html>', undefined],
    ['readByContentType', 200, 'application/json', '{"a":1}', { a: 1 }],
    ['readByContentType', 200, 'text/json', '1', 1],
    ['readByContentType', 200, 'text/plain', '1', '1'],
    ...(
      [
        'readJson',
        'readJsonOrText',
        'readText',
        'readScalarText',
        'readBlob',
        'readByContentType',
      ] as const
    ).flatMap((expect) =>
      [200, 202, 204, 205].map((status): [ReaderName, number, undefined, string, undefined] => [
        expect,
        status,
        undefined,
        '',
        undefined,
      ]),
    ),
  ])('is read by %s: %i %s %j becomes %j', async (expected, status, type, body, want) => {
    const api = await serveBody(status, type, body);
    expect(await clientFor(api).call({ ...GET, reader: readers[expected] })).toEqual(want);
  });

  it.each<[ReaderName, string, readonly number[]]>([
    ['readBlob', 'application/pdf', [0, 255, 1]],
    ['readBlob', 'text/csv', []],
    ['readByContentType', 'application/octet-stream', [0, 255, 1]],
  ])('is read by %s: %s becomes a Blob of %j', async (expected, type, given) => {
    const bytes = Buffer.from(given);
    const api = await serveBody(200, type, bytes);
    const blob = await clientFor(api).call<Blob>({ ...GET, reader: readers[expected] });
    expect(blob.type).toBe(type);
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(bytes);
  });

  it.each<[ReaderName, string, string]>([
    ['readJson', 'application/json', '{"a":[1,2'],
    ['readJson', 'text/html', '<!doctype html><title>Sign in</title>'],
    ['readJsonOrText', 'text/html', '<!doctype html><title>Sign in</title>'],
    ['readScalarText', 'text/plain', 'not a number'],
    ['readByContentType', 'application/json', '{"a":'],
  ])('is read by %s: %s %j is an error, never data', async (expected, type, body) => {
    const api = await serveBody(200, type, body);
    const error = await rejection(clientFor(api).call({ ...GET, reader: readers[expected] }));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ status: 200, snippet: body });
    expect(String(error)).toBe(
      `ResponseParseError: GET ${api.url}/Vehicles returned 200 without JSON (${type})`,
    );
    expect(api.requests).toHaveLength(1);
  });

  it.each<[number, unknown]>([
    [200, { a: 1 }],
    [202, '{"a":1}'],
    [206, '{"a":1}'],
    [299, { a: 1 }],
  ])('is read by its status, as %i says', async (status, want) => {
    const api = await serveBody(status, 'application/json', '{"a":1}');
    const reader = readers.readByStatus({
      200: readers.readJson,
      202: readers.readText,
      '2XX': readers.readByContentType,
      206: readers.readText,
    });
    expect(await clientFor(api).call({ ...GET, reader })).toEqual(want);
  });

  it('that is not JSON is quoted in part, and without the token', async () => {
    const api = await serveBody(200, 'text/html', `token-secret ${'x'.repeat(500)}`);
    const error = await rejection(clientFor(api, { token: 'token-secret' }).call(GET));
    expect((error as ResponseParseError).snippet).toBe(`*** ${'x'.repeat(196)}`);
  });

  it('of a HEAD request is empty', async () => {
    const api = await serveBody(200, 'application/json', '');
    await expect(clientFor(api).call({ ...GET, method: 'HEAD' })).resolves.toBeUndefined();
  });

  it.each<[ReaderName | undefined, string]>([
    [undefined, 'application/json'],
    ['readJson', 'application/json'],
    ['readJsonOrText', 'application/json, text/plain'],
    ['readText', 'text/plain, application/problem+json;q=0.5'],
    ['readBlob', '*/*'],
    ['readByContentType', '*/*'],
  ])('to be read by %s is requested as %s', async (expected, want) => {
    const api = await serveBody(200, 'text/plain', '1');
    await clientFor(api).call({ ...GET, reader: expected && readers[expected] });
    expect(api.requests[0]?.headers.accept).toBe(want);
  });

  it('is requested as the operation declares it', async () => {
    const api = await serveBody(200, 'text/csv', 'a;b');
    await clientFor(api).call({ ...GET, accept: 'text/csv', reader: readers.readText });
    expect(api.requests[0]?.headers.accept).toBe('text/csv');
  });
});

describe('the charset of a response', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const TEXT: readonly [type: string, want: string, bytes: Uint8Array][] = [
    ['text/plain; charset=iso-8859-1', 'Größe', latin1('Größe')],
    ['text/plain;charset="ISO-8859-1"', 'Größe', latin1('Größe')],
    ['text/csv; header=present; Charset=latin1', 'Größe', latin1('Größe')],
    ['text/plain; charset=windows-1252', '€ é', Buffer.from([0x80, 0x20, 0xe9])],
    ['text/plain; charset=utf-16le', 'Größe €', utf16('Größe €')],
    ['text/plain; charset=utf-16', 'Größe', utf16('\uFEFFGröße')],
    ['text/plain; charset=us-ascii', 'plain', latin1('plain')],
    ['text/plain; charset=utf-8', 'Größe €', Buffer.from('Größe €')],
    ['text/plain', 'Größe €', Buffer.from('Größe €')],
    ['text/plain; charset=', 'Größe €', Buffer.from('Größe €')],
    ['text/plain; charset=unheard-of', 'Größe €', Buffer.from('Größe €')],
    ['text/plain', 'a\uFEFFb', Buffer.from('\uFEFFa\uFEFFb')],
  ];

  it.each(TEXT)('%s is respected in text: %j', async (type, want, bytes) => {
    const api = await serveBody(200, type, bytes);
    expect(await clientFor(api).call({ ...GET, reader: readers.readText })).toBe(want);
  });

  it.each(TEXT)('%s is respected in errors: %j', async (type, want, bytes) => {
    const api = await serveBody(404, type, bytes);
    expect(await rejection(clientFor(api).call(GET))).toMatchObject({ body: want });
  });

  it.each<[string, Uint8Array]>([
    ['application/json; charset=iso-8859-1', latin1('{"size":"Größe"}')],
    ['application/json; charset=utf-16le', utf16('{"size":"Größe"}')],
    ['application/json; charset=utf-16', utf16('\uFEFF{"size":"Größe"}')],
    ['application/json; charset=utf-8', Buffer.from('\uFEFF{"size":"Größe"}')],
    ['application/json', Buffer.from('{"size":"Größe"}')],
    ['application/problem+json; charset=unheard-of', Buffer.from('{"size":"Größe"}')],
  ])('%s is respected in JSON', async (type, bytes) => {
    const api = await serveBody(200, type, bytes);
    expect(await clientFor(api).call(GET)).toEqual({ size: 'Größe' });
  });

  it.each<[string, BufferEncoding]>([
    ['utf-8', 'utf8'],
    ['utf-16le', 'utf16le'],
  ])('%s is respected where chunks end within a character', async (charset, encoding) => {
    const bytes = Buffer.from('a€\uFEFF😀b', encoding);
    const fetch = () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
          controller.close();
        },
      });
      const headers = { 'content-type': `text/plain; charset=${charset}` };
      return Promise.resolve(new Response(body, { headers }));
    };
    const client = clientFor({ url: 'https://api.example.com' }, { fetch });
    expect(await client.call({ ...GET, reader: readers.readText })).toBe('a€\uFEFF😀b');
  });

  it('is left to the platform where it has no TextDecoder', async () => {
    const api = await serveBody(200, 'application/json', Buffer.from('\uFEFF{"size":"Größe"}'));
    const { TextDecoder } = globalThis;
    Reflect.deleteProperty(globalThis, 'TextDecoder');
    try {
      expect(await clientFor(api).call(GET)).toEqual({ size: 'Größe' });
    } finally {
      globalThis.TextDecoder = TextDecoder;
    }
  });
});

describe('the connection', () => {
  /** Makes ten calls one after the other; a platform may open a second connection before it knows that the first is free. */
  const countConnections = async (status: number, bytes: number) => {
    const api = await serveBody(status, 'text/plain', 'x'.repeat(bytes));
    const client = clientFor(api, { maxRetries: 0 });
    for (let call = 0; call < 10; call += 1)
      await client.call({ ...GET, reader: readers.readVoid }).catch(() => undefined);
    return api.connections;
  };

  it.each([
    ['of a void call with a short body is used again', 200, 20_000],
    ['of an error with a short body is used again', 404, 20_000],
    ['of an error with a body of many chunks is used again', 404, 700_000],
  ])('%s', async (_what, status, bytes) => {
    expect(await countConnections(status, bytes)).toBeLessThan(3);
  });

  it.each([
    ['of a void call with a long body is closed', 200, 3_000_000],
    ['of an error with a long body is closed', 404, 3_000_000],
  ])('%s', async (_what, status, bytes) => {
    expect(await countConnections(status, bytes)).toBeGreaterThan(9);
  });

  it('of an attempt that failed is used by the next one', async () => {
    const fail = (code: number) => (response: ServerResponse) => {
      response.writeHead(code, { 'content-type': 'text/plain' });
      response.end('x'.repeat(20_000));
    };
    const replies = [fail(503), fail(429), fail(503), fail(429), fail(503)];
    const api = await serve(inTurn(...replies, (response) => json(response, 'data')));
    expect(await clientFor(api, { maxRetries: 5 }).call(GET)).toBe('data');
    expect(api.requests).toHaveLength(6);
    expect(api.connections).toBeLessThan(3);
  });
});
