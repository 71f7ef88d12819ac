import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The document in fixtures/sandbox, from which the examples, the sandbox and the first SDK are made. */

interface Schema {
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Operation {
  readonly operationId?: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

interface StandIn {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: unknown;
  };
}

const text = readFileSync(join(__dirname, '../../fixtures/sandbox/swagger.json'), 'utf8');
const document = JSON.parse(text) as StandIn;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    id: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

describe('the stand-in for the vendor document', () => {
  it('says that it is a stand-in, and how the real document replaces it', () => {
    expect(document.info.title).toBe('Optimum Automotive Public API (stand-in)');
    expect(document.info.description).toContain("It is not the vendor's document");
    expect(document.info.description).toContain('make generate ENV=preprod');
  });

  it('is in canonical form', () => {
    expect(text).toBe(`${JSON.stringify(sorted(document), null, 2)}\n`);
  });

  it('is as large as a real one, and without operationIds', () => {
    expect(document.openapi).toBe('3.0.4');
    expect(operations.length).toBeGreaterThanOrEqual(44);
    expect(
      new Set(operations.map(({ operation }) => operation.tags[0])).size,
    ).toBeGreaterThanOrEqual(9);
    expect(operations.filter(({ operation }) => operation.operationId !== undefined)).toEqual([]);
    expect(operations.filter(({ operation }) => !operation.summary)).toEqual([]);
  });

  it.each([
    [
      'GET /Vehicles',
      [],
      'VehicleDto',
      [
        'registrationNumber',
        'status',
        'currentDriver',
        'urbanConsumption',
        'extraUrbanConsumption',
      ],
    ],
    ['GET /Vehicles/{registrationNumber}', ['registrationNumber'], 'VehicleDto', []],
    ['GET /VehicleAssignments/current', ['registrationNumber'], 'VehicleAssignmentDto', []],
    ['GET /Persons', [], 'PersonDto', ['identificationNumber', 'firstName', 'lastName']],
    [
      'GET /Geolocation/Trips',
      ['startDate', 'endDate', 'registrationNumber'],
      'TripDto',
      ['driver', 'duration', 'startPoint', 'distance'],
    ],
  ])('has %s as public integrations use it', (id, parameters, schema, fields) => {
    const found = operations.find((operation) => operation.id === id)?.operation;
    // The snapshot is in canonical form, where parameters are sorted.
    expect((found?.parameters ?? []).map(({ name }) => name).sort()).toEqual(
      [...parameters].sort(),
    );
    expect(JSON.stringify(found?.responses['200'])).toContain(`"#/components/schemas/${schema}"`);
    expect(Object.keys(document.components.schemas[schema]?.properties ?? {})).toEqual(
      expect.arrayContaining(fields),
    );
  });

  it('declares exactly the schemas that it refers to', () => {
    const used = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('declares every path parameter', () => {
    for (const { id, path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const wanted = [...path.matchAll(/\{(.+?)\}/g)].map(([, name]) => name);
      expect({ id, names: inPath.map(({ name }) => name) }).toEqual({ id, names: wanted });
    }
  });

  it.each([
    ['the media types of responses', '"text/plain": {'],
    ['the media types of bodies', '"application/*+json": {'],
    ['a nullable reference', '"nullable": true'],
    ['names of integer enumerations', '"x-enumNames": ['],
    ['a discriminator', '"discriminator": {'],
    ['a form of files', '"multipart/form-data": {'],
    ['a deprecated operation', '"deprecated": true'],
    ['a time span', '"format": "date-span"'],
    ['64-bit integers', '"format": "int64"'],
    ['a page', '"VehicleDtoPagedResult": {'],
    ['a client-credentials flow', '"clientCredentials": {'],
    ['a header parameter', '"in": "header"'],
    ['read-only properties', '"readOnly": true'],
    ['PascalCase query names', '"name": "PageSize"'],
  ])('contains %s', (_what, fragment) => {
    expect(text).toContain(fragment);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
