import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { findIssues } from '../../../templates/runtime/internal/conformance/find-issues.js';
import type {
  Definitions,
  ResponseSchemas,
  Schema,
} from '../../../templates/runtime/internal/conformance/schema.js';
import { openSandbox, type Sandbox } from '../../index.js';

/** The package of the stand-in checks what the sandbox responds with, and its data says of values what ajv says. */

const SOURCES = join(__dirname, '../../../output/sandbox/src');

interface Check {
  readonly counts: ReadonlyMap<string, number>;
}

interface Client {
  call(request: object): Promise<unknown>;
  readonly vehicles: { list(): Promise<readonly unknown[]>; get(plate: string): Promise<unknown> };
  readonly geolocation: { listTrips(params: object): Promise<readonly unknown[]> };
  readonly alerts: { list(): Promise<unknown> };
}

interface Package {
  readonly OptimumClient: new (options: object) => Client;
  readonly checkResponses: (options?: object) => Check;
  readonly definitions: Definitions;
  readonly responses: ResponseSchemas;
}

let sdk: Package;
let sandbox: Sandbox;

beforeAll(async () => {
  const modules = await Promise.all(
    ['index', 'conformance/index', 'conformance/schemas'].map(
      (path) => import(join(SOURCES, `${path}.ts`)) as Promise<object>,
    ),
  );
  sdk = Object.assign({}, ...modules) as Package;
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

function createClient(
  check: Check,
  edit = (value: unknown, _url: string): unknown => value,
): Client {
  return new sdk.OptimumClient({
    ...sandbox.credentials,
    baseUrl: sandbox.url,
    tokenUrl: sandbox.endpoints.token,
    rateLimit: false,
    maxRetries: 0,
    middleware: [check],
    fetch: async (url: string, init?: RequestInit) => {
      const response = await sandbox.fetch(url, init);
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      if (!isJson || url.includes('/connect/')) return response;
      const value = edit(await response.json(), url);
      return Response.json(value, { status: response.status });
    },
  });
}

/** The check is done after the caller has its data. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('checkResponses', () => {
  it('finds nothing in what the sandbox responds with', async () => {
    const check = sdk.checkResponses();
    const client = createClient(check);
    const outcomes = new Set<string>();
    for (const operation of Object.keys(sdk.responses)) {
      const [method = '', template = ''] = operation.split(' ');
      const path = { template, text: template.replace(/\{\w+\}/g, '1') };
      await client.call({ method, path }).then(
        () => outcomes.add('success'),
        (error: unknown) => outcomes.add((error as Error).name),
      );
    }
    expect(await client.vehicles.list()).toHaveLength(12);
    const day = { startDate: '2026-04-23T00:00:00', endDate: '2026-04-24T00:00:00' };
    await client.geolocation.listTrips({ registrationNumber: 'AB-123-CD', ...day });
    await settle();
    expect([...check.counts]).toEqual([]);
    expect(outcomes).toContain('success');
    expect(outcomes).toContain('ValidationError');
  });

  it('counts what differs, and gives it to the caller all the same', async () => {
    const check = sdk.checkResponses();
    const change = (vehicle: object) => {
      const { registrationNumber: _, ...others } = vehicle as Record<string, unknown>;
      return { ...others, status: 'Lost', mileage: '12', isElectric: null, colourCode: 'RAL 9010' };
    };
    const client = createClient(check, (value) =>
      Array.isArray(value) ? value.map(change) : change(value as object),
    );
    expect(await client.vehicles.list()).toHaveLength(12);
    await client.vehicles.get('AB-123-CD');
    await settle();
    expect(Object.fromEntries(check.counts)).toMatchObject({
      'VehicleDto.registrationNumber missing': 2,
      'VehicleDto.status enum': 2,
      'VehicleDto.colourCode undeclared-property': 2,
    });
  });

  it('tells an unknown variant by its place', async () => {
    const check = sdk.checkResponses({ undeclared: false });
    const client = createClient(check, (value) => {
      const page = value as { readonly items: readonly object[] };
      return { ...page, items: page.items.map((item) => ({ ...item, alertType: 'Moon' })) };
    });
    await client.alerts.list();
    await settle();
    expect([...check.counts.keys()]).toEqual(['AlertDtoPagedResult.items[].alertType enum']);
  });

  it('rejects in tests', async () => {
    const check = sdk.checkResponses({ validate: 'throw' });
    const client = createClient(check, (value, url) => (url.endsWith('Vehicles') ? [{}] : value));
    await expect(client.vehicles.list()).rejects.toMatchObject({
      name: 'ResponseMismatchError',
      message: expect.stringContaining('VehicleDto.registrationNumber: missing') as string,
    });
    await expect(client.vehicles.get('AB-123-CD')).resolves.toBeTruthy();
  });
});

describe('the data', () => {
  /** Without discriminators, which JSON Schema does not know. */
  const withoutDiscriminators = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) => (key === 'discriminator' ? undefined : inner)),
    );

  it('says of values what ajv says', () => {
    const plain = withoutDiscriminators(sdk.definitions) as Definitions;
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: 'types', $defs: plain });
    const options = { place: '', side: 'wire', undeclared: false } as const;
    const names = Object.keys(plain);
    const validators = new Map(
      names.map((name) => [name, ajv.compile({ $ref: `types#/$defs/${name}` })]),
    );
    const accepted = { yes: 0, no: 0 };
    const types = fc
      .constantFrom(...names)
      .chain((name) =>
        fc.tuple(
          fc.constant(name),
          arbitraryOf({ $ref: `#/$defs/${name}` }, plain),
          fc.nat(),
          fc.jsonValue(),
        ),
      );
    const run = ([name, valid, at, other]: [string, unknown, number, unknown]) => {
      const schema = { $ref: `#/$defs/${name}` };
      const changed = replaceAt(valid, at, other);
      for (const value of [valid, changed]) {
        const isValid = validators.get(name)?.(value) ?? false;
        accepted[isValid ? 'yes' : 'no'] += 1;
        const issues = findIssues(value, schema, { ...options, definitions: plain });
        expect([name, value, issues.length === 0]).toEqual([name, value, isValid]);
        // With discriminators, less is accepted and not more.
        const { length } = findIssues(value, schema, { ...options, definitions: sdk.definitions });
        if (!isValid) expect(length).toBeGreaterThan(0);
      }
      expect(validators.get(name)?.(valid)).toBe(true);
    };
    fc.assert(fc.property(types, run), { numRuns: 150, seed: 7 });
    expect(Math.min(accepted.yes, accepted.no)).toBeGreaterThan(50);
  });
});

