import { Readable } from 'node:stream';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { interpret } from '../../interpret/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import {
  generatePackage,
  removePackages,
  type Call,
  type CallPromise,
} from './testing/generate-package.js';
import { createRecordingServer, respondWith, type Received } from './testing/recording-server.js';

/**
 * What a generated package sends: for each row a document's request body or parameters, what a program passes, and what a
 * server receives. One package has an operation for each row.
 */

const text = { type: 'string' };
const integer = { type: 'integer', format: 'int32' };
const bytes = { type: 'string', format: 'binary' };
const list = (items: object) => ({ type: 'array', items });
const object = (properties: object) => ({ type: 'object', properties });
const link = object({ url: text });
const png = new Blob(['PNG'], { type: 'image/png' });
const pixels = new Uint8Array([1, 2, 255]);

interface Row {
  readonly title: string;
  readonly operation: object;
  readonly path?: string;
  /** What the call takes. */
  readonly args: readonly unknown[];
  readonly want: Partial<Wanted>;
}

interface Wanted {
  readonly type: string | undefined;
  readonly body: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

const content = (schemas: Readonly<Record<string, object | undefined>>, encoding?: object) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      { ...(schema && { schema }), ...(encoding && { encoding }) },
    ]),
  );

/** A row of a request body. */
function body(
  title: string,
  declared: object,
  args: readonly unknown[],
  type: string | undefined,
  sent: string,
): Row {
  const operation = { requestBody: { required: true, content: declared } };
  return { title, operation, args, want: { type, body: sent } };
}

const photo = content({ 'application/json': link, 'image/png': bytes, 'image/jpeg': bytes });
const patch = content({
  'application/merge-patch+json': link,
  'application/json-patch+json': list(link),
});
const aspnet = content(
  Object.fromEntries(
    [
      'text/json',
      'application/*+json',
      'application/json-patch+json',
      'application/json;odata.metadata=minimal',
      'application/json',
    ].map((name) => [name, link]),
  ),
);

async function* chunks() {
  yield await Promise.resolve(new Uint8Array([65]));
  yield new Uint8Array([66, 67]);
}

async function* links() {
  yield await Promise.resolve({ url: 'a' });
  yield { url: 'b' };
}

