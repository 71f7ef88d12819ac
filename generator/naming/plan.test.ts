import fc from 'fast-check';
import { UsageError } from '../errors.js';
import type { ApiModel } from '../model/model.js';
import { createNamesLock } from './names-lock.js';
import type { NameOverrides } from './overrides.js';
import { planNames, type NamingOptions } from './plan.js';
import {
  createDeclaration,
  createModelOfRoutes,
  findRepeated,
  getExports,
  type Route,
} from './testing/models.js';

const ROUTES: readonly Route[] = [
  ['Vehicles', 'GET /Vehicles'],
  ['Vehicles', 'POST /Vehicles'],
  ['Vehicles', 'GET /Vehicles/{id}'],
  ['Vehicles', 'GET /Vehicles/{plate}'],
  ['Vehicles', 'GET /vehicles'],
  ['Vehicles', 'GET /api/v1/Vehicles/{id}/trips'],
  ['Vehicles', 'GET /api/v2/Vehicles/{id}/trips'],
  ['vehicles', 'GET /fleet/vehicles'],
  ['Search', 'POST /Search/flights'],
  ['Flights', 'POST /Flights/search'],
  ['Vehicle', 'DELETE /Vehicle/{id}'],
  ['Event', 'GET /Event'],
];
const SCHEMAS = ['Vehicle', 'A.Car', 'B.Car', 'Record', 'ListVehiclesParams', 'Search'].map((id) =>
  createDeclaration(id, { splits: id.endsWith('Car') }),
);

function plan(model: ApiModel, options: Partial<NamingOptions> = {}) {
  return planNames(model, { reservedExports: new Set(['ApiError']), ...options }).names;
}

function reversed(model: ApiModel): ApiModel {
  return {
    ...model,
    services: [...model.services]
      .reverse()
      .map((service) => ({ ...service, operations: [...service.operations].reverse() })),
    declarations: new Map([...model.declarations].reverse()),
  };
}

/** Maps by key, so that two plans can be compared whatever their order. */
function sorted(names: ReturnType<typeof plan>) {
  const entries = (map: ReadonlyMap<string, unknown>) => Object.fromEntries([...map].sort());
  return {
    ...names,
    services: entries(names.services),
    operations: entries(names.operations),
    declarations: entries(names.declarations),
  };
}

describe('the names of an SDK', () => {
  it('are distinct among the package’s exports', () => {
    expect(findRepeated(getExports(plan(createModelOfRoutes(ROUTES, SCHEMAS))))).toEqual([]);
  });

  it('prefer schemas to classes, and classes to params types', () => {
    const names = plan(createModelOfRoutes(ROUTES, SCHEMAS));
    expect({
      schema: names.declarations.get('#/components/schemas/Vehicle')?.type,
      class: names.services.get('Vehicle')?.className,
      property: names.services.get('Vehicle')?.property,
      event: names.services.get('Event')?.className,
    }).toEqual({
      schema: 'Vehicle',
      class: 'VehicleResource',
      property: 'vehicle',
      event: 'EventResource',
    });
    const [one] = [['Vehicles', 'GET /Vehicles']] as const;
    const alone = plan(
      createModelOfRoutes(
        [one],
        [createDeclaration('VehiclesListParams'), createDeclaration('VehiclesListBody')],
      ),
    );
    expect(alone.operations.get('GET /Vehicles')).toMatchObject({
      paramsType: 'VehiclesListParameters',
      bodyType: 'VehiclesListContent',
    });
  });

  it('do not depend on the order of the model', () => {
    const model = createModelOfRoutes(ROUTES, SCHEMAS);
    expect(sorted(plan(reversed(model)))).toEqual(sorted(plan(model)));
    fc.assert(
      fc.property(fc.shuffledSubarray([...ROUTES], { minLength: ROUTES.length }), (routes) => {
        expect(sorted(plan(createModelOfRoutes(routes, SCHEMAS)))).toEqual(sorted(plan(model)));
      }),
      { numRuns: 20 },
    );
  });

  it.each(ROUTES.map(([, route]) => route))(
    'stay when %s is removed, except of operations that it collided with',
    (gone) => {
      const routes: readonly Route[] = [
        ['Trips', 'GET /Trips'],
        ['Trips', 'GET /Trips/{id}'],
        ['Trips', 'GET /Trips/{id}/points'],
        ['Trips', 'PUT /Trips/{id}/status'],
      ];
      const before = plan(createModelOfRoutes([...ROUTES, ...routes]));
      const after = plan(
        createModelOfRoutes([...ROUTES.filter(([, route]) => route !== gone), ...routes]),
      );
      for (const [, route] of routes) {
        expect(after.operations.get(route)).toEqual(before.operations.get(route));
      }
    },
  );
});

