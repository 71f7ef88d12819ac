import { UsageError } from '../errors.js';
import { readModel } from '../pipeline/testing/read-model.js';
import type { ApiModel } from './model.js';
import { getOperations } from './walk.js';
import { createPathMatcher, filterModel, type OperationFilters } from './filter.js';

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ content: { 'application/json': { schema: schema(name) } } });
const operation = (tag: string, response: string, more: object = {}) => ({
  tags: [tag],
  responses: { 200: { description: 'OK', ...json(response) } },
  ...more,
});
const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });

const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Fleet', version: 'v1' },
  paths: {
    '/Vehicles': {
      get: operation('Vehicles', 'Vehicle'),
      post: operation('Vehicles', 'Vehicle', { requestBody: json('Vehicle') }),
    },
    '/Vehicles/{id}': { delete: operation('Vehicles', 'Problem') },
    '/Drivers': { get: operation('Drivers', 'Driver') },
    '/Drivers/{id}/Trips': { get: operation('Drivers', 'Trip') },
    '/Shapes': { get: operation('Shapes', 'Shape') },
  },
  components: {
    schemas: {
      Vehicle: object({ id: { type: 'string', readOnly: true }, engine: schema('Engine') }),
      Engine: object({ kind: schema('EngineKind') }),
      EngineKind: { type: 'string', enum: ['Diesel', 'Electric'] },
      Problem: object({ title: text }),
      Driver: object({ name: text, manager: schema('Driver') }),
      Trip: object({ driver: schema('Driver') }),
      Shape: {
        ...object({ kind: text }),
        required: ['kind'],
        discriminator: {
          propertyName: 'kind',
          mapping: { circle: '#/components/schemas/Circle' },
        },
      },
      Circle: { allOf: [schema('Shape'), object({ radius: { type: 'number' } })] },
      Square: { allOf: [schema('Shape'), object({ side: { type: 'number' } })] },
      Chief: { allOf: [schema('Driver'), object({ team: text })] },
      Unused: object({ name: text }),
    },
  },
};

let model: ApiModel;
beforeAll(async () => {
  ({ model } = await readModel(DOCUMENT));
});

const idsOf = (filtered: ApiModel) => getOperations(filtered).map(({ id }) => id);
const namesOf = (filtered: ApiModel) =>
  [...filtered.declarations.values()].map(({ wireName }) => wireName);

const VEHICLES = ['GET /Vehicles', 'POST /Vehicles', 'DELETE /Vehicles/{id}'];