const BODIES: readonly Row[] = [
  body('the default of several', photo, [{ url: 'x' }], 'application/json', '{"url":"x"}'),
  body(
    'the default, chosen',
    photo,
    [{ url: 'x' }, { contentType: 'application/json' }],
    'application/json',
    '{"url":"x"}',
  ),
  body('another type', photo, [png, { contentType: 'image/png' }], 'image/png', 'PNG'),
  body('a third', photo, [png, { contentType: 'image/jpeg' }], 'image/jpeg', 'PNG'),
  body(
    'a list of changes, the default',
    patch,
    [[{ url: 'x' }]],
    'application/json-patch+json',
    '[{"url":"x"}]',
  ),
  body(
    'a merge patch',
    patch,
    [{ url: 'x' }, { contentType: 'application/merge-patch+json' }],
    'application/merge-patch+json',
    '{"url":"x"}',
  ),
  body("ASP.NET's list of one type", aspnet, [{}], 'application/json', '{}'),
  body('a range of images', content({ 'image/*': bytes }), [png], 'image/png', 'PNG'),
  body(
    'a range of images, chosen',
    content({ 'image/*': bytes }),
    [png, { contentType: 'image/webp' }],
    'image/webp',
    'PNG',
  ),
  body(
    'a range of images that nothing decides',
    content({ 'image/*': bytes }),
    [new Uint8Array([65])],
    'application/octet-stream',
    'A',
  ),
  body(
    'an image that the schema calls base64',
    content({ 'image/png': { type: 'string', format: 'byte' } }),
    [png],
    'image/png',
    'PNG',
  ),
  body('any type', content({ '*/*': bytes }), [png], 'image/png', 'PNG'),
  body('an object of any type', content({ '*/*': link }), [{}], 'application/json', '{}'),
  body('XML', content({ 'application/xml': link }), ['<a/>'], 'application/xml', '<a/>'),
  body('XML in a Blob', content({ 'text/xml': link }), [png], 'text/xml', 'PNG'),
  body('YAML', content({ 'application/yaml': link }), ['a: 1'], 'application/yaml', 'a: 1'),
  body('CBOR', content({ 'application/cbor': link }), ['x'], 'application/cbor', 'x'),
  body('a number', content({ 'text/plain': { type: 'number' } }), [1.5], 'text/plain', '1.5'),
  body('false', content({ 'text/plain': { type: 'boolean' } }), [false], 'text/plain', 'false'),
  body(
    'bytes',
    content({ 'application/octet-stream': bytes }),
    [pixels],
    'application/octet-stream',
    '\x01\x02\xFF',
  ),
  body(
    'an ArrayBuffer',
    content({ 'application/octet-stream': bytes }),
    [pixels.buffer],
    'application/octet-stream',
    '\x01\x02\xFF',
  ),
  body('a stream', content({ 'application/pdf': bytes }), [png.stream()], 'application/pdf', 'PNG'),
  body('an async iterable', content({ 'video/mp4': bytes }), [chunks()], 'video/mp4', 'ABC'),
  body(
    'a stream of Node.js',
    content({ 'video/mp4': bytes }),
    [Readable.from([Buffer.from('AB'), Buffer.from('C')])],
    'video/mp4',
    'ABC',
  ),
  body(
    'JSON lines of a list',
    { 'application/x-ndjson': { itemSchema: link } },
    [[{ url: 'a' }, { url: 'b' }]],
    'application/x-ndjson',
    '{"url":"a"}\n{"url":"b"}\n',
  ),
  body(
    'JSON lines as they come',
    content({ 'application/jsonl': list(link) }),
    [links()],
    'application/jsonl',
    '{"url":"a"}\n{"url":"b"}\n',
  ),
  body(
    'a JSON sequence',
    { 'application/json-seq': { itemSchema: integer } },
    [new Set([1, 2])],
    'application/json-seq',
    '\x1E1\n\x1E2\n',
  ),
];

const part = (name: string, value: string, type?: string, file?: string) =>
  `--B\r\nContent-Disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ''}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n${value}\r\n`;
const multipart = (...parts: readonly string[]) => `${parts.join('')}--B--\r\n`;
const FORM = 'multipart/form-data; boundary=B';

const form = object({
  meta: link,
  lines: list(link),
  scan: bytes,
  labels: list(text),
  grid: list(list(integer)),
  note: text,
});
const declared = (encoding: object) => content({ 'multipart/form-data': form }, encoding);

