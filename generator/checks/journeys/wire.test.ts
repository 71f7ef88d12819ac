import {
  generatePackage,
  removePackages,
  type Call,
  type GeneratedPackage,
} from './testing/generate-package.js';
import {
  respondWith,
  createRecordingServer,
  type SendResponse,
} from './testing/recording-server.js';
import { WIRE_DOCUMENT } from './testing/wire-document.js';

/** The requests of a generated package, recorded by a server, and how it reads responses. */

const server = createRecordingServer();
const { received } = server;

let sdk: GeneratedPackage;
let calls: Readonly<Record<string, Call>>;
const waits: number[] = [];

beforeAll(async () => {
  await server.listen();
  sdk = await generatePackage(WIRE_DOCUMENT, 'Wire');
  const client = sdk.client({
    baseUrl: server.baseUrl(),
    rateLimit: false,
    random: () => 0,
    sleep: (ms: number) => Promise.resolve(void waits.push(ms)),
  });
  calls = client['wire'] ?? {};
});

afterAll(async () => {
  removePackages();
  await server.close();
});

beforeEach(() => {
  server.reset();
  waits.length = 0;
});

function call(name: string, ...values: readonly unknown[]): ReturnType<Call> {
  const method = calls[name];
  if (method === undefined) throw new Error(`There is no ${name} among ${methodNames()}`);
  return method.call(calls, ...values);
}

const methodNames = () =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(calls) as object).join(', ');

const LIST = ['a', 'b c', 'd,e'];
const PAIR = { R: 100, G: 200 };

describe('a query', () => {
  it.each<[title: string, params: object, want: string]>([
    ['a list, exploded as is usual', { ids: [1, 2] }, 'Ids=1&Ids=2'],
    ['a list with commas', { csv: ['1', '2'] }, 'Csv=1,2'],
    ['a list with commas, one of them inside', { csv: LIST }, 'Csv=a,b%20c,d%2Ce'],
    ['a list with spaces', { spaces: LIST }, 'Spaces=a%20b%20c%20d%2Ce'],
    ['a list with pipes', { pipes: LIST }, 'Pipes=a%7Cb%20c%7Cd%2Ce'],
    [
      'a list with spaces, exploded',
      { spacesExploded: ['a', 'b'] },
      'SpacesExploded=a&SpacesExploded=b',
    ],
    ['an object, exploded', { form: PAIR }, 'R=100&G=200'],
    ['an object with commas', { formPair: PAIR }, 'FormPair=R,100,G,200'],
    ['a deep object', { deep: PAIR }, 'Deep%5BR%5D=100&Deep%5BG%5D=200'],
    ['an object as JSON', { json: PAIR }, 'Json=%7B%22R%22:100,%22G%22:200%7D'],
    ['a time', { when: '2026-04-23T00:00:00' }, 'When=2026-04-23T00:00:00'],
    [
      'a time with an offset',
      { when: '2026-04-23T00:00:00+02:00' },
      'When=2026-04-23T00:00:00%2B02:00',
    ],
    ['what is not given', { ids: undefined, csv: null, when: undefined }, ''],
    ['empty lists', { ids: [], csv: [], spaces: [], pipes: [] }, ''],
  ])('is sent as %s', async (_title, params, want) => {
    expect(await call('query', params)).toEqual({ ok: true });
    const [path, query = ''] = received[0]?.target.split('?') ?? [];
    expect(path).toBe('/query');
    // A comma between items may be encoded or not (RFC 3986, section 2.2).
    expect(query.replace(/(?<=Json=.*)%2C/g, ',')).toBe(want);
  });
});

