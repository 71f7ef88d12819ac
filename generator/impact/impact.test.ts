import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createUpgrade } from '../pipeline/upgrade.js';
import { compileProject, findBreaks } from './compile.js';
import { findImpact, type Upgrade } from './index.js';
import type { ParsedFiles } from './overlay.js';
import { readProjects } from './projects.js';
import { findUsages } from './usage.js';

/**
 * Which lines of a project an upgrade affects. The projects mark them: `//! Vehicle.soldAt` ends a line that no longer
 * compiles because of that change, `//? Vehicle.status` one that compiles and may behave otherwise.
 */

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ 200: { description: 'ok', ...json(schema) } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const text = { type: 'string' };

/** A fleet before and after; `is` chooses what changes. */
function createDocument(version: 'old' | 'new'): string {
  const is = <T>(old: T, now: T): T => (version === 'old' ? old : now);
  const query = (name: string, schema: object = text) => ({ name, in: 'query', schema });
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Fleet', version: '1' },
    servers: [{ url: 'https://fleet.test' }],
    paths: {
      '/vehicles': {
        get: {
          tags: ['Vehicles'],
          operationId: 'Vehicles_List',
          parameters: [
            query(is('includeSold', 'sold')),
            query('limit', { type: 'integer', ...is({}, { maximum: 50 }) }),
          ],
          responses: ok({ type: 'array', items: ref('Vehicle') }),
        },
        post: {
          tags: ['Vehicles'],
          operationId: 'Vehicles_Create',
          requestBody: { required: true, ...json(ref('VehicleInput')) },
          responses: ok(ref('Vehicle')),
        },
      },
      '/vehicles/{id}': {
        get: {
          tags: ['Vehicles'],
          operationId: 'Vehicles_Get',
          parameters: [id, ...is<object[]>([], [query('expand')])],
          responses: ok(ref('Vehicle')),
        },
        put: {
          tags: ['Vehicles'],
          operationId: 'Vehicles_Replace',
          parameters: [id, ...is<object[]>([], [query('force')])],
          requestBody: { required: true, ...json(ref('VehicleInput')) },
          responses: ok(ref('Vehicle')),
        },
        ...is(
          {
            delete: {
              tags: ['Vehicles'],
              operationId: 'Vehicles_Delete',
              parameters: [id],
              responses: { 204: { description: 'gone' } },
            },
          },
          {},
        ),
      },
    },
    components: {
      schemas: {
        Vehicle: {
          type: 'object',
          required: ['id', 'owner', 'status', ...is(['plate'], [])],
          properties: {
            id: text,
            plate: text,
            status: ref('Status'),
            owner: {
              type: 'object',
              required: ['name'],
              properties: { name: is<object>(text, { type: 'array', items: text }) },
            },
            ...is({ soldAt: text }, {}),
          },
        },
        VehicleInput: {
          type: 'object',
          required: ['plate', ...is<string[]>([], ['vin'])],
          properties: { plate: text, ...is({}, { vin: text }) },
        },
        Status: { type: 'string', enum: ['active', 'parked', ...is<string[]>([], ['lost'])] },
      },
    },
  });
}

const recipe = {
  ...{ allowedOrigins: [], overlays: [], filters: {}, switches: {}, pagination: {}, overrides: {} },
  location: 'fleet.json',
} as const;
const NAME = '@acme/fleet';

let upgrade: Upgrade;
const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-impact-'));
beforeAll(async () => {
  upgrade = await createUpgrade(
    NAME,
    { recipe: { ...recipe, text: createDocument('old') }, version: '1.0.0' },
    { recipe: { ...recipe, text: createDocument('new') }, version: '2.0.0' },
  );
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
const put = (folder: string, files: Files) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
};

// Without the types of a browser, which take most of the time.
const OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  module: 'nodenext',
  strict: true,
  types: [],
};
const toConfig = (options: object = {}, more: object = { include: ['src'] }) =>
  JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, ...more });
const ESM = '{"type":"module"}';

/** The lines that are marked, as they are found. */
const listMarked = (files: Files) =>
  Object.entries(files)
    .flatMap(([path, content]) =>
      content.split('\n').flatMap((line, at) => {
        const [, mark, subjects = ''] = /\/\/([!?]) (.*)$/.exec(line) ?? [];
        if (mark === undefined) return [];
        return [`${path}:${at + 1} ${mark === '!' ? 'breaks' : 'may-break'} ${subjects}`];
      }),
    )
    .sort();

