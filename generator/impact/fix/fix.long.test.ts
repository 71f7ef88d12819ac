import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUpgrade } from '../../pipeline/upgrade.js';
import { compileProject } from '../compile.js';
import { findImpact, planFixes, type ImpactReport, type Upgrade } from '../index.js';
import { readProjects } from '../projects.js';

/** What `--fix` writes: one API before and after, and a program for each of its changes. */

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const text = { type: 'string' };
const toObject = (properties: object, required: readonly string[] = []) => ({
  ...{ type: 'object', properties },
  required,
});
const inPath = { name: 'id', in: 'path', required: true, schema: text };
const inQuery = (name: string, required = false) => ({ name, in: 'query', required, schema: text });
const body = (schema: object) => ({ requestBody: { required: true, ...json(schema) } });
const operation = (operationId: string, more: object = {}, answer = ref('Note')) => ({
  tags: [operationId.split('_')[0]],
  operationId,
  responses: { 200: { description: 'ok', ...json(answer) } },
  ...more,
});

function createDocument(version: 'old' | 'new'): string {
  const is = <T>(old: T, now: T): T => (version === 'old' ? old : now);
  const only = (when: 'old' | 'new', schemas: object): object => (version === when ? schemas : {});
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Fleet', version: '1' },
    servers: [{ url: 'https://fleet.test' }],
    paths: {
      '/vehicles': { get: operation(is('Vehicles_List', 'Vehicles_FindAll')) },
      '/trips': { get: operation(is('Trips_List', 'Journeys_List')) },
      '/drivers': { get: operation('Drivers_List', {}, ref(is('Driver', 'Person'))) },
      '/tags': { get: operation('Tags_List', { parameters: [inQuery(is('tagList', 'tags'))] }) },
      '/days': { get: operation('Days_List', { parameters: [inQuery(is('from', 'to'))] }) },
      '/depots/{id}': {
        get: operation('Depots_Get', { parameters: [inPath, ...is([], [inQuery('depth')])] }),
      },
      [is('/alerts', '/alerts/{id}')]: {
        get: operation('Alerts_Get', {
          parameters: [is(inQuery('id', true), inPath), inQuery('depth')],
        }),
      },
      '/orders': {
        post: operation('Orders_Create', {
          ...(version === 'old' && { parameters: [inQuery('owner')] }),
          ...body(ref('Order')),
        }),
      },
      '/scans': {
        post: operation('Scans_Create', {
          parameters: is([], [inQuery('depth')]),
          requestBody: {
            required: true,
            content: { ...json(ref('Order')).content, 'text/csv': { schema: text } },
          },
        }),
      },
      '/boxes': { post: operation('Boxes_Create', body(ref(is('Box', 'BoxInside')))) },
      '/flats': { post: operation('Flats_Create', body(ref(is('FlatInside', 'Flat')))) },
      '/needs': {
        get: operation('Needs_List', { parameters: is([], [inQuery('depotId', true)]) }),
        post: operation('Needs_Create', body(ref('Need'))),
      },
    },
    components: {
      schemas: {
        Note: toObject({ [is('sold_at', 'soldAt')]: text, status: ref('Status') }),
        ...only('old', { Driver: toObject({ name: text }), Extra: toObject({ extra: text }) }),
        ...only('new', { Person: toObject({ name: text }) }),
        Order: toObject({ id: text, ...is({}, { owner: text }) }, ['id']),
        Box: toObject({ size: text }, ['size']),
        BoxInside: toObject({ box: ref('Box'), label: text }, ['box']),
        Flat: toObject({ rooms: text }, ['rooms']),
        FlatInside: toObject({ flat: ref('Flat') }, ['flat']),
        Need: toObject({ id: text, plate: text }, is(['id'], ['id', 'plate'])),
        Status: {
          ...{ type: 'string', enum: ['A', 'B'] },
          'x-enum-varnames': is(['Active', 'Blocked'], ['InUse', 'Blocked']),
        },
      },
    },
  });
}

