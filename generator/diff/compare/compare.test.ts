import {
  documentOf,
  json,
  OK,
  query,
  withBody,
  withOperation,
  withParameters,
  withResponses,
  type Parts,
} from '../testing/documents.js';
import { allFindings, listKinds, loadText } from '../testing/findings.js';

async function found(before: Parts, after: Parts): Promise<readonly string[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now).map((finding) =>
    [listKinds(finding)[0], finding.subject.part ?? finding.subject.wireName].join(' '),
  );
}

type Row = readonly [name: string, before: Parts, after: Parts, want: readonly string[]];

const path = (name: string, more: Parts = {}): Parts => ({
  ...query(name, more),
  in: 'path',
  required: true,
});
const removed = (operation: Parts): Row => [
  `removed: ${JSON.stringify(operation)}`,
  documentOf({ '/a': { get: { responses: OK }, post: { responses: OK, ...operation } } }),
  documentOf({ '/a': { get: { responses: OK } } }),
  [],
];
const wants = ([name, before, after]: Row, ...want: string[]): Row => [name, before, after, want];
const wholeQuery = (name: string): Parts => ({
  name,
  in: 'querystring',
  content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } },
});
const scheme = (more: Parts): Parts => ({ components: { securitySchemes: { s: more } } });
const secured = (security: unknown, global?: unknown): Parts =>
  documentOf(
    { '/a': { get: { responses: OK, ...(security !== undefined && { security }) } } },
    { ...(global !== undefined && { security: global }), components: { securitySchemes: {} } },
  );
const flows = (flow: Parts, kind = 'implicit'): Parts =>
  documentOf({}, scheme({ type: 'oauth2', flows: { [kind]: { scopes: {}, ...flow } } }));

