import { path, type Row } from './rows.js';

const two = { paths: { ...path('/Vehicles'), ...path('/Trips', { tags: ['Trips'] }) } };

const one = { paths: path('/Vehicles') };

const called = (operationId?: string, tag = 'Vehicles') => ({
  paths: path('/Vehicles', { ...(operationId && { operationId }), tags: [tag] }),
});

export const OPERATIONS: readonly Row[] = [
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
    "the client's property keeps its name, the class is called after the tag",
  ],
  ['operation deprecated', {}, { list: { deprecated: true } }, []],
  ['summary changed', {}, { list: { summary: 'All of them' } }, []],
];