describe('services', () => {
  it.each([
    ['Vehicle Assignments', 'vehicleAssignments', 'VehicleAssignments', 'vehicle-assignments'],
    ['SSH Keys', 'sshKeys', 'SshKeys', 'ssh-keys'],
    ['call', 'callResource', 'Call', 'call'],
    ['constructor', 'constructorResource', 'Constructor', 'constructor'],
    ['then', 'thenResource', 'Then', 'then'],
    ['index', 'index', 'Index', 'index-resource'],
    ['CON', 'con', 'Con', 'con-resource'],
    ['Map', 'map', 'MapResource', 'map'],
    ['***', 'starStarStar', 'StarStarStar', 'star-star-star'],
    ['2FA', 'service2Fa', 'Service2Fa', 'service-2-fa'],
  ])('%s: client.%s, class %s, file %s.ts', (tag, property, className, fileName) => {
    const names = plan(createModelOfRoutes([[tag, 'GET /x']]));
    expect(names.services.get(tag)).toEqual({ property, className, fileName });
  });

  it.each<[what: string, schemas: readonly string[], classes: readonly string[]]>([
    ['none is taken', ['CommandDto'], ['Command', 'Movie']],
    ['one is taken', ['Command'], ['CommandResource', 'MovieResource']],
    ['another suffix is taken too', ['Command', 'MovieResource'], ['CommandApi', 'MovieApi']],
  ])('have classes that are named alike when %s', (_, schemas, classes) => {
    const routes: readonly Route[] = [
      ['Command', 'GET /command'],
      ['Movie', 'GET /movie'],
    ];
    const model = createModelOfRoutes(
      routes,
      schemas.map((id) => createDeclaration(id)),
    );
    const { services } = plan(model);
    expect([...services.values()].map(({ className }) => className)).toEqual(classes);
  });

  it('that differ in case or signs alone are distinguished, on every disk', () => {
    const tags = ['Car-Park', 'CarPark', 'Car Park', 'carpark', 'CARPARK'];
    const names = plan(
      createModelOfRoutes(tags.map((tag) => [tag, `GET /${encodeURIComponent(tag)}`])),
    );
    for (const part of ['property', 'className', 'fileName'] as const) {
      const all = tags.map((tag) => names.services.get(tag)?.[part] ?? '');
      expect(
        findRepeated(part === 'fileName' ? all.map((name) => name.toLowerCase()) : all),
      ).toEqual([]);
    }
  });
});

describe('a lock', () => {
  const before = createModelOfRoutes(ROUTES.slice(0, 3), SCHEMAS.slice(0, 2));
  const lock = createNamesLock(before, plan(before));

  it('keeps every name when colliding operations are added', () => {
    const after = createModelOfRoutes(ROUTES, SCHEMAS);
    const names = plan(after, { lock });
    expect(createNamesLock(after, names)).toMatchObject(lock);
    expect(findRepeated(getExports(names))).toEqual([]);
  });

  it('does not give a locked name to a new operation', () => {
    const names = plan(createModelOfRoutes(ROUTES.slice(0, 4)), { lock });
    expect(names.operations.get('GET /Vehicles/{id}')?.method).toBe('get');
    expect(names.operations.get('GET /Vehicles/{plate}')?.method).toBe('getByPlate');
  });

  it('is ignored for names that are invalid, or that two things have', () => {
    const names = plan(createModelOfRoutes(ROUTES.slice(0, 3), [createDeclaration('Vehicle')]), {
      lock: {
        operations: {
          'GET /Vehicles': { call: 'vehicles.then', function: 'not a name' },
          'POST /Vehicles': { call: 'vehicles.same', function: 'same' },
          'GET /Vehicles/{id}': { call: 'vehicles.same', function: 'same' },
          'GET /gone': { call: 'gone.gone', function: 'gone' },
        },
        types: { Vehicle: 'ApiError' },
      },
    });
    expect(
      [...names.operations.values()].map(({ method, functionName }) => [method, functionName]),
    ).toEqual([
      ['list', 'listVehicles'],
      ['create', 'createVehicle'],
      ['get', 'getVehicle'],
    ]);
    expect(names.declarations.get('#/components/schemas/Vehicle')?.type).toBe('Vehicle');
  });

  it('keeps a name that no rule would give', () => {
    const names = plan(before, {
      lock: {
        operations: { 'GET /Vehicles': { call: 'cars.everyOne', function: 'fetchCars' } },
        types: { Vehicle: 'Car' },
      },
    });
    expect(names.services.get('Vehicles')?.property).toBe('cars');
    expect(names.operations.get('GET /Vehicles')).toMatchObject({
      method: 'everyOne',
      functionName: 'fetchCars',
      paramsType: 'CarsEveryOneParams',
    });
    expect(names.declarations.get('#/components/schemas/Vehicle')?.type).toBe('Car');
  });
});