const OPERATION_ROWS: readonly Row[] = [
  [
    'path removed',
    documentOf({ '/a': { get: { responses: OK } }, '/b': { get: { responses: OK } } }),
    documentOf({ '/b': { get: { responses: OK } } }),
    ['path-removed GET /a'],
  ],
  wants(removed({}), 'operation-removed POST /a'),
  wants(removed({ deprecated: true }), 'operation-removed POST /a'),
  wants(removed({ deprecated: true, 'x-sunset': '2027-01-01' }), 'operation-removed POST /a'),
  wants(removed({ deprecated: true, 'x-sunset': '2026-01-01' }), 'operation-removed POST /a'),
  wants(removed({ deprecated: true, 'x-sunset': 'soon' }), 'operation-removed POST /a'),
  wants(removed({ 'x-stability-level': 'alpha' }), 'operation-removed POST /a'),
  wants(removed({ 'x-stability-level': 'new' }), 'operation-removed POST /a'),
  [
    'operation added',
    documentOf({ '/a': { get: { responses: OK } } }),
    documentOf({ '/a': { get: { responses: OK }, delete: { responses: OK } } }),
    ['operation-added DELETE /a'],
  ],
  [
    'QUERY written as 3.1 and as 3.2 have it',
    documentOf(
      { '/a': { 'x-oai-additionalOperations': { QUERY: { responses: OK } } } },
      { openapi: '3.1.1' },
    ),
    documentOf({ '/a': { query: { responses: OK } } }, { openapi: '3.2.0' }),
    [],
  ],
  [
    'an additional method, whose letter case counts',
    documentOf({
      '/a': { get: { responses: OK }, additionalOperations: { COPY: { responses: OK } } },
    }),
    documentOf({
      '/a': { get: { responses: OK }, additionalOperations: { copy: { responses: OK } } },
    }),
    ['operation-method-changed COPY /a'],
  ],
  [
    'method changed, same operationId',
    withOperation({ operationId: 'save' }, 'put /a'),
    withOperation({ operationId: 'save' }, 'patch /a'),
    ['operation-method-changed PUT /a'],
  ],
  [
    'method changed, same shape, no operationId',
    withOperation({ requestBody: { content: json() } }, 'put /a'),
    withOperation({ requestBody: { content: json() } }, 'patch /a'),
    ['operation-method-changed PUT /a'],
  ],
  [
    'path prefixed, same operationId',
    withOperation({ operationId: 'list' }, 'get /a'),
    withOperation({ operationId: 'list' }, 'get /v2/a'),
    ['operation-moved GET /a'],
  ],
  [
    'path prefixed, same shape, no operationId',
    withOperation({}, 'get /a'),
    withOperation({}, 'get /v2/a'),
    ['operation-moved GET /a'],
  ],
  [
    'another path of another shape is no move',
    withOperation({}, 'get /a'),
    withOperation({ parameters: [query('q')] }, 'get /v2/a'),
    ['operation-added GET /v2/a', 'path-removed GET /a'],
  ],
  [
    'operationId changed',
    withOperation({ operationId: 'a' }),
    withOperation({ operationId: 'b' }),
    ['operation-id-changed GET /things'],
  ],
  [
    'operationId removed',
    withOperation({ operationId: 'a' }),
    withOperation({}),
    ['operation-id-removed GET /things'],
  ],
  [
    'operationId added',
    withOperation({}),
    withOperation({ operationId: 'a' }),
    ['operation-id-added GET /things'],
  ],
  [
    'another tag',
    withOperation({ tags: ['A'] }),
    withOperation({ tags: ['B'] }),
    ['operation-tag-changed GET /things'],
  ],
  [
    'one more tag',
    withOperation({ tags: ['A'] }),
    withOperation({ tags: ['B', 'A'] }),
    ['operation-tags-changed GET /things'],
  ],
  [
    'deprecated without a date',
    withOperation({}),
    withOperation({ deprecated: true }),
    ['deprecated GET /things'],
  ],
  [
    'deprecated with a date',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01T00:00:00Z' }),
    ['deprecated GET /things'],
  ],
  [
    'deprecated with a date that is gone',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2020-01-01' }),
    ['deprecated GET /things'],
  ],
  [
    'deprecated with no date',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2020-13-41' }),
    ['deprecated GET /things'],
  ],
  [
    'no longer deprecated',
    withOperation({ deprecated: true }),
    withOperation({}),
    ['undeprecated GET /things'],
  ],
  [
    'sunset withdrawn',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true }),
    ['sunset-shortened GET /things'],
  ],
  [
    'sunset brought forward',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': '2029-01-01' }),
    ['sunset-shortened GET /things'],
  ],
  [
    'sunset put off',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': '2031-01-01' }),
    ['sunset-changed GET /things'],
  ],
  [
    'sunset that is none',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': 'later' }),
    ['sunset-malformed GET /things'],
  ],
  [
    'less stable',
    withOperation({ 'x-stability-level': 'stable' }),
    withOperation({ 'x-stability-level': 'draft' }),
    ['stability-decreased GET /things'],
  ],
  [
    'more stable',
    withOperation({ 'x-stability-level': 'beta' }),
    withOperation({}),
    ['stability-increased GET /things'],
  ],
  [
    'no stability at all',
    withOperation({}),
    withOperation({ 'x-stability-level': 'rock solid' }),
    ['stability-malformed GET /things'],
  ],
  [
    'a draft',
    withOperation({ 'x-stability-level': 'draft', parameters: [query('q')] }),
    withOperation({ 'x-stability-level': 'draft' }),
    ['parameter-removed query:q'],
  ],
  [
    'another description',
    withOperation({ summary: 'a', description: 'b' }),
    withOperation({ summary: 'c', description: 'b' }),
    ['documentation-changed GET /things'],
  ],
];

