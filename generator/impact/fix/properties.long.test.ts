import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createUpgrade } from '../../pipeline/upgrade.js';
import { compileProject } from '../compile.js';
import { planFixes, type Upgrade } from '../index.js';
import { readProjects } from '../projects.js';

/** Whatever names a document changes, a program that uses all of it compiles after `--fix`. */

/** The names of an API, each with another one that says the same. */
const NAMES = {
  tag: [
    ['Vehicles', 'Cars'],
    ['Drivers', 'People'],
    ['Trips', 'Journeys'],
  ],
  list: [
    ['List', 'FindAll'],
    ['Search', 'Browse'],
    ['GetAll', 'List'],
  ],
  get: [
    ['Get', 'Read'],
    ['Find', 'Get'],
    ['Load', 'Fetch'],
  ],
  schema: [
    ['VehicleDto', 'Vehicle'],
    ['DriverDto', 'DriverResource'],
    ['Trip', 'TripModel'],
  ],
  query: [
    ['tagList', 'tags'],
    ['plateNumber', 'plate'],
    ['depotCode', 'depotCodes'],
  ],
  property: [
    ['sold_at', 'soldAt'],
    ['owner_name', 'ownerName'],
    ['Distance', 'distance'],
  ],
  key: [
    ['Active', 'InUse'],
    ['Parked', 'Stopped'],
    ['Lost', 'Missing'],
  ],
} as const;
type Part = keyof typeof NAMES;
const PARTS = Object.keys(NAMES) as readonly Part[];

/** What changes in one resource: names, and whether its calls take an object of params that they did not take before. */
type Renamed = Readonly<Record<Part, boolean>> & { readonly params: boolean };

const PATHS = ['vehicles', 'drivers', 'trips'];
const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

function createDocument(renamed: readonly Renamed[], version: 'old' | 'new'): string {
  const resources = renamed.map((own, index) => {
    const name = (part: Part): string =>
      NAMES[part][index % 3]?.[version === 'new' && own[part] ? 1 : 0] ?? '';
    const answer = (schema: object) => ({ 200: { description: 'ok', ...json(schema) } });
    const params =
      version === 'new' && own.params ? [{ name: 'depth', in: 'query', schema: text }] : [];
    const id = { name: 'id', in: 'path', required: true, schema: text };
    const operation = (verb: string, more: object) => ({
      ...{ tags: [name('tag')], operationId: `${name('tag')}_${verb}`, ...more },
    });
    const paths = {
      [`/${PATHS[index] ?? index}`]: {
        get: operation(name('list'), {
          parameters: [{ name: name('query'), in: 'query', schema: text }],
          responses: answer({ type: 'array', items: ref(name('schema')) }),
        }),
        post: operation('Create', {
          parameters: params,
          requestBody: { required: true, ...json(ref(name('schema'))) },
          responses: answer(ref(name('schema'))),
        }),
      },
      [`/${PATHS[index] ?? index}/{id}`]: {
        get: operation(name('get'), {
          parameters: [id, ...params],
          responses: answer(ref(name('schema'))),
        }),
      },
    };
    const status = `Status${index}`;
    const schemas = {
      [name('schema')]: {
        type: 'object',
        properties: { [`only${index}`]: text, [name('property')]: text, status: ref(status) },
      },
      [status]: { type: 'string', enum: ['A', 'B'], 'x-enum-varnames': [name('key'), 'Other'] },
    };
    return { paths, schemas };
  });
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Fleet', version: '1' },
    servers: [{ url: 'https://fleet.test' }],
    paths: Object.assign({}, ...resources.map(({ paths }) => paths)) as object,
    components: {
      schemas: Object.assign({}, ...resources.map(({ schemas }) => schemas)) as object,
    },
  });
}

