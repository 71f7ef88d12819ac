import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../pipeline/generate.js';
import { ts, TypeChecker } from '../util/typescript.js';
import type { OutputSwitches } from './switches.js';

/** Checks lines of the generated package, and the compiler's errors for programs that use it. */

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ content: { 'application/json': { schema: schema(name) } } });
const returns = (name: string) => ({ responses: { 200: { description: 'OK', ...json(name) } } });

const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Fleet', version: 'v1' },
  paths: {
    '/Vehicles': {
      get: { tags: ['Vehicles'], ...returns('VehicleList') },
      post: { tags: ['Vehicles'], requestBody: json('Vehicle'), ...returns('Vehicle') },
    },
    '/Engines': { get: { tags: ['Engines'], ...returns('Engine') } },
    '/Drivers': { post: { tags: ['Drivers'], requestBody: json('DriverCreate') } },
  },
  components: {
    schemas: {
      Vehicle: {
        type: 'object',
        required: ['plate'],
        properties: {
          plate: { type: 'string' },
          mileage: { type: 'integer', format: 'int32' },
          soldAt: { type: 'string', format: 'date-time', nullable: true },
          fuel: schema('Fuel'),
          gear: schema('Gear'),
          tags: { type: 'array', items: { type: 'string' } },
          routes: {
            type: 'array',
            items: {
              type: 'array',
              items: { type: 'object', properties: { km: { type: 'number' } } },
            },
          },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          secret: { type: 'string', writeOnly: true },
          id: { type: 'string', readOnly: true },
        },
      },
      VehicleList: {
        type: 'object',
        properties: {
          items: { type: 'array', items: schema('Vehicle') },
          fuels: { type: 'array', items: schema('Fuel') },
        },
      },
      Fuel: { type: 'string', enum: ['Diesel', 'Electric'], nullable: true },
      Gear: { type: 'integer', enum: [0, 1], 'x-enumNames': ['Manual', 'Automatic'] },
      Engine: {
        type: 'object',
        required: ['kind'],
        properties: { kind: schema('EngineKind') },
        discriminator: {
          propertyName: 'kind',
          mapping: {
            Petrol: '#/components/schemas/Petrol',
            Battery: '#/components/schemas/Battery',
          },
        },
      },
      EngineKind: { type: 'string', enum: ['Petrol', 'Battery'] },
      Petrol: {
        allOf: [schema('Engine'), { type: 'object', properties: { tank: { type: 'number' } } }],
      },
      Battery: {
        allOf: [schema('Engine'), { type: 'object', properties: { kWh: { type: 'number' } } }],
      },
      DriverCreate: { type: 'object', properties: { name: { type: 'string' } } },
    },
  },
};

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-switches-'));
  writeFileSync(join(work, 'fleet.json'), JSON.stringify(DOCUMENT));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const made = new Map<string, Promise<string>>();

/** The folder of a package with these switches, made once. */
function fleet(output: OutputSwitches): Promise<string> {
  const key = JSON.stringify(output);
  const folder = made.get(key) ?? fleetIn(`package-${made.size}`, output);
  made.set(key, folder);
  return folder;
}

/** Generates into a folder, also over a package that is there. */
async function fleetIn(folder: string, output: OutputSwitches): Promise<string> {
  const out = join(work, folder);
  await generate({ input: join(work, 'fleet.json'), out, output });
  return out;
}

function model(out: string, file: string): string {
  return readFileSync(join(out, 'src', 'models', `${file}.ts`), 'utf8');
}

const checker = new TypeChecker({
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
});

/** The compiler's errors for the package, without its runtime, and a program beside its index. */
function compile(out: string, program: string): readonly string[] {
  const src = join(out, 'src');
  const paths = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
  const files = new Map(
    paths.map((path) => [`/${path}`, () => readFileSync(join(src, path), 'utf8')]),
  );
  files.set('/program.ts', () => program);
  const roots = [...files.keys()].filter((path) => !path.startsWith('/runtime/'));
  return checker.check(files, roots).map(({ message }) => message);
}

describe('requiredness', () => {
  const SWITCHED: OutputSwitches = { requiredness: 'nonNullableIsRequired' };

  it('makes non-nullable properties required in responses, not in requests', async () => {
    const text = model(await fleet(SWITCHED), 'vehicle');
    const [response = '', request = ''] = text.split('export interface VehicleInput');
    for (const line of ['plate: string', 'mileage: number', 'gear: Gear', 'id: string'])
      expect(response).toContain(`  ${line}`);
    for (const line of ['soldAt?: string | null', 'fuel?: Fuel', 'km: number'])
      expect(response).toContain(`${line};`);
    for (const line of ['plate: string', 'mileage?: number', 'gear?: Gear', 'km?: number'])
      expect(request).toContain(`${line};`);
    expect(response).not.toContain('secret');
  });

  it('changes nothing that is only sent, and nothing without the switch', async () => {
    expect(model(await fleet(SWITCHED), 'driver-create')).toContain('name?: string;');
    expect(model(await fleet({ requiredness: 'asWritten' }), 'vehicle')).toContain(
      'mileage?: number;',
    );
  });

  it('lets programs read without checks, and send as little as before', async () => {
    const program = `
      import type { Vehicle, VehicleInput, VehicleList } from './index.js';
      export const first = (list: VehicleList): number => list.items.length + (list.items[0]?.mileage ?? 0);
      export const km = (vehicle: Vehicle): string => vehicle.mileage.toFixed();
      export const least: VehicleInput = { plate: 'AA-123-AA' };
    `;
    expect(compile(await fleet(SWITCHED), program)).toEqual([]);
  });

  it('can be switched on for an existing package', async () => {
    const out = await fleetIn('later', {});
    expect(model(out, 'vehicle-list')).toContain('items?: Vehicle[];');
    await fleetIn('later', SWITCHED);
    expect(model(out, 'vehicle-list')).toContain('items: Vehicle[];');
  });
});

