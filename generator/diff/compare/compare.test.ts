import { KINDS } from '../kinds/index.js';
import { COMPONENTS } from '../kinds/components.js';
import { OPERATIONS } from '../kinds/operations.js';
import { PARAMETERS } from '../kinds/parameters.js';
import { REQUEST_BODIES } from '../kinds/request-bodies.js';
import { RESPONSES } from '../kinds/responses.js';
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
import { allFindings, loadText } from '../testing/findings.js';

const TODAY = '2026-11-24';

async function found(before: Parts, after: Parts): Promise<readonly string[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now, TODAY).map(({ kinds, subject, oasdiff }) =>
    [kinds[0], subject.part ?? subject.wireName, ...oasdiff].join(' '),
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
    ['path-removed GET /a api-path-removed-without-deprecation'],
  ],
  wants(removed({}), 'operation-removed POST /a api-removed-without-deprecation'),
  wants(removed({ deprecated: true }), 'operation-removed POST /a api-removed-with-deprecation'),
  wants(
    removed({ deprecated: true, 'x-sunset': '2027-01-01' }),
    'operation-removed POST /a api-removed-before-sunset',
  ),
  wants(removed({ deprecated: true, 'x-sunset': '2026-01-01' }), 'operation-removed POST /a'),
  wants(
    removed({ deprecated: true, 'x-sunset': 'soon' }),
    'operation-removed POST /a api-path-sunset-parse',
  ),
  wants(removed({ 'x-stability-level': 'alpha' }), 'operation-removed POST /a'),
  wants(
    removed({ 'x-stability-level': 'new' }),
    'operation-removed POST /a api-invalid-stability-level',
  ),
  [
    'operation added',
    documentOf({ '/a': { get: { responses: OK } } }),
    documentOf({ '/a': { get: { responses: OK }, delete: { responses: OK } } }),
    ['operation-added DELETE /a endpoint-added'],
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
    ['operation-method-changed COPY /a api-removed-without-deprecation endpoint-added'],
  ],
  [
    'method changed, same operationId',
    withOperation({ operationId: 'save' }, 'put /a'),
    withOperation({ operationId: 'save' }, 'patch /a'),
    ['operation-method-changed PUT /a api-removed-without-deprecation endpoint-added'],
  ],
  [
    'method changed, same shape, no operationId',
    withOperation({ requestBody: { content: json() } }, 'put /a'),
    withOperation({ requestBody: { content: json() } }, 'patch /a'),
    ['operation-method-changed PUT /a api-removed-without-deprecation endpoint-added'],
  ],
  [
    'path prefixed, same operationId',
    withOperation({ operationId: 'list' }, 'get /a'),
    withOperation({ operationId: 'list' }, 'get /v2/a'),
    ['operation-moved GET /a api-path-removed-without-deprecation endpoint-added'],
  ],
  [
    'path prefixed, same shape, no operationId',
    withOperation({}, 'get /a'),
    withOperation({}, 'get /v2/a'),
    ['operation-moved GET /a api-path-removed-without-deprecation endpoint-added'],
  ],
  [
    'another path of another shape is no move',
    withOperation({}, 'get /a'),
    withOperation({ parameters: [query('q')] }, 'get /v2/a'),
    [
      'operation-added GET /v2/a endpoint-added',
      'path-removed GET /a api-path-removed-without-deprecation',
    ],
  ],
  [
    'operationId changed',
    withOperation({ operationId: 'a' }),
    withOperation({ operationId: 'b' }),
    ['operation-id-changed GET /things api-operation-id-removed'],
  ],
  [
    'operationId removed',
    withOperation({ operationId: 'a' }),
    withOperation({}),
    ['operation-id-removed GET /things api-operation-id-removed'],
  ],
  [
    'operationId added',
    withOperation({}),
    withOperation({ operationId: 'a' }),
    ['operation-id-added GET /things api-operation-id-added'],
  ],
  [
    'another tag',
    withOperation({ tags: ['A'] }),
    withOperation({ tags: ['B'] }),
    ['operation-tag-changed GET /things api-tag-added api-tag-removed'],
  ],
  [
    'one more tag',
    withOperation({ tags: ['A'] }),
    withOperation({ tags: ['B', 'A'] }),
    ['operation-tags-changed GET /things api-tag-added'],
  ],
  [
    'deprecated without a date',
    withOperation({}),
    withOperation({ deprecated: true }),
    ['operation-deprecated GET /things api-deprecated-sunset-missing endpoint-deprecated'],
  ],
  [
    'deprecated with a date',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01T00:00:00Z' }),
    ['operation-deprecated GET /things endpoint-deprecated-with-sunset'],
  ],
  [
    'deprecated with a date that is gone',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2020-01-01' }),
    ['operation-deprecated GET /things api-sunset-date-too-small'],
  ],
  [
    'deprecated with no date',
    withOperation({}),
    withOperation({ deprecated: true, 'x-sunset': '2020-13-41' }),
    ['operation-deprecated GET /things api-deprecated-sunset-parse'],
  ],
  [
    'no longer deprecated',
    withOperation({ deprecated: true }),
    withOperation({}),
    ['operation-undeprecated GET /things endpoint-reactivated'],
  ],
  [
    'sunset withdrawn',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true }),
    ['operation-sunset-shortened GET /things sunset-deleted'],
  ],
  [
    'sunset brought forward',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': '2029-01-01' }),
    ['operation-sunset-shortened GET /things api-sunset-date-changed-too-small'],
  ],
  [
    'sunset put off',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': '2031-01-01' }),
    ['operation-sunset-changed GET /things'],
  ],
  [
    'sunset that is none',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': 'later' }),
    ['operation-sunset-malformed GET /things api-path-sunset-parse'],
  ],
  [
    'less stable',
    withOperation({ 'x-stability-level': 'stable' }),
    withOperation({ 'x-stability-level': 'draft' }),
    ['operation-stability-decreased GET /things api-stability-decreased'],
  ],
  [
    'more stable',
    withOperation({ 'x-stability-level': 'beta' }),
    withOperation({}),
    ['operation-stability-increased GET /things api-stability-increased'],
  ],
  [
    'no stability at all',
    withOperation({}),
    withOperation({ 'x-stability-level': 'rock solid' }),
    ['operation-stability-malformed GET /things api-invalid-stability-level'],
  ],
  [
    'a draft, which oasdiff ignores',
    withOperation({ 'x-stability-level': 'draft', parameters: [query('q')] }),
    withOperation({ 'x-stability-level': 'draft' }),
    ['parameter-removed query:q'],
  ],
  [
    'another description',
    withOperation({ summary: 'a', description: 'b' }),
    withOperation({ summary: 'c', description: 'b' }),
    ['operation-documentation-changed GET /things'],
  ],
];