const PARAMETER_ROWS: readonly Row[] = [
  [
    'required parameter added',
    withParameters(),
    withParameters(query('q', { required: true })),
    ['parameter-added-required query:q'],
  ],
  [
    'optional parameter added',
    withParameters(),
    withParameters(query('q')),
    ['parameter-added-optional query:q'],
  ],
  [
    'parameter added for the whole path',
    documentOf({ '/a': { get: { responses: OK }, post: { responses: OK } } }),
    documentOf({
      '/a': { parameters: [query('q')], get: { responses: OK }, post: { responses: OK } },
    }),
    ['parameter-added-optional query:q'],
  ],
  [
    'path parameter added',
    withOperation({ operationId: 'get' }, 'get /a'),
    withOperation({ operationId: 'get', parameters: [path('id')] }, 'get /a/{id}'),
    ['operation-moved GET /a', 'path-parameter-added path:id'],
  ],
  [
    'path parameter declared',
    withOperation({}, 'get /a/{id}'),
    withOperation({ parameters: [path('id')] }, 'get /a/{id}'),
    ['path-parameter-declared path:id'],
  ],
  [
    'parameter removed',
    withParameters(query('q')),
    withParameters(),
    ['parameter-removed query:q'],
  ],
  [
    'deprecated parameter removed',
    withParameters(query('q', { deprecated: true })),
    withParameters(),
    ['parameter-removed query:q'],
  ],
  [
    'parameter removed before its day',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(),
    ['parameter-removed query:q'],
  ],
  [
    'parameter became required',
    withParameters(query('q')),
    withParameters(query('q', { required: true })),
    ['parameter-became-required query:q'],
  ],
  [
    'parameter became optional',
    withParameters(query('q', { required: true })),
    withParameters(query('q')),
    ['parameter-became-optional query:q'],
  ],
  [
    'path parameter renamed',
    withOperation({ parameters: [path('id')] }, 'get /a/{id}'),
    withOperation({ parameters: [path('key')] }, 'get /a/{key}'),
    ['path-parameter-renamed path:id'],
  ],
  [
    'whole query renamed',
    withOperation({ parameters: [wholeQuery('a')] }),
    withOperation({ parameters: [wholeQuery('b')] }),
    ['querystring-renamed querystring:a'],
  ],
  [
    'parameter renamed',
    withParameters(query('q', { schema: { type: 'integer' } })),
    withParameters(query('r', { schema: { type: 'integer' } })),
    ['parameter-renamed query:q'],
  ],
  [
    'another parameter of another shape is no renaming',
    withParameters(query('q')),
    withParameters(query('r', { schema: { type: 'integer' } })),
    ['parameter-added-optional query:r', 'parameter-removed query:q'],
  ],
  [
    'parameter moved',
    withParameters(query('q')),
    withParameters({ ...query('q'), in: 'header' }),
    ['parameter-moved query:q'],
  ],
  [
    'parameters joined into an object',
    withParameters(query('a'), query('b')),
    withParameters(
      query('filter', {
        explode: true,
        schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      }),
    ),
    ['parameter-regrouped query:filter'],
  ],
  [
    'path parameters in another order',
    withOperation({ parameters: [path('a'), path('b')] }, 'get /x/{a}/{b}'),
    withOperation({ parameters: [path('a'), path('b')] }, 'get /x/{b}/{a}'),
    ['parameter-order-changed GET /x/{a}/{b}'],
  ],
  [
    'list written otherwise',
    withParameters(query('q', { schema: { type: 'array', items: {} } })),
    withParameters(query('q', { explode: false, schema: { type: 'array', items: {} } })),
    ['parameter-serialization-changed query:q'],
  ],
  [
    'text written alike',
    withParameters(query('q')),
    withParameters(query('q', { explode: false })),
    [],
  ],
  [
    'reserved characters',
    withParameters(query('q', { allowReserved: true })),
    withParameters(query('q')),
    ['parameter-allowance-changed query:q'],
  ],
  [
    'empty value allowed',
    withParameters(query('q')),
    withParameters(query('q', { allowEmptyValue: true })),
    ['parameter-allowance-granted query:q'],
  ],
  [
    'schema to content',
    withParameters(query('q')),
    withParameters({ name: 'q', in: 'query', content: json() }),
    ['parameter-content-changed query:q'],
  ],
  [
    'parameter deprecated',
    withParameters(query('q')),
    withParameters(query('q', { deprecated: true })),
    ['deprecated query:q'],
  ],
  [
    'parameter no longer deprecated',
    withParameters(query('q', { deprecated: true })),
    withParameters(query('q')),
    ['undeprecated query:q'],
  ],
  [
    'sunset of a parameter withdrawn',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true })),
    ['sunset-shortened query:q'],
  ],
  [
    'sunset of a parameter put off',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true, 'x-sunset': '2031-01-01' })),
    ['sunset-changed query:q'],
  ],
  [
    'sunset of a parameter that is none',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true, 'x-sunset': true })),
    ['sunset-malformed query:q'],
  ],
  [
    'description of a parameter',
    withParameters(query('q', { description: 'a' })),
    withParameters(query('q', { description: 'b' })),
    ['documentation-changed query:q'],
  ],
];