describe('enums', () => {
  it.each<[OutputSwitches['enums'], string, string, string]>([
    [
      'const',
      'export const Gear = {\n  Manual: 0,\n  Automatic: 1,\n} as const;',
      'export type Fuel = (typeof Fuel)[keyof typeof Fuel] | (string & {}) | null;',
      "export { Gear } from './gear.js';",
    ],
    [
      'union',
      ' * `0`: Manual\n *\n * `1`: Automatic\n */\nexport type Gear = 0 | 1 | (number & {});',
      "export type Fuel = 'Diesel' | 'Electric' | (string & {}) | null;",
      "export type { Gear } from './gear.js';",
    ],
    [
      'enum',
      'export enum Gear {\n  Manual = 0,\n  Automatic = 1,\n}',
      "export enum Fuel {\n  Diesel = 'Diesel',\n  Electric = 'Electric',\n}",
      "export { Gear } from './gear.js';",
    ],
  ])('%s prints names, values and export', async (enums, gear, fuel, exported) => {
    const out = await fleet({ enums: enums ?? 'const' });
    expect(model(out, 'gear')).toContain(gear);
    expect(model(out, 'fuel')).toContain(fuel);
    expect(model(out, 'index')).toContain(exported);
  });

  it('keeps null where a TypeScript enum cannot hold it', async () => {
    const out = await fleet({ enums: 'enum' });
    expect(model(out, 'vehicle')).toContain('fuel?: Fuel | null;');
    expect(model(out, 'vehicle-list')).toContain('fuels?: (Fuel | null)[];');
    const program = `
      import { Fuel, Gear, type VehicleInput } from './index.js';
      export const vehicle: VehicleInput = { plate: 'A', fuel: Fuel.Electric, gear: Gear.Manual };
      export const unfuelled: VehicleInput = { plate: 'B', fuel: null };
      export const wrong: VehicleInput = { plate: 'C', gear: null };
    `;
    expect(compile(out, program)).toEqual(["Type 'null' is not assignable to type 'Gear'."]);
  });

  it.each<NonNullable<OutputSwitches['enums']>>(['const', 'union', 'enum'])(
    '%s lets a program narrow by a discriminator that is an enum',
    async (enums) => {
      const program = `
        import type { Engine, EngineKind, Vehicle } from './index.js';
        export const tank = (engine: Engine) => (engine.kind === 'Petrol' ? engine.tank : undefined);
        export type Both = [EngineKind, Vehicle];
      `;
      expect(compile(await fleet({ enums }), program)).toEqual([]);
    },
  );

  it('leaves nothing of a union at run time', async () => {
    const program = `
      import { Gear } from './index.js';
      import type { Vehicle } from './index.js';
      export const gear: Vehicle['gear'] = 0;
      export const name = Gear.Manual;
    `;
    expect(compile(await fleet({ enums: 'union' }), program)).toEqual([
      "'Gear' only refers to a type, but is being used as a value here.",
    ]);
  });

  it('decides requiredness by null, whatever the style of enums', async () => {
    const out = await fleet({ enums: 'enum', requiredness: 'nonNullableIsRequired' });
    expect(model(out, 'vehicle')).toContain('fuel?: Fuel | null;');
    expect(model(out, 'vehicle')).toContain('  gear: Gear;');
  });
});

describe('readonly', () => {
  it('applies to responses, and to arrays everywhere', async () => {
    const [response = '', request = ''] = model(await fleet({ readonly: 'on' }), 'vehicle').split(
      'export interface VehicleInput',
    );
    for (const line of [
      'readonly plate: string;',
      'readonly tags?: readonly string[];',
      'readonly routes?: readonly (readonly {',
      'readonly km?: number;',
      'readonly labels?: { readonly [key: string]: string };',
    ])
      expect(response).toContain(line);
    for (const line of ['  plate: string;', '  tags?: readonly string[];', '    km?: number;'])
      expect(request).toContain(line);
    expect(model(await fleet({ readonly: 'off' }), 'vehicle')).not.toContain('readonly');
  });

  it('lets a program send a response, but not change it', async () => {
    const program = `
      import type { Vehicle, VehicleInput } from './index.js';
      export function send(vehicle: Vehicle): VehicleInput {
        const body: VehicleInput = { ...vehicle };
        body.mileage = 1;
        return body.mileage > 0 ? body : vehicle;
      }
      export function spoil(vehicle: Vehicle): void {
        vehicle.plate = '';
        vehicle.tags?.push('');
      }
    `;
    expect(compile(await fleet({ readonly: 'on' }), program)).toEqual([
      "Cannot assign to 'plate' because it is a read-only property.",
      "Property 'push' does not exist on type 'readonly string[]'.",
    ]);
  });
});

describe('the configuration', () => {
  it.each<[OutputSwitches]>([
    [{}],
    [{ requiredness: 'asWritten', enums: 'const', readonly: 'off' }],
  ])('generates the same bytes for %j as for no switch', async (output) => {
    const [explicit, implicit] = [await fleetIn('explicit', output), await fleet({})];
    expect(readFileSync(join(explicit, 'sdk.lock.json'), 'utf8')).toBe(
      readFileSync(join(implicit, 'sdk.lock.json'), 'utf8'),
    );
  });
});