const PARAMETER_ROWS: readonly Row[] = [
  [
    'required parameter added',
    withParameters(),
    withParameters(query('q', { required: true })),
    ['parameter-added-required query:q new-required-request-parameter'],
  ],
  [
    'optional parameter added',
    withParameters(),
    withParameters(query('q')),
    ['parameter-added-optional query:q new-optional-request-parameter'],
  ],
  [
    'parameter added for the whole path',
    documentOf({ '/a': { get: { responses: OK }, post: { responses: OK } } }),
    documentOf({
      '/a': { parameters: [query('q')], get: { responses: OK }, post: { responses: OK } },
    }),
    ['parameter-added-optional query:q new-optional-request-default-parameter-to-existing-path'],
  ],
  [
    'path parameter added',
    withOperation({ operationId: 'get' }, 'get /a'),
    withOperation({ operationId: 'get', parameters: [path('id')] }, 'get /a/{id}'),
    [
      'operation-moved GET /a api-path-removed-without-deprecation endpoint-added',
      'path-parameter-added path:id new-request-path-parameter',
    ],
  ],
  [
    'path parameter declared',
    withOperation({}, 'get /a/{id}'),
    withOperation({ parameters: [path('id')] }, 'get /a/{id}'),
    ['path-parameter-declared path:id new-request-path-parameter'],
  ],
  [
    'parameter removed',
    withParameters(query('q')),
    withParameters(),
    ['parameter-removed query:q request-parameter-removed'],
  ],
  [
    'deprecated parameter removed',
    withParameters(query('q', { deprecated: true })),
    withParameters(),
    ['parameter-removed query:q request-parameter-removed-with-deprecation'],
  ],
  [
    'parameter removed before its day',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(),
    ['parameter-removed query:q request-parameter-removed-before-sunset'],
  ],
  [
    'parameter became required',
    withParameters(query('q')),
    withParameters(query('q', { required: true })),
    ['parameter-became-required query:q request-parameter-became-required'],
  ],
  [
    'parameter became optional',
    withParameters(query('q', { required: true })),
    withParameters(query('q')),
    ['parameter-became-optional query:q request-parameter-became-optional'],
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
    ['parameter-renamed query:q new-optional-request-parameter request-parameter-removed'],
  ],
  [
    'another parameter of another shape is no renaming',
    withParameters(query('q')),
    withParameters(query('r', { schema: { type: 'integer' } })),
    [
      'parameter-added-optional query:r new-optional-request-parameter',
      'parameter-removed query:q request-parameter-removed',
    ],
  ],
  [
    'parameter moved',
    withParameters(query('q')),
    withParameters({ ...query('q'), in: 'header' }),
    ['parameter-moved query:q new-optional-request-parameter request-parameter-removed'],
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
    ['parameter-serialization-restated query:q'],
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
    [
      'parameter-deprecated query:q request-parameter-deprecated request-parameter-deprecated-sunset-missing',
    ],
  ],
  [
    'parameter no longer deprecated',
    withParameters(query('q', { deprecated: true })),
    withParameters(query('q')),
    ['parameter-undeprecated query:q request-parameter-reactivated'],
  ],
  [
    'sunset of a parameter withdrawn',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true })),
    ['parameter-sunset-shortened query:q request-parameter-sunset-deleted'],
  ],
  [
    'sunset of a parameter put off',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true, 'x-sunset': '2031-01-01' })),
    ['parameter-sunset-changed query:q'],
  ],
  [
    'sunset of a parameter that is none',
    withParameters(query('q', { deprecated: true, 'x-sunset': '2030-01-01' })),
    withParameters(query('q', { deprecated: true, 'x-sunset': true })),
    ['parameter-sunset-malformed query:q request-parameter-sunset-parse'],
  ],
  [
    'description of a parameter',
    withParameters(query('q', { description: 'a' })),
    withParameters(query('q', { description: 'b' })),
    ['parameter-description-changed query:q'],
  ],
];

