import * as readers from './response-body.js';
import { ResponseParseError } from './errors.js';
import { clientFor, GET, rejection } from './testing/client.js';
import { closeServers, serve } from './testing/server.js';

afterEach(closeServers);

type ReaderName = Exclude<
  keyof typeof readers,
  'parseErrorBody' | 'readBodyText' | 'readByStatus' | 'MAX_ERROR_BYTES'
>;

const serveBody = (status: number, type: string | undefined, body: string | Buffer) =>
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