describe('an override', () => {
  const status = createDeclaration('Status', { values: [10, 20] });
  const model = createModelOfRoutes(ROUTES.slice(0, 4), [
    createDeclaration('Vehicle'),
    createDeclaration('Person'),
    status,
  ]);

  it('takes precedence over rules and lock', () => {
    const names = plan(model, {
      lock: createNamesLock(model, plan(model)),
      overrides: {
        operations: { 'POST /Vehicles': 'list' },
        types: { Person: 'Vehicle' },
        enumValues: { Status: { '10': 'Value20' } },
      },
    });
    expect(names.operations.get('POST /Vehicles')).toMatchObject({
      method: 'list',
      functionName: 'vehiclesList',
    });
    expect(names.operations.get('GET /Vehicles')?.method).not.toBe('list');
    expect(names.declarations.get('#/components/schemas/Person')?.type).toBe('Vehicle');
    expect(names.declarations.get('#/components/schemas/Vehicle')?.type).toBe('VehicleModel');
    expect(names.declarations.get(status.id)?.enumMembers).toEqual(
      new Map([
        ['10', 'Value20'],
        ['20', 'Value20Value20'],
      ]),
    );
  });

  it.each<[NameOverrides, string]>([
    [{ operations: { 'GET /gone': 'list' } }, "'GET /gone' is not an operation"],
    [
      { operations: { 'GET /Vehicles': 'not a name' } },
      "'not a name' for 'GET /Vehicles' is not an identifier",
    ],
    [{ operations: { 'GET /Vehicles': 'then' } }, "'then' for 'GET /Vehicles' is reserved"],
    [
      { operations: { 'GET /Vehicles': 'all', 'POST /Vehicles': 'all' } },
      "'all' is given to both 'GET /Vehicles' and 'POST /Vehicles'",
    ],
    [{ types: { Gone: 'Car' } }, "'Gone' is not a schema"],
    [{ types: { Vehicle: '1' } }, "'1' for 'Vehicle' is not an identifier"],
    [{ types: { Vehicle: 'ApiError' } }, "'ApiError' for 'Vehicle' is reserved"],
    [{ types: { Vehicle: 'OptimumClient' } }, "'OptimumClient' for 'Vehicle' is reserved"],
    [{ types: { Vehicle: 'Car', Person: 'Car' } }, "'Car' is given to both 'Vehicle' and 'Person'"],
    [{ enumValues: { Vehicle: { a: 'A' } } }, "'Vehicle' is not an enum"],
    [{ enumValues: { Status: { '30': 'A' } } }, "'Status.30' is not a value"],
    [{ enumValues: { Status: { '10': '-' } } }, "'-' for 'Status.10' is not an identifier"],
    [
      { enumValues: { Status: { '10': 'A', '20': 'A' } } },
      "'A' is given to both 'Status.10' and 'Status.20'",
    ],
  ])('%j is refused: %s', (overrides, message) => {
    expect(() => plan(model, { overrides })).toThrow(UsageError);
    expect(() => plan(model, { overrides })).toThrow(message);
  });
});
