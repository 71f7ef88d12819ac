import { printType } from '../emit/print-type.js';
import type { TypeRef } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';

/** Bytes are a `Blob` as a whole body and in a form, and text inside JSON. */

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const print = (type: TypeRef | undefined) =>
  type &&
  printType(type, { direction: 'request', reference: (id) => id.slice(21) }).replace(/\s+/g, ' ');

async function readTypes(bytes: object, named = false) {
  const value = named ? to('File') : bytes;
  const properties = {
    file: value,
    files: { type: 'array', items: value },
    maybe: { oneOf: [value, { type: 'null' }] },
  };
  const send = (mediaType: string, schema: object) => ({
    post: {
      tags: ['X'],
      requestBody: { content: { [mediaType]: { schema } } },
      responses: { 200: { description: 'OK', content: { [mediaType]: { schema } } } },
    },
  });
  const { model } = await readModel(
    documentOf(
      {
        '/form': send('multipart/form-data', to('Form')),
        '/inline': send('application/json', { type: 'object', properties: { file: value } }),
        '/json': send('application/json', to('Json')),
        '/list': send('application/json', { type: 'array', items: value }),
        '/whole': send('application/octet-stream', value),
        '/whole-json': send('application/json', value),
      },
      {
        openapi: '3.1.1',
        components: {
          schemas: {
            File: bytes,
            Form: { type: 'object', properties: { ...properties, inner: to('FormInner') } },
            FormInner: { type: 'object', properties },
            Json: { type: 'object', properties: { ...properties, inner: to('JsonInner') } },
            JsonInner: { type: 'object', properties },
          },
        },
      },
    ),
  );
  const bodies = Object.fromEntries(
    getOperations(model).map(({ pathTemplate, body, responses }) => [
      pathTemplate,
      [print(body?.contents[0].type), print(responses[0]?.body?.type)],
    ]),
  );
  const declared = (name: string) => {
    const found = model.declarations.get(`#/components/schemas/${name}`);
    return found?.kind === 'interface'
      ? found.properties.map(({ wireName, type }) => `${wireName}: ${print(type) ?? ''}`)
      : [];
  };
  return { bodies, declared };
}

describe.each([
  ['format: binary', { type: 'string', format: 'binary' }],
  ['an image', { type: 'string', contentMediaType: 'image/png' }],
  ['an octet stream', { type: 'string', contentMediaType: 'application/octet-stream' }],
])('%s', (_, bytes) => {
  it.each([
    ['inline', false],
    ['named', true],
  ])('is a Blob where bytes can be, and text inside JSON: %s', async (__, named) => {
    const { bodies, declared } = await readTypes(bytes, named);
    expect(bodies).toMatchObject({
      '/inline': ['{ file?: string; }', '{ file?: string; }'],
      '/list': ['string[]', 'string[]'],
      '/whole': ['Blob', 'Blob'],
      '/whole-json': ['Blob', 'Blob'],
    });
    const values = (type: string) => [`file: ${type}`, `files: ${type}[]`];
    for (const name of ['Json', 'JsonInner'])
      expect(declared(name)).toEqual(
        expect.arrayContaining([...values('string'), 'maybe: string | null']),
      );
    for (const name of ['Form', 'FormInner'])
      expect(declared(name).slice(0, 2)).toEqual(named ? values('File') : values('Blob'));
  });
});

it.each([
  ['base64', { type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' }],
  ['JSON as text', { type: 'string', contentMediaType: 'application/json' }],
  ['text of a format', { type: 'string', contentMediaType: 'text/html' }],
])('%s is text in forms too', async (_, schema) => {
  const { declared } = await readTypes(schema);
  expect(declared('Form').slice(0, 2)).toEqual(['file: string', 'files: string[]']);
});
