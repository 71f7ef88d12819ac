import { generatePackage, removePackages, type Call } from './testing/generate-package.js';
import { json, createRecordingServer } from './testing/recording-server.js';

/** Unions with unusual discriminators: which member a value is converted as. */

const server = createRecordingServer();
const { received, responses } = server;

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (of: unknown) => ({ content: { 'application/json': { schema: of } } });
const held = { type: 'string', format: 'date-time' };
const tagged = (properties: object) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, ...properties },
});

const answering = (of: unknown) => ({
  post: {
    tags: ['Things'],
    requestBody: content(of),
    responses: { 200: { description: 'OK', ...content(of) } },
  },
});

const DOCUMENT = {
  openapi: '3.1.1',
  info: { title: 'Choices', version: 'v1' },
  paths: {
    '/Shapes': answering(schema('Shape')),
    '/Animals': answering(schema('Animal')),
    '/Zoos': answering({
      type: 'object',
      properties: {
        size: { type: 'integer', format: 'int64' },
        cages: { type: 'object', additionalProperties: { type: 'array', items: schema('Shape') } },
        star: { oneOf: [schema('Bear'), schema('Owl')], discriminator: { propertyName: '$type' } },
      },
    }),
    '/Notes': answering({ type: 'object', properties: { kind: { type: 'string' } } }),
    '/Albums': {
      post: {
        tags: ['Things'],
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { frame: schema('Shape') } },
              encoding: { frame: { contentType: 'application/json' } },
            },
          },
        },
        responses: { 204: { description: 'No Content' } },
      },
    },
    '/Pets': answering({
      oneOf: [schema('Cat'), schema('Dog')],
      discriminator: { propertyName: 'kind' },
    }),
  },
  components: {
    schemas: {
      Shape: {
        ...tagged({ drawn: held }),
        oneOf: [schema('Shape'), schema('Circle'), schema('Square')],
        discriminator: { propertyName: 'kind' },
      },
      // Neither declares the discriminator.
      Bear: { type: 'object', properties: { honey: { type: 'boolean' } } },
      Owl: { type: 'object', properties: { wise: { type: 'boolean' } } },
      Circle: tagged({ seen: held }),
      Square: tagged({ seen: { type: 'string' } }),
      Animal: {
        ...tagged({ born: held }),
        discriminator: {
          propertyName: 'kind',
          mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
        },
      },
      Cat: { allOf: [schema('Animal'), { type: 'object', properties: { fed: held } }] },
      Dog: {
        allOf: [schema('Animal'), { type: 'object', properties: { fed: { type: 'string' } } }],
      },
    },
  },
};

const T = '2026-04-23T10:00:00Z';
const D = new Date(T);

/** The calls of a package with these switches. */
const createCalls = async (output: object): Promise<Readonly<Record<string, Call>>> => {
  const sdk = await generatePackage(DOCUMENT, 'Choices', { output });
  const client = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, maxRetries: 0 });
  return client['things'] ?? {};
};

let things: Readonly<Record<string, Call>>;
let plain: Readonly<Record<string, Call>>;
let exact: Readonly<Record<string, Call>>;
beforeAll(async () => {
  await server.listen();
  things = await createCalls({ dates: 'date' });
  plain = await createCalls({});
  exact = await createCalls({ int64: 'bigint' });
});
afterAll(async () => {
  removePackages();
  await server.close();
});
beforeEach(server.reset);

it.each<[what: string, call: string, wire: object, held: object]>([
  [
    'a choice that lists itself',
    'createShape',
    { kind: 'Shape', drawn: T },
    { kind: 'Shape', drawn: D },
  ],
  [
    'a member of a choice that lists itself',
    'createShape',
    { kind: 'Circle', drawn: T, seen: T },
    { kind: 'Circle', drawn: D, seen: D },
  ],
  ['a variant by its tag', 'createAnimal', { kind: 'cat', fed: T }, { kind: 'cat', fed: D }],
  [
    'a variant by a tag that another discriminator gives it',
    'createAnimal',
    { kind: 'Cat', fed: T, born: T },
    { kind: 'Cat', fed: D, born: D },
  ],
  [
    'another variant',
    'createPet',
    { kind: 'dog', fed: T, born: T },
    { kind: 'dog', fed: T, born: D },
  ],
])('%s is read and written', async (_, call, wire, value) => {
  responses.push(json(JSON.stringify(wire)));
  expect(await things[call]?.(value)).toEqual(value);
  const sent = JSON.parse(String(received[0]?.body)) as unknown;
  expect(sent).toEqual(JSON.parse(JSON.stringify(value)));
});

/** System.Text.Json reads a discriminator only where it is the first property. */
describe('the discriminator is sent first, wherever the program has it', () => {
  const zoo = {
    size: 1,
    cages: { 'a b': [{ seen: T, kind: 'Circle' }, { kind: 'Square' }, { drawn: T }] },
    star: { honey: true, $type: 'Bear' },
  };
  const sentZoo =
    `{"size":1,"cages":{"a b":[{"kind":"Circle","seen":"${T}"},{"kind":"Square"},{"drawn":"${T}"}]},` +
    '"star":{"$type":"Bear","honey":true}}';

  it.each<[what: string, calls: () => typeof things, call: string, body: unknown, sent: string]>([
    [
      'in the body itself',
      () => plain,
      'createShape',
      { seen: T, kind: 'Circle' },
      `{"kind":"Circle","seen":"${T}"}`,
    ],
    ['in lists, dictionaries and properties', () => plain, 'createZoo', zoo, sentZoo],
    [
      'with dates that are converted',
      () => things,
      'createShape',
      { seen: new Date(T), kind: 'Circle' },
      '{"kind":"Circle","seen":"2026-04-23T10:00:00.000Z"}',
    ],
    [
      'with exact integers',
      () => exact,
      'createZoo',
      { size: 12345678901234567890n, star: { honey: true, $type: 'Bear' } },
      '{"size":12345678901234567890,"star":{"$type":"Bear","honey":true}}',
    ],
    [
      'in a part of a form that is JSON',
      () => plain,
      'createAlbum',
      { frame: { seen: T, kind: 'Circle' } },
      `{"kind":"Circle","seen":"${T}"}`,
    ],
    [
      'but a body without unions is sent as it is',
      () => plain,
      'createNote',
      { a: 1, kind: 'x' },
      '{"a":1,"kind":"x"}',
    ],
  ])('%s', async (_, calls, call, body, sent) => {
    const before = structuredClone(body);
    await calls()[call]?.(body);
    expect(String(received[0]?.body).split(/\r\n(?:\r\n|(?=--))/)).toContain(sent);
    expect(body).toEqual(before);
  });
});
