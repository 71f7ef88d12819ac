import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../pipeline/generate.js';
import { readModel } from '../../pipeline/testing/read-model.js';
import { createNamesLock, type NamesLock, planNames } from '../../naming/index.js';

/** Names are stable: adding, removing or reordering parts of a document renames none of the others. */
const HISTORY = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'radarr-history');

/** The entries of the names lock, by what they name: `types · Movie`. */
function namesIn(lock: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path} · ${key}`);
  };
  const {
    package: name,
    client,
    operations,
    types,
    baseTypes,
    typeFiles,
    enumKeys,
    services,
    argumentTypes,
    parameters,
  } = lock as Partial<NamesLock>;
  const tables = {
    ...{ package: name, client, operations, types, baseTypes, typeFiles },
    ...{ enumKeys, services, argumentTypes, parameters },
  };
  visit(tables, '');
  return found;
}

/** The changed names, as `types · Movie: Movie → MovieModel`. */
function renamed(before: unknown, after: unknown): readonly string[] {
  const now = namesIn(after);
  return [...namesIn(before)].flatMap(([what, name]) => {
    const other = now.get(what);
    return other === undefined || other === name ? [] : [`${what}: ${name} → ${other}`];
  });
}

const OK = { 200: { description: 'OK' } };
const json = (schema: unknown) => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
});
const inQuery = (...names: readonly string[]) =>
  names.map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const PATHS = {
  '/Vehicle': {
    get: { tags: ['Vehicle'], parameters: inQuery('PageSize'), responses: json(schemaRef('Car')) },
    post: {
      tags: ['Vehicle'],
      requestBody: {
        content: json({ type: 'object', properties: { car: schemaRef('Car') } })[200].content,
      },
      responses: {
        ...OK,
        400: { description: 'No', content: json(schemaRef('Car'))[200].content },
      },
    },
  },
  '/Vehicle/{id}': { get: { tags: ['Vehicle'], responses: json(schemaRef('Shape')) } },
};
const SCHEMAS = {
  Car: { type: 'object', properties: { status: schemaRef('Status') } },
  Status: { type: 'string', enum: ['a-b'] },
  Shape: {
    type: 'object',
    properties: { kind: { type: 'string' } },
    discriminator: { propertyName: 'kind' },
  },
  Circle: {
    allOf: [schemaRef('Shape'), { type: 'object', properties: { r: { type: 'number' } } }],
  },
};

const document = (paths: object = PATHS, schemas: object = SCHEMAS, title = 'Fleet') => ({
  openapi: '3.0.1',
  info: { title, version: 'v1' },
  paths,
  components: { schemas },
});

const { '/Vehicle': vehicle, ...otherPaths } = PATHS;
const { Car, ...otherSchemas } = SCHEMAS;

const withSchema = (name: string, schema: object = { type: 'object' }) =>
  document(PATHS, { ...SCHEMAS, [name]: schema });
const withOperation = (path: string, operation: object) =>
  document({ ...PATHS, [path]: { get: { responses: OK, ...operation } } });
const listing = (operation: object) =>
  document({ ...PATHS, '/Vehicle': { ...vehicle, get: { ...vehicle.get, ...operation } } });

describe('with the lock of an earlier run', () => {
  it.each([
    ['a schema that wants the name of a class', withSchema('Vehicle'), true],
    ['a schema that wants the name of the params', withSchema('VehicleGetParams'), true],
    ['a schema that wants the name of a body', withSchema('VehicleCreateBody'), true],
    ['a schema that wants the name of a base', withSchema('ShapeBase'), true],
    ['a schema that differs in case', withSchema('car'), false],
    ['a schema whose file would be the same', withSchema('CAR'), false],
    ['a schema with the same last name', withSchema('Rental.Car'), false],
    ['a tag that differs in case', withOperation('/x', { tags: ['vehicle'] }), true],
    [
      'an operation that reads the same',
      withOperation('/VEHICLE', { tags: ['Vehicle'], responses: json(schemaRef('Car')) }),
      true,
    ],
    [
      'a parameter that reads the same',
      listing({ parameters: inQuery('PageSize', 'pageSize') }),
      true,
    ],
    [
      'an enum value that reads the same',
      withSchema('Status', { type: 'string', enum: ['a-b', 'a_b'] }),
      true,
    ],
  ])('%s renames nothing', async (_, after, collides) => {
    const { model: before } = await readModel(document());
    const { model } = await readModel(after);
    const reservedExports = new Set<string>();
    const lock = createNamesLock(before, planNames(before, { reservedExports }).names);
    const locked = createNamesLock(model, planNames(model, { reservedExports, lock }).names);
    expect(renamed(lock, locked)).toEqual([]);
    // Otherwise the lock would have nothing to prevent.
    const anew = createNamesLock(model, planNames(model, { reservedExports }).names);
    if (collides) expect(renamed(lock, anew)).not.toEqual([]);
  });

  it.each([
    ['an operation that goes', document(otherPaths)],
    ['a schema that goes', document(otherPaths, { ...otherSchemas })],
    ['another title', document(PATHS, SCHEMAS, 'Garage')],
    ['another order', document({ ...otherPaths, '/Vehicle': vehicle }, { ...otherSchemas, Car })],
  ])('%s renames nothing', async (_, after) => {
    const { model: before } = await readModel(document());
    const { model } = await readModel(after);
    const reservedExports = new Set<string>();
    const lock = createNamesLock(before, planNames(before, { reservedExports }).names);
    expect(
      renamed(lock, createNamesLock(model, planNames(model, { reservedExports, lock }).names)),
    ).toEqual([]);
  });
});

describe('the lock on disk', () => {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-names-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const out = join(work, 'sdk');
  const lock = () => JSON.parse(readFileSync(join(out, 'sdk.lock.json'), 'utf8')) as NamesLock;
  const run = async (contents: object, more: { readonly clientName?: string } = {}) => {
    const input = join(work, 'document.json');
    writeFileSync(input, JSON.stringify(contents));
    await generate({ input, out, ...more });
    return lock();
  };
  const inPackage = () => [
    (JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')) as { name: string }).name,
    /export class (\w+)/.exec(readFileSync(join(out, 'src', 'client.ts'), 'utf8'))?.[1],
  ];

  it('is kept from run to run', async () => {
    const first = await run(document());
    expect(first.services).toEqual({ Vehicle: { class: 'Vehicle', file: 'vehicle' } });
    const second = await run(withSchema('Vehicle'));
    expect(renamed(first, second)).toEqual([]);
    expect(second.types['Vehicle']).toBe('VehicleModel');
  });

  it('keeps the names of the package and its client if the title changes', async () => {
    rmSync(out, { recursive: true, force: true });
    await run(document());
    expect(inPackage()).toEqual(['fleet', 'FleetClient']);
    await run(document(otherPaths, SCHEMAS, 'Garage'));
    expect(inPackage()).toEqual(['fleet', 'FleetClient']);
    await run(document(PATHS, SCHEMAS, 'Garage'), { clientName: 'Garage' });
    expect(inPackage()).toEqual(['fleet', 'GarageClient']);
  });

  it('of another API is ignored', async () => {
    rmSync(out, { recursive: true, force: true });
    await run(document());
    await run(document({ '/pets': { get: { responses: OK } } }, {}, 'Pets'));
    expect(inPackage()).toEqual(['pets', 'PetsClient']);
  });

  it.each([
    [
      'leads out of the folder',
      { services: { Vehicle: { class: 'Vehicle', file: '../../evil' } } },
    ],
    ['is not an identifier', { parameters: { 'GET /Vehicle': { 'query:PageSize': '}; evil()' } } }],
    ['is not text', { typeFiles: { Car: 5 }, enumKeys: { Status: ['a'] } }],
    [
      'is not a package name or a class name',
      {
        package: '../evil',
        client: { class: 'X{}', error: 'XError', environmentVariablePrefix: 'X' },
      },
    ],
    ['is a property of every object', { types: { constructor: 'Evil' }, services: 'none' }],
  ])('is ignored for a name that %s', async (_, forged) => {
    rmSync(out, { recursive: true, force: true });
    const sound = await run(document());
    writeFileSync(join(out, 'sdk.lock.json'), JSON.stringify({ ...sound, ...forged }));
    const after = await run(document());
    expect(renamed(sound, after)).toEqual([]);
    expect(existsSync(join(work, 'evil.ts'))).toBe(false);
  });
});

(existsSync(HISTORY) ? describe : describe.skip)('fourteen months of a real API', () => {
  const nights = existsSync(HISTORY)
    ? readdirSync(HISTORY)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];

  it('rename nothing that remains', async () => {
    let lock: NamesLock | undefined;
    const changes: string[] = [];
    for (const night of nights) {
      const { model } = await readModel(readFileSync(join(HISTORY, night), 'utf8'));
      const { names } = planNames(model, {
        reservedExports: new Set(),
        ...(lock !== undefined && { lock }),
      });
      const next = createNamesLock(model, names);
      if (lock !== undefined) changes.push(...renamed(lock, next).map((line) => `${night}${line}`));
      lock = next;
    }
    expect(nights.length).toBeGreaterThan(20);
    expect(changes).toEqual([]);
  });
});
