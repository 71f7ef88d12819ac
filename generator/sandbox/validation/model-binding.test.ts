import type { Parameter, TypeRef } from '../../model/model.js';
import {
  accepts,
  api,
  BOOLEAN,
  INTEGER,
  listOf,
  operation,
  parameter,
  property,
  TEXT,
  text,
} from '../testing/fleet-api.js';
import { call, json, openSandbox } from '../testing/open.js';

async function errorsOf(response: Response): Promise<unknown> {
  expect([response.status, response.headers.get('content-type')]).toEqual([
    400,
    'application/problem+json; charset=utf-8',
  ]);
  const problem = (await response.json()) as { errors: unknown };
  expect(problem).toEqual({
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors: problem.errors,
    traceId: expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-00$/) as unknown,
  });
  return problem.errors;
}

describe('an operation rejects', () => {
  const trips = (query: string) =>
    call(`GET /Geolocation/Trips?registrationNumber=AB-123-CD&${query}`);

  it('a query without the required parameters', async () => {
    expect(await errorsOf(await call('GET /Geolocation/Trips?endDate='))).toEqual({
      startDate: ['The startDate field is required.'],
      endDate: ['The endDate field is required.'],
      registrationNumber: ['The registrationNumber field is required.'],
    });
  });

  it.each([
    [
      'startDate=yesterday&endDate=2026-04-23',
      { startDate: ["The value 'yesterday' is not valid."] },
    ],
    [
      'startDate=2026-04-23T00:00:00&endDate=2026-04-24T00:00:01',
      { endDate: ['The period must not exceed 24 hours.'] },
    ],
    [
      'startDate=2026-04-23T01:00:00%2B02:00&endDate=2026-04-23T23:00:01Z',
      { endDate: ['The period must not exceed 24 hours.'] },
    ],
    [
      'startDate=2026-04-24&endDate=2026-04-23',
      { endDate: ['The end of the period lies before its start.'] },
    ],
  ])('the period %s', async (query, errors) => {
    expect(await errorsOf(await trips(query))).toEqual(errors);
  });

  it.each([
    'startDate=2026-04-23T00:00:00&endDate=2026-04-24T00:00:00',
    'startDate=2026-04-23T00:00:00.000Z&endDate=2026-04-23T23:59:59.999Z',
    'STARTDATE=2026-04-23&enddate=2026-04-24',
  ])('but not the period %s', async (query) => {
    expect((await trips(query)).status).toBe(200);
  });

  it.each<[string, RequestInit, Record<string, unknown>]>([
    ['empty', {}, { '': ['A non-empty request body is required.'] }],
    [
      'truncated JSON',
      json('{"brand":'),
      { $: [expect.stringMatching(/^The body is not valid JSON: /)] },
    ],
    [
      'a list',
      json([]),
      { $: ['The JSON value could not be converted to the declared type. Path: $.'] },
    ],
    [
      'without the required properties',
      json({}),
      {
        RegistrationNumber: ['The RegistrationNumber field is required.'],
        Brand: ['The Brand field is required.'],
      },
    ],
    [
      'of other types',
      json({ registrationNumber: 1, brand: 'x' }),
      {
        '$.registrationNumber': [
          'The JSON value could not be converted to System.String. Path: $.registrationNumber.',
        ],
      },
    ],
    [
      'null for a required property',
      json({ registrationNumber: null, brand: 'x' }),
      { RegistrationNumber: ['The RegistrationNumber field is required.'] },
    ],
    [
      'text for an enumeration of numbers',
      json({ registrationNumber: 'a', brand: 'x', energy: 'Diesel' }),
      { '$.energy': [expect.stringContaining('could not be converted')] },
    ],
  ])('a body: %s', async (_case, init, errors) => {
    expect(await errorsOf(await call('POST /Vehicles', init))).toEqual(errors);
  });

  it.each<[string, RequestInit]>([
    ['properties in another letter case', json({ RegistrationNumber: 'a', BRAND: 'x' })],
    [
      'a number that is not in the enumeration',
      json({ registrationNumber: 'a', brand: 'x', energy: 15 }),
    ],
    ['an undeclared property', json({ registrationNumber: 'a', brand: 'x', constructor: 1 })],
    ['text/json', json({ registrationNumber: 'a', brand: 'x' }, 'text/json')],
    [
      'application/merge-patch+json',
      json({ registrationNumber: 'a', brand: 'x' }, 'application/merge-patch+json'),
    ],
  ])('but not %s', async (_case, init) => {
    expect((await call('POST /Vehicles', init)).status).toBe(201);
  });

  it('an undeclared media type', async () => {
    expect((await call('POST /Vehicles', json('brand=x', 'text/plain'))).status).toBe(415);
  });

  it('a form without its file, or with text instead of the file', async () => {
    expect(await errorsOf(await call('POST /Documents'))).toEqual({
      File: ['The File field is required.'],
    });
    const form = new FormData();
    form.set('File', 'text');
    expect(await errorsOf(await call('POST /Documents', { body: form }))).toEqual({
      File: ["The value 'text' is not valid for File."],
    });
  });

  it('but not a form with one file and lists of any length', async () => {
    const form = new FormData();
    form.set('File', new Blob(['x']), 'x.txt');
    form.append('Labels', 'one');
    expect((await call('POST /Documents', { body: form })).status).toBe(200);
    form.append('Labels', 'two');
    expect((await call('POST /Documents', { body: form })).status).toBe(200);
  });

  it('a multipart body without its boundary', async () => {
    const init = { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } };
    expect(await errorsOf(await call('POST /Documents', init))).toEqual({
      '': [expect.stringMatching(/^Failed to read the request form:/)],
    });
  });
});