const listFound = (folder: string, path = folder) => {
  const { places, changes } = findImpact(path, folder, upgrade);
  const subjects = new Map(changes.map(({ fingerprint, subject }) => [fingerprint, subject]));
  return places
    .map(
      (place) =>
        `${place.path}:${place.line} ${place.verdict} ${place.fingerprints.map((each) => subjects.get(each)).join(', ')}`,
    )
    .sort();
};

const under = (folder: string, files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]),
  );

let count = 0;
const setUp = (files: Files) => {
  const folder = join(work, String(count++));
  put(folder, files);
  return folder;
};

const PROGRAM = `
import { FleetClient, type Status, type Vehicle, type VehicleInput } from '@acme/fleet';

const client = new FleetClient();

export async function list(): Promise<string[]> {
  const vehicles = await client.vehicles.list({ includeSold: 'yes' }); //! vehicles.list: includeSold
  const few = await client.vehicles.list({ limit: 100 }); //? vehicles.list: limit
  await client.vehicles.delete('1'); //! vehicles.delete
  return [...vehicles, ...few].map(({ plate }) => plate.trim()); //! Vehicle.plate
}

export async function get(key: string): Promise<string> {
  const vehicle = await client.vehicles.get(key);
  const { soldAt } = vehicle; //! Vehicle.soldAt
  const name: string = vehicle.owner.name; //! Vehicle.owner.name
  return \`\${soldAt} \${name} \${vehicle.id} \${vehicle['plate'].length}\`; //! Vehicle.plate
}

export const create = (input: VehicleInput) => client.vehicles.create(input); //? VehicleInput.vin

export const created = client.vehicles.create({ plate: 'AB-123-CD' }); //! VehicleInput.vin

export function toLabel(status: Status): string {
  switch (status) { //? Status
    case 'active':
      return 'A';
    case 'parked':
      return 'P';
  }
  return '';
}

export function withDefault({ status }: Vehicle): string {
  switch (status) {
    case 'active':
      return 'A';
    default:
      return '?';
  }
}

export const isFast = (vehicle: Vehicle): boolean => vehicle.id.length > 3;
`;