const body = (required: boolean, content: Parts = json()): Parts => withBody({ required, content });
const form = (encoding: Parts): Parts =>
  withBody({ content: { 'multipart/form-data': { schema: { type: 'object' }, encoding } } });

const BODY_ROWS: readonly Row[] = [
  [
    'required body added',
    withBody(undefined),
    body(true),
    ['request-body-added-required body request-body-added-required'],
  ],
  [
    'optional body added',
    withBody(undefined),
    body(false),
    ['request-body-added-optional body request-body-added-optional'],
  ],
  [
    'body removed',
    body(true),
    withBody(undefined),
    ['request-body-removed body request-body-removed'],
  ],
  [
    'body became required',
    body(false),
    body(true),
    ['request-body-became-required body request-body-became-required'],
  ],
  [
    'body became optional',
    body(true),
    body(false),
    ['request-body-became-optional body request-body-became-optional'],
  ],
  [
    'media type removed',
    body(true, { ...json(), ...json({}, 'text/csv') }),
    body(true),
    ['request-media-type-removed body text/csv request-body-media-type-removed'],
  ],
  [
    'media type added',
    body(true),
    body(true, { ...json(), ...json({}, 'text/csv') }),
    ['request-media-type-added body text/csv request-body-media-type-added'],
  ],
  [
    'media type renamed',
    body(true),
    body(true, json({ type: 'string' }, 'application/json; charset=utf-8')),
    ['request-media-type-renamed body application/json'],
  ],
  [
    'part of a form written otherwise',
    form({}),
    form({ a: { contentType: 'application/json' } }),
    ['request-encoding-changed body multipart/form-data'],
  ],
  ['style: form says nothing', form({}), form({ a: { style: 'form' } }), []],
  [
    'items described',
    body(true, { 'application/jsonl': {} }),
    body(true, { 'application/jsonl': { itemSchema: { type: 'string' } } }),
    ['request-item-schema-added body application/jsonl item'],
  ],
  [
    'items no longer described',
    body(true, { 'application/jsonl': { itemSchema: { type: 'string' } } }),
    body(true, { 'application/jsonl': { schema: { type: 'array' } } }),
    ['request-item-schema-removed body application/jsonl item'],
  ],
  [
    'schema added',
    body(true, { 'application/json': {} }),
    body(true),
    ['request-body-schema-added body application/json request-body-media-type-schema-added'],
  ],
  [
    'schema removed',
    body(true),
    body(true, { 'application/json': {} }),
    ['request-body-schema-removed body application/json request-body-media-type-schema-removed'],
  ],
  [
    'description of a body',
    withBody({ description: 'a', content: json() }),
    withBody({ description: 'b', content: json() }),
    ['request-body-description-changed body'],
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
    ['response-item-schema-added 200 application/jsonl item'],
  ],
  [
    'items no longer described',
    ok({ content: { 'application/jsonl': { itemSchema: { type: 'string' } } } }),
    ok({ content: { 'application/jsonl': {} } }),
    ['response-item-schema-removed 200 application/jsonl item'],
  ],
  [
    'success added',
    ok({}),
    also('202'),
    ['response-success-status-added 202 response-success-status-added'],
  ],
  [
    'success removed',
    also('202'),
    ok({}),
    ['response-success-status-removed 202 response-success-status-removed'],
  ],
  [
    'another success, same body',
    withResponses({ 200: { description: 'OK', content: json() } }),
    withResponses({ 201: { description: 'Created', content: json() } }),
    [
      'response-success-status-changed 200 response-success-status-added response-success-status-removed',
    ],
  ],
  [
    'error added',
    ok({}),
    also('404'),
    ['response-error-status-added 404 response-non-success-status-added'],
  ],
  [
    'error removed',
    also('404'),
    ok({}),
    ['response-error-status-removed 404 response-non-success-status-removed'],
  ],
  ['default added', ok({}), also('default'), ['response-default-status-changed default']],
  [
    'media type removed',
    ok({ content: { ...json(), ...json({}, 'text/csv') } }),
    ok({ content: json() }),
    ['response-media-type-removed 200 text/csv response-media-type-removed'],
  ],
  [
    'media type added',
    ok({ content: json() }),
    ok({ content: { ...json(), ...json({}, 'text/csv') } }),
    ['response-media-type-added 200 text/csv response-media-type-added'],
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
    [`response-media-type-renamed 200 ${was} response-media-type-name-${how}`],
  ]),
  [
    'body added',
    ok({}),
    ok({ content: json() }),
    ['response-body-added 200 response-media-type-added'],
  ],
  [
    'body removed',
    ok({ content: json() }),
    ok({}),
    ['response-body-removed 200 response-media-type-removed'],
  ],
  [
    'schema removed',
    ok({ content: json() }),
    ok({ content: { 'application/json': {} } }),
    ['response-body-removed 200 application/json response-body-media-type-schema-removed'],
  ],
  [
    'required header removed',
    header({ required: true }),
    ok({}),
    ['response-header-removed-required 200 header X-A required-response-header-removed'],
  ],
  [
    'optional header removed',
    header({}),
    ok({}),
    ['response-header-removed-optional 200 header X-A optional-response-header-removed'],
  ],
  [
    'header added',
    ok({}),
    header({}),
    ['response-header-added 200 header X-A response-header-added'],
  ],
  [
    'header became optional',
    header({ required: true }),
    header({}),
    ['response-header-became-optional 200 header X-A response-header-became-optional'],
  ],
  [
    'header became required',
    header({}),
    header({ required: true }),
    ['response-header-became-required 200 header X-A'],
  ],
  [
    'description of a response',
    withResponses({ 200: { description: 'a' } }),
    withResponses({ 200: { description: 'b' } }),
    ['response-description-changed 200'],
  ],
];