describe('a path', () => {
  const list = ['a', 'b c'];
  it.each<[name: string, value: unknown, want: string]>([
    ['simpleOne', 'a b', 'a%20b'],
    ['simpleOneExploded', 'a b', 'a%20b'],
    ['simpleList', list, 'a,b%20c'],
    ['simpleListExploded', list, 'a,b%20c'],
    ['simplePair', PAIR, 'R,100,G,200'],
    ['simplePairExploded', PAIR, 'R=100,G=200'],
    ['labelOne', 'a b', '.a%20b'],
    ['labelOneExploded', 'a b', '.a%20b'],
    ['labelList', list, '.a,b%20c'],
    ['labelListExploded', list, '.a.b%20c'],
    ['labelPair', PAIR, '.R,100,G,200'],
    ['labelPairExploded', PAIR, '.R=100.G=200'],
    ['matrixOne', 'a b', ';matrixOne=a%20b'],
    ['matrixOneExploded', 'a b', ';matrixOneExploded=a%20b'],
    ['matrixList', list, ';matrixList=a,b%20c'],
    ['matrixListExploded', list, ';matrixListExploded=a;matrixListExploded=b%20c'],
    ['matrixPair', PAIR, ';matrixPair=R,100,G,200'],
    ['matrixPairExploded', PAIR, ';R=100;G=200'],
  ])('is sent as %s', async (name, value, want) => {
    await call(name, value);
    expect(received[0]?.target).toBe(`/paths/${name}/${want}/end`);
  });

  it.each([
    ['AB 12/3?x#y', 'AB%2012%2F3%3Fx%23y'],
    ['../admin', '..%2Fadmin'],
    ['é%2e', '%C3%A9%252e'],
    ['...', '...'],
  ])('keeps %j in one segment', async (value, want) => {
    await call('vehicle', value);
    expect(received[0]?.target).toBe(`/vehicles/${want}`);
  });

  it.each<[unknown, string]>([
    ['..', "'..' (string)"],
    ['.', "'.' (string)"],
    ['', 'empty (string)'],
    [null, 'empty (null)'],
    [undefined, 'empty (undefined)'],
  ])('with %j rejects before anything is sent', async (value, given) => {
    // What is thrown synchronously is not caught, and fails the test.
    const outcome = await call('vehicle', value).catch((error: unknown) => error);
    expect(outcome).toMatchObject({
      name: 'ConfigurationError',
      message: `The request cannot be built: plate must not be ${given}: it is a part of the path /vehicles/{plate}`,
    });
    expect(received).toHaveLength(0);
  });
});

describe('a body', () => {
  it('is application/json, even if application/*+json is listed first', async () => {
    server.responses.push(respondWith(204, undefined));
    expect(await call('save', 'AB', { name: 'é' })).toBeUndefined();
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(received[0]?.body.toString()).toBe('{"name":"é"}');
  });

  it('of a form has five kinds of parts, and keeps file names', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 45, 45]);
    await call('upload', {
      File: new File([bytes], 'plan é.pdf', { type: 'application/pdf' }),
      Attachments: [new File(['one'], '1.txt'), new File(['two'], '2.txt')],
      TakenOn: '2026-04-23',
      Title: 'A "title"\r\nof two lines',
      Kind: 'Invoice',
    });
    const { headers, body = Buffer.alloc(0) } = received[0] ?? {};
    // undici has written the form, so undici reads it; Node.js warns only against reading strangers' forms so.
    const sent = new Response(new Uint8Array(body), {
      headers: { 'content-type': headers?.['content-type'] ?? '' },
    });
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await sent.formData();
    const [file, ...others] = filesOf(form, 'File');
    expect(others).toEqual([]);
    expect({ name: file?.name, type: file?.type }).toEqual({
      name: 'plan é.pdf',
      type: 'application/pdf',
    });
    expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(bytes);
    const attachments = filesOf(form, 'Attachments');
    expect(attachments.map(({ name }) => name)).toEqual(['1.txt', '2.txt']);
    expect(await Promise.all(attachments.map((each) => each.text()))).toEqual(['one', 'two']);
    const fields = ['TakenOn', 'Title', 'Kind'].map((name) => form.getAll(name));
    expect(fields).toEqual([['2026-04-23'], ['A "title"\r\nof two lines'], ['Invoice']]);
  });
});