const FORMS: readonly Row[] = [
  body(
    'one part of JSON',
    declared({ meta: { contentType: 'application/json' } }),
    [{ meta: { url: 'x' }, note: 'n' }],
    FORM,
    multipart(part('meta', '{"url":"x"}', 'application/json'), part('note', 'n')),
  ),
  body(
    'a part of JSON for each item',
    declared({ lines: { contentType: 'application/json' } }),
    [{ lines: [{ url: 'a' }, { url: 'b' }] }],
    FORM,
    multipart(
      part('lines', '{"url":"a"}', 'application/json'),
      part('lines', '{"url":"b"}', 'application/json'),
    ),
  ),
  body(
    'a file of the declared type',
    declared({ scan: { contentType: 'image/png' } }),
    [{ scan: new Blob(['x']) }],
    FORM,
    multipart(part('scan', 'x', 'image/png', 'blob')),
  ),
  body(
    'a file of its own type',
    declared({ scan: { contentType: 'image/tiff' } }),
    [{ scan: new File(['x'], 'a "b".png', { type: 'image/png' }) }],
    FORM,
    multipart(part('scan', 'x', 'image/png', 'a %22b%22.png')),
  ),
  body(
    'text of a type of its own',
    declared({ note: { contentType: 'text/csv' } }),
    [{ note: 'a,b' }],
    FORM,
    multipart(part('note', 'a,b', 'text/csv')),
  ),
  body(
    'a stream in a form',
    content({ 'multipart/form-data': form }),
    [{ scan: Readable.from([Buffer.from('A'), Buffer.from('B')]), note: 'n' }],
    FORM,
    multipart(part('note', 'n'), part('scan', 'AB', 'application/octet-stream', 'blob')),
  ),
  body(
    'a stream of the platform in a form',
    declared({ scan: { contentType: 'image/png' } }),
    [{ scan: png.stream() }],
    FORM,
    multipart(part('scan', 'PNG', 'image/png', 'blob')),
  ),
  body(
    'a part of XML, written by the caller',
    declared({ meta: { contentType: 'application/xml' } }),
    [{ meta: '<a/>' }],
    FORM,
    multipart(part('meta', '<a/>', 'application/xml')),
  ),
  body(
    'a list that is joined',
    declared({ labels: { style: 'form', explode: false } }),
    [{ labels: ['a', 'b c'] }],
    FORM,
    multipart(part('labels', 'a,b c')),
  ),
  body(
    'a list with pipes',
    declared({ labels: { style: 'pipeDelimited', explode: false } }),
    [{ labels: ['a', 'b'] }],
    FORM,
    multipart(part('labels', 'a|b')),
  ),
  body(
    'a deep object',
    declared({ meta: { style: 'deepObject', explode: true } }),
    [{ meta: { url: 'x' } }],
    FORM,
    multipart(part('meta[url]', 'x')),
  ),
  body(
    'multipart/mixed, the text first',
    content({ 'multipart/mixed': object({ file: bytes, meta: link }) }),
    [{ file: png, meta: { url: 'x' } }],
    'multipart/mixed; boundary=B',
    multipart(
      part('meta', '{"url":"x"}', 'application/json'),
      part('file', 'PNG', 'image/png', 'blob'),
    ),
  ),
  body(
    'multipart/related, with the type of its root',
    content({ 'multipart/related': object({ file: bytes, meta: link }) }),
    [{ file: png, meta: { url: 'x' } }],
    'multipart/related; boundary=B; type="application/json"',
    multipart(
      part('meta', '{"url":"x"}', 'application/json'),
      part('file', 'PNG', 'image/png', 'blob'),
    ),
  ),
  body(
    'multipart/mixed of a list',
    content({ 'multipart/mixed': list(link) }),
    [[{ url: 'a' }, { url: 'b' }]],
    'multipart/mixed; boundary=B',
    '--B\r\nContent-Type: application/json\r\n\r\n{"url":"a"}\r\n--B\r\nContent-Type: application/json\r\n\r\n{"url":"b"}\r\n--B--\r\n',
  ),
  body(
    'multipart/mixed by position',
    {
      'multipart/mixed': {
        itemSchema: {},
        prefixEncoding: [{ contentType: 'application/json' }],
        itemEncoding: { contentType: 'text/csv' },
      },
    },
    [['a', 'b,c', 'd']],
    'multipart/mixed; boundary=B',
    '--B\r\nContent-Type: application/json\r\n\r\n"a"\r\n--B\r\nContent-Type: text/csv\r\n\r\nb,c\r\n--B\r\nContent-Type: text/csv\r\n\r\nd\r\n--B--\r\n',
  ),
  body(
    'URL-encoded in styles',
    content(
      {
        'application/x-www-form-urlencoded': object({
          a: list(text),
          b: link,
          c: link,
          d: text,
          e: list(integer),
        }),
      },
      {
        a: { style: 'pipeDelimited', explode: false },
        b: { style: 'deepObject', explode: true },
        c: { contentType: 'application/json' },
        d: { allowReserved: true },
        e: { style: 'form' },
      },
    ),
    [{ a: ['1', '2'], b: { url: 'x' }, c: { url: 'y' }, d: 'a/b?c', e: [1, 2] }],
    'application/x-www-form-urlencoded',
    'a=1%7C2&b%5Burl%5D=x&c=%7B%22url%22:%22y%22%7D&d=a/b?c&e=1&e=2',
  ),
];

