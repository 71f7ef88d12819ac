import { printType } from '../emit/print-type.js';
import type { Operation, ResponseBody } from '../model/model.js';
import { getResult } from '../model/result.js';
import { getErrorType, getOperations } from '../model/walk.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';

const text = { type: 'string' };
const bytes = { type: 'string', format: 'binary' };
const object = { type: 'object', properties: { a: text } };
const list = { type: 'array', items: object };
const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What ASP.NET Core lists for whatever an action returns. */
const ASPNET = ['text/plain', 'application/json', 'text/json'];

const content = (schema: unknown, ...names: readonly string[]) => ({
  content: Object.fromEntries(names.map((name) => [name, schema === undefined ? {} : { schema }])),
});
const items = (itemSchema: unknown, name: string) => ({ content: { [name]: { itemSchema } } });

async function readResponses(responses: Readonly<Record<string, unknown>>) {
  const described = Object.fromEntries(
    Object.entries(responses).map(([status, node]) => [
      status,
      { description: '', ...(node as object) },
    ]),
  );
  return readModel(
    documentOf(
      { '/x': { get: { responses: described } } },
      {
        openapi: '3.1.1',
        components: {
          schemas: {
            Tick: object,
            Ticks: { type: 'array', items: ref('Tick') },
            Color: { type: 'string', enum: ['red', 'blue'] },
            Level: { type: 'integer', enum: [1, 2] },
            Count: { type: 'integer' },
            Shape: {
              oneOf: [ref('Tick'), { type: 'object', properties: { b: text } }],
            },
            Event: {
              type: 'object',
              required: ['data'],
              properties: { data: ref('Tick'), event: text },
            },
          },
        },
      },
    ),
  );
}

async function readOperation(responses: Readonly<Record<string, unknown>>): Promise<Operation> {
  const { model } = await readResponses(responses);
  return getOperations(model)[0] as Operation;
}

const print = (type: Parameters<typeof printType>[0] | undefined) =>
  type &&
  printType(type, { direction: 'response', reference: (id) => id.slice(id.lastIndexOf('/') + 1) })
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ');

/** Encoding, type, and what `Accept` lists. */
type Row = readonly [encoding: string, type: string | undefined, accept?: string];

async function decide(responses: Readonly<Record<string, unknown>>): Promise<Row> {
  const { type, maybeEmpty, readings, stream, accept } = getResult(await readOperation(responses));
  const [reading = stream, ...others] = readings;
  const encoding =
    others.length === 0
      ? String(reading?.encoding)
      : readings.map((each) => `${each.status} ${each.encoding}`).join(', ');
  const printed = maybeEmpty ? `${print(type) ?? ''} | undefined` : print(type);
  return [encoding, printed, accept.join(', ')];
}

describe('a success', () => {
  it.each<[string, Readonly<Record<string, unknown>>, Row]>([
    ['a description only', { 200: {} }, ['byContentType', 'unknown', '']],
    ['no body', { 204: {} }, ['void', undefined, '']],
    ['errors only', { 400: content(object, ...ASPNET) }, ['byContentType', 'unknown', '']],
    [
      'a body or none',
      { 200: content(ref('Tick'), 'application/json'), 204: {} },
      ['json', 'Tick | undefined', 'application/json'],
    ],
    [
      'no success, but a default',
      { default: content(ref('Tick'), 'application/json') },
      ['json', 'Tick', 'application/json'],
    ],
    [
      'two statuses of one kind',
      { 200: content(ref('Tick'), 'application/json'), '2XX': content(text, 'application/json') },
      ['json', 'Tick | string', 'application/json'],
    ],
    [
      'JSON or bytes, by status',
      { 200: content(ref('Tick'), 'application/json'), 202: content(bytes, 'application/pdf') },
      ['200 json, 202 binary', 'Blob | Tick', 'application/json, application/pdf'],
    ],
    [
      'JSON or text, by status',
      { 200: content(ref('Tick'), 'application/json'), 202: content(text, 'text/plain') },
      ['200 json, 202 text', 'Tick | string', 'application/json, text/plain'],
    ],
    [
      'a stream, or JSON by another status',
      { 200: content(ref('Tick'), 'text/event-stream'), 202: content(text, 'application/json') },
      ['events', 'Tick', 'text/event-stream'],
    ],
  ])('of %s', async (_, responses, want) => {
    expect(await decide(responses)).toEqual(want);
  });
});