const call = (path: string): Parts => ({
  callbacks: { done: { [path]: { post: { responses: OK } } } },
});

const DOCUMENT_ROWS: readonly Row[] = [
  [
    'security added',
    secured(undefined),
    secured([{ a: [] }]),
    ['security-added security api-security-added'],
  ],
  [
    'security removed',
    secured([{ a: [] }]),
    secured([]),
    ['security-removed security api-security-removed'],
  ],
  [
    'further credentials',
    secured([{ a: [] }]),
    secured([{ a: [] }, { b: [] }]),
    ['security-alternative-added security api-security-added'],
  ],
  [
    'fewer credentials',
    secured([{ a: [] }, { b: [] }]),
    secured([{ a: [] }]),
    ['security-alternative-removed security api-security-removed'],
  ],
  [
    'other scopes',
    secured([{ a: ['r'] }]),
    secured([{ a: ['r', 'w'] }]),
    ['security-scopes-changed security api-security-scope-added'],
  ],
  [
    "repeats the document's security",
    secured(undefined, [{ a: [] }]),
    secured([{ a: [] }], [{ a: [] }]),
    ['security-restated security api-security-added'],
  ],
  [
    'global security',
    secured(undefined),
    secured(undefined, [{ a: [] }]),
    ['security-added security api-global-security-added'],
  ],
  [
    'global security moved to the operations',
    secured(undefined, [{ a: [] }]),
    secured([{ a: [] }]),
    [
      'security-restated security api-global-security-removed',
      'security-restated security api-security-added',
    ],
  ],
  [
    'scheme added',
    documentOf({}, { components: { securitySchemes: {} } }),
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    ['security-scheme-added s api-security-component-added'],
  ],
  [
    'scheme removed',
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    documentOf({}, { components: { securitySchemes: {} } }),
    ['security-scheme-removed s api-security-component-removed'],
  ],
  [
    'type of a scheme',
    documentOf({}, scheme({ type: 'http', scheme: 'bearer' })),
    documentOf({}, scheme({ type: 'apiKey', name: 'k', in: 'header' })),
    ['security-scheme-changed s api-security-component-type-changed'],
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
    ['security-flow-changed password'],
  ],
  [
    'where to log in',
    flows({ authorizationUrl: 'https://a.example' }),
    flows({ authorizationUrl: 'https://b.example' }),
    ['security-urls-changed implicit api-security-component-oauth-url-changed'],
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
    [
      'security-scopes-changed implicit api-security-component-oauth-scope-added api-security-component-oauth-scope-removed',
    ],
  ],
  [
    'description of a scope',
    flows({ scopes: { a: 'A' } }),
    flows({ scopes: { a: 'B' } }),
    ['document-documentation-changed implicit a api-security-component-oauth-scope-changed'],
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
    ['document-documentation-changed tag A'],
  ],
  [
    'webhook added',
    documentOf({}, { openapi: '3.1.0' }),
    documentOf({}, { openapi: '3.1.0', webhooks: { sold: { post: { responses: OK } } } }),
    ['webhook-added sold webhook-added'],
  ],
  [
    'webhook removed',
    documentOf({}, { openapi: '3.1.0', webhooks: { sold: { post: { responses: OK } } } }),
    documentOf({}, { openapi: '3.1.0' }),
    ['webhook-removed sold webhook-removed'],
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

  it('has every kind', () => {
    const kinds = [OPERATIONS, PARAMETERS, REQUEST_BODIES, RESPONSES, COMPONENTS].flatMap((group) =>
      Object.keys(group),
    );
    const tested = new Set(ROWS.flatMap(([, , , want]) => want.map((line) => line.split(' ')[0])));
    // These depend on the media types and names of the SDK; the tests of kinds and reports have them.
    const elsewhere = [
      'request-media-type-alias-removed',
      'response-media-type-alias-removed',
      'client-renamed',
    ];
    expect(kinds.filter((kind) => !tested.has(kind) && !elsewhere.includes(kind))).toEqual([]);
  });

  it('has only ids that its kinds list', async () => {
    const given = await Promise.all(ROWS.map(([, before, after]) => found(before, after)));
    const strange = given.flat().flatMap((line) => {
      const [kind = '', ...rest] = line.split(' ');
      const known = new Set(KINDS[kind]?.oasdiff ?? []);
      return rest
        .filter((word) => /^[a-z]+-[a-z-]+-[a-z-]+$/.test(word) && !known.has(word))
        .map((id) => `${kind}: ${id}`);
    });
    expect(strange).toEqual([]);
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
    expect(await found(versioned(shared), after)).toEqual([
      'parameter-became-optional query:v request-parameter-became-optional',
    ]);
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