/** Values that a schema accepts, without properties that it does not declare. */
function arbitraryOf(schema: Schema, definitions: Definitions, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return fc.jsonValue();
  const inner = (part: Schema) => arbitraryOf(part, definitions, depth + 1);
  const { $ref, type, enum: values, allOf, anyOf, properties = {}, required = [] } = schema;
  if ($ref !== undefined) return inner(definitions[$ref.slice('#/$defs/'.length)] ?? true);
  if (values) return fc.constantFrom(...values);
  if (anyOf) return fc.oneof(...anyOf.map(inner));
  if (allOf)
    return fc.tuple(...allOf.map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  const types = [type ?? []].flat().map((each): fc.Arbitrary<unknown> => {
    switch (each) {
      case 'string':
        return fc.string({ maxLength: 5 });
      case 'integer':
        return fc.integer();
      case 'number':
        return fc.double({ noNaN: true, noDefaultInfinity: true });
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(inner(schema.items ?? true), { maxLength: depth > 6 ? 0 : 2 });
      case 'object': {
        const members = Object.entries(properties).map(([name, part]) => [name, inner(part)]);
        const arbitraries = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>;
        return fc.record(arbitraries, { requiredKeys: [...required], noNullPrototype: true });
      }
      default:
        return fc.constant(null);
    }
  });
  return fc.oneof(...types);
}

/** A copy in which one value, at any depth, is another, or is left out of its object. */
function replaceAt(value: unknown, position: number, other: unknown): unknown {
  let count = 0;
  JSON.stringify({ value }, (_key, inner: unknown) => ((count += 1), inner));
  let index = 0;
  const text = JSON.stringify({ value }, (_key, inner: unknown) => {
    const isChosen = index++ === 1 + (position % (count - 1));
    return isChosen ? (position % 3 === 0 ? undefined : other) : inner;
  });
  return (JSON.parse(text) as { readonly value?: unknown }).value ?? null;
}
