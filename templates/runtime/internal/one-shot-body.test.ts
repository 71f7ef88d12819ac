import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { multipartBody } from './forms.js';
import {
  binaryBody,
  jsonLinesBody,
  mediaTypeOf,
  type BinaryBody,
  type RequestBody,
} from './request-body.js';
import { ArgumentError } from './convert-argument.js';
import type { ClientOptions } from '../core/options.js';
import { AuthenticationError, ConnectionError } from '../core/errors.js';
import { clientFor, POST, rejection } from '../testing/client.js';
import { closeServers, inTurn, json, serve, type Reply } from '../testing/server.js';
import { until } from '../testing/time.js';

/** Bodies that can be read only once: streams and async iterables. */

const folder = mkdtempSync(join(tmpdir(), 'sdk-body-'));
const scan = join(folder, 'scan.pdf');
writeFileSync(scan, 'a scan');

afterEach(closeServers);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* generate(...chunks: readonly unknown[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk as Uint8Array;
  }
}

const streamOf = (...chunks: readonly string[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      chunks.forEach((chunk) => controller.enqueue(bytes(chunk)));
      controller.close();
    },
  });

/** An iterable that is no generator. */
const iterable = (...chunks: readonly string[]): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => generate(...chunks.map(bytes)),
});

const SOURCES: Readonly<Record<string, () => BinaryBody>> = {
  'a stream': () => streamOf('a ', 'scan'),
  'a generator': () => generate(bytes('a '), bytes('scan')),
  'an async iterable': () => iterable('a ', 'scan'),
  'a stream of Node.js': () => Readable.from([Buffer.from('a '), Buffer.from('scan')]),
  'a file of Node.js': () => createReadStream(scan),
  'a stream of text of Node.js': () => createReadStream(scan, 'utf8'),
  'a generator of text': () => generate('a ', 'scan'),
  'a generator of buffers': () => generate(bytes('a ').buffer, new DataView(bytes('scan').buffer)),
};

const BODIES: readonly (readonly [string, () => RequestBody | undefined])[] = [
  ...Object.entries(SOURCES).flatMap(([name, source]) => [
    [name, () => binaryBody(source())] as const,
    [`${name} in a form`, () => multipartBody({ File: source() })] as const,
  ]),
  ['JSON lines of a generator', () => jsonLinesBody(generate('a scan'), 'application/jsonl')],
];

const refuse: Reply = (response) => json(response, {}, 401);
const fail: Reply = (response) => json(response, {}, 503);
const cut: Reply = (response) => void response.destroy();
const ok: Reply = (response) => json(response, 'data');

describe('bytes that are sent again', () => {
  it.each<[string, BinaryBody]>([
    ['a Blob', new Blob(['a scan'])],
    ['an array', bytes('a scan')],
    ['a buffer', bytes('a scan').buffer as ArrayBuffer],
    ['a buffer of Node.js', Buffer.from('a scan')],
  ])('are those of %s', async (_what, value) => {
    const api = await serve(inTurn(fail, cut, ok));
    expect(await clientFor(api).call({ ...POST, method: 'PUT', body: binaryBody(value) })).toBe(
      'data',
    );
    expect(api.requests.map(({ body }) => body)).toEqual(Array(3).fill('a scan'));
  });
});

