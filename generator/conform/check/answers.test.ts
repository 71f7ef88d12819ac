import { describe as tell, documentWith, findIn, type Answer } from './testing/answers.js';

const json = (schema: unknown = { type: 'object' }) => ({ 'application/json': { schema } });
const ok = (content: unknown, more: object = {}) => ({ description: 'ok', content, ...more });
const type = (mediaType: string) => ({ headers: { 'content-type': mediaType } });

/** The responses of `GET /x`, answers, expected, and the operation when it is another one. */
type Row = [responses: object, answers: Answer[], want: string[], operation?: string];

async function check(...[responses, answers, want, operation]: Row): Promise<void> {
  const findings = await findIn(documentWith(responses as never), answers, operation);
  expect(findings.map(tell).sort()).toEqual([...want].sort());
}

describe('a status', () => {
  it.each<Row>([
    [{ 200: ok(json()) }, [{ body: {} }], []],
    [
      { 200: ok(json()) },
      [{ status: 404, body: {} }],
      ['undeclared-status GET /x 404 application/json'],
    ],
    [{ 200: ok(json()) }, [{ status: 204 }], ['undeclared-status GET /x 204']],
    [{ '2XX': ok(json()) }, [{ status: 201, body: {} }], []],
    [{ '2xx': ok(json()) }, [{ status: 201, body: {} }], []],
    [
      {
        default: ok(json({ type: 'string' })),
        '4XX': ok(json({ type: 'integer' })),
        404: ok(json({ type: 'boolean' })),
      },
      [
        { status: 500, body: [] },
        { status: 400, body: [] },
        { status: 404, body: [] },
      ],
      ['type GET /x default string', 'type GET /x 4XX integer', 'type GET /x 404 boolean'],
    ],
  ])('%j: %j gives %j', check);

  it('is counted of the answers of its operation, with the shape of its body', async () => {
    const answers = [
      { body: {} },
      { status: 418, body: { a: [1, 'x'] } },
      { status: 418, body: { a: null } },
    ];
    const [finding, ...others] = await findIn(documentWith({ 200: ok(json()) }), answers);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      place: { name: 'GET /x', pointer: '/paths/~1x/get' },
      count: 2,
      seen: 3,
      operations: [{ id: 'GET /x', count: 2 }],
      mismatch: {
        status: '418',
        shape: {
          seen: 2,
          types: { object: 2 },
          properties: {
            a: {
              seen: 2,
              types: { array: 1, null: 1 },
              items: { seen: 2, types: { integer: 1, string: 1 } },
            },
          },
        },
      },
    });
  });
});

describe('a media type', () => {
  const other = (mediaType: string) => `undeclared-media-type GET /x 200 ${mediaType}`;
  it.each<Row>([
    [{ 200: ok(json()) }, [{ body: {}, ...type('application/json; charset=utf-8; v=2') }], []],
    [{ 200: ok(json()) }, [{ body: {}, ...type('APPLICATION/JSON') }], []],
    [{ 200: ok(json()) }, [{ text: '<a/>', ...type('text/html') }], [other('text/html')]],
    [{ 200: ok({ '*/*': {} }) }, [{ text: '<a/>', ...type('text/html') }], []],
    [{ 200: ok({ 'text/*': {} }) }, [{ text: '<a/>', ...type('text/html') }], []],
    [{ 200: ok({ 'application/*+json': {} }) }, [{ body: 1, ...type('application/a+json') }], []],
    [
      { 200: ok(json({ type: 'string' })) },
      [{ body: 1, ...type('application/problem+json') }],
      [other('application/problem+json'), 'type GET /x 200 string'],
    ],
    [
      { 400: ok(json({ type: 'string' })) },
      [{ status: 400, body: 'text', ...type('application/problem+json') }],
      [],
    ],
    [
      {
        200: ok({
          'application/json; v=1': { schema: true },
          'application/json; v=2': { schema: false },
        }),
      },
      [{ body: 1, ...type('application/json; v="2"') }],
      ['type GET /x 200'],
    ],
    [{ 200: ok(json()) }, [{ body: {}, ...type('<b>; x') }], [other('application/octet-stream')]],
    [
      { 200: ok({ 'application/json': { schema: { type: 'string', format: 'binary' } } }) },
      [{ body: {} }, { text: '%PDF', ...type('application/pdf') }],
      [other('application/pdf')],
    ],
  ])('%j: %j gives %j', check);

  it('is not told of a document in Swagger 2.0 without `produces`', async () => {
    const document = {
      swagger: '2.0',
      info: { title: 't', version: '1' },
      paths: {
        '/x': { get: { responses: { 200: { description: '', schema: { type: 'string' } } } } },
      },
    };
    const answer = { body: 1, ...type('application/problem+json') };
    expect((await findIn(document, [answer])).map(tell)).toEqual(['type GET /x 200 string']);
  });
});

