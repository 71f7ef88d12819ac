import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SdkgenError } from '../../errors.js';
import { generate, type GenerateOptions } from '../../pipeline/generate.js';
import { filesUnder } from './testing/cases.js';

/** The names of `names` in the configuration, in the files of the package. */
const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Fleet', version: 'v1' },
  paths: {
    '/Vehicles': {
      get: {
        tags: ['Vehicles'],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/VehicleDto' } },
              },
            },
          },
        },
      },
    },
    '/Vehicles/{id}': {
      delete: { tags: ['Vehicles'], responses: { 204: { description: 'Gone' } } },
    },
  },
  components: {
    schemas: {
      VehicleDto: {
        type: 'object',
        properties: {
          state: { $ref: '#/components/schemas/State' },
          owner_name: { type: 'string' },
        },
      },
      State: { type: 'integer', enum: [10, 20] },
      TruckDto: {
        allOf: [
          { $ref: '#/components/schemas/VehicleDto' },
          { type: 'object', properties: { axles: { type: 'integer' } } },
        ],
      },
    },
  },
};

const work = mkdtempSync(join(tmpdir(), 'sdkgen-overrides-'));
const input = join(work, 'document.json');
const out = join(work, 'sdk');

beforeAll(() => writeFileSync(input, JSON.stringify(DOCUMENT)));
beforeEach(() => rmSync(out, { recursive: true, force: true }));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const make = (names: NonNullable<GenerateOptions['names']>) => generate({ input, out, names });
const text = (path: string) => readFileSync(join(out, path), 'utf8');
const ALL = {
  operations: { 'GET /Vehicles': 'fetchAll' },
  types: { VehicleDto: 'Vehicle' },
  enumValues: { State: { '10': 'Parked', '20': 'Moving' } },
};

describe('names chosen by the user', () => {
  it('apply to methods, functions, types, files and enum keys', async () => {
    await make(ALL);
    expect(text('src/resources/vehicles.ts')).toMatch(
      / fetchAll\(options\?: RequestOptions\): ApiPromise<Vehicle\[]>/,
    );
    expect(text('src/functions/vehicles.ts')).toContain('export const fetchAllVehicles:');
    expect(text('src/models/vehicle.ts')).toContain('export interface Vehicle {');
    expect(text('src/models/state.ts')).toMatch(/Parked: 10,\s+Moving: 20,/);
    expect(
      [...filesUnder(out)].filter(
        ([path, file]) => /^src\/(?!runtime\/)/.test(path) && file.includes('VehicleDto'),
      ),
    ).toEqual([]);
  });

  it('win over the names lock, and do not change other names', async () => {
    await make({});
    const before = JSON.parse(text('sdk.lock.json')) as { operations: Record<string, unknown> };
    await make(ALL);
    const after = JSON.parse(text('sdk.lock.json')) as typeof before & {
      types: Record<string, unknown>;
    };
    expect(after.operations['GET /Vehicles']).toEqual({
      call: 'vehicles.fetchAll',
      function: 'fetchAllVehicles',
    });
    expect(after.operations['DELETE /Vehicles/{id}']).toEqual(
      before.operations['DELETE /Vehicles/{id}'],
    );
    expect(after.types).toEqual({ State: 'State', TruckDto: 'TruckDto', VehicleDto: 'Vehicle' });
  });

  it('do not change properties', async () => {
    await make(ALL);
    expect(text('src/models/vehicle.ts')).toContain('owner_name?: string;');
    expect([...filesUnder(out).keys()].filter((path) => path.includes('codecs'))).toEqual([]);
  });

  it('rename properties on request, and document their wire names', async () => {
    await make({ properties: { VehicleDto: { owner_name: 'owner' } } });
    expect(text('src/models/vehicle-dto.ts')).toMatch(
      /\/\*\* Wire name: `owner_name`\. \*\/\s+owner\?: string;/,
    );
    expect(text('src/codecs/vehicle-dto.ts')).toContain("names: { owner_name: 'owner' }");
  });
});

