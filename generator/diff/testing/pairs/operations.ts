import {
  documentOf,
  json,
  list,
  object,
  one,
  operation,
  pairsOf,
  query,
  taking,
  text,
  type Json,
  type Pair,
} from './documents.js';

const paths = pairsOf((value: Json) => documentOf(value));
const withOperation = pairsOf((more: Json) => one(more));

const get = operation();
const other = operation({ operationId: 'other', parameters: [] });
const things = (...methods: readonly string[]): Json => ({
  '/things/{id}': Object.fromEntries(methods.map((method) => [method, get])),
});
const wholeQuery = (name: string, type = 'application/x-www-form-urlencoded'): Json => ({
  name,
  in: 'querystring',
  content: { [type]: { schema: object({ q: text }) } },
});
const far = '2999-12-31';
const further = '3000-12-31';
const sunset = (date: unknown): Json => ({ deprecated: true, 'x-sunset': date });
const level = (name: unknown): Json => ({ 'x-stability-level': name });

/** Differences of operations. */
export const OPERATION_PAIRS: readonly Pair[] = [
  paths(
    'path-removed',
    { ...things('get'), '/others': { get: other } },
    things('get'),
    'operation-added',
  ),
  paths(
    'operation-removed',
    { '/things/{id}': { get, post: { ...get, operationId: 'other', deprecated: true } } },
    things('get'),
  ),
  paths('operation-method-changed', things('put'), things('patch')),
  paths('operation-moved', things('get'), { '/v2/things/{id}': { get } }),
  withOperation('operation-id-changed', {}, { operationId: 'other' }),
  withOperation('operation-id-removed', {}, { operationId: undefined }, 'operation-id-added'),
  withOperation('operation-tag-changed', {}, { tags: ['Others'] }),
  withOperation('operation-tags-changed', {}, { tags: ['Things', 'Zoo'] }),
  withOperation('deprecated', {}, { deprecated: true }, 'undeprecated'),
  withOperation('deprecated', {}, sunset(far)),
  withOperation('sunset-shortened', sunset(further), sunset(far), 'sunset-changed'),
  withOperation('sunset-shortened', sunset(far), { deprecated: true }),
  withOperation('sunset-malformed', sunset(far), sunset('soon')),
  withOperation('stability-decreased', level('stable'), level('beta'), 'stability-increased'),
  withOperation('stability-malformed', level('stable'), level('solid')),
  withOperation('documentation-changed', {}, { summary: 'Gets one' }),
];

const takes = pairsOf((parameters: readonly Json[]) => taking(...parameters));

const filter = object({ a: text, b: text });
const need = (name: string, more: Json = {}): Json => ({
  name,
  in: 'query',
  schema: text,
  ...more,
});

/** Differences of parameters, except for their schemas. */
export const PARAMETER_PAIRS: readonly Pair[] = [
  takes('parameter-added-required', [], [query(text, { required: true })], 'parameter-removed'),
  takes('parameter-added-optional', [], [query(text)]),
  withOperation('path-parameter-declared', { parameters: [] }, {}),
  {
    kind: 'path-parameter-added',
    before: one(),
    after: documentOf({
      '/things/{id}/{part}': {
        get: operation({
          parameters: ['id', 'part'].map((name) => ({
            name,
            in: 'path',
            required: true,
            schema: text,
          })),
        }),
      },
    }),
  },
  takes(
    'parameter-became-required',
    [query(text)],
    [query(text, { required: true })],
    'parameter-became-optional',
  ),
  {
    kind: 'path-parameter-renamed',
    before: one(),
    after: documentOf({
      '/things/{key}': {
        get: operation({ parameters: [{ name: 'key', in: 'path', required: true, schema: text }] }),
      },
    }),
  },
  takes('parameter-renamed', [need('a')], [need('b')]),
  takes('querystring-renamed', [wholeQuery('a')], [wholeQuery('b')]),
  takes('parameter-content-changed', [wholeQuery('a')], [wholeQuery('a', 'application/json')]),
  takes(
    'parameter-serialization-changed',
    [{ name: 'c', in: 'cookie', schema: text }],
    [{ name: 'c', in: 'cookie', style: 'cookie', schema: text }],
  ),
  paths('operation-added', things('get'), things('get', 'query'), 'operation-removed'),
  paths(
    'operation-removed',
    { '/things/{id}': { get, additionalOperations: { PURGE: other } } },
    things('get'),
    'operation-added',
  ),
  takes('parameter-moved', [need('a')], [{ name: 'a', in: 'header', schema: text }]),
  takes('parameter-regrouped', [need('a'), need('b')], [query(filter)], 'parameter-regrouped'),
  {
    kind: 'parameter-order-changed',
    ...sidesOf((first, second) => ({
      [`/things/{${first}}/{${second}}`]: {
        get: operation({
          parameters: ['a', 'b'].map((name) => ({
            name,
            in: 'path',
            required: true,
            schema: text,
          })),
        }),
      },
    })),
  },
  takes(
    'parameter-serialization-changed',
    [query(list(text))],
    [query(list(text), { explode: false })],
  ),
  takes(
    'parameter-allowance-granted',
    [query(text)],
    [query(text, { allowEmptyValue: true })],
    'parameter-allowance-changed',
  ),
  takes('parameter-allowance-changed', [query(text)], [query(text, { allowReserved: true })]),
  takes(
    'parameter-content-changed',
    [query(text)],
    [{ name: 'q', in: 'query', ...json(text) }],
    'parameter-content-changed',
  ),
  takes('deprecated', [query(text)], [query(text, { deprecated: true })], 'undeprecated'),
  takes(
    'sunset-shortened',
    [query(text, sunset(further))],
    [query(text, sunset(far))],
    'sunset-changed',
  ),
  takes('sunset-malformed', [query(text, sunset(far))], [query(text, sunset('soon'))]),
  takes('documentation-changed', [query(text)], [query(text, { description: 'What to find' })]),
];

function sidesOf(make: (first: string, second: string) => Json): { before: Json; after: Json } {
  return { before: documentOf(make('a', 'b')), after: documentOf(make('b', 'a')) };
}
