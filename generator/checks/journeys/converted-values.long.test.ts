import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { GenerateOptions } from '../../pipeline/generate.js';
import { allCases } from './testing/cases.js';
import {
  generatePackage,
  removePackages,
  type Call,
  type GeneratedPackage,
} from './testing/generate-package.js';
import { respondWith, json, createRecordingServer } from './testing/recording-server.js';

/** Dates, 64-bit integers and renamed properties: the values of a program, and those on the wire. */

const server = createRecordingServer();
const { received, responses } = server;

type Client = Readonly<Record<string, Readonly<Record<string, Call>>>>;

async function packageOf(name: string, options?: GenerateOptions): Promise<GeneratedPackage> {
  const found = allCases().find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no case ${name}`);
  const document = parse(readFileSync(found.document, 'utf8')) as unknown;
  return generatePackage(document, 'Test', options ?? found.options);
}

function clientOf(sdk: GeneratedPackage): Client {
  return sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, maxRetries: 0 });
}

function call(client: Client, name: string, ...values: readonly unknown[]): ReturnType<Call> {
  const [service = '', method = ''] = name.split('.');
  const found = client[service]?.[method];
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.call(client[service], ...values);
}

const sent = () => received[0]?.body.toString();
const rejection = (promise: Promise<unknown>) => promise.catch((reason: unknown) => reason);

beforeAll(() => server.listen());
afterAll(async () => {
  removePackages();
  await server.close();
});
beforeEach(server.reset);

const T = '2026-04-23T10:00:00Z';
const D = new Date(T);
const LONG = '9007199254740993';

describe('dates: date, int64: bigint', () => {
  let sdk: GeneratedPackage;
  let client: Client;
  beforeAll(async () => {
    sdk = await packageOf('dates-and-long-integers');
    client = clientOf(sdk);
  });

  it.each<[given: unknown, wire: string]>([
    [D, '2026-04-23T10:00:00.000Z'],
    ['2026-04-23T00:00:00', '2026-04-23T00:00:00'],
    ['2026-04-23T00:00:00+02:00', '2026-04-23T00:00:00%2B02:00'],
  ])('sends %p in a query', async (from, wire) => {
    responses.push(json('{}'));
    await call(client, 'trips.list', {
      from,
      day: '2026-04-23',
      ids: [BigInt(LONG), 2],
      xSince: D,
    });
    expect(received[0]?.target).toBe(`/Trips?Day=2026-04-23&From=${wire}&Ids=${LONG}&Ids=2`);
    expect(received[0]?.headers['x-since']).toBe('2026-04-23T10:00:00.000Z');
  });

  it('sends them in paths and forms', async () => {
    responses.push(respondWith(204, undefined));
    const body = { File: new Blob(['x']), TakenAt: D };
    await call(client, 'trips.createPhoto', BigInt(LONG), body);
    expect(received[0]?.target).toBe(`/Trips/${LONG}/Photos`);
    expect(sent()).toContain('name="TakenAt"\r\n\r\n2026-04-23T10:00:00.000Z\r\n');
  });

  it('sends them in JSON, as text and as numbers, and does not change its input', async () => {
    responses.push(json(LONG, 201));
    const body = Object.freeze({
      id: BigInt(LONG),
      start: D,
      end: null,
      day: '2026-04-23',
      stops: [{ at: '2026-04-23T00:00:00', label: T }],
      odometers: { start: 5, end: 7n },
      next: { start: D, id: undefined },
    });
    expect(await call(client, 'trips.create', body)).toBe(BigInt(LONG));
    expect(sent()).toBe(
      `{"id":${LONG},"start":"2026-04-23T10:00:00.000Z","end":null,"day":"2026-04-23",` +
        '"stops":[{"at":"2026-04-23T00:00:00","label":"2026-04-23T10:00:00Z"}],' +
        '"odometers":{"start":5,"end":7},"next":{"start":"2026-04-23T10:00:00.000Z"}}',
    );
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(body.start).toBe(D);
  });

  it('rejects an invalid Date before anything is sent', async () => {
    const outcome = await rejection(call(client, 'trips.create', { start: new Date(NaN) }));
    expect(outcome).toMatchObject({
      name: 'ConfigurationError',
      message: 'The request cannot be built: body.start (date) cannot be sent: the date is invalid',
    });
    expect(received).toEqual([]);
  });

  it('returns them on every page, whatever else the API adds', async () => {
    const trip = `{"id":${LONG},"start":"2026-04-23T10:00:00","day":"2026-04-23","kind":1,"since":"${T}","odometers":{"a":${LONG}},"next":{"start":"2026-04-23T12:00:00.1234567+02:00","end":null}}`;
    responses.push(
      json(`{"items":[${trip}],"totalCount":2}`),
      json(`{"items":[{"start":"${T}"}],"totalCount":2}`),
    );
    const items: unknown[] = [];
    for await (const item of call(client, 'trips.list', { from: D, pageSize: 1 })) items.push(item);
    expect(items).toEqual([
      {
        id: BigInt(LONG),
        start: D,
        day: '2026-04-23',
        kind: 1,
        since: T,
        odometers: { a: BigInt(LONG) },
        next: { start: new Date('2026-04-23T10:00:00.123Z'), end: null },
      },
      { start: D },
    ]);
    const pages = received.map(({ target }) =>
      new URL(target, server.baseUrl()).searchParams.get('Page'),
    );
    expect(pages).toEqual([null, '2']);
  });

  it('stops at a page that is repeated', async () => {
    const page = `{"items":[{"id":${LONG},"start":"${T}"}]}`;
    responses.push(json(page), json(page));
    const items: unknown[] = [];
    for await (const item of call(client, 'trips.list', { from: D, pageSize: 1 })) items.push(item);
    expect(items).toHaveLength(1);
  });

  it('returns data and response, or the unchanged response', async () => {
    responses.push(json(`"${T}"`), json(`"${T}"`));
    const { data, response } = await call(client, 'clock.get').withResponse();
    expect({ data, status: response.status }).toEqual({ data: D, status: 200 });
    expect(await (await call(client, 'clock.get').asResponse()).text()).toBe(`"${T}"`);
  });

  it('reads a date that is sent as text', async () => {
    responses.push(respondWith(200, 'text/plain; charset=utf-8', T));
    expect(await call(client, 'clock.get')).toEqual(D);
  });

  it('finds variants by their discriminator, and converts the common properties of unknown ones', async () => {
    responses.push(
      json(
        `[{"kind":"Fuelled","at":"${T}","milliLitres":${LONG}},{"kind":"Washed","at":"${T}","milliLitres":1}]`,
      ),
    );
    expect(await call(client, 'events.list')).toEqual([
      { kind: 'Fuelled', at: D, milliLitres: BigInt(LONG) },
      { kind: 'Washed', at: D, milliLitres: 1 },
    ]);
  });

  it('finds the member of a union without discriminator by its properties', async () => {
    responses.push(json(`{"about":{"text":"x","start":"${T}"},"when":"soon","values":[true,3]}`));
    const body = { about: { start: D, id: 3n }, when: D };
    expect(await call(client, 'notes.create', body)).toEqual({
      about: { text: 'x', start: T },
      when: 'soon',
      values: [true, 3n],
    });
    expect(sent()).toBe(
      '{"about":{"start":"2026-04-23T10:00:00.000Z","id":3},"when":"2026-04-23T10:00:00.000Z"}',
    );
  });

  it('throws a ResponseParseError with the location of an invalid date', async () => {
    responses.push(json('{"items":[{"start":"23/04/2026"}]}'));
    const error = await rejection(call(client, 'trips.list', { from: D }));
    expect(error).toBeInstanceOf(sdk.exports['ResponseParseError'] as new () => Error);
    expect((error as Error).message).toMatch(
      / returned 200 without a date at 'start': '23\/04\/2026' \(application\/json; charset=utf-8\)$/,
    );
  });

  it('converts the bodies of errors as far as possible', async () => {
    const problem = (until: string) => json(`{"title":"Taken","until":"${until}","ticket":1}`, 409);
    responses.push(problem(T), problem('soon'));
    for (const until of [D, 'soon']) {
      const error = await rejection(call(client, 'trips.list', { from: D }));
      expect(error).toMatchObject({
        status: 409,
        body: { until, ticket: 1 },
        problem: { title: 'Taken' },
      });
    }
  });

  it('does the same for a bare caller', async () => {
    const { createBareCaller, getClock } = sdk.exports as Record<
      string,
      (...values: unknown[]) => unknown
    >;
    responses.push(json(`"${T}"`));
    expect(await getClock?.(createBareCaller?.({ baseUrl: server.baseUrl() }))).toEqual(D);
  });

  it('throws an error for a response that is not JSON', async () => {
    responses.push(respondWith(200, 'text/html', '<html>'));
    const error = await rejection(call(client, 'events.list'));
    expect((error as Error).message).toMatch(/ returned 200 without JSON \(text\/html\)$/);
  });
});

describe('int64: string', () => {
  let client: Client;
  beforeAll(async () => {
    client = clientOf(await packageOf('dates-and-long-integers', { output: { int64: 'string' } }));
  });

  it('is text with digits, and is sent as a number', async () => {
    responses.push(json(LONG, 201));
    const body = { id: LONG, start: T, odometers: { a: 5 } };
    expect(await call(client, 'trips.create', body)).toBe(LONG);
    expect(sent()).toBe(`{"id":${LONG},"start":"${T}","odometers":{"a":5}}`);
  });

  it('does not convert dates or anything else', async () => {
    responses.push(
      json(`{"items":[{"start":"${T}","id":5,"next":{"id":-${LONG}}}],"totalCount":1}`),
    );
    expect(await call(client, 'trips.list', { from: T })).toEqual({
      items: [{ start: T, id: '5', next: { id: `-${LONG}` } }],
      totalCount: '1',
    });
  });

  it.each(['1,"admin":true', '1.5', ''])('does not send %j', async (id) => {
    const outcome = await rejection(call(client, 'trips.create', { start: T, id }));
    expect(outcome).toMatchObject({
      name: 'ConfigurationError',
      message:
        'The request cannot be built: body.id (string) cannot be sent: a 64-bit integer must be a string of digits',
    });
    expect(received).toEqual([]);
  });
});

describe('renamed properties', () => {
  let client: Client;
  beforeAll(async () => {
    client = clientOf(await packageOf('renamed-properties'));
  });

  it('have their new names in responses, in variants and on every page', async () => {
    const truck =
      '{"veh_kind":"truck","vehicleRegNo":"AB","axles":2,"owner":{"vehicleRegNo":"CD"},"plate":"new"}';
    responses.push(
      json(`{"rows":[${truck}],"totalCount":2}`),
      json('{"rows":[{"veh_kind":"boat"}],"totalCount":2}'),
    );
    const items: unknown[] = [];
    for await (const item of call(client, 'vehicles.list', { pageSize: 1 })) items.push(item);
    expect(items).toEqual([
      { kind: 'truck', plate: 'AB', axles: 2, owner: { plate: 'CD' } },
      { kind: 'boat' },
    ]);
  });

  it('have their wire names in bodies, queries and forms', async () => {
    responses.push(respondWith(204, undefined), json('{}'), json('[{"vehicleRegNo":"AB"}]'));
    await call(client, 'vehicles.create', {
      kind: 'truck',
      plate: 'AB',
      owner: { kind: 'x', plate: 'CD' },
    });
    expect(sent()).toBe(
      '{"veh_kind":"truck","vehicleRegNo":"AB","owner":{"veh_kind":"x","vehicleRegNo":"CD"}}',
    );
    await call(client, 'vehicles.list', { filter: { plate: 'A B' } });
    expect(received[1]?.target).toBe('/Vehicles?filter%5Breg_no%5D=A%20B');
    expect(await call(client, 'vehicles.search', { plate: 'AB' })).toEqual([{ plate: 'AB' }]);
    expect(received[2]?.body.toString()).toBe('reg_no=AB');
  });
});
