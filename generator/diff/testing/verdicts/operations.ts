import { documentOf, json, OK, withOperation, type Parts } from '../documents.js';
import { both, type Probe } from './probe.js';

const operations = (paths: Readonly<Record<string, Parts>>): Parts =>
  documentOf(
    Object.fromEntries(
      Object.entries(paths).map(([path, get]) => [path, { get: { responses: OK, ...get } }]),
    ),
  );
const id = (operationId: string): Parts => ({ operationId });
const moved = 'breaks operation-moved';
const resources = (prefix: string, more: Parts = {}): Parts =>
  documentOf(
    Object.fromEntries(
      ['/a/items', '/b/items', '/c'].map((path) => [
        prefix + path,
        { get: { responses: OK }, post: { responses: OK, ...more } },
      ]),
    ),
  );

export const OPERATIONS: readonly Probe[] = [
  both(
    'two operations swap paths',
    operations({ '/a': id('a'), '/b': id('b') }),
    operations({ '/a': id('b'), '/b': id('a') }),
    moved,
    moved,
  ),
  [
    'an operation takes the path of one that moves',
    operations({ '/a': id('a'), '/b': id('b') }),
    operations({ '/b': id('a'), '/c': id('b') }),
    [moved, moved],
  ],
  both(
    'operationId',
    operations({ '/a': id('a') }),
    operations({ '/a': id('b') }),
    'safe operation-id-changed',
  ),
  [
    'operationId added',
    operations({ '/a': {} }),
    operations({ '/a': id('a') }),
    ['safe operation-id-added'],
    ['safe operation-id-removed'],
  ],
  both(
    'a prefix for all',
    resources('/api'),
    resources('/api/v2'),
    ...Array.from({ length: 6 }, () => moved),
  ),
  [
    'a prefix for all, and a change',
    resources('/api'),
    resources('/v2', { requestBody: { content: json() } }),
    [
      ...Array.from({ length: 6 }, () => moved),
      ...Array.from({ length: 3 }, () => 'safe request-body-added-optional'),
    ],
  ],
  both(
    'a prefix for all, with operationIds made of paths',
    operations({ '/api/a': id('getApiA'), '/api/b': id('getApiB') }),
    operations({ '/api/v2/a': id('getApiV2A'), '/api/v2/b': id('getApiV2B') }),
    moved,
    moved,
    'safe operation-id-changed',
    'safe operation-id-changed',
  ),
  both(
    'no prefix: other resources',
    operations({ '/a': {}, '/b': {} }),
    operations({ '/c': {}, '/d': {} }),
    ...[
      'breaks path-removed',
      'breaks path-removed',
      'safe operation-added',
      'safe operation-added',
    ],
  ),
  [
    'deprecated',
    withOperation({}),
    withOperation({ deprecated: true }),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  [
    'query',
    documentOf({ '/a': { get: { responses: OK } } }),
    documentOf({ '/a': { get: { responses: OK }, query: { responses: OK } } }),
    ['safe operation-added'],
    ['breaks operation-removed'],
  ],
  [
    'another method',
    documentOf({ '/a': { get: { responses: OK } } }),
    documentOf({
      '/a': { get: { responses: OK }, additionalOperations: { PURGE: { responses: OK } } },
    }),
    ['safe operation-added'],
    ['breaks operation-removed'],
  ],
];