interface Case {
  readonly what: string;
  readonly program: string;
  readonly want: string;
  /** The numbers of the lines that the compiler still refuses. */
  readonly left?: readonly number[];
  readonly extension?: 'js';
}

const HEAD = "import { FleetClient } from '@acme/fleet';\nconst client = new FleetClient();\n";

const CASES: readonly Case[] = [
  {
    what: 'a renamed method and its function',
    program: `import { FleetClient } from '@acme/fleet';
import { listVehicles } from '@acme/fleet/functions';
const client = new FleetClient();
await client.vehicles.list();
await client['vehicles']['list']({ timeout: 1 });
const { vehicles } = client;
await vehicles.list();
await listVehicles(client);
export const all = { listVehicles };
`,
    want: `import { FleetClient } from '@acme/fleet';
import { findAllVehicles } from '@acme/fleet/functions';
const client = new FleetClient();
await client.vehicles.findAll();
await client['vehicles']['findAll']({ timeout: 1 });
const { vehicles } = client;
await vehicles.findAll();
await findAllVehicles(client);
export const all = { listVehicles: findAllVehicles };
`,
  },
  {
    what: 'a method that is in another service',
    program: `${HEAD}await client.trips.list();\nconst { trips } = client;\nawait trips.list();\n`,
    want: `${HEAD}await client.journeys.list();\nconst { journeys: trips } = client;\nawait trips.list();\n`,
  },
  {
    what: 'a renamed type',
    program: `import type { Driver } from '@acme/fleet';
import type { Driver as Old } from '@acme/fleet';
export type { Driver } from '@acme/fleet';
export const names = (all: Driver[], old: Old): unknown => [all.map((each) => each.name), old];
export type Name = Driver['name'];
`,
    want: `import type { Person } from '@acme/fleet';
import type { Person as Old } from '@acme/fleet';
export type { Person as Driver } from '@acme/fleet';
export const names = (all: Person[], old: Old): unknown => [all.map((each) => each.name), old];
export type Name = Person['name'];
`,
  },
  {
    what: 'a renamed type where the file has its new name',
    program: `import type { Driver } from '@acme/fleet';
interface Person { age: number }
export const ages = (one: Driver & Person): number => one.age;
`,
    want: `import type { Person as Driver } from '@acme/fleet';
interface Person { age: number }
export const ages = (one: Driver & Person): number => one.age;
`,
  },
  {
    what: 'types in the comments of JavaScript',
    extension: 'js',
    program: `/** @param {import('@acme/fleet').Driver} one */
export const read = (one) => one.name;
`,
    want: `/** @param {import('@acme/fleet').Person} one */
export const read = (one) => one.name;
`,
  },
  {
    what: 'a renamed parameter',
    program: `${HEAD}const tagList = 'a';
await client.tags.list({ tagList: 'b' });
await client.tags.list({ tagList }, { timeout: 1 });
`,
    want: `${HEAD}const tagList = 'a';
await client.tags.list({ tags: 'b' });
await client.tags.list({ tags: tagList }, { timeout: 1 });
`,
  },
  {
    what: 'nothing where two parameters only have one type',
    program: `${HEAD}await client.days.list({ from: 'b' });\n`,
    want: `${HEAD}await client.days.list({ from: 'b' });\n`,
    left: [3],
  },
  {
    what: 'another spelling of a property',
    program: `import type { Note } from '@acme/fleet';
export const read = (one: Note): unknown => [one.sold_at, one['sold_at'], one?.sold_at];
export const take = ({ sold_at }: Note): unknown => sold_at;
export const made: Note = { sold_at: 'now' };
export type Sold = Pick<Note, 'sold_at'>;
`,
    want: `import type { Note } from '@acme/fleet';
export const read = (one: Note): unknown => [one.soldAt, one['soldAt'], one?.soldAt];
export const take = ({ soldAt: sold_at }: Note): unknown => sold_at;
export const made: Note = { soldAt: 'now' };
export type Sold = Pick<Note, 'soldAt'>;
`,
  },
  {
    what: 'an object of params, which is new, before the options',
    program: `${HEAD}await client.depots.get('1', { timeout: 1 });
await client.depots.get('1');
await client.depots.get(
  '1',
  { timeout: 1 },
);
`,
    want: `${HEAD}await client.depots.get('1', {}, { timeout: 1 });
await client.depots.get('1');
await client.depots.get(
  '1',
  {},
  { timeout: 1 },
);
`,
  },
  {
    what: 'nothing where comments stand between arguments',
    program: `${HEAD}await client.depots.get('1', /* soon */ { timeout: 1 });\n`,
    want: `${HEAD}await client.depots.get('1', /* soon */ { timeout: 1 });\n`,
    left: [3],
  },
  {
    what: 'such an object where the body has a choice of media types',
    program: `${HEAD}await client.scans.create({ id: '1' }, { timeout: 1 });
await client.scans.create('a,b', { contentType: 'text/csv' });
`,
    want: `${HEAD}await client.scans.create({ id: '1' }, {}, { timeout: 1 });
await client.scans.create('a,b', {}, { contentType: 'text/csv' });
`,
  },
  {
    what: 'a parameter that moved from the query into the path',
    program: `import { FleetClient } from '@acme/fleet';
import { getAlerts } from '@acme/fleet/functions';
const client = new FleetClient();
await client.alerts.get({ id: '1' });
await client.alerts.get({ id: '1', depth: '2' }, { timeout: 1 });
await getAlerts(client, { id: '1' });
const given = { id: '1', depth: '2' };
await client.alerts.get(given);
`,
    want: `import { FleetClient } from '@acme/fleet';
import { getAlert } from '@acme/fleet/functions';
const client = new FleetClient();
await client.alerts.get('1');
await client.alerts.get('1', { depth: '2' }, { timeout: 1 });
await getAlert(client, '1');
const given = { id: '1', depth: '2' };
await client.alerts.get(given);
`,
    left: [8],
  },
  {
    what: 'a parameter that moved into the body',
    program: `${HEAD}const made = { id: '1' };
await client.orders.create({ id: '1' }, { owner: 'me' });
await client.orders.create(made, { owner: 'me' }, { timeout: 1 });
await client.orders.create(made);
await client.orders.create(
  {
    id: '1',
  },
  { owner: 'me' },
);
await client.orders.create({ /* first */ id: '1' }, { owner: 'me' });
`,
    want: `${HEAD}const made = { id: '1' };
await client.orders.create({ id: '1', owner: 'me' });
await client.orders.create({ ...made, owner: 'me' }, { timeout: 1 });
await client.orders.create(made);
await client.orders.create(
  {
    id: '1',
    owner: 'me',
  },
);
await client.orders.create({ /* first */ id: '1' }, { owner: 'me' });
`,
    left: [13],
  },
  {
    what: 'a body that is wrapped',
    program: `${HEAD}await client.boxes.create({ size: '1' }, { timeout: 1 });\n`,
    want: `${HEAD}await client.boxes.create({ box: { size: '1' } }, { timeout: 1 });\n`,
  },
  {
    what: 'a body that is flattened',
    program: `${HEAD}await client.flats.create({ flat: { rooms: '1' } });\n`,
    want: `${HEAD}await client.flats.create({ rooms: '1' });\n`,
  },
  {
    what: 'an import that is gone and not used',
    program: `import type { Extra, Note } from '@acme/fleet';\nexport type One = Note;\n`,
    want: `import type { Note } from '@acme/fleet';\nexport type One = Note;\n`,
  },
  {
    what: 'nothing for an import that is gone and used',
    program: `import type { Extra } from '@acme/fleet';\nexport type One = Extra;\n`,
    want: `import type { Extra } from '@acme/fleet';\nexport type One = Extra;\n`,
    left: [1],
  },
  {
    what: 'a renamed key of an enumeration',
    program: `import { Status } from '@acme/fleet';\nexport const used = [Status.Active, Status.Blocked];\n`,
    want: `import { Status } from '@acme/fleet';\nexport const used = [Status.InUse, Status.Blocked];\n`,
  },
  {
    what: 'nothing for what is required and new',
    program: `${HEAD}await client.needs.list();\nawait client.needs.create({ id: '1' });\n`,
    want: `${HEAD}await client.needs.list();\nawait client.needs.create({ id: '1' });\n`,
    left: [3, 4],
  },
];