describe('the lines of a project', () => {
  const check = (files: Files, at?: string) => {
    const folder = setUp(files);
    expect(listFound(folder, at === undefined ? folder : join(folder, at))).toEqual(
      listMarked(files),
    );
  };

  it('are those that no longer compile, and those that may behave otherwise', () =>
    check({ 'package.json': ESM, 'tsconfig.json': toConfig(), 'src/a.ts': PROGRAM }));

  it('are found by both entries, by namespaces, and through a module of the project', () =>
    check({
      'package.json': ESM,
      'tsconfig.json': toConfig(),
      'src/functions.ts': `
import * as sdk from '@acme/fleet';
import { deleteVehicle, getVehicle as read } from '@acme/fleet/functions'; //! vehicles.delete
export const client = new sdk.FleetClient();
export const sold = async (): Promise<unknown> => (await read(client, '1')).soldAt; //! Vehicle.soldAt
export type Car = sdk.Vehicle;
void deleteVehicle;
`,
      'src/wrapper.ts': `
import { type Car, client } from './functions.js';
export class Fleet {
  all(limit: number) {
    return client.vehicles.list({ limit }); //? vehicles.list: limit
  }
  get(id: string): Promise<Car> {
    return client.vehicles.get(id);
  }
}
`,
      'src/page.ts': `
import { Fleet } from './wrapper.js';
export async function show(): Promise<string> {
  const [first] = await new Fleet().all(3);
  return first ? first.plate.trim() : ''; //! Vehicle.plate
}
export const unrelated: number = 1;
`,
    }));

  it('are explained by where a value comes from, and by properties that are named in types', () =>
    check({
      'package.json': ESM,
      'tsconfig.json': toConfig(),
      'src/a.ts': `
import type { FleetClient, RequestOptions, Vehicle, VehicleInput, Vehicles } from '@acme/fleet';
type Options = Parameters<Vehicles['get']>[1];
const options: Options = { timeout: 5 }; //! vehicles.get: expand
export const get = (client: FleetClient) => client.vehicles.get('1', options);
export interface Readers { get(id: string, options?: RequestOptions): unknown; }
export const replace = (client: FleetClient, input: VehicleInput & { vin: string }) =>
  client.vehicles.replace('1', input, { timeout: 5 }); //! vehicles.replace: force
export const toReaders = (client: FleetClient): Readers => client.vehicles; //! vehicles.get: expand
type Plate = Vehicle['plate'];
export type Sale = Pick<Vehicle, 'id' | 'soldAt'>; //! Vehicle.soldAt
export type Buyer = Omit<Vehicle['owner'], 'name'>;
export const toText = (plate: Plate): string => plate; //! Vehicle.plate
export function shorten({ plate }: Vehicle): string { //? Vehicle.plate
  return plate; //! Vehicle.plate
}
export function listPlates(vehicles: readonly Vehicle[]): readonly string[] {
  const plates = vehicles.map((each) => each.plate); //? Vehicle.plate
  return plates; //! Vehicle.plate
}
const getName = ({ owner }: Vehicle) => owner.name; //? Vehicle.owner.name
export const names = (vehicles: readonly Vehicle[]): void => {
  for (const vehicle of vehicles) {
    const name: string = getName(vehicle); //! Vehicle.owner.name
    void name;
  }
};
`,
    }));

  it('are found in .tsx, in JavaScript that is checked, and in CommonJS', () =>
    check({
      'package.json': '{}',
      'tsconfig.json': toConfig({ jsx: 'preserve', allowJs: true, checkJs: true }),
      'src/view.tsx': `
import type { Vehicle } from '@acme/fleet';
declare global { namespace JSX { interface IntrinsicElements { p: { children?: unknown } } } }
export const View = ({ vehicle }: { vehicle: Vehicle }) => <p>{vehicle.soldAt}</p>; //! Vehicle.soldAt
`,
      'src/job.js': `
const { FleetClient } = require('@acme/fleet');
const client = new FleetClient();
exports.run = async () => (await client.vehicles.get('1')).plate.trim(); //! Vehicle.plate
`,
    }));

  it('are found through aliases of paths, references between projects, and workspaces', () => {
    const files = {
      'package.json': '{"private":true}',
      'tsconfig.json': JSON.stringify({
        files: [],
        references: [{ path: './packages/core' }, { path: './packages/app' }],
      }),
      'packages/core/package.json': '{"name":"core","type":"module","types":"./src/index.ts"}',
      'packages/core/tsconfig.json': toConfig({ composite: true, outDir: 'dist' }),
      'packages/core/src/index.ts': `
import { FleetClient } from 'sdk';
export const read = (id: string) => new FleetClient().vehicles.get(id);
export const own = async (): Promise<string> => (await read('1')).plate; //! Vehicle.plate
`,
      'packages/core/src/sold.ts': `
import { read } from './index.js';
export const sold = async (): Promise<string | undefined> => (await read('1')).soldAt; //! Vehicle.soldAt
`,
      'packages/app/package.json': '{"name":"app","type":"module"}',
      'packages/app/tsconfig.json': toConfig(
        {},
        { include: ['src'], references: [{ path: '../core' }] },
      ),
      'packages/app/src/main.ts': `
import { read } from 'core';
export const plate = async (): Promise<string> => (await read('1')).plate.trim(); //! Vehicle.plate
`,
    };
    const folder = setUp(files);
    const alias = { paths: { sdk: ['../../vendor/fleet/src/index.ts'] } };
    put(folder, {
      'packages/core/tsconfig.json': toConfig({ composite: true, outDir: 'dist', ...alias }),
      'vendor/fleet/package.json': `{"name":"${NAME}"}`,
      'vendor/fleet/src/index.ts': 'export {};',
    });
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync('../packages/core', join(folder, 'node_modules/core'));
    mkdirSync(join(folder, 'node_modules/@acme'));
    symlinkSync('../../vendor/fleet', join(folder, 'node_modules/@acme/fleet'));
    expect(listFound(folder)).toEqual(listMarked(files));
  });

  it('are found under other names', () =>
    check({
      'package.json': ESM,
      'tsconfig.json': toConfig(),
      'src/sdk.ts': `
export { createVehicle as make, listVehicles as default } from '@acme/fleet/functions';
export type { Vehicle as Car } from '@acme/fleet';
`,
      'src/add.ts': `
import { FleetClient, type VehicleInput } from '@acme/fleet';
import * as own from './sdk.js';
export const add = (input: VehicleInput) => own.make(new FleetClient(), input); //? VehicleInput.vin
`,
      'src/all.ts': `
import { FleetClient } from '@acme/fleet';
import all, { type Car } from './sdk.js';
const client = new FleetClient();
type Plate = Pick<Car, 'plate'>;
export const few = () => all(client, { limit: 3 }); //? vehicles.list: limit
export const toPlate = ({ plate: text }: Plate): string => text; //! Vehicle.plate
`,
    }));

  /** In `node_modules` of a folder, as a package manager that links what it installs. */
  const link = (folder: string, from: string, to: string) => {
    mkdirSync(dirname(join(folder, from)), { recursive: true });
    symlinkSync(to, join(folder, from));
  };
  const INSTALLED = { 'package.json': `{"name":"${NAME}","type":"module"}` };
  const USE = `
import type { Vehicle } from '@acme/fleet';
export const toPlate = (vehicle: Vehicle): string => vehicle.plate; //! Vehicle.plate
`;

  it.each<[what: string, files: Files, links?: Files]>([
    [
      'several configurations that it extends',
      {
        'base.json': toConfig({ strict: false }, {}),
        'strict.json': '{"compilerOptions":{"strict":true}}',
        'tsconfig.json': '{"extends":["./base.json","./strict.json"],"include":["src"]}',
        'src/a.ts': USE,
      },
    ],
    ['no list of its files', { 'tsconfig.json': toConfig({}, {}), 'any/where/a.ts': USE }],
    [
      'rootDirs',
      {
        'tsconfig.json': toConfig({ rootDirs: ['src', 'made'] }, { include: ['src', 'made'] }),
        'made/types.ts': `export type { Vehicle as Car } from '@acme/fleet';`,
        'src/a.ts': `
import type { Car } from './types.js';
export const toPlate = (car: Car): string => car.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'moduleSuffixes',
      {
        'tsconfig.json': toConfig({ moduleSuffixes: ['.web', ''] }),
        'src/types.ts': 'export interface Car { plate: string }',
        'src/types.web.ts': `export type { Vehicle as Car } from '@acme/fleet';`,
        'src/a.ts': `
import type { Car } from './types.js';
export const toPlate = (car: Car): string => car.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'conditions of its own',
      {
        'package.json': `{"name":"own","type":"module","exports":{"./types":{"source":"./src/types.ts","default":"./dist/types.js"}}}`,
        'tsconfig.json': toConfig({ customConditions: ['source'] }),
        'src/types.ts': `export type { Vehicle as Car } from '@acme/fleet';`,
        'src/a.ts': `
import type { Car } from 'own/types';
export const toPlate = (car: Car): string => car.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'modules of both kinds, by their names',
      {
        'package.json': '{}',
        'tsconfig.json': toConfig(),
        'src/a.mts': USE,
        'src/b.cts': `
import { FleetClient } from '@acme/fleet';
import sdk = require('@acme/fleet');
export const sold = async () => (await new sdk.FleetClient().vehicles.get('1')).soldAt; //! Vehicle.soldAt
export const again = async () => (await new FleetClient().vehicles.get('1')).soldAt; //! Vehicle.soldAt
`,
      },
    ],
    [
      'modules of JSON',
      {
        'tsconfig.json': toConfig({
          resolveJsonModule: true,
          module: 'esnext',
          moduleResolution: 'bundler',
        }),
        'src/car.json': '{"plate":"AB-123-CD"}',
        'src/a.ts': `
import { FleetClient } from '@acme/fleet';
import car from './car.json';
void new FleetClient().vehicles.create(car); //! VehicleInput.vin
`,
      },
    ],
    [
      'declarations that add to the package',
      {
        'tsconfig.json': toConfig(),
        'src/more.d.ts': `
import '@acme/fleet';
declare module '@acme/fleet' {
  interface Vehicle { nickname?: string }
}
`,
        'src/a.ts': `
import type { Vehicle } from '@acme/fleet';
export const toName = (vehicle: Vehicle): string => vehicle.nickname ?? vehicle.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'declarations that import what is gone',
      {
        'tsconfig.json': toConfig(),
        'src/sold.d.ts': `
import type { Vehicle } from '@acme/fleet';
export type Sold = Pick<Vehicle, 'soldAt'>; //! Vehicle.soldAt
`,
      },
    ],
    [
      'declarations that nobody checks',
      {
        'tsconfig.json': toConfig({ skipLibCheck: true }),
        'src/sold.d.ts': `
import type { Vehicle } from '@acme/fleet';
export type Sold = Pick<Vehicle, 'soldAt'>;
`,
      },
    ],
    [
      'global types, in files that import nothing',
      {
        'tsconfig.json': toConfig(),
        'src/global.d.ts': `type Car = import('@acme/fleet').Vehicle;`,
        'src/script.ts': `
const toPlate = (car: Car): string => car.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'types that it adds to other modules',
      {
        'tsconfig.json': toConfig(),
        'node_modules/server/package.json': '{"name":"server","types":"index.d.ts"}',
        'node_modules/server/index.d.ts': 'export interface Request { path: string }',
        'src/server.ts': `
import type { Vehicle } from '@acme/fleet';
declare module 'server' {
  interface Request { car: Vehicle }
}
`,
        'src/a.ts': `
import type { Request } from 'server';
export const toPlate = ({ car }: Request): string => car.plate; //! Vehicle.plate
`,
      },
    ],
    [
      'JavaScript that nobody checks',
      {
        'tsconfig.json': toConfig({ allowJs: true }),
        'src/a.js': `
import { FleetClient } from '@acme/fleet';
export const toPlate = async () => (await new FleetClient().vehicles.get('1')).plate.trim(); //? Vehicle.plate
`,
      },
    ],
    [
      'errors that are expected and come no more',
      {
        'tsconfig.json': toConfig(),
        'src/a.ts': `
import { FleetClient } from '@acme/fleet';
// @ts-expect-error The document is wrong about it. //! VehicleInput.vin
void new FleetClient().vehicles.create({ plate: 'AB-123-CD', vin: '1' }); //? VehicleInput.vin
// @ts-expect-error Of another kind: it still is an error.
export const number: number = new FleetClient();
`,
      },
    ],
    [
      'a package that is linked to where pnpm has it, and a library around it',
      {
        'tsconfig.json': toConfig(),
        'node_modules/.pnpm/wrapper@1/node_modules/wrapper/package.json': `{"name":"wrapper","type":"module","types":"index.d.ts"}`,
        'node_modules/.pnpm/wrapper@1/node_modules/wrapper/index.d.ts': `
import type { Vehicle } from '@acme/fleet';
export declare function read(): Vehicle;
`,
        ...under('node_modules/.pnpm/@acme+fleet@1/node_modules/@acme/fleet', INSTALLED),
        'src/a.ts': `${USE}
import { read } from 'wrapper';
export const plate: string = read().plate; //! Vehicle.plate
export const same: Vehicle = read();
`,
      },
      {
        'node_modules/wrapper': '.pnpm/wrapper@1/node_modules/wrapper',
        'node_modules/.pnpm/wrapper@1/node_modules/@acme/fleet':
          '../../../@acme+fleet@1/node_modules/@acme/fleet',
        'node_modules/@acme/fleet': '../.pnpm/@acme+fleet@1/node_modules/@acme/fleet',
      },
    ],
    [
      'links that are kept as they are',
      {
        'tsconfig.json': toConfig({ preserveSymlinks: true }),
        ...under('vendor/fleet', INSTALLED),
        'src/a.ts': USE,
      },
      { 'node_modules/@acme/fleet': '../../vendor/fleet' },
    ],
    [
      'a package that a workspace has in the folder above',
      {
        'tsconfig.json': toConfig({}, { files: [], references: [{ path: 'packages/app' }] }),
        'packages/app/package.json': '{"name":"app","type":"module"}',
        'packages/app/tsconfig.json': toConfig({ composite: true }),
        'packages/app/src/a.ts': USE,
        ...under('node_modules/@acme/fleet', INSTALLED),
      },
    ],
  ])('are found in a project with %s', (_, files, links = {}) => {
    const folder = setUp({ 'package.json': ESM, ...files });
    for (const [from, to] of Object.entries(links)) link(folder, from, to);
    expect(listFound(folder)).toEqual(listMarked(files));
  });

  it('are none that failed to compile before, and none of other packages', () =>
    check({
      'package.json': ESM,
      'tsconfig.json': toConfig(),
      'src/a.ts': `
import type { Vehicle } from '@acme/fleet';
export const wrong = (vehicle: Vehicle): number => vehicle.plate; //? Vehicle.plate
export const missing = (vehicle: Vehicle) => vehicle.nothing;
`,
      'src/b.ts': 'export const soldAt: number = "";',
    }));

  it('are told with their text, their column and what the compiler says', () => {
    const folder = setUp({
      'package.json': ESM,
      'tsconfig.json': toConfig(),
      'src/a.ts': `import type { Vehicle } from '@acme/fleet';\nexport const sold = (one: Vehicle) =>\n\tone.soldAt;\n`,
    });
    const report = findImpact(folder, folder, upgrade);
    const { places, changes } = report;
    expect(places).toEqual([
      {
        path: 'src/a.ts',
        start: 87,
        line: 3,
        column: 6,
        text: 'one.soldAt;',
        verdict: 'breaks',
        message: "TS2339: Property 'soldAt' does not exist on type 'Vehicle'.",
        fingerprints: changes.map(({ fingerprint }) => fingerprint),
      },
    ]);
    expect(changes).toMatchObject([{ subject: 'Vehicle.soldAt', id: 'optional-property-removed' }]);
    expect(report).toMatchObject({ package: NAME, verdict: 'breaking', total: expect.any(Number) });
    expect(report.total).toBeGreaterThan(1);
  });

  it.each([
    ['no folder', {}, 'nowhere', 'nowhere'],
    ['no tsconfig.json', { 'src/a.ts': '' }, '', 'There is no tsconfig.json in'],
    [
      'a tsconfig.json that is wrong',
      { 'tsconfig.json': '{"compilerOptions":{"target":"x"}}', 'a.ts': '' },
      '',
      'tsconfig.json is wrong',
    ],
    [
      "Yarn's Plug'n'Play",
      { '.pnp.cjs': '', 'app/tsconfig.json': toConfig({}, {}), 'app/a.ts': '' },
      'app',
      "Yarn's Plug'n'Play",
    ],
  ])('are refused with %s', (_, files, at, want) => {
    expect(() => findImpact(join(setUp(files), at), work, upgrade)).toThrow(want);
  });

  it('are found with work that grows as the project does', () => {
    const countWork = (copies: number) => {
      const sources = Array.from({ length: copies }, (_, at) => [`src/${at}.ts`, PROGRAM] as const);
      const own = { 'package.json': ESM, 'tsconfig.json': toConfig() };
      const [project] = readProjects(setUp({ ...own, ...Object.fromEntries(sources) }));
      if (project === undefined) throw new Error('The project was not read.');
      const parsed: ParsedFiles = new Map();
      const old = compileProject(project, upgrade.before, parsed);
      const now = compileProject(project, upgrade.after, parsed);
      const checks = [old, now].map(({ program }) => jest.spyOn(program, 'getSemanticDiagnostics'));
      const symbols = jest.spyOn(old.program.getTypeChecker(), 'getSymbolAtLocation');
      findBreaks(old, now);
      findUsages(old, upgrade.names, { keys: ['Vehicle.soldAt'], files: new Set() });
      return {
        parsed: parsed.size,
        checks: checks.map(({ mock }) => mock.calls.length),
        symbols: symbols.mock.calls.length,
      };
    };
    const [two, four] = [countWork(2), countWork(4)];
    expect(four).toEqual({
      parsed: two.parsed + 2,
      checks: [4, 4],
      symbols: 2 * two.symbols,
    });
    // Of the members that a copy names, one alone is asked for.
    const identifiers = PROGRAM.match(/\w+/g)?.length ?? 0;
    expect(two.symbols).toBeGreaterThan(0);
    expect(two.symbols / 2).toBeLessThan(identifiers / 2);
  });

  it('leave everything on disk as it is', () => {
    const files = { 'package.json': ESM, 'tsconfig.json': toConfig(), 'src/a.ts': PROGRAM };
    const folder = setUp(files);
    findImpact(folder, folder, upgrade);
    for (const [path, content] of Object.entries(files))
      expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
  });
});