describe.each(BODIES)('%s', (_what, createBody) => {
  it('is sent whole', async () => {
    const api = await serve(ok);
    expect(await clientFor(api).call({ ...POST, body: createBody() })).toBe('data');
    expect(api.requests.map(({ body }) => body)).toEqual([expect.stringContaining('a scan')]);
  });

  it.each([
    ['an error', fail, 'ServerError'],
    ['a lost connection', cut, 'ConnectionError'],
  ])('is not sent again after %s', async (_failure, reply, name) => {
    const api = await serve(inTurn(reply, ok));
    const call = clientFor(api).call({ ...POST, method: 'PUT', body: createBody() });
    expect(await rejection(call)).toMatchObject({ name });
    expect(api.requests.map(({ body }) => body)).toEqual([expect.stringContaining('a scan')]);
  });

  it('is not sent again with another token, but the next call has it', async () => {
    const api = await serve(inTurn(refuse, ok));
    const tokens = ['second', 'first'];
    let token = tokens.pop();
    const client = clientFor(api, {
      token: (refused) => (refused === undefined ? (token ?? '') : (token = tokens.pop() ?? '')),
    });
    const error = await rejection(client.call({ ...POST, body: createBody() }));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(await client.call({ ...POST, body: createBody() })).toBe('data');
    expect(api.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
    expect(api.requests[1]?.body).toContain('a scan');
  });
});

describe('a call with a stream', () => {
  it.each([
    ['binary', binaryBody],
    ['a form', (file: BinaryBody) => multipartBody({ file })],
  ])('tells fetch that it sends before it reads: %s', async (_what, toBody) => {
    const inits: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = (_url, init) => {
      inits.push(init ?? {});
      return Promise.resolve(Response.json(1));
    };
    const client = clientFor({ url: 'https://api.example.com' }, { fetch });
    await client.call({ ...POST, body: toBody(generate('a')) });
    expect(inits).toMatchObject([{ duplex: 'half' }]);
  });

  it.each<[string, () => unknown, string]>([
    ['a file of Node.js', () => createReadStream(scan), 'scan.pdf'],
    ['a stream with a name', () => Object.assign(streamOf('a'), { name: 'b.txt' }), 'b.txt'],
    ['a generator with a name', () => Object.assign(generate('a'), { name: 'b.txt' }), 'b.txt'],
    ['a generator', () => generate('a'), 'blob'],
  ])('sends its name in a form: %s', async (_what, source, name) => {
    const api = await serve(ok);
    await clientFor(api).call({ ...POST, body: multipartBody({ File: source(), Kind: 1 }) });
    expect(api.requests[0]?.body).toContain(`name="File"; filename="${name}"`);
  });

  it.each([
    ['a number', 7],
    ['an object', { a: 1 }],
    ['null', null],
  ])('fails when it yields %s, and says so', async (_what, chunk) => {
    const api = await serve(ok);
    const error = await rejection(
      clientFor(api).call({ ...POST, body: binaryBody(generate('a', chunk)) }),
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain('A body consists of bytes or text, not of chunks like this');
  });

  it.each<[string, (source: Readable) => unknown]>([
    ['its body', (source) => binaryBody(source)],
    ['a file of its form', (source) => multipartBody({ file: source })],
  ])('fails with what the stream of %s fails with, also before it is read', async (_, toBody) => {
    const api = await serve(ok);
    const source = createReadStream(join(folder, 'missing'));
    const closed = new Promise<void>((resolve) => source.once('close', resolve));
    const token = async () => (await closed, 'token');
    const body = toBody(source) as RequestBody;
    const error = await rejection(clientFor(api, { token }).call({ ...POST, body }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain('ENOENT');
  });
});

describe('the source of a body', () => {
  /** A source that never ends. */
  const endless = () =>
    Readable.from(
      (async function* () {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          yield Buffer.from('x');
        }
      })(),
    );
  const silent = () => new Readable({ read: () => undefined });

  it('is not read before it is sent', async () => {
    let reads = 0;
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          reads += 1;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const bodies = [binaryBody(source), multipartBody({ source })];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([bodies.length, reads]).toEqual([2, 0]);
  });

  it.each<[string, () => Readable, (file: Readable) => RequestBody | undefined]>([
    ['binary', endless, binaryBody],
    ['binary without data', silent, binaryBody],
    ['a form', endless, (file) => multipartBody({ file })],
    ['a form without data', silent, (file) => multipartBody({ file })],
  ])('is ended when the call fails: %s', async (_what, createSource, toBody) => {
    const api = await serve(ok);
    const failures: readonly (readonly [{ readonly url: string }, ClientOptions])[] = [
      [api, { timeout: 20 }],
      [{ url: 'http://127.0.0.1:9' }, {}],
      [api, { token: () => Promise.reject(new Error('no token')) }],
      [api, { middleware: [() => Promise.reject(new Error('no'))] }],
    ];
    for (const [server, options] of failures) {
      const source = createSource();
      await rejection(clientFor(server, options).call({ ...POST, body: toBody(source) }));
      await until(() => source.destroyed);
    }
  });

  it('is ended when it is a generator', async () => {
    let isEnded = false;
    async function* source() {
      try {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          yield bytes('x');
        }
      } finally {
        isEnded = true;
      }
    }
    const api = await serve(ok);
    const client = clientFor(api, { timeout: 20 });
    await rejection(client.call({ ...POST, body: binaryBody(source()) }));
    await until(() => isEnded);
  });
});

describe('a body', () => {
  it.each<[string, unknown, string]>([
    ['an object', { a: 1 }, 'object'],
    ['a number', 7, 'number'],
    ['null', null, 'null'],
  ])('that is %s cannot be sent as bytes', (_what, value, type) => {
    expect(() => binaryBody(value)).toThrow(
      new ArgumentError(`body (${type}) cannot be sent: give bytes, a Blob or a stream`),
    );
  });

  it('that is a stream cannot be made without streams', () => {
    const { ReadableStream } = globalThis;
    Reflect.deleteProperty(globalThis, 'ReadableStream');
    try {
      expect(() => binaryBody(generate('a'))).toThrow('This platform has no ReadableStream');
    } finally {
      globalThis.ReadableStream = ReadableStream;
    }
  });

  it('has the media type of the Blob', () => {
    expect(mediaTypeOf(new Blob([], { type: 'image/png' }))).toBe('image/png');
    expect(mediaTypeOf(generate('a'))).toBe('application/octet-stream');
  });
});