describe('the body of', () => {
  it.each<[string, unknown, readonly string[], Row]>([
    ['JSON', ref('Tick'), ['application/json'], ['json', 'Tick', 'application/json']],
    ['JSON without a schema', undefined, ['application/json'], ['json', 'unknown']],
    ['+json', ref('Tick'), ['application/hal+json'], ['json', 'Tick', 'application/hal+json']],
    [
      'several JSON types',
      ref('Tick'),
      ['application/vnd.b+json', 'application/vnd.a+json', 'application/*+json'],
      ['json', 'Tick', 'application/vnd.a+json, application/vnd.b+json'],
    ],
    [
      'JSON with parameters',
      ref('Tick'),
      ['application/json; v=2', 'application/json; v=1'],
      ['json', 'Tick', 'application/json; v=1, application/json; v=2'],
    ],
    ['what ASP.NET lists', ref('Tick'), ASPNET, ['json', 'Tick', 'application/json']],
    ['a number in ASP.NET', { type: 'integer' }, ASPNET, ['json', 'number', 'application/json']],
    ['a string in ASP.NET', text, ASPNET, ['jsonOrText', 'string', 'application/json, text/plain']],
    ['an enum in ASP.NET', ref('Color'), ASPNET, ['jsonOrText', 'Color']],
    ['an integer enum in ASP.NET', ref('Level'), ASPNET, ['json', 'Level']],
    ['a file in ASP.NET', bytes, ASPNET, ['binary', 'Blob', '*/*']],
    [
      'XML beside JSON',
      ref('Tick'),
      ['application/xml', 'application/json'],
      ['json', 'Tick', 'application/json'],
    ],

    ['text of a string', text, ['text/plain'], ['text', 'string', 'text/plain']],
    ['text without a schema', undefined, ['text/plain'], ['text', 'string']],
    ['text of a date-time', { ...text, format: 'date-time' }, ['text/plain'], ['text', 'string']],
    ['text of an enum', ref('Color'), ['text/plain'], ['text', 'Color']],
    [
      'text of a string or null',
      orNull(text),
      ['text/plain'],
      ['text', 'string | null | undefined'],
    ],
    [
      'text of a number',
      { type: 'number' },
      ['text/plain'],
      ['scalarText', 'number', 'text/plain'],
    ],
    ['text of a boolean', { type: 'boolean' }, ['text/plain'], ['scalarText', 'boolean']],
    [
      'text of a boolean or null',
      orNull({ type: 'boolean' }),
      ['text/plain'],
      ['scalarText', 'boolean | null | undefined'],
    ],
    ['text of an integer enum', ref('Level'), ['text/plain'], ['scalarText', 'Level']],
    ['text of an alias', ref('Count'), ['text/plain'], ['scalarText', 'Count']],
    [
      'text of a string or a number',
      { type: ['string', 'number'] },
      ['text/plain'],
      ['text', 'number | string'],
    ],
    ['text of an object', ref('Tick'), ['text/plain'], ['json', 'Tick', 'text/plain']],
    ['text of a list', list, ['text/plain'], ['json', '{ a?: string; }[]']],
    [
      'text of an object or a string',
      { oneOf: [ref('Tick'), text] },
      ['text/plain'],
      ['text', 'string'],
    ],
    ['text of bytes', bytes, ['text/plain'], ['binary', 'Blob', 'text/plain']],

    ...(
      [
        'text/html',
        'text/csv; charset=utf-8',
        'text/xml',
        'application/xml',
        'application/atom+xml',
        'application/yaml',
        'application/x-yaml',
        'application/vnd.oai.openapi+yaml',
        'text/markdown',
        'application/x-www-form-urlencoded',
      ] as const
    ).flatMap((name): [string, unknown, readonly string[], Row][] => [
      [`${name} of an object`, ref('Tick'), [name], ['text', 'string', name]],
      [`${name} of a number`, { type: 'number' }, [name], ['text', 'string']],
      [`${name} of a list`, ref('Ticks'), [name], ['text', 'string']],
      [`${name} of a string enum`, ref('Color'), [name], ['text', 'Color']],
      [`${name} of bytes`, bytes, [name], ['binary', 'Blob']],
    ]),
    [
      'two text formats',
      ref('Tick'),
      ['text/csv', 'application/xml'],
      ['text', 'string', 'application/xml, text/csv'],
    ],

    ...(
      [
        'application/octet-stream',
        'application/pdf',
        'application/cbor',
        'image/png',
        'image/*',
      ] as const
    ).flatMap((name): [string, unknown, readonly string[], Row][] => [
      [`${name} of bytes`, bytes, [name], ['binary', 'Blob', name]],
      [`${name} of base64`, { ...text, format: 'byte' }, [name], ['binary', 'Blob']],
      [`${name} of an object`, ref('Tick'), [name], ['binary', 'Blob']],
      [`${name} without a schema`, undefined, [name], ['binary', 'Blob']],
    ]),
    ['two images', bytes, ['image/png', 'image/jpeg'], ['binary', 'Blob', 'image/jpeg, image/png']],
    [
      'images of all kinds',
      bytes,
      ['image/svg+xml', 'image/png'],
      ['binary', 'Blob', 'image/png, image/svg+xml'],
    ],
    [
      'a file or its text',
      bytes,
      ['text/csv', 'application/zip'],
      ['binary', 'Blob', 'application/zip'],
    ],
    [
      'a file of text',
      bytes,
      ['text/csv', 'text/plain'],
      ['binary', 'Blob', 'text/plain, text/csv'],
    ],
    [
      'a file, also as JSON',
      bytes,
      [...ASPNET, 'application/pdf'],
      ['binary', 'Blob', 'application/pdf'],
    ],
    ['a form', ref('Tick'), ['multipart/form-data'], ['binary', 'Blob', 'multipart/form-data']],

    ['anything', ref('Tick'), ['*/*'], ['json', 'Tick', '*/*']],
    ['any string', text, ['*/*'], ['jsonOrText', 'string', '*/*']],
    ['any bytes', bytes, ['*/*'], ['binary', 'Blob', '*/*']],
    ['anything without a schema', undefined, ['*/*'], ['byContentType', 'unknown', '*/*']],
    ['any JSON', ref('Tick'), ['application/*+json'], ['json', 'Tick', 'application/*+json']],

    ...(
      [
        ['application/x-ndjson', 'jsonLines'],
        ['application/jsonl', 'jsonLines'],
        ['application/json-seq', 'jsonSequence'],
        ['application/geo+json-seq', 'jsonSequence'],
        ['text/event-stream', 'events'],
      ] as const
    ).flatMap(([name, encoding]): [string, unknown, readonly string[], Row][] => [
      [`${name} of an object`, ref('Tick'), [name], [encoding, 'Tick', name]],
      [`${name} of a list`, ref('Ticks'), [name], [encoding, 'Tick']],
      [
        `${name} of an inline list`,
        { type: 'array', items: ref('Tick') },
        [name],
        [encoding, 'Tick'],
      ],
      [
        `${name} of a list of anything`,
        { type: 'array' },
        [name],
        [
          encoding,
          encoding === 'events'
            ? '{ data: string; event?: string; id?: string; retry?: number; }'
            : 'unknown',
        ],
      ],
    ]),
    [
      'JSON beside events',
      ref('Tick'),
      ['text/event-stream', 'application/json'],
      ['json', 'Tick', 'application/json'],
    ],
  ])('%s', async (_, schema, names, [encoding, type, accept]) => {
    const [gotEncoding, gotType, gotAccept] = await decide({ 200: content(schema, ...names) });
    expect([gotEncoding, gotType, ...(accept === undefined ? [] : [gotAccept])]).toEqual([
      encoding,
      type,
      ...(accept === undefined ? [] : [accept]),
    ]);
  });

  it('takes the types of JSON types apart', async () => {
    const responses = {
      200: {
        content: {
          'application/vnd.a+json': { schema: ref('Tick') },
          'application/json': { schema: ref('Count') },
        },
      },
    };
    expect(await decide(responses)).toEqual(['json', 'Count', 'application/json']);
  });
});