const body = (required: boolean, content: Parts = json()): Parts => withBody({ required, content });
const form = (encoding: Parts): Parts =>
  withBody({ content: { 'multipart/form-data': { schema: { type: 'object' }, encoding } } });

const BODY_ROWS: readonly Row[] = [
  ['required body added', withBody(undefined), body(true), ['request-body-added-required body']],
  ['optional body added', withBody(undefined), body(false), ['request-body-added-optional body']],
  ['body removed', body(true), withBody(undefined), ['request-body-removed body']],
  ['body became required', body(false), body(true), ['request-body-became-required body']],
  ['body became optional', body(true), body(false), ['request-body-became-optional body']],
  [
    'media type removed',
    body(true, { ...json(), ...json({}, 'text/csv') }),
    body(true),
    ['request media-type-removed body text/csv'],
  ],
  [
    'media type added',
    body(true),
    body(true, { ...json(), ...json({}, 'text/csv') }),
    ['request media-type-added body text/csv'],
  ],
  [
    'media type renamed',
    body(true),
    body(true, json({ type: 'string' }, 'application/json; charset=utf-8')),
    ['request media-type-renamed body application/json'],
  ],
  [
    'part of a form written otherwise',
    form({}),
    form({ a: { contentType: 'application/json' } }),
    ['request encoding-changed body multipart/form-data'],
  ],
  ['style: form says nothing', form({}), form({ a: { style: 'form' } }), []],
  [
    'items described',
    body(true, { 'application/jsonl': {} }),
    body(true, { 'application/jsonl': { itemSchema: { type: 'string' } } }),
    ['request item-schema-added body application/jsonl item'],
  ],
  [
    'items no longer described',
    body(true, { 'application/jsonl': { itemSchema: { type: 'string' } } }),
    body(true, { 'application/jsonl': { schema: { type: 'array' } } }),
    ['request item-schema-removed body application/jsonl item'],
  ],
  [
    'schema added',
    body(true, { 'application/json': {} }),
    body(true),
    ['request content-schema-added body application/json'],
  ],
  [
    'schema removed',
    body(true),
    body(true, { 'application/json': {} }),
    ['request content-schema-removed body application/json'],
  ],
  [
    'description of a body',
    withBody({ description: 'a', content: json() }),
    withBody({ description: 'b', content: json() }),
    ['documentation-changed body'],
  ],
];

const ok = (more: Parts): Parts => withResponses({ 200: { description: 'OK', ...more } });
const header = (more: Parts): Parts =>
  ok({ headers: { 'X-A': { schema: { type: 'string' }, ...more } } });
const also = (status: string): Parts =>
  withResponses({ ...OK, [status]: { description: 'x', content: json() } });