const NAME = '@acme/fleet';
const recipe = {
  ...{ allowedOrigins: [], overlays: [], filters: {}, switches: {}, pagination: {}, overrides: {} },
  location: 'fleet.json',
} as const;
const COMPILER_OPTIONS = {
  ...{ target: 'es2022', module: 'nodenext', strict: true, types: [] },
  ...{ allowJs: true, checkJs: true },
};

const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-fix-'));
const toFile = ({ extension }: Case, index: number) => `program-${index}.${extension ?? 'ts'}`;
let upgrade: Upgrade;
let before: ImpactReport;
beforeAll(async () => {
  writeFileSync(join(work, 'package.json'), '{"type":"module"}');
  const config = { compilerOptions: COMPILER_OPTIONS, include: ['src'] };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config));
  mkdirSync(join(work, 'src'));
  CASES.forEach((each, index) =>
    writeFileSync(join(work, 'src', toFile(each, index)), each.program),
  );
  upgrade = await createUpgrade(
    NAME,
    { recipe: { ...recipe, text: createDocument('old') }, version: '1.0.0' },
    { recipe: { ...recipe, text: createDocument('new') }, version: '2.0.0' },
  );
  before = findImpact(work, work, upgrade);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const toTexts = (files: ReturnType<typeof planFixes>) =>
  new Map([...files].map(([path, { after }]) => [path, after]));