describe('filterModel', () => {
  it('returns the model as it is without filters, unused declarations included', () => {
    expect(filterModel(model, {})).toBe(model);
    expect(filterModel(model, { include: {}, exclude: {} })).toBe(model);
    expect(namesOf(model)).toContain('Unused');
  });

  it.each<[string, OperationFilters, readonly string[]]>([
    ['a tag', { include: { tags: ['Vehicles'] } }, VEHICLES],
    [
      'several tags',
      { include: { tags: ['Shapes', 'Drivers'] } },
      ['GET /Drivers', 'GET /Drivers/{id}/Trips', 'GET /Shapes'],
    ],
    ['all but a tag', { exclude: { tags: ['Drivers', 'Shapes'] } }, VEHICLES],
    ['a path', { include: { paths: ['/Vehicles'] } }, ['GET /Vehicles', 'POST /Vehicles']],
    ['a path and everything below', { include: { paths: ['/Vehicles/**'] } }, VEHICLES],
    ['a method', { include: { methods: ['POST'] } }, ['POST /Vehicles']],
    ['an operation', { include: { operations: ['GET /Drivers'] } }, ['GET /Drivers']],
    [
      'operations by a pattern',
      { include: { operations: ['GET /Drivers/**'] } },
      ['GET /Drivers', 'GET /Drivers/{id}/Trips'],
    ],
    [
      'what every list of include matches',
      { include: { tags: ['Vehicles'], methods: ['GET'] } },
      ['GET /Vehicles'],
    ],
    [
      'what no list of exclude matches',
      { exclude: { tags: ['Vehicles'], paths: ['/Drivers/**'] } },
      ['GET /Shapes'],
    ],
    [
      'include without exclude',
      { include: { tags: ['Vehicles'] }, exclude: { methods: ['DELETE', 'POST'] } },
      ['GET /Vehicles'],
    ],
  ])('keeps %s', (_, filters, want) => {
    expect(idsOf(filterModel(model, filters))).toEqual(want);
  });

  it.each<[string, OperationFilters, readonly string[]]>([
    [
      'those used through others',
      { include: { operations: ['GET /Vehicles'] } },
      ['Engine', 'EngineKind', 'Vehicle'],
    ],
    [
      'one that refers to itself, without those that inherit from it',
      { include: { paths: ['/Drivers'] } },
      ['Driver'],
    ],
    [
      'the variants of a base that nothing refers to',
      { include: { tags: ['Shapes'] } },
      ['Circle', 'Shape', 'Square'],
    ],
  ])('keeps the declarations: %s', (_, filters, want) => {
    expect(namesOf(filterModel(model, filters))).toEqual(want);
  });

  it('drops services that have no operation left', () => {
    const { services } = filterModel(model, { include: { methods: ['POST'] } });
    expect(services.map(({ wireName }) => wireName)).toEqual(['Vehicles']);
  });

  it('splits a declaration only while both directions are used', () => {
    const vehicle = (filters: OperationFilters) =>
      filterModel(model, filters).declarations.get('#/components/schemas/Vehicle');
    expect(vehicle({ include: { tags: ['Vehicles'] } })).toMatchObject({ splits: true });
    expect(vehicle({ include: { methods: ['GET'] } })).toMatchObject({
      splits: false,
      use: { request: false, response: true },
    });
  });

  it.each<[OperationFilters, string]>([
    [
      { include: { tags: ['Vehicules', 'Drivers'] } },
      'include.tags: "Vehicules" matches no operation. Did you mean "Vehicles"?',
    ],
    [
      { exclude: { paths: ['/drivers'] } },
      'exclude.paths: "/drivers" matches no operation. Did you mean "/Drivers"?',
    ],
    [
      { include: { operations: ['GET /Vehicle'] } },
      'include.operations: "GET /Vehicle" matches no operation. Did you mean "GET /Vehicles"?',
    ],
    [{ exclude: { methods: ['PATCH'] } }, 'exclude.methods: "PATCH" matches no operation.'],
    [
      { include: { tags: ['Vehicles'] }, exclude: { paths: ['/Nothing/**'] } },
      'exclude.paths: "/Nothing/**" matches no operation.',
    ],
    [
      { include: { tags: ['Vehicles'], paths: ['/Drivers'] } },
      'The filters leave no operation to generate.',
    ],
  ])('refuses %j', (filters, want) => {
    expect(() => filterModel(model, filters)).toThrow(UsageError);
    expect(() => filterModel(model, filters)).toThrow(want);
  });

  it('reports all entries that match nothing at once', () => {
    const filters = { include: { tags: ['A'] }, exclude: { paths: ['/b'] } };
    expect(() => filterModel(model, filters)).toThrow(
      'include.tags: "A" matches no operation.\nexclude.paths: "/b" matches no operation.',
    );
  });
});

describe('matcherOf', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['/Vehicles', ['/Vehicles'], ['/vehicles', '/Vehicles/', '/Vehicles/{id}', '/x/Vehicles']],
    ['/Vehicles/*', ['/Vehicles/{id}', '/Vehicles/'], ['/Vehicles', '/Vehicles/{id}/Trips']],
    ['/Vehicles/**', ['/Vehicles', '/Vehicles/{id}', '/Vehicles/{id}/Trips'], ['/VehiclesOld']],
    ['/**/Trips', ['/Trips', '/a/Trips', '/a/{b}/Trips'], ['/a/Trips/b', '/aTrips']],
    ['/api/v*/x', ['/api/v1/x', '/api/v/x'], ['/api/v1/y/x']],
    ['/a/**/b', ['/a/b', '/a/x/y/b'], ['/a/bb']],
    ['**', ['/', '/a', '/a/b'], []],
    ['/', ['/'], ['/a']],
    ['/a.b/{c}(d)', ['/a.b/{c}(d)'], ['/aXb/{c}(d)']],
    ['M-SEARCH /a/*', ['M-SEARCH /a/b'], ['SEARCH /a/b', 'M-SEARCH /a']],
    ['C+P* /a', ['C+P* /a'], ['CCP /a', 'C+PP /a']],
    ['GET /a/**', ['GET /a', 'GET /a/b'], ['POST /a', '/a']],
    [`/${'*'.repeat(500)}x`, ['/aax'], [`/${'a'.repeat(500)}`]],
  ])('%s', (pattern, matched, unmatched) => {
    const matches = createPathMatcher(pattern);
    expect(matched.filter((text) => !matches(text))).toEqual([]);
    expect(unmatched.filter(matches)).toEqual([]);
  });
});