const RESPONSE_ROWS: readonly Row[] = [
  [
    'items described in place of the whole',
    ok({ content: { 'application/jsonl': { schema: { type: 'array' } } } }),
    ok({ content: { 'application/jsonl': { itemSchema: { type: 'string' } } } }),
    ['response item-schema-added 200 application/jsonl item'],
  ],
  [
    'items no longer described',
    ok({ content: { 'application/jsonl': { itemSchema: { type: 'string' } } } }),
    ok({ content: { 'application/jsonl': {} } }),
    ['response item-schema-removed 200 application/jsonl item'],
  ],
  ['success added', ok({}), also('202'), ['success-status-added 202']],
  ['success removed', also('202'), ok({}), ['success-status-removed 202']],
  [
    'another success, same body',
    withResponses({ 200: { description: 'OK', content: json() } }),
    withResponses({ 201: { description: 'Created', content: json() } }),
    ['success-status-changed 200'],
  ],
  ['error added', ok({}), also('404'), ['error-status-added 404']],
  ['error removed', also('404'), ok({}), ['error-status-removed 404']],
  ['default added', ok({}), also('default'), ['default-response-changed default']],
  [
    'media type removed',
    ok({ content: { ...json(), ...json({}, 'text/csv') } }),
    ok({ content: json() }),
    ['response media-type-removed 200 text/csv'],
  ],
  [
    'media type added',
    ok({ content: json() }),
    ok({ content: { ...json(), ...json({}, 'text/csv') } }),
    ['response media-type-added 200 text/csv'],
  ],
  ...(
    [
      ['application/problem+json', 'application/json', 'generalized'],
      ['application/json', 'application/problem+json', 'specialized'],
      ['application/json', 'application/json;v=2', 'changed'],
    ] as const
  ).map(([was, is, how]): Row => [
    `media type ${how}`,
    ok({ content: json({}, was) }),
    ok({ content: json({}, is) }),
    [`response media-type-renamed 200 ${was}`],
  ]),
  [
    'how an object in a header is written',
    withResponses({ 200: { description: '', headers: { L: { schema: { type: 'object' } } } } }),
    withResponses({
      200: { description: '', headers: { L: { schema: { type: 'object' }, explode: true } } },
    }),
    ['header-serialization-changed 200 header L'],
  ],
  ['body added', ok({}), ok({ content: json() }), ['response content-schema-added 200']],
  ['body removed', ok({ content: json() }), ok({}), ['response content-schema-removed 200']],
  [
    'schema removed',
    ok({ content: json() }),
    ok({ content: { 'application/json': {} } }),
    ['response content-schema-removed 200 application/json'],
  ],
  [
    'required header removed',
    header({ required: true }),
    ok({}),
    ['required-header-removed 200 header X-A'],
  ],
  ['optional header removed', header({}), ok({}), ['optional-header-removed 200 header X-A']],
  ['header added', ok({}), header({}), ['header-added 200 header X-A']],
  [
    'header became optional',
    header({ required: true }),
    header({}),
    ['header-became-optional 200 header X-A'],
  ],
  [
    'header became required',
    header({}),
    header({ required: true }),
    ['header-became-required 200 header X-A'],
  ],
  [
    'description of a response',
    withResponses({ 200: { description: 'a' } }),
    withResponses({ 200: { description: 'b' } }),
    ['documentation-changed 200'],
  ],
];

const call = (path: string): Parts => ({
  callbacks: { done: { [path]: { post: { responses: OK } } } },
});