it('every program compiles with the old package', () => {
  const [project] = readProjects(work);
  if (project === undefined) throw new Error('There is no project.');
  const { program } = compileProject(project, upgrade.before, new Map());
  const wrong = CASES.flatMap((each, index) => {
    const file = program.getSourceFile(join(work, 'src', toFile(each, index)));
    return program.getSemanticDiagnostics(file).map(({ messageText }) => [each.what, messageText]);
  });
  expect(wrong).toEqual([]);
});

describe('a fix writes', () => {
  let files: ReturnType<typeof planFixes>;
  let report: ImpactReport;
  beforeAll(() => {
    files = planFixes(work, upgrade, { placeholders: false });
    report = findImpact(work, work, upgrade, { texts: toTexts(files), dryRun: true, before });
  });

  it.each(CASES.map((each, index) => ({ ...each, path: `src/${toFile(each, index)}` })))(
    '$what',
    ({ path, program, want, left = [] }) => {
      expect(files.get(join(work, path))?.after ?? program).toBe(want);
      const broken = report.places.filter(
        (place) => place.path === path && place.verdict === 'breaks',
      );
      const lines = broken.map(({ line, message }) => ({ line, message }));
      expect(lines).toEqual(left.map((line) => ({ line, message: expect.any(String) as string })));
    },
  );
});

it('a placeholder stands for what is required and new, where the user asks for it', () => {
  const texts = toTexts(planFixes(work, upgrade, { placeholders: true }));
  const index = CASES.findIndex(({ what }) => what === 'nothing for what is required and new');
  const path = join(work, 'src', `program-${index}.ts`);
  expect(texts.get(path)).toBe(
    `${HEAD}await client.needs.list({ depotId: PROVIDE_DEPOT_ID });\nawait client.needs.create({ id: '1', plate: PROVIDE_PLATE });\n`,
  );
  const left = findImpact(work, work, upgrade, { texts, dryRun: true, before });
  expect(
    left.places.filter((place) => join(work, place.path) === path).map(({ message }) => message),
  ).toEqual([
    "TS2304: Cannot find name 'PROVIDE_DEPOT_ID'.",
    "TS2304: Cannot find name 'PROVIDE_PLATE'.",
  ]);
});
