import { Readable } from 'node:stream';
import { formBody, joinedPart, multipartBody, multipartParts, styledForm } from './forms.js';
import { commaDelimited, deepFields, jsonValue } from './parameters.js';
import {
  binaryBody,
  jsonBody,
  jsonLinesBody,
  jsonSequenceBody,
  textBody,
  type RequestBody,
} from './request-body.js';
import { clientFor, POST } from '../testing/client.js';
import { closeServers, json, serve } from '../testing/server.js';

afterEach(closeServers);

const received = async (body: RequestBody | undefined) => {
  const api = await serve((response) => json(response, 1));
  await clientFor(api).call({ ...POST, body });
  const [request] = api.requests;
  return { type: request?.headers['content-type'], text: request?.body };
};

describe('a request body', () => {
  it.each([
    ['JSON', jsonBody({ a: null, b: undefined }), 'application/json', '{"a":null}'],
    ['JSON null', jsonBody(null), 'application/json', 'null'],
    [
      'a merge patch',
      jsonBody({}, 'application/merge-patch+json'),
      'application/merge-patch+json',
      '{}',
    ],
    ['text', textBody('a'), 'text/plain', 'a'],
    [
      'text with another media type',
      textBody('<a/>', 'application/xml'),
      'application/xml',
      '<a/>',
    ],
    ['bytes', binaryBody(new Uint8Array([65, 66])), 'application/octet-stream', 'AB'],
    ['a file', binaryBody(new Blob(['AB']), 'image/png'), 'image/png', 'AB'],
    [
      'a form',
      formBody({ A: 1, B: ['x y', 'z&'], C: undefined, D: { E: new Date(0) } }),
      'application/x-www-form-urlencoded;charset=UTF-8',
      'A=1&B=x+y&B=z%26&D.E=1970-01-01T00%3A00%3A00.000Z',
    ],
    [
      'a URLSearchParams, unchanged',
      formBody(new URLSearchParams({ a: 'b' })),
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a=b',
    ],
    ['nothing for undefined', jsonBody(undefined), undefined, ''],
    ['no text for undefined', textBody(undefined), undefined, ''],
    ['no bytes for undefined', binaryBody(undefined), undefined, ''],
    ['no form for undefined', formBody(undefined), undefined, ''],
    ['no multipart for undefined', multipartBody(undefined), undefined, ''],
  ])('is %s', async (_what, body, type, text) => {
    expect(await received(body)).toEqual({ type, text });
  });

  it('is multipart, with a part for each item of a list and the names of files', async () => {
    const body = multipartBody({
      Name: 'x',
      Tags: ['a', 'b'],
      Nothing: null,
      Owner: { Id: 7 },
      Photo: new File(['bytes'], 'car.png', { type: 'image/png' }),
      Pages: [new Blob(['p1']), new Blob(['p2'])],
    });
    const { type, text = '' } = await received(body);
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    const parts = [...text.matchAll(/Content-Disposition: form-data; (.*)\r\n/g)].map(
      ([, name]) => name,
    );
    expect(parts).toEqual([
      'name="Name"',
      'name="Tags"',
      'name="Tags"',
      'name="Owner.Id"',
      'name="Photo"; filename="car.png"',
      'name="Pages"; filename="blob"',
      'name="Pages"; filename="blob"',
    ]);
    expect(text).toContain('Content-Type: image/png\r\n\r\nbytes');
  });

  it('has a file whose class has no name of its own, as in React Native and older Workers', async () => {
    const file = Object.defineProperty(new Blob(['bytes']), Symbol.toStringTag, {});
    expect(Object.prototype.toString.call(file)).toBe('[object Object]');
    const { text } = await received(multipartBody({ File: file }));
    expect(text).toContain('name="File"; filename="blob"');
  });

  it('is a FormData, unchanged', async () => {
    const form = new FormData();
    form.append('a', 'b');
    expect((await received(multipartBody(form))).text).toContain('name="a"\r\n\r\nb');
  });

  const lines = (items: Iterable<unknown> | AsyncIterable<unknown>) =>
    jsonLinesBody(items, 'application/x-ndjson');

  it.each([
    ['JSON lines', lines([{ a: 1 }, null]), 'application/x-ndjson', '{"a":1}\nnull\n'],
    [
      'JSON lines of an async iterable',
      lines(Readable.from([{ a: 1 }, { a: 2 }])),
      'application/x-ndjson',
      '{"a":1}\n{"a":2}\n',
    ],
    [
      'a JSON sequence, written by a function',
      jsonSequenceBody([1, 2], 'application/json-seq', (item) => `[${String(item)}]`),
      'application/json-seq',
      '\x1E[1]\n\x1E[2]\n',
    ],
    ['no lines for undefined', jsonLinesBody(undefined, 'a/b'), undefined, ''],
    [
      'text that the caller wrote',
      binaryBody('<a/>', 'application/xml'),
      'application/xml',
      '<a/>',
    ],
    [
      'a stream of Node.js',
      binaryBody(Readable.from([Buffer.from('A'), Buffer.from('B')])),
      'application/octet-stream',
      'AB',
    ],
    ['no styled form for undefined', styledForm(undefined, {}), undefined, ''],
    [
      'a URLSearchParams, unchanged by styles',
      styledForm(new URLSearchParams({ a: 'b' }), {}),
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a=b',
    ],
    [
      'a form with styles',
      styledForm(
        { a: [1, 2], b: { c: 1 }, d: null, e: [], f: { g: [1] } },
        { a: commaDelimited, d: jsonValue, e: commaDelimited, f: jsonValue },
      ),
      'application/x-www-form-urlencoded',
      'a=1,2&b.c=1&f=%7B%22g%22:%5B1%5D%7D',
    ],
    ['no parts for undefined', multipartParts(undefined), undefined, ''],
  ])('is %s', async (_what, body, type, text) => {
    expect(await received(body)).toEqual({ type, text });
  });

  it.each([
    [
      'the parts of objects and lists as ASP.NET binds them',
      { a: { b: 1 }, c: [[1], [2]] },
      {},
      ['a.b', 'c[0]', 'c[1]'],
    ],
    [
      'no part for what is absent',
      { a: null, b: undefined, c: '' },
      { a: 'application/json' },
      ['c'],
    ],
    [
      'a part for each item of JSON',
      { a: [{ b: 1 }, { b: 2 }] },
      { a: 'application/json' },
      ['a', 'a'],
    ],
    [
      'a part for each file, streams too',
      { a: [new Blob(['A']), Readable.from([Buffer.from('B')])] },
      {},
      ['a', 'a'],
    ],
    ['one part of what is joined', { a: [1, 2] }, { a: joinedPart(' ') }, ['a']],
    ['names in brackets', { a: { b: { c: 1 } } }, { a: deepFields }, ['a[b][c]']],
  ])('has %s', async (_what, value, styles, want) => {
    const { text = '' } = await received(multipartParts(value, styles));
    expect([...text.matchAll(/; name="([^"]*)"/g)].map(([, name]) => name)).toEqual(want);
  });

  it('has a boundary of its own where the platform gives none', () => {
    const { Response } = globalThis;
    Reflect.deleteProperty(globalThis, 'Response');
    try {
      const types = [1, 2].map(() => multipartParts({ a: 'b' })?.mediaType);
      expect(types[0]).toMatch(/^multipart\/form-data; boundary=----\w{5,}$/);
      expect(types[0]).not.toBe(types[1]);
    } finally {
      globalThis.Response = Response;
    }
  });

  it('of bytes stops its source when the call ends', async () => {
    const source = Readable.from([Buffer.from('A'), Buffer.from('B')]);
    const { content } = binaryBody(source) ?? {};
    const reader = (content as ReadableStream).getReader();
    await reader.read();
    await reader.cancel();
    expect(source.destroyed).toBe(true);
  });

  it('of parts stops the stream that it is sending when the call ends', async () => {
    const cancel = jest.fn();
    const file = new ReadableStream({ pull: (part) => part.enqueue(new Uint8Array(9)), cancel });
    const { content } = multipartBody({ file }) ?? {};
    const reader = (content as ReadableStream).getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('is a stream', async () => {
    const stream = new Blob(['streamed']).stream();
    expect((await received(binaryBody(stream))).text).toBe('streamed');
  });
});