/** A row of parameters: what follows the path of the row. */
function parameters(title: string, given: readonly object[], params: object, target: string): Row {
  return { title, operation: { parameters: given }, args: [params], want: { target } };
}

const query = (name: string, schema: object, more: object = {}) => ({
  name,
  in: 'query',
  schema,
  ...more,
});

const PARAMETERS: readonly Row[] = [
  parameters(
    'reserved characters',
    [query('p', text, { allowReserved: true })],
    { p: 'a/b?c=d&e:f#g%20h%' },
    '?p=a/b?c=d&e:f%23g%20h%25',
  ),
  parameters(
    'reserved characters in a list with pipes',
    [query('p', list(text), { allowReserved: true, style: 'pipeDelimited', explode: false })],
    { p: ['a/b', 'c'] },
    '?p=a/b%7Cc',
  ),
  parameters(
    'text by its media type',
    [{ name: 'p', in: 'query', content: content({ 'text/plain': text }) }],
    { p: 'a b' },
    '?p=a%20b',
  ),
  parameters(
    'lists in lists',
    [query('p', list(list(integer)))],
    { p: [[1, 2], [3]] },
    '?p%5B0%5D=1&p%5B0%5D=2&p%5B1%5D=3',
  ),
  parameters(
    'lists in lists with commas',
    [query('p', list(list(integer)), { explode: false })],
    { p: [[1, 2], [3]] },
    '?p=%5B1%2C2%5D,%5B3%5D',
  ),
  parameters('an empty text', [query('p', text, { allowEmptyValue: true })], { p: '' }, '?p='),
  parameters(
    'the whole query as JSON',
    [{ name: 'filter', in: 'querystring', content: content({ 'application/json': link }) }],
    { filter: { url: 'x y' } },
    '?%7B%22url%22:%22x%20y%22%7D',
  ),
  parameters(
    'the whole query as a form',
    [
      {
        name: 'filter',
        in: 'querystring',
        content: content({
          'application/x-www-form-urlencoded': object({ a: list(text), b: text }),
        }),
      },
    ],
    { filter: { a: ['1', '2'], b: 'x&y' } },
    '?a=1&a=2&b=x%26y',
  ),
  {
    title: 'a query inside of the path',
    path: '?action=stop',
    operation: { parameters: [query('p', text)] },
    args: [{ p: '1' }],
    want: { target: '?action=stop&p=1' },
  },
  {
    title: 'cookies as they are',
    operation: {
      parameters: [
        { name: 'a', in: 'cookie', style: 'cookie', schema: text },
        { name: 'b', in: 'cookie', style: 'cookie', schema: list(text) },
        { name: 'c', in: 'cookie', schema: text },
      ],
    },
    args: [{ a: 'x y%', b: ['1', '2'], c: 'x y%' }],
    want: { headers: { cookie: 'a=x y%; b=1; b=2; c=x%20y%25' } },
  },
];

const ROWS = [...BODIES, ...FORMS, ...PARAMETERS].map((row, index) => ({ ...row, index }));

const nameOf = (index: number) =>
  `row${String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))}`;

const server = createRecordingServer();
let calls: Readonly<Record<string, Call>>;
let sandbox: Sandbox;
let sandboxCalls: Readonly<Record<string, Call>>;