describe('the items of an event stream', () => {
  const event = (properties: object, required = ['data']) => ({
    type: 'object',
    required,
    properties,
  });
  const json = (contentSchema?: unknown) => ({
    ...text,
    contentMediaType: 'application/json',
    ...(contentSchema !== undefined && { contentSchema }),
  });

  it.each<[string, object, string, ResponseBody['events']]>([
    [
      'no schema',
      {},
      '{ data: string; event?: string; id?: string; retry?: number; }',
      { yields: 'event', data: 'text' },
    ],
    ['data', { schema: ref('Tick') }, 'Tick', { yields: 'data', data: 'json' }],
    ['data that is a string', { schema: text }, 'string', { yields: 'data', data: 'text' }],
    [
      'data of a number',
      { schema: { type: 'integer' } },
      'number',
      { yields: 'data', data: 'json' },
    ],
    ['data of any kind', { itemSchema: {} }, 'unknown', { yields: 'data', data: 'jsonOrText' }],
    [
      'data that is JSON in a string',
      { itemSchema: json(ref('Tick')) },
      'Tick',
      { yields: 'data', data: 'json' },
    ],
    [
      'an event by reference',
      { itemSchema: ref('Event') },
      'Event',
      { yields: 'event', data: 'json' },
    ],
    [
      'events in a list',
      { schema: { type: 'array', items: ref('Event') } },
      'Event',
      { yields: 'event', data: 'json' },
    ],
    [
      'what ASP.NET prints',
      { itemSchema: event({ data: ref('Tick'), event: text, id: text }) },
      '{ data: Tick; event?: string; id?: string; }',
      { yields: 'event', data: 'json' },
    ],
    [
      'what ASP.NET prints of a union',
      { itemSchema: event({ data: ref('Shape'), event: { enum: ['a', 'b'] } }) },
      "{ data: Shape; event?: 'a' | 'b' | (string & {}); }",
      { yields: 'event', data: 'json' },
    ],
    [
      'an event with text',
      { itemSchema: event({ data: text, id: text }) },
      '{ data: string; id?: string; }',
      { yields: 'event', data: 'text' },
    ],
    [
      'an event with JSON in its data',
      { itemSchema: event({ data: json(ref('Tick')) }) },
      '{ data: Tick; }',
      { yields: 'event', data: 'json' },
    ],
    [
      'an event with JSON of which nothing more is said',
      { itemSchema: event({ data: json() }) },
      '{ data: unknown; }',
      { yields: 'event', data: 'json' },
    ],
    [
      'an event or text by its name',
      {
        itemSchema: {
          ...event({ event: text, data: text }, ['event']),
          oneOf: [
            { properties: { event: { const: 'log' } } },
            {
              properties: { event: { const: 'tick' }, data: json(ref('Tick')) },
              required: ['data'],
            },
          ],
        },
      },
      "{ data?: string; event: 'log'; } | { data: Tick; event: 'tick'; }",
      { yields: 'event', data: 'json', textEvents: ['log'] },
    ],
    [
      'an event or text without a name',
      { itemSchema: { oneOf: [event({ data: text }), event({ data: ref('Tick') })] } },
      '{ data: Tick; } | { data: string; }',
      { yields: 'event', data: 'jsonOrText' },
    ],
    [
      'an object with more than events have',
      { itemSchema: event({ data: text, at: text }) },
      '{ at?: string; data: string; }',
      { yields: 'data', data: 'json' },
    ],
    [
      'an object that only shares names',
      { schema: event({ id: text, event: text }, []) },
      '{ event?: string; id?: string; }',
      { yields: 'data', data: 'json' },
    ],
    [
      'an event without data',
      { itemSchema: event({ id: text, event: text }, []) },
      '{ event?: string; id?: string; }',
      { yields: 'event', data: 'text' },
    ],
  ])('%s', async (_, node, type, events) => {
    const operation = await readOperation({ 200: { content: { 'text/event-stream': node } } });
    const { type: got, stream } = getResult(operation);
    expect([print(got), stream?.events]).toEqual([type, events]);
  });

  it.each<[string, unknown]>([
    ['application/jsonl', ref('Tick')],
    ['application/x-ndjson', ref('Tick')],
    ['application/json-seq', ref('Tick')],
  ])('of %s are those of itemSchema', async (name, schema) => {
    const { type } = getResult(await readOperation({ 200: items(schema, name) }));
    expect(print(type)).toBe('Tick');
  });
});

