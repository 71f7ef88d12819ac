import { documentOf, one, operation, pairsOf, type Json, type Pair } from './documents.js';

const paths = pairsOf((value: Json) => documentOf(value));
const said = pairsOf((more: Json) => one(more));

const get = operation();
const other = operation({ operationId: 'other', parameters: [] });
const things = (...methods: readonly string[]): Json => ({
  '/things/{id}': Object.fromEntries(methods.map((method) => [method, get])),
});
const far = '2999-12-31';
const further = '3000-12-31';
const sunset = (date: unknown): Json => ({ deprecated: true, 'x-sunset': date });
const level = (name: unknown): Json => ({ 'x-stability-level': name });

/** What happens to operations. */
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
  said('operation-id-changed', {}, { operationId: 'other' }),
  said('operation-id-removed', {}, { operationId: undefined }, 'operation-id-added'),
  said('operation-tag-changed', {}, { tags: ['Others'] }),
  said('operation-tags-changed', {}, { tags: ['Things', 'Zoo'] }),
  said('operation-deprecated', {}, { deprecated: true }, 'operation-undeprecated'),
  said('operation-deprecated', {}, sunset(far)),
  said('operation-sunset-shortened', sunset(further), sunset(far), 'operation-sunset-changed'),
  said('operation-sunset-shortened', sunset(far), { deprecated: true }),
  said('operation-sunset-malformed', sunset(far), sunset('soon')),
  said(
    'operation-stability-decreased',
    level('stable'),
    level('beta'),
    'operation-stability-increased',
  ),
  said('operation-stability-malformed', level('stable'), level('solid')),
  said('operation-documentation-changed', {}, { summary: 'Gets one' }),
];