const DOCUMENT_ROWS: readonly Row[] = [
  ['security added', secured(undefined), secured([{ a: [] }]), ['security-added security']],
  ['security removed', secured([{ a: [] }]), secured([]), ['security-removed security']],
  [
    'further credentials',
    secured([{ a: [] }]),
    secured([{ a: [] }, { b: [] }]),
    ['security-alternative-added security'],
  ],
  [
    'fewer credentials',
    secured([{ a: [] }, { b: [] }]),
    secured([{ a: [] }]),
    ['security-alternative-removed security'],
  ],
  [
    'other scopes',
    secured([{ a: ['r'] }]),
    secured([{ a: ['r', 'w'] }]),
    ['security-scopes-changed security'],
  ],
  [
    "repeats the document's security",
    secured(undefined, [{ a: [] }]),
    secured([{ a: [] }], [{ a: [] }]),
    [],
  ],
  [
    'global security',
    secured(undefined),
    secured(undefined, [{ a: [] }]),
    ['security-added security'],
  ],
  [
    'global security moved to the operations',
    secured(undefined, [{ a: [] }]),
    secured([{ a: [] }]),
    [],
  ],
  [
    'fewer schemes together',
    secured([{ a: [], b: [] }]),
    secured([{ a: [] }]),
    ['security-loosened security'],
  ],
  [
    'fewer scopes',
    secured([{ a: ['r', 'w'] }]),
    secured([{ a: ['r'] }]),
    ['security-loosened security'],
  ],
  [
    'more scopes',
    secured([{ a: ['r'] }]),
    secured([{ a: ['r', 'w'] }]),
    ['security-scopes-changed security'],
  ],
  [
    'more schemes together',
    secured([{ a: [] }]),
    secured([{ a: [], b: [] }]),
    ['security-added security'],
  ],
  [
    'format of a token',
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    documentOf({}, scheme({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })),
    ['bearer-format-changed s'],
  ],
  [
    'an earlier version',
    documentOf({}, { info: { title: 't', version: 'v1.10' } }),
    documentOf({}, { info: { title: 't', version: 'v1.9' } }),
    ['version-decreased version'],
  ],
  [
    'a version that is no number',
    documentOf({}, { info: { title: 't', version: 'b' } }),
    documentOf({}, { info: { title: 't', version: 'a' } }),
    ['info-changed version'],
  ],
  [
    'scheme added',
    documentOf({}, { components: { securitySchemes: {} } }),
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    ['security-scheme-added s'],
  ],
  [
    'scheme removed',
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    documentOf({}, { components: { securitySchemes: {} } }),
    ['security-scheme-removed s'],
  ],
  [
    'type of a scheme',
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    documentOf({}, scheme({ type: 'apiKey', name: 'k', in: 'header' })),
    ['security-scheme-changed s'],
  ],
  [
    'name of a key',
    documentOf({}, scheme({ type: 'apiKey', name: 'k', in: 'header' })),
    documentOf({}, scheme({ type: 'apiKey', name: 'l', in: 'header' })),
    ['security-scheme-changed s'],
  ],
  [
    'flow added',
    flows({}),
    documentOf(
      {},
      scheme({ type: 'oauth2', flows: { implicit: { scopes: {} }, password: { scopes: {} } } }),
    ),
    ['security-flow-added password'],
  ],
  [
    'where to log in',
    flows({ authorizationUrl: 'https://a.example' }),
    flows({ authorizationUrl: 'https://b.example' }),
    ['security-urls-changed implicit'],
  ],
  [
    'where tokens come from',
    flows({ tokenUrl: 'https://a.example' }, 'clientCredentials'),
    flows({ tokenUrl: 'https://b.example' }, 'clientCredentials'),
    ['security-urls-changed clientCredentials'],
  ],
  [
    'scopes of a flow',
    flows({ scopes: { a: 'A' } }),
    flows({ scopes: { b: 'B' } }),
    ['security-scopes-changed implicit'],
  ],
  [
    'description of a scope',
    flows({ scopes: { a: 'A' } }),
    flows({ scopes: { a: 'B' } }),
    ['documentation-changed implicit a'],
  ],
  [
    'server changed',
    documentOf({}, { servers: [{ url: 'https://a.example' }] }),
    documentOf({}, { servers: [{ url: 'https://b.example/' }] }),
    ['server-changed servers'],
  ],
  [
    'server added',
    documentOf({}, { servers: [{ url: 'https://a.example' }] }),
    documentOf({}, { servers: [{ url: 'https://a.example/' }, { url: 'https://b.example' }] }),
    ['server-added servers'],
  ],
  ...(
    [
      ['added', ['eu'], ['eu', 'us'], ['server-added servers']],
      ['removed', ['eu', 'us'], ['eu'], ['server-changed servers']],
      ['in another order', ['eu', 'us'], ['us', 'eu'], []],
    ] as const
  ).map(([what, before, after, want]): Row => {
    const withRegions = (values: readonly string[]) => {
      const variables = { region: { default: 'eu', enum: values } };
      return documentOf({}, { servers: [{ url: 'https://{region}.example', variables }] });
    };
    return [
      `a value of a server's variable ${what}`,
      withRegions(before),
      withRegions(after),
      want,
    ];
  }),
  [
    'title and version',
    documentOf({}),
    documentOf({}, { info: { title: 'Other', version: 'v2' } }),
    ['info-changed title', 'info-changed version'],
  ],
  [
    'description of a tag',
    documentOf({}, { tags: [{ name: 'A', description: 'a' }] }),
    documentOf({}, { tags: [{ name: 'A', description: 'b' }] }),
    ['documentation-changed tag A'],
  ],
  [
    'webhook added',
    documentOf({}, { openapi: '3.1.0' }),
    documentOf({}, { openapi: '3.1.0', webhooks: { sold: { post: { responses: OK } } } }),
    ['webhook-added sold'],
  ],
  [
    'webhook removed',
    documentOf({}, { openapi: '3.1.0', webhooks: { sold: { post: { responses: OK } } } }),
    documentOf({}, { openapi: '3.1.0' }),
    ['webhook-removed sold'],
  ],
  [
    'webhook with a required body now',
    documentOf({}, { openapi: '3.1.0', webhooks: { sold: { post: { responses: OK } } } }),
    documentOf(
      {},
      {
        openapi: '3.1.0',
        webhooks: {
          sold: { post: { requestBody: { required: true, content: json() }, responses: OK } },
        },
      },
    ),
    ['webhook-changed POST'],
  ],
  [
    'callback',
    withOperation(call('{$url}')),
    withOperation(call('{$other}')),
    ['callback-changed callback done POST'],
  ],
];

