import { formBody, multipartBody } from './forms.js';
import { binaryBody, jsonBody, textBody, type RequestBody } from './request-body.js';
import { clientFor, POST } from './testing/client.js';
import { closeServers, json, serve } from './testing/server.js';

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

  it('is a FormData, unchanged', async () => {
    const form = new FormData();
    form.append('a', 'b');
    expect((await received(multipartBody(form))).text).toContain('name="a"\r\n\r\nb');
  });

  it('is a stream', async () => {
    const stream = new Blob(['streamed']).stream();
    expect((await received(binaryBody(stream))).text).toBe('streamed');
  });
});