beforeAll(async () => {
  await server.listen();
  const paths = ROWS.map(({ operation, path = '', index }) => [
    `/${nameOf(index)}${path}`,
    {
      post: {
        tags: ['Rows'],
        operationId: nameOf(index),
        security: [],
        responses: { 204: { description: 'No Content' } },
        ...operation,
      },
    },
  ]);
  const document = {
    openapi: '3.2.0',
    info: { title: 'Rows', version: '1' },
    paths: Object.fromEntries(paths) as object,
  };
  const sdk = await generatePackage(document, 'Rows');
  const client = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, maxRetries: 2 });
  calls = client['rows'] ?? {};
  sandbox = await openSandbox(document);
  const own = sdk.client({ baseUrl: sandbox.url, rateLimit: false, maxRetries: 0 });
  sandboxCalls = own['rows'] ?? {};
});

/** Starts the sandbox of a document, as its command does. */
async function openSandbox(document: object): Promise<Sandbox> {
  const documentText = JSON.stringify(document);
  const diagnostics = new Diagnostics();
  const source = { text: documentText, location: 'document.json' };
  const loaded = await loadDocument(source, { allowedOrigins: [] }, diagnostics);
  const model = interpret(loaded, diagnostics);
  return startSandbox({ model, documentText, document: loaded.document });
}

afterAll(async () => {
  removePackages();
  await sandbox.close();
  await server.close();
});

beforeEach(() => server.reset());

function call(index: number, args: readonly unknown[], among = calls): CallPromise {
  const method = among[nameOf(index)];
  if (method === undefined) throw new Error(`There is no ${nameOf(index)}`);
  return method.call(among, ...args);
}

function toWanted({ target, headers, body: sent }: Received, index: number): Wanted {
  const type = headers['content-type'];
  const boundary = /boundary=([^;]+)/.exec(type ?? '')?.[1];
  const plain = (value: string) => (boundary ? value.replaceAll(boundary, 'B') : value);
  return {
    type: type && plain(type),
    body: plain(sent.toString('latin1')),
    target: target.replace(`/${nameOf(index)}`, ''),
    headers: { cookie: headers.cookie ?? '' },
  };
}

describe('a server receives', () => {
  it.each(ROWS.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    server.responses.push(respondWith(204, undefined));
    await call(row.index, row.args);
    const [received, ...others] = server.received;
    expect(others).toEqual([]);
    expect(received && toWanted(received, row.index)).toMatchObject(row.want);
  });

  it('a stream once, and the caller the error', async () => {
    const { index = 0 } = ROWS.find(({ title }) => title === 'an async iterable') ?? {};
    server.responses.push(respondWith(429, undefined, '', { 'retry-after': '0' }));
    const outcome = await call(index, [chunks()]).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ status: 429 });
    expect(server.received.map((each) => each.body.toString())).toEqual(['ABC']);
  });
});

describe('the sandbox accepts', () => {
  // A stream can be read once, and the rows above have read theirs.
  const rows = ROWS.filter(
    ({ title }) => !/stream|iterable|as they come|nothing decides/.test(title),
  );
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    await expect(call(row.index, row.args, sandboxCalls)).resolves.toBeUndefined();
  });

  it.each<[title: string, args: readonly unknown[], status: number]>([
    ["ASP.NET's list of one type", [12], 400],
    ['a number', ['twelve'], 400],
    ['JSON lines of a list', [[{ url: 'a' }, 12]], 400],
    ['a part of JSON for each item', [{ lines: [12] }], 400],
    ['multipart/mixed, the text first', [{ meta: 'x' }], 400],
    ['a range of images', [png, { contentType: 'text/plain' }], 415],
    // A server that wants an image cannot do with any bytes.
    ['a range of images that nothing decides', [pixels], 415],
  ])('no invalid value: %s', async (title, args, status) => {
    const { index = -1 } = ROWS.find((row) => row.title === title) ?? {};
    await expect(call(index, args, sandboxCalls)).rejects.toMatchObject({ status });
  });
});