const ROWS = [
  ...OPERATION_ROWS,
  ...PARAMETER_ROWS,
  ...BODY_ROWS,
  ...RESPONSE_ROWS,
  ...DOCUMENT_ROWS,
];

describe('a difference outside of schemas', () => {
  it.each(ROWS)('%s', async (_, before, after, want) => {
    expect([...(await found(before, after))].sort()).toEqual([...want].sort());
  });
});

describe('a comparison of operations', () => {
  const shared = { name: 'v', in: 'query', required: true, schema: { type: 'string' } };
  const versioned = (parameter: Parts): Parts =>
    documentOf(
      Object.fromEntries(
        ['/a', '/b'].map((path) => [
          path,
          { get: { parameters: [{ $ref: '#/components/parameters/V' }], responses: OK } },
        ]),
      ),
      { components: { parameters: { V: parameter } } },
    );

  it('distinguishes paths that differ only in the names of parameters', async () => {
    const both = documentOf({
      '/v/{id}': { get: { responses: OK } },
      '/v/{key}': { get: { responses: OK } },
    });
    expect(await found(both, both)).toEqual([]);
  });

  it.each<[string, Parts]>([
    ['no name', { in: 'query' }],
    ['no location', { name: 'q' }],
    ['a reference to a path', { $ref: '#/paths/~1a' }],
  ])('ignores an invalid parameter, as the package does: %s', async (_, parameter) => {
    const before = documentOf({ '/a': { get: { responses: OK } } });
    const after = documentOf({ '/a': { get: { parameters: [parameter], responses: OK } } });
    expect([await found(before, after), await found(after, before)]).toEqual([[], []]);
  });

  it('reports a shared parameter once', async () => {
    const after = versioned({ ...shared, required: false });
    expect(await found(versioned(shared), after)).toEqual(['parameter-became-optional query:v']);
  });

  it('compares the targets of references', async () => {
    const inline = documentOf(
      Object.fromEntries(
        ['/a', '/b'].map((path) => [path, { get: { parameters: [shared], responses: OK } }]),
      ),
    );
    expect(await found(versioned(shared), inline)).toEqual([]);
  });

  it('ignores the case of header names', async () => {
    const named = (name: string): Parts => withParameters({ ...query(name), in: 'header' });
    expect(await found(named('X-Version'), named('x-version'))).toEqual([]);
  });
});