describe('the body of an error', () => {
  const problem = ref('Tick');
  it.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['JSON', { 400: content(problem, 'application/problem+json') }, 'Tick'],
    ['what ASP.NET lists', { 400: content(problem, ...ASPNET) }, 'Tick'],
    ['text', { 400: content(text, 'text/plain') }, 'string'],
    ['text of an object', { 400: content(problem, 'text/plain') }, 'string'],
    ['text of a number', { 400: content({ type: 'number' }, 'text/plain') }, 'string'],
    ['XML of an object', { 400: content(problem, 'application/xml') }, 'string'],
    ['bytes', { 400: content(bytes, 'application/pdf') }, 'string'],
    ['a file in ASP.NET', { 400: content(bytes, ...ASPNET) }, undefined],
    ['none', { 400: {} }, undefined],
    [
      'JSON beside text of its own',
      {
        400: {
          content: {
            'application/problem+json': { schema: problem },
            'text/plain': { schema: text },
          },
        },
      },
      'Tick | string',
    ],
    [
      'several statuses',
      { 400: content(problem, 'application/json'), '5XX': content(text, 'text/html'), default: {} },
      'Tick | string',
    ],
    [
      'a default beside a success',
      { 200: {}, default: content(problem, 'application/json') },
      'Tick',
    ],
  ])('%s', async (_, responses, want) => {
    expect(print(getErrorType(await readOperation(responses)))).toBe(want);
  });
});