/** A program that uses every name of the old package. */
function createProgram({ names: { calls } }: Upgrade): string {
  const resources = NAMES.tag.map(([tag], index) => {
    const own = calls.filter(({ className }) => className === tag);
    const find = (what: string, is: (call: (typeof own)[number]) => boolean) => {
      const found = own.find(is);
      if (found === undefined)
        throw new Error(`${tag} has no method to ${what}: ${own.map(({ call }) => call).join()}.`);
      return { ...found, method: `client.${found.call}` };
    };
    const get = find('get', ({ positional }) => positional.length > 0);
    const create = find('create', ({ method }) => method === 'create');
    const list = find('list', ({ call }) => call !== get.call && call !== create.call);
    const name = (part: Part) => NAMES[part][index]?.[0] ?? '';
    const [schema, property, query] = [name('schema'), name('property'), name('query')];
    const types = [schema, list.paramsType, `Status${index}`];
    const functions = [get, create, list].map(({ functionName }) => functionName);
    const body = `{ ${property}: 'a', status: Status${index}.${name('key')} }`;
    const program = `
export const calls${index} = async () => [
  (await ${list.method}({ ${query}: 'a' }, { timeout: 1 })).map((each) => each.${property}),
  (await ${get.method}('1', { timeout: 1 })).${property},
  (await ${get.method}('1'))['${property}'],
  (await ${create.method}(${body}, { timeout: 1 })).status === Status${index}.Other,
  await ${create.method}(${body}),
  await ${list.functionName}(client, { ${query}: 'a' }),
  await ${get.functionName}(client, '1', { timeout: 1 }),
  await ${create.functionName}(client, ${body}, { timeout: 1 }),
];
export const take${index} = ({ ${property} }: ${schema}): unknown => ${property};
export const write${index} = (${property}: string): ${schema} => ({ ${property} });
export const query${index}: ${list.paramsType} = { ${query}: 'a' };
export type Value${index} = ${schema}['${property}'] | keyof Pick<${schema}, '${property}'>;
`;
    return { types, functions, program };
  });
  const [types, functions] = [
    resources.flatMap((each) => each.types),
    resources.flatMap((each) => each.functions),
  ];
  return `import { FleetClient, ${types.join(', ')} } from '@acme/fleet';
import { ${functions.join(', ')} } from '@acme/fleet/functions';
const client = new FleetClient();
${resources.map(({ program }) => program).join('')}`;
}

const recipe = {
  ...{ allowedOrigins: [], overlays: [], filters: {}, switches: {}, pagination: {}, overrides: {} },
  location: 'fleet.json',
} as const;
const COMPILER_OPTIONS = { target: 'es2022', module: 'nodenext', strict: true, types: [] };

const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-fix-properties-'));
const path = join(work, 'main.ts');
beforeAll(() => {
  writeFileSync(join(work, 'package.json'), '{"type":"module"}');
  const config = { compilerOptions: COMPILER_OPTIONS, files: ['main.ts'] };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const listErrors = (upgrade: Upgrade, side: 'before' | 'after', program: string) => {
  const [project] = readProjects(work);
  if (project === undefined) throw new Error('There is no project.');
  const texts = new Map([[path, program]]);
  const compiled = compileProject(project, upgrade[side], new Map(), texts).program;
  return compiled
    .getSemanticDiagnostics(compiled.getSourceFile(path))
    .map(({ start = 0, messageText }) => {
      const line = program.slice(0, start).split('\n').length;
      return `${program.split('\n')[line - 1] ?? ''}: ${JSON.stringify(messageText)}`;
    });
};

const renamedResource: fc.Arbitrary<Renamed> = fc.record({
  ...(Object.fromEntries(PARTS.map((part) => [part, fc.boolean()])) as Record<
    Part,
    fc.Arbitrary<boolean>
  >),
  params: fc.boolean(),
});

it('a program that uses everything compiles after the fix of any renames', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(renamedResource, renamedResource, renamedResource),
      async (renamed) => {
        const upgrade = await createUpgrade(
          '@acme/fleet',
          { recipe: { ...recipe, text: createDocument(renamed, 'old') }, version: '1.0.0' },
          { recipe: { ...recipe, text: createDocument(renamed, 'new') }, version: '2.0.0' },
        );
        const program = createProgram(upgrade);
        writeFileSync(path, program);
        expect(listErrors(upgrade, 'before', program)).toEqual([]);
        const files = planFixes(work, upgrade, { placeholders: false });
        expect(listErrors(upgrade, 'after', files.get(path)?.after ?? program)).toEqual([]);
      },
    ),
    { numRuns: process.env['UPGRADE'] === undefined ? 2 : 20 },
  );
});