describe('parameters of the same name', () => {
  it('are all sent, each in its location', async () => {
    await call('same', 'in path', {
      id: 'in query',
      apiVersion: '1.0',
      xVersion: '2.0',
      xTags: ['a', 'b'],
      session: 'é;',
    });
    const { target = '', headers = {} } = received[0] ?? {};
    const [path, query] = target.split('?');
    expect(path).toBe('/same/in%20path');
    expect([...new URLSearchParams(query)].sort()).toEqual([
      ['api-version', '1.0'],
      ['id', 'in query'],
    ]);
    expect(headers).toMatchObject({
      'x-version': '2.0',
      'x-tags': 'a,b',
      cookie: 'session=%C3%A9%3B',
    });
  });
});

describe('a response', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);

  it('of bytes is a Blob, byte for byte', async () => {
    server.responses.push(respondWith(200, 'application/octet-stream', bytes));
    const blob = (await call('file')) as Blob;
    expect(blob).toBeInstanceOf(Blob);
    expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('of bytes is a stream on request', async () => {
    server.responses.push(respondWith(200, 'application/octet-stream', bytes));
    const { body } = await call('file').asResponse();
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it.each([
    ['text/plain; charset=utf-8', 'Zoé "12"', 'Zoé "12"'],
    ['text/plain', '12', '12'],
    ['application/json', '"Zoé"', 'Zoé'],
  ])('declared as JSON and text is the string: %s %s', async (type, body, want) => {
    server.responses.push(respondWith(200, type, body));
    expect(await call('name')).toBe(want);
  });

  it.each<[title: string, name: string, reply: SendResponse]>([
    ['204', 'save', respondWith(204, undefined)],
    ['an empty 200', 'empty', respondWith(200, undefined)],
    ['an empty 200 of JSON', 'empty', respondWith(200, 'application/json')],
    ['an empty 202', 'empty', respondWith(202, undefined)],
  ])('is undefined: %s', async (_title, name, reply) => {
    server.responses.push(reply);
    expect(await call(name, 'AB', {})).toBeUndefined();
  });

  it('404 with problem+json is a NotFoundError with the problem', async () => {
    const problem = { title: 'No such vehicle', status: 404, plate: 'AB', traceId: '00-1' };
    server.responses.push(
      respondWith(404, 'application/problem+json; charset=utf-8', JSON.stringify(problem)),
    );
    const error = await call('vehicle', 'AB').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(sdk.exports['NotFoundError'] as new () => Error);
    expect(error).toMatchObject({ status: 404, problem, body: problem, requestId: '00-1' });
  });

  it.each<[title: string, refusals: readonly SendResponse[], waited: readonly number[]]>([
    ['429 with Retry-After: 1', [respondWith(429, undefined, '', { 'retry-after': '1' })], [1_000]],
    ['two 503', [respondWith(503, undefined), respondWith(503, undefined)], [250, 500]],
  ])('after %s is returned to the caller', async (_title, refusals, waited) => {
    server.responses.push(...refusals);
    expect(await call('empty')).toEqual({ ok: true });
    expect(waits).toEqual(waited);
  });

  it('in pages is a list of all items', async () => {
    server.responses.push(
      respondWith(200, 'application/json', '{"items":[1,2],"totalCount":3}'),
      respondWith(200, 'application/json', '{"items":[3],"totalCount":3}'),
    );
    const items: unknown[] = [];
    for await (const item of call('page')) items.push(item);
    expect(items).toEqual([1, 2, 3]);
    expect(received.map(({ target }) => target)).toEqual(['/pages', '/pages?Page=2']);
  });
});

function filesOf(form: FormData, name: string): readonly File[] {
  return form.getAll(name).filter((entry) => entry instanceof File);
}
