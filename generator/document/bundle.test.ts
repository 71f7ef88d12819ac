import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentWith, load, tryLoad } from './testing/load.js';

const FILES: Readonly<Record<string, string>> = {
  '/models/pets.yaml':
    'Pet:\n  type: object\n  properties:\n    kind: { $ref: "kinds.json#/Kind" }\n    parent: { $ref: "#/Pet" }\n',
  '/models/kinds.json': '{"Kind":{"type":"string","enum":["cat"],"nullable":true}}',
  '/models/far.json': '{"Far":{"$ref":"http://elsewhere.example/x.json"}}',
  '/models/broken.json': '{"Far":',
};

let requested: string[] = [];
const server = createServer((request, response) => {
  requested.push(request.url ?? '');
  const file = FILES[request.url ?? ''];
  response.statusCode = file === undefined ? 404 : 200;
  response.end(file);
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requested = [];
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} returned ${response.status}`);
  return response.text();
}

const reference = (ref: string, version = '3.0.1') =>
  documentWith(version, { T: { items: { $ref: ref } } });

describe('a document that refers to others', () => {
  it('includes files from allowed origins', async () => {
    const servers = [{ url: '/api' }];
    const example = { $ref: 'http://elsewhere.example/data' };
    const { document, published } = await load(
      {
        ...documentWith('3.0.9', {
          T: { items: { $ref: 'models/pets.yaml#/Pet' }, example },
          U: { properties: { pet: { $ref: 'models/pets.yaml#/Pet' } } },
        }),
        servers,
      },
      { allowedOrigins: [origin], fetchText },
      `${origin}/swagger.json`,
    );
    expect(document.servers).toEqual(servers);
    expect(published).toMatchObject({ openapi: '3.0.9', servers });
    expect(document.components.schemas).toEqual({
      T: { example, items: { $ref: '#/components/schemas/Pet' } },
      U: { properties: { pet: { $ref: '#/components/schemas/Pet' } } },
      Pet: {
        type: 'object',
        properties: {
          kind: { $ref: '#/components/schemas/Kind' },
          parent: { $ref: '#/components/schemas/Pet' },
        },
      },
      Kind: { type: ['string', 'null'], enum: ['cat', null] },
    });
    expect([...requested].sort()).toEqual(['/models/kinds.json', '/models/pets.yaml']);
  });

  it('includes files from allowed folders', async () => {
    const read: string[] = [];
    const { document } = await load(
      reference('models/kind.json'),
      {
        allowedOrigins: [],
        allowedFolders: ['/docs/api/models'],
        fetchText: (url) => {
          read.push(url);
          return Promise.resolve('{"type":"integer"}');
        },
      },
      '/docs/api/swagger.json',
    );
    expect(document.components.schemas).toEqual({
      T: { items: { $ref: '#/components/schemas/kind' } },
      kind: { type: 'integer' },
    });
    expect(read).toEqual(['file:///docs/api/models/kind.json']);
  });

  it.each<[string, object, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'a component that is the reference',
      { Animal: { $ref: 'pet.yaml' }, T: { items: { $ref: './pet.yaml' } } },
      { 'pet.yaml': { type: 'object' } },
      ['Animal', 'T'],
    ],
    [
      'its file',
      { T: { items: { $ref: 'a/order.schema.json' } } },
      { 'a/order.schema.json': { type: 'object' } },
      ['T', 'order'],
    ],
    [
      'its folder too, where two files have one name',
      { T: { items: { $ref: 'a/pet.json' }, not: { $ref: 'b/pet.json' } } },
      { 'a/pet.json': { title: 'a' }, 'b/pet.json': { title: 'b' } },
      ['T', 'b pet', 'pet'],
    ],
    [
      'its key and its file, where the document has the name',
      { Pet: {}, T: { items: { $ref: 'a.json#/definitions/Pet' } } },
      { 'a.json': { definitions: { Pet: { title: 'a' } } } },
      ['Pet', 'T', 'definitions Pet'],
    ],
    [
      'nothing, where it is no schema',
      { T: { example: { $ref: 'a.json' }, properties: { $ref: { type: 'string' } } } },
      {},
      ['T'],
    ],
  ])('includes a schema that is named after %s', async (_, schemas, files, want) => {
    const { document } = await load(
      documentWith('3.0.1', schemas as Readonly<Record<string, unknown>>),
      {
        allowedOrigins: [],
        allowedFolders: ['/docs'],
        fetchText: (url) =>
          Promise.resolve(JSON.stringify(files[url.slice('file:///docs/'.length)])),
      },
      '/docs/api.json',
    );
    expect(Object.keys(document.components.schemas).sort()).toEqual(want);
  });

  it.each<[string, string, readonly string[], string]>([
    [
      'an origin that is not allowed',
      'http://elsewhere.example/x.json?token=s3cret',
      [],
      "'http://elsewhere.example/x.json' is outside this document, and 'http://elsewhere.example' is not allowed.",
    ],
    [
      'a file, from the network',
      'file:///etc/passwd',
      ['file:'],
      "'file:///etc/passwd' is a file, which a document from the network may not include.",
    ],
    [
      'credentials',
      'http://me:s3cret@elsewhere.example/x.json',
      ['http://elsewhere.example'],
      "'http://elsewhere.example/x.json' has credentials, which are never sent.",
    ],
    ['no URL', 'http://[', [], "'http://[' is neither a reference into this document nor a URL."],
  ])('is refused: %s', async (_, ref, allowedOrigins, message) => {
    const { loaded, reported, messages } = await tryLoad(
      reference(ref),
      { allowedOrigins: [...allowedOrigins], allowedFolders: ['/etc'], fetchText },
      `${origin}/swagger.json`,
    );
    expect(reported).toEqual(['reference-external /components/schemas/T/items/$ref']);
    expect(messages).toEqual([message]);
    expect(loaded).toBeUndefined();
    expect(requested).toEqual([]);
  });

  it('includes files beside the address that it gives itself', async () => {
    const read: string[] = [];
    const { document } = await load(
      { ...reference('kind.json'), $self: 'https://a.example/v1/api.json' },
      {
        allowedOrigins: ['https://a.example'],
        fetchText: (url) => {
          read.push(url);
          return Promise.resolve('{"type":"integer"}');
        },
      },
      '/docs/swagger.json',
    );
    expect(document.components.schemas).toEqual({
      T: { items: { $ref: '#/components/schemas/kind' } },
      kind: { type: 'integer' },
    });
    expect(read).toEqual(['https://a.example/v1/kind.json']);
  });

  it('is refused a file outside its folder, whatever address it gives itself', async () => {
    const options = { allowedOrigins: [], allowedFolders: ['/docs'], fetchText };
    const document = { ...reference('passwd'), $self: 'file:///etc/api.json' };
    const { reported } = await tryLoad(document, options, '/docs/api/swagger.json');
    expect(reported).toEqual(['reference-external /components/schemas/T/items/$ref']);
  });

  it.each([
    '../other.json',
    '/etc/passwd',
    './models/%2e%2e/%2e%2e/other.json',
    '../api-secrets/x.json',
    'file://server/docs/api/x.json',
  ])('is refused a file outside of the allowed folders: %s', async (ref) => {
    const options = { allowedOrigins: [], allowedFolders: ['/docs/api'], fetchText };
    const { messages } = await tryLoad(reference(ref), options, '/docs/api/swagger.json');
    expect(messages.join()).toMatch(
      /^'file:\/\/.*' is outside this document, and its folder is not allowed\.$/,
    );
  });

  it('is refused when another refers to what is not allowed', async () => {
    const { messages } = await tryLoad(
      reference('models/far.json#/Far'),
      { allowedOrigins: [origin], fetchText },
      `${origin}/swagger.json`,
    );
    expect(messages).toEqual([
      "'http://elsewhere.example/x.json' is outside this document, and 'http://elsewhere.example' is not allowed.",
    ]);
  });

  it.each(['models/pets.yaml#/Cat', 'models/broken.json#/Far'])(
    'is refused when the other lacks it: %s',
    async (ref) => {
      const options = { allowedOrigins: [origin], fetchText };
      const { reported } = await tryLoad(reference(ref), options, `${origin}/swagger.json`);
      expect(reported).toEqual(['reference-unknown ']);
    },
  );

  it('is refused for all its wrong references at once, and nothing is fetched', async () => {
    const schemas = { A: { $ref: '#/x' }, B: { $ref: 'models/pets.yaml#/Pet' } };
    const options = { allowedOrigins: [origin], fetchText };
    const { reported } = await tryLoad(documentWith('3.0.1', schemas), options, `${origin}/a.json`);
    expect(reported).toEqual(['reference-unknown /components/schemas/A/$ref']);
    expect(requested).toEqual([]);
  });

  it('fails as the fetch fails', async () => {
    const loading = tryLoad(
      reference('models/none.json', '2.0'),
      { allowedOrigins: [origin], fetchText },
      `${origin}/swagger.json`,
    );
    await expect(loading).rejects.toThrow('/models/none.json returned 404');
  });
});