describe('what is reported of a response', () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'nothing of what ASP.NET lists',
      { 200: content(ref('Tick'), ...ASPNET, 'application/*+json') },
      [],
    ],
    ['nothing of two images', { 200: content(bytes, 'image/png', 'image/jpeg') }, []],
    [
      'nothing of base64 in an image',
      { 200: content({ ...text, format: 'byte' }, 'image/png') },
      [],
    ],
    ['nothing of errors', { 204: {}, 400: content(ref('Tick'), ...ASPNET, 'text/xml') }, []],
    [
      'XML of an object',
      { 200: content(ref('Tick'), 'text/xml; charset=utf-8') },
      ["response-unparsed 'text/xml' has a schema that is no string; the response is a string."],
    ],
    [
      'CBOR of an object',
      { 200: content(ref('Tick'), 'application/cbor') },
      [
        "response-unparsed 'application/cbor' has a schema that is no string; the response is a Blob.",
      ],
    ],
    [
      'XML beside JSON',
      { 200: content(ref('Tick'), 'application/json', 'text/xml') },
      [
        "response-format-unused 'text/xml' is declared beside 'application/json', which is asked for.",
      ],
    ],
    [
      'events beside JSON',
      { 200: content(ref('Tick'), 'application/json', 'text/event-stream') },
      [
        "response-unreachable 'text/event-stream' is declared beside 'application/json', which is asked for.",
      ],
    ],
    [
      'bytes beside JSON',
      {
        200: {
          content: {
            'application/json': { schema: ref('Tick') },
            'application/pdf': { schema: bytes },
          },
        },
      },
      [
        "response-unreachable 'application/pdf' is declared beside 'application/json', which is asked for.",
      ],
    ],
    [
      'a stream beside a value by status',
      { 200: content(ref('Tick'), 'text/event-stream'), 202: content(text, 'application/json') },
      [
        "response-unreachable 'application/json' is declared for another status than 'text/event-stream', and only one of them is a stream.",
      ],
    ],
  ])('%s', async (_, responses, want) => {
    const { diagnostics } = await readResponses(responses);
    expect(
      diagnostics
        .filter(({ code }) => code.startsWith('response-'))
        .map(({ code, message }) => `${code} ${message}`),
    ).toEqual(want);
  });
});