describe('a form is bound as declared', () => {
  const at: TypeRef = { kind: 'object', properties: [property('x', INTEGER)] };
  const style = { kind: 'style', style: 'form', explode: false, allowReserved: false } as const;
  const model = api([
    operation('POST /a', {
      security: { kind: 'none' },
      body: accepts(
        { kind: 'object', properties: [property('at', at), property('ids', listOf(INTEGER))] },
        {
          encoding: 'form',
          mediaType: 'application/x-www-form-urlencoded',
          parts: [
            { wireName: 'at', ...style },
            { wireName: 'ids', ...style, style: 'pipeDelimited' },
          ],
        },
      ),
    }),
  ]);

  it.each([
    ['an object that is joined', 'at=x,1', undefined],
    ['a list that is joined', 'ids=1|2', undefined],
    ['a list of one', 'ids=1', undefined],
    ['an object of another type', 'at=x,b', { 'at.x': ["The value 'b' is not valid for at.x."] }],
  ])('%s', async (_, body, errors) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { url } = await openSandbox(model);
    const response = await fetch(new URL('/a', url), { method: 'POST', body, headers });
    if (errors === undefined) expect(response.status).toBe(200);
    else expect(await errorsOf(response)).toEqual(errors);
  });
});

describe('parameters are bound as declared', () => {
  const model = api([
    operation('GET /a', {
      security: { kind: 'none' },
      parameters: [
        parameter('ids', { kind: 'array', items: text('uuid') }, { explode: false }),
        parameter(
          'filter',
          { kind: 'object', properties: [] },
          { required: true, style: 'deepObject' },
        ),
        parameter('X-Trace', TEXT, { in: 'header', required: true }),
        parameter('flag', BOOLEAN),
      ],
    }),
  ]);
  const UUID = '00000000-0000-4000-8000-000000000000';

  it.each([
    [`?ids=${UUID},${UUID}&filter[a]=1`, { 'X-Trace': 't' }, undefined],
    [
      `?ids=${UUID},x&filter.a=1&flag=TRUE`,
      { 'x-trace': 't' },
      { ids: ["The value 'x' is not valid."] },
    ],
    [
      '?flag=1',
      {},
      {
        flag: ["The value '1' is not valid."],
        filter: ['The filter field is required.'],
        'X-Trace': ['The X-Trace field is required.'],
      },
    ],
  ])('%s with %j', async (query, headers, errors) => {
    const response = await fetch(new URL(`/a${query}`, (await openSandbox(model)).url), {
      headers: headers as Record<string, string>,
    });
    if (errors === undefined) expect(response.status).toBe(200);
    else expect(await errorsOf(response)).toEqual(errors);
  });

  const NUMBERS: TypeRef = { kind: 'array', items: INTEGER };
  it.each<[string, TypeRef, Partial<Parameter>, string, string]>([
    ['a list in a path', NUMBERS, { in: 'path', style: 'simple' }, '1,2', '1,x'],
    ['with pipes in a path', NUMBERS, { in: 'path', style: 'pipeDelimited' }, '1%7C2', '1|x'],
    ['with a label', NUMBERS, { in: 'path', style: 'label' }, '.1,2', '.1,x'],
    ['with labels', NUMBERS, { in: 'path', style: 'label', explode: true }, '.1.2', '.1.x'],
    ['in a matrix', NUMBERS, { in: 'path', style: 'matrix' }, ';v=1,2', ';v=1,x'],
    [
      'in matrices',
      NUMBERS,
      { in: 'path', style: 'matrix', explode: true },
      ';v=1;v=2',
      ';v=1;v=x',
    ],
    ['one label', INTEGER, { in: 'path', style: 'label' }, '.1', '.x'],
    ['one matrix', INTEGER, { in: 'path', style: 'matrix' }, ';v=1', ';v=x'],
    ['in a header', NUMBERS, { in: 'header', style: 'simple' }, '1, 2', '1,x'],
    ['in a cookie', NUMBERS, { in: 'cookie', style: 'form' }, 'v=1,2', 'v=1,x'],
  ])('lists by their style: %s', async (_, type, rest, right, wrong) => {
    const given = parameter('v', type, { required: true, explode: false, ...rest });
    const own = api([
      operation(given.in === 'path' ? 'GET /a/{v}' : 'GET /a', {
        security: { kind: 'none' },
        parameters: [given],
      }),
    ]);
    const { url } = await openSandbox(own);
    const send = (value: string) =>
      given.in === 'path'
        ? fetch(new URL(`/a/${value}`, url))
        : fetch(new URL('/a', url), {
            headers: { [given.in === 'header' ? 'v' : 'cookie']: value },
          });
    expect((await send(right)).status).toBe(200);
    expect(await errorsOf(await send(wrong))).toEqual({ v: ["The value 'x' is not valid."] });
  });
});
