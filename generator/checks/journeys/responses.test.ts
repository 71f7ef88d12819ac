import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { generatePackage, removePackages, type Call } from './testing/generate-package.js';
import { createRecordingServer, respondWith } from './testing/recording-server.js';

/** What the packages of two cases ask for, and what they make of the responses. */

const server = createRecordingServer();
const services: Record<string, Readonly<Record<string, Call>>> = {};

beforeAll(async () => {
  await server.listen();
  for (const name of ['streams', 'text-responses']) {
    const file = join(__dirname, '../../../fixtures/cases', name, 'document.yaml');
    const sdk = await generatePackage(parse(readFileSync(file, 'utf8')), 'Case', {
      output: { dates: 'date', int64: 'bigint' },
    });
    const client = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false });
    for (const service of ['positions', 'chat', 'vehicles'])
      if (client[service]) services[service] = client[service];
  }
});
afterAll(async () => {
  removePackages();
  await server.close();
});
beforeEach(() => server.reset());

function call(name: string, ...values: readonly unknown[]): ReturnType<Call> {
  const [service = '', method = ''] = name.split('.');
  const found = services[service]?.[method];
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.call(services[service], ...values);
}

const PROBLEM = 'application/problem+json;q=0.5';
const WIRE = '{"vin":"x","at":"2026-04-23T00:00:00Z","odometer":9007199254740993}';
const POSITION = { vin: 'x', at: new Date('2026-04-23T00:00:00Z'), odometer: 9007199254740993n };

describe('a stream', () => {
  it.each<[name: string, type: string, body: string, accept: string, items: readonly unknown[]]>([
    [
      'positions.watchPositions',
      'text/event-stream',
      `event: moved\nid: 1\ndata: ${WIRE}\n\n: nothing\n\n`,
      `text/event-stream, ${PROBLEM}`,
      [{ data: POSITION, event: 'moved', id: '1' }],
    ],
    [
      'positions.tailLog',
      'text/event-stream; charset=utf-8',
      'data: 1\ndata: two\n\n',
      `text/event-stream, ${PROBLEM}`,
      ['1\ntwo'],
    ],
    [
      'positions.watchNotices',
      'text/event-stream',
      `data: 17\n\nevent: position\ndata: ${WIRE}\n\n`,
      `text/event-stream, ${PROBLEM}`,
      [{ data: '17' }, { data: POSITION, event: 'position' }],
    ],
    [
      'positions.watchRaw',
      'text/event-stream',
      'retry: 5\ndata: {"a":1}\n\n',
      `text/event-stream, ${PROBLEM}`,
      [{ data: '{"a":1}', retry: 5 }],
    ],
    [
      'positions.exportPositions',
      'application/x-ndjson',
      `${WIRE}\n\n${WIRE}`,
      `application/jsonl, application/x-ndjson, ${PROBLEM}`,
      [POSITION, POSITION],
    ],
    [
      'positions.exportFeatures',
      'application/geo+json-seq',
      `\x1e${WIRE}\n\x1e{"vin":\x1e${WIRE}\n`,
      `application/geo+json-seq, ${PROBLEM}`,
      [POSITION, POSITION],
    ],
  ])('of %s is read item by item', async (name, type, body, accept, want) => {
    server.responses.push(respondWith(200, type, body));
    const items: unknown[] = [];
    for await (const item of call(name) as unknown as AsyncIterable<unknown>) items.push(item);
    expect(items).toEqual(want);
    expect(server.received[0]?.headers.accept).toBe(accept);
  });

  it('of a request with a body is read item by item', async () => {
    server.responses.push(respondWith(200, 'text/event-stream', 'data: {"text":"a"}\n\n'));
    const stream = call('chat.ask', { text: 'b' }) as unknown as AsyncIterable<unknown>;
    for await (const item of stream) expect(item).toEqual({ text: 'a' });
    expect(server.received[0]?.body.toString()).toBe('{"text":"b"}');
  });

  it('without content has no items', async () => {
    server.responses.push(respondWith(204, undefined));
    for await (const item of call('positions.exportPositions') as unknown as AsyncIterable<unknown>)
      throw new Error(`There is an item: ${String(item)}`);
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['application/problem+json', '{"title":"Gone"}', { title: 'Gone' }],
    ['text/plain', 'Gone', 'Gone'],
  ])('that is refused rejects with a body of %s', async (type, body, want) => {
    server.responses.push(respondWith(404, type, body));
    await expect(call('positions.watchPositions')).rejects.toMatchObject({
      status: 404,
      body: want,
    });
  });
});

describe('a response', () => {
  it.each<
    [name: string, status: number, type: string, body: string, accept: string, want: unknown]
  >([
    ['vehicles.isLocked', 200, 'text/plain; charset=utf-8', 'True', `text/plain, ${PROBLEM}`, true],
    ['vehicles.isLocked', 200, 'text/plain', 'false\n', `text/plain, ${PROBLEM}`, false],
    [
      'vehicles.getOdometer',
      200,
      'text/plain',
      '9007199254740993',
      `text/plain, ${PROBLEM}`,
      9007199254740993n,
    ],
    ['vehicles.getOdometer', 200, 'text/plain', '', `text/plain, ${PROBLEM}`, undefined],
    ['vehicles.getState', 200, 'text/plain', 'parked', `text/plain, ${PROBLEM}`, 'parked'],
    ['vehicles.getVehicle', 200, 'text/xml', '<id>1</id>', `text/xml, ${PROBLEM}`, '<id>1</id>'],
    [
      'vehicles.getReport',
      200,
      'application/json',
      '{"id":1}',
      'application/json, text/plain',
      { id: 1 },
    ],
    [
      'vehicles.getReport',
      202,
      'text/plain',
      '{"id":1}',
      'application/json, text/plain',
      '{"id":1}',
    ],
  ])(
    'of %s with %i %s %j is what its type says',
    async (name, status, type, body, accept, want) => {
      server.responses.push(respondWith(status, type, body));
      expect(await call(name, 1)).toEqual(want);
      expect(server.received[0]?.headers.accept).toBe(accept);
    },
  );

  it('of an image is a Blob', async () => {
    server.responses.push(respondWith(200, 'image/png', 'png'));
    const picture = (await call('vehicles.getPicture', 1)) as Blob;
    expect([picture.type, await picture.text()]).toEqual(['image/png', 'png']);
    expect(server.received[0]?.headers.accept).toBe(`image/*, ${PROBLEM}`);
  });

  it('of text that is no boolean is an error', async () => {
    server.responses.push(respondWith(200, 'text/plain', 'perhaps'));
    await expect(call('vehicles.isLocked', 1)).rejects.toMatchObject({ snippet: 'perhaps' });
  });
});
