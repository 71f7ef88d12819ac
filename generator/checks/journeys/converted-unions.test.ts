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

let things: Readonly<Record<string, Call>>;
beforeAll(async () => {
  await server.listen();
  const sdk = await generatePackage(DOCUMENT, 'Choices', { output: { dates: 'date' } });
  const client = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, maxRetries: 0 });
  things = client['things'] ?? {};
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
  expect(await things[call]?.({ body: value })).toEqual(value);
  const sent = JSON.parse(String(received[0]?.body)) as unknown;
  expect(sent).toEqual(JSON.parse(JSON.stringify(value)));
});