describe('an impossible name', () => {
  it.each<[string, NonNullable<GenerateOptions['names']>, string]>([
    [
      'an operation that is not there',
      { operations: { 'GET /Vehicle': 'all' } },
      "'GET /Vehicle' is not an operation of the document (overrides, operations). Did you mean 'GET /Vehicles'?",
    ],
    [
      'a schema that is not there',
      { types: { VehicelDto: 'Vehicle' } },
      "'VehicelDto' is not a schema of the document (overrides, types). Did you mean 'VehicleDto'?",
    ],
    [
      'an enum that is not there',
      { enumValues: { Sate: { '10': 'On' } } },
      "'Sate' is not an enum of the document (overrides, enumValues). Did you mean 'State'?",
    ],
    [
      'values of a schema that is not an enum',
      { enumValues: { VehicleDto: { '10': 'On' } } },
      "'VehicleDto' is not an enum of the document (overrides, enumValues).",
    ],
    [
      'a value that is not there',
      { enumValues: { State: { '11': 'On' } } },
      "'State.11' is not a value of that enum (overrides, enumValues). Did you mean 'State.10'?",
    ],
    [
      'nothing like it',
      { types: { Zebra: 'Horse' } },
      "'Zebra' is not a schema of the document (overrides, types).",
    ],
    [
      'a name that is not an identifier',
      { types: { VehicleDto: '1st' } },
      "The name '1st' for 'VehicleDto' is not an identifier (overrides, types).",
    ],
    [
      'a name that is taken',
      { types: { VehicleDto: 'Promise' } },
      "The name 'Promise' for 'VehicleDto' is reserved (overrides, types).",
    ],
    [
      'one name for two',
      { types: { VehicleDto: 'Thing', State: 'Thing' } },
      "The name 'Thing' is given to both 'State' and 'VehicleDto' (overrides, types).",
    ],
    [
      'properties of a schema that is not there',
      { properties: { VehicelDto: { state: 'status' } } },
      "'VehicelDto' is not a schema of the document (overrides, properties). Did you mean 'VehicleDto'?",
    ],
    [
      'a property that is not there',
      { properties: { VehicleDto: { ownerName: 'owner' } } },
      "'VehicleDto.ownerName' is not a property of that schema (overrides, properties). Did you mean 'VehicleDto.owner_name'?",
    ],
    [
      'a property of what has none',
      { properties: { State: { '10': 'on' } } },
      "'State.10' is not a property of that schema (overrides, properties).",
    ],
    [
      'a property that is inherited',
      { properties: { TruckDto: { owner_name: 'owner' } } },
      "'TruckDto.owner_name' is inherited from 'VehicleDto' (overrides, properties).",
    ],
    [
      'the name of another property',
      { properties: { VehicleDto: { owner_name: 'state' } } },
      "The name 'state' is given to both 'VehicleDto.owner_name' and 'VehicleDto.state' (overrides, properties).",
    ],
    [
      'the name of a property of what inherits',
      { properties: { VehicleDto: { state: 'axles' } } },
      "The name 'axles' is given to both 'TruckDto.axles' and 'TruckDto.state' (overrides, properties).",
    ],
    [
      'a name that objects have of themselves',
      { properties: { VehicleDto: { state: '__proto__' } } },
      "The name '__proto__' for 'VehicleDto.state' is reserved (overrides, properties).",
    ],
  ])('%s is wrong usage, with a suggestion', async (_, names, message) => {
    const failure: unknown = await make(names).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SdkgenError);
    const { exitCode, message: said, hint } = failure as SdkgenError;
    expect({ exitCode, said }).toEqual({ exitCode: 2, said: message });
    expect(hint).toBeTruthy();
    expect(filesUnder(out).size).toBe(0);
  });
});