describe('a body', () => {
  const text = (schema: unknown) => ({ 200: ok({ 'text/plain': { schema } }) });
  it.each<Row>([
    [{ 200: { description: '' } }, [{}], []],
    [{ 200: { description: '' } }, [{ body: 1 }], ['undeclared-body GET /x 200 application/json']],
    [{ 200: ok(json()) }, [{}], ['empty-body GET /x 200']],
    [{ 200: ok(json()) }, [{}], [], 'HEAD /x'],
    [{ 204: ok(json()), 304: ok(json()) }, [{ status: 204 }, { status: 304 }], []],
    [{ 200: ok({ 'text/plain': {} }) }, [{ text: '', ...type('text/plain') }], []],
    [{ 200: ok(json()) }, [{ text: '{"a": NaN}' }], ['not-json GET /x 200 application/json']],
    [{ 200: ok(json()) }, [{ text: '{"a":', truncated: true }], []],
    [text({ type: 'integer' }), [{ text: '5', ...type('text/plain') }], []],
    [
      text({ type: 'integer' }),
      [{ text: 'x', ...type('text/plain') }],
      ['type GET /x 200 integer'],
    ],
    [text({ type: 'boolean' }), [{ text: 'True', ...type('text/plain') }], []],
    [
      text({ type: 'string', maxLength: 1 }),
      [{ text: '55', ...type('text/plain') }],
      ['limit GET /x 200 maxLength'],
    ],
    [
      text({ type: 'object', required: ['a'] }),
      [{ text: '{}', ...type('text/plain') }],
      ['missing GET /x 200.a a'],
    ],
  ])('%j: %j gives %j', check);
});

describe('headers', () => {
  const withHeaders = (headers: object) => ({ 200: { description: '', headers } });
  const given = (headers: Record<string, string>): Answer[] => [{ headers }];
  it.each<Row>([
    [
      withHeaders({ ETag: { required: true } }),
      given({}),
      ['missing-header GET /x 200 header etag etag'],
    ],
    [withHeaders({ ETag: {} }), given({}), []],
    [withHeaders({ 'X-Count': { schema: { type: 'integer' } } }), given({ 'x-count': '5' }), []],
    [
      withHeaders({ 'X-Count': { schema: { type: 'integer' } } }),
      given({ 'x-count': 'five' }),
      ['header-value GET /x 200 header x-count x-count integer'],
    ],
    [
      withHeaders({ 'X-At': { schema: { type: 'string', format: 'uuid' } } }),
      given({ 'x-at': '5' }),
      ['header-value GET /x 200 header x-at x-at uuid'],
    ],
    [
      withHeaders({ 'X-All': { schema: { type: 'array', items: { type: 'integer' } } } }),
      given({ 'x-all': '1, 2' }),
      [],
    ],
    [
      withHeaders({ 'X-All': { schema: { type: 'array', items: { type: 'integer' } } } }),
      given({ 'x-all': '1, b' }),
      ['header-value GET /x 200 header x-all x-all array'],
    ],
    [withHeaders({ 'Content-Type': { required: true, schema: { enum: ['a'] } } }), given({}), []],
  ])('%j: %j gives %j', check);
});

describe('problem details', () => {
  const problem = (body: object, status = 400): Answer[] => [
    { status, body, ...type('application/problem+json') },
  ];
  const responses = { 400: ok({ 'application/problem+json': {} }) };
  it.each<Row>([
    [responses, problem({ status: 400, title: 'Bad', errors: { a: ['x'] } }), []],
    [responses, problem({ status: 500 }), ['problem-details GET /x 400 status']],
    [
      responses,
      problem({ status: '400', title: null }),
      ['problem-details GET /x 400 status', 'problem-details GET /x 400 title'],
    ],
    [
      {},
      problem({ status: 400, detail: [] }, 401),
      [
        'problem-details GET /x detail',
        'problem-details GET /x status',
        'undeclared-status GET /x 401 application/problem+json',
      ],
    ],
  ])('%j: %j gives %j', check);
});

describe('a stream', () => {
  const item = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
  const stream = (mediaType: string, media: object) => ({ 200: ok({ [mediaType]: media }) });
  const lines = stream('application/jsonl', { itemSchema: item });
  const events = stream('text/event-stream', { itemSchema: item });
  const event = {
    type: 'object',
    properties: {
      event: { enum: ['tick'] },
      id: { type: 'string' },
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: item },
    },
    required: ['data'],
  };
  const jsonl = type('application/jsonl');
  const sse = type('text/event-stream');
  it.each<Row>([
    [lines, [{ text: '{"a":1}\n{"a":"x"}\n\n', ...jsonl }], ['type GET /x 200[].a integer']],
    [lines, [{ text: '{"a":1}\n{"a', ...jsonl, truncated: true }], []],
    [lines, [{ text: '{"a":1}\n{"a', ...jsonl }], ['not-json GET /x 200 application/jsonl']],
    [
      stream('application/json-seq', { itemSchema: item }),
      [{ text: '\x1e{"a":1}\n\x1e{}\n', ...type('application/json-seq') }],
      ['missing GET /x 200[].a a'],
    ],
    [
      stream('application/jsonl', { schema: { type: 'array', items: item } }),
      [{ text: '{}\n', ...jsonl }],
      ['missing GET /x 200[].a a'],
    ],
    [
      events,
      [{ text: ': hi\n\ndata: {"a":\ndata: "x"}\nid: 1\n\ndata: {"a":', ...sse, truncated: true }],
      ['type GET /x 200[].a integer'],
    ],
    [events, [{ text: 'data: x\n\n', ...sse }], ['type GET /x 200[] object']],
    [
      stream('text/event-stream', { itemSchema: event }),
      [{ text: 'event: tick\ndata: {"a":1}\nid: 1\n\n', ...sse }],
      [],
    ],
    [
      stream('text/event-stream', { itemSchema: event }),
      [{ text: 'event: tock\ndata: {"a":"x"}\n\n', ...sse }],
      ['enum GET /x 200[].event', 'type GET /x 200[].data.a integer'],
    ],
    [
      { 200: ok({ 'application/json': { itemSchema: item } }) },
      [{ body: [{ a: 'x' }] }],
      ['type GET /x 200[].a integer'],
    ],
  ])('%j: %j gives %j', check);
});
