import { type Parts, type Row, got, number, object, path, ref, text } from '../documents.js';
import { PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { RESPONSES } from './responses.js';

const two = { paths: { ...path('/Vehicles'), ...path('/Trips', { tags: ['Trips'] }) } };

const one = { paths: path('/Vehicles') };

const called = (operationId?: string, tag = 'Vehicles') => ({
  paths: path('/Vehicles', { ...(operationId && { operationId }), tags: [tag] }),
});

const OPERATIONS: readonly Row[] = [
  ['path removed', two, one, ['export Trips', 'export getTrips', 'export trips.get']],
  ['path or operation added', one, two, []],
  [
    'HTTP method changed (PUT->PATCH)',
    { paths: path('/Vehicles', { operationId: 'touchVehicles' }, 'put') },
    { paths: path('/Vehicles', { operationId: 'touchVehicles' }, 'patch') },
    [],
  ],
  [
    'path moved/prefixed, same operationId',
    { paths: path('/Vehicles', { operationId: 'findVehicles' }) },
    { paths: path('/api/Vehicles', { operationId: 'findVehicles' }) },
    [],
  ],
  ['operationId renamed', called('findVehicles'), called('searchVehicles'), []],
  [
    'operation moved to other tag',
    called(undefined, 'Vehicles'),
    called(undefined, 'Cars'),
    ['export Vehicles'],
    "the client's property keeps its name, the class takes the tag's",
  ],
  ['operation deprecated', {}, { list: { deprecated: true } }, []],
  ['summary changed', {}, { list: { summary: 'All of them' } }, []],
];

const COMPONENTS: readonly Row[] = [
  [
    'named schema removed (was used)',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    got({ place: object({ a: text }) }),
    ['export Place'],
  ],
  [
    'named schema renamed, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: ref('Site') }), schemas: { Site: object({ a: text }) } },
    ['export Place'],
  ],
  ['named schema added', {}, { schemas: { Place: object({ a: text }) } }, []],
  ['unused schema removed', { schemas: { Place: object({ a: text }) } }, {}, ['export Place']],
  [
    'unused schema changed',
    { schemas: { Place: object({ a: text }) } },
    { schemas: { Place: object({ a: number }) } },
    [],
    'no operation uses it: programs can depend on its name alone',
  ],
  [
    'inline -> $ref, same shape',
    got({ place: object({ a: text }) }),
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'allOf-wrap of single $ref, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: { allOf: [ref('Place')] } }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'key order',
    got({ a: text, b: number }, ['a', 'b']),
    got({ b: number, a: text }, ['b', 'a']),
    [],
  ],
  ['security added to operation', {}, { list: { security: [{ key: [] }] }, more: {} }, []],
  [
    'info.title changed',
    {},
    { title: 'Cars' },
    [],
    'the client keeps the name that it got from the first title',
  ],
];

/** A change of a small document, and what breaks by it: `position subject`. */
export interface Pair {
  /** The kind of change. */
  readonly what: string;
  readonly before: Parts;
  readonly after: Parts;
  readonly breaks: readonly string[];
}

const GROUPS = {
  operations: OPERATIONS,
  parameters: PARAMETERS,
  'request bodies': REQUEST_BODIES,
  responses: RESPONSES,
  components: COMPONENTS,
};

/** The kinds of change that can affect a program's source. */
export const PAIRS: readonly Pair[] = Object.entries(GROUPS).flatMap(([group, rows]) =>
  rows.map(([what, before, after, breaks]) => ({
    what: `${group}: ${what}`,
    before,
    after,
    breaks,
  })),
);
