import type { Sandbox } from '../index.js';
import { json, openDocument } from '../testing/open.js';
import { THINGS } from '../testing/things.js';

/** The error responses to requests that do not match the document. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openDocument(THINGS);
});

async function send(target: string, init: RequestInit = {}) {
  const [method = '', path = ''] = target.split(' ');
  const response = await fetch(new URL(path, sandbox.url), { ...init, method });
  const text = await response.text();
  const { status } = response;
  return status === 400
    ? { status, errors: (JSON.parse(text) as { errors: unknown }).errors }
    : { status };
}

describe('a number that the document allows as text too', () => {
  const count = { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', minimum: 1 };
  const schema = { type: 'object', properties: { count, strict: { type: 'integer' } } };
  const content = { 'application/json': { schema } };
  const document = {
    openapi: '3.1.1',
    info: { title: 'Counts', version: 'v1' },
    paths: {
      '/counts': {
        post: {
          parameters: [{ name: 'take', in: 'query', schema: count }],
          requestBody: { required: true, content },
          responses: { 200: { description: 'OK', content } },
        },
      },
    },
  };

  it.each<[string, object, number, object | undefined]>([
    ['a number', { count: 5 }, 200, { count: 5 }],
    ['text, which is read as the number', { count: '5' }, 200, { count: 5 }],
    ['text out of range', { count: '0' }, 400, undefined],
    ['text that is no number', { count: 'five' }, 400, undefined],
    ['text for another number', { strict: '5' }, 400, undefined],
  ])('%s', async (_, body, status, stored) => {
    const { url } = await openDocument(document);
    const response = await fetch(new URL('/counts?take=3', url), { method: 'POST', ...json(body) });
    expect(response.status).toBe(status);
    if (stored !== undefined) expect(await response.json()).toMatchObject(stored);
  });

  it('is checked in a query, where every value is text', async () => {
    const { url } = await openDocument(document);
    const response = await fetch(new URL('/counts?take=0', url), { method: 'POST', ...json({}) });
    expect(await response.json()).toMatchObject({ errors: { take: [expect.any(String)] } });
  });
});

describe('a query', () => {
  it.each<[string, Record<string, readonly string[]>]>([
    ['pageSize=0', { pageSize: ['The field pageSize must be between 1 and 100.'] }],
    ['from=-1', { from: ['The field from must be greater than or equal to 0.'] }],
    ['Sort=size', { Sort: ["The value 'size' is not valid."] }],
    [
      'sort=size&PAGESIZE=x',
      {
        Sort: ["The value 'size' is not valid."],
        pageSize: ["The value 'x' is not valid."],
      },
    ],
    [
      'plate=ab-123-cd',
      {
        plate: ["The field plate must match the regular expression '^[A-Z]{2}-\\d{3}-[A-Z]{2}$'."],
      },
    ],
    ['ids=00000000-0000-4000-8000-000000000000&ids=1', { ids: ["The value '1' is not valid."] }],
    [
      ['1', '2', '3'].map((end) => `ids=00000000-0000-4000-8000-00000000000${end}`).join('&'),
      { ids: ["The field ids must be a string or array type with a maximum length of '2'."] },
    ],
    [
      'name=toolong',
      {
        name: [
          'The field name must be a string with a minimum length of 2 and a maximum length of 5.',
        ],
      },
    ],
  ])('%s is rejected', async (query, errors) => {
    expect(await send(`GET /Things?${query}`)).toEqual({ status: 400, errors });
  });

  it.each([
    '',
    'pageSize=100&from=0',
    'pageSize=',
    'SORT=name',
    'since=2026-04-23T00:00:00',
    'filter[a]=x',
  ])('but not %j', async (query) => {
    expect(await send(`GET /Things?${query}`)).toEqual({ status: 200 });
  });
});

const notConverted = (type: string, path: string) => ({
  [path]: [`The JSON value could not be converted to ${type}. Path: ${path}.`],
});

describe('a body', () => {
  it.each<[object, Record<string, readonly string[]>]>([
    [{}, { Name: ['The Name field is required.'] }],
    [{ name: '' }, { Name: ['The Name field is required.'] }],
    [
      { name: 'a'.repeat(11) },
      {
        Name: [
          'The field Name must be a string with a minimum length of 1 and a maximum length of 10.',
        ],
      },
    ],
    [{ name: 1 }, notConverted('System.String', '$.name')],
    [{ name: 'a', email: 'me' }, { Email: ['The Email field is not a valid e-mail address.'] }],
    [
      { name: 'a', website: 'not there' },
      { Website: ['The Website field is not a valid fully-qualified http, https, or ftp URL.'] },
    ],
    [{ name: 'a', age: -1 }, { Age: ['The field Age must be greater than or equal to 0.'] }],
    [{ name: 'a', age: 2 ** 31 }, notConverted('System.Int32', '$.age')],
    [{ name: 'a', score: 0 }, { Score: ['The field Score must be greater than 0.'] }],
    [{ name: 'a', color: 'blue' }, notConverted('the declared type', '$.color')],
    [{ name: 'a', day: '2026-02-30' }, notConverted('System.DateOnly', '$.day')],
    [{ name: 'a', span: '25:00' }, notConverted('System.TimeSpan', '$.span')],
    [
      { name: 'a', tags: [] },
      { Tags: ["The field Tags must be a string or array type with a minimum length of '1'."] },
    ],
    [{ name: 'a', tags: ['x', 'x'] }, { Tags: ['The field Tags is invalid.'] }],
    [
      { name: 'a', nmae: 'b' },
      { '$.nmae': ["The JSON property 'nmae' could not be mapped to any .NET member."] },
    ],
    [
      { name: 'a', parts: [{ code: 'P1' }, { code: 'Q' }], age: -1 },
      {
        'Parts[1].Code': ["The field Code must match the regular expression '^P\\d+$'."],
        Age: ['The field Age must be greater than or equal to 0.'],
      },
    ],
    [{ name: 'a', part: {} }, { 'Part.Code': ['The Code field is required.'] }],
  ])('%j is rejected', async (body, errors) => {
    expect(await send('POST /Things', json(body))).toEqual({ status: 400, errors });
  });

  it.each([
    [{ name: 'a' }],
    [{ NAME: 'a', PART: { CODE: 'P1' } }],
    [{ name: 'a', email: null, age: null, part: null, bare: null }],
    [{ id: 7, name: 'a', level: 20, score: 0.1, span: '1.02:03:04', day: '2026-02-28' }],
  ])('but not %j', async (body) => {
    expect(await send('POST /Things', json(body))).toEqual({ status: 201 });
  });

  it.each([
    [{ kind: 'Circle', radius: 1 }, { status: 200 }],
    [{ kind: 'any' }, { status: 200 }],
  ])('of a union: %j', async (body, expected) => {
    expect(await send('POST /Shapes', json(body))).toEqual(expected);
  });

  it('of a union that matches no member is reported once', async () => {
    const { status, errors } = await send('POST /Shapes', json({ kind: 'Circle', radius: 'x' }));
    expect({ status, count: Object.keys(errors as object).length }).toEqual({
      status: 400,
      count: 1,
    });
  });
});

describe('a form', () => {
  const form = (fields: readonly (readonly [string, string | Blob])[]) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return { body };
  };

  it.each<[readonly (readonly [string, string | Blob])[], Record<string, readonly string[]>]>([
    [[], { Count: ['The Count field is required.'] }],
    [[['Count', '10']], { Count: ['The field Count must be between 1 and 9.'] }],
    [[['Count', 'x']], { Count: ["The value 'x' is not valid for Count."] }],
    [
      [
        ['Count', '1'],
        ['Labels', 'abc'],
        ['Labels', 'abcd'],
      ],
      {
        'Labels[1]': [
          "The field Labels must be a string or array type with a maximum length of '3'.",
        ],
      },
    ],
  ])('%j is rejected', async (fields, errors) => {
    expect(await send('PUT /Things', form(fields))).toEqual({ status: 400, errors });
  });

  it('but not text that can be read as the type, a list of one item, or a file', async () => {
    const file = new Blob(['x']);
    const fields = [
      ['Count', '1'],
      ['IsLoud', 'TRUE'],
      ['Labels', 'abc'],
      ['File', file],
    ] as const;
    expect(await send('PUT /Things', form(fields))).toEqual({ status: 200 });
  });
});
