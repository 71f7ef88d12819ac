import type { Property, TypeRef } from '../../model/model.js';
import { declare, dto, INTEGER, listOf, property, TEXT, text, to } from '../testing/fleet-api.js';
import { generateValue } from './generate-value.js';

const SEEDS = Array.from({ length: 20 }, (_, index) => `GET /Here/${index}`);

function generateObjects(type: string, properties: readonly Property[]) {
  const declarations = declare(dto(type, properties));
  const generate = (seed: string) =>
    generateValue(declarations, to(type), { seed, requestValues: new Map(), fleetStart: 0 });
  return SEEDS.map((seed) => generate(seed) as Readonly<Record<string, unknown>>);
}

describe('a text fits the name of its property and of its type', () => {
  it.each<[type: string, name: string, want: RegExp]>([
    ['AppInfo', 'version', /^\d+\.\d+\.\d+$/],
    ['AppInfo', 'packageVersion', /^\d+\.\d+\.\d+$/],
    ['VehicleDto', 'version', /\w+ \w+/],
    ['MovieResource', 'title', /^(The|Midnight|Paper) /],
    ['Book', 'title', /^(The|Letters|A) /],
    ['EmployeeDto', 'name', /^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u],
    ['Order', 'customerName', /^\p{Lu}/u],
    ['Alumno', 'nombre', /^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u],
    ['Alumno', 'apellido', /^\p{Lu}\p{L}+$/u],
    ['Alumno', 'dirección', /^\d+ .*, \d{5} /],
    ['Salarié', 'prénom', /^\p{Lu}\p{L}+$/u],
    ['Adresse', 'ville', /^\p{Lu}\p{L}+$/u],
    ['QualityProfile', 'name', /^(Standard|HD-1080p|Any)$/],
    ['Widget', 'name', /^Widget \d+$/],
    ['Any', 'userEmail', /^[a-z.]+@example\.com$/],
    ['Any', 'PhoneNumber', /^\+33\d{9}$/],
    ['Any', 'user_name', /^[a-z]+\.[a-z]+$/],
    ['Any', 'websiteUrl', /^https:\/\/example\.com\//],
    ['Any', 'avatar', /^https:\/\/example\.com\/.*\.jpg$/],
    ['Any', 'ipAddress', /^(\d{1,3}\.){3}\d{1,3}$/],
    ['Any', 'v4SubnetMask', /^255\./],
    ['Any', 'macAddress', /^([\da-f]{2}:){5}[\da-f]{2}$/],
    ['Any', 'smtpHost', /^[\w-]+\.example\.(com|net)$/],
    ['Any', 'passwordHash', /^[\da-f]{40}$/],
    ['Any', 'FileContentSHA256Hash', /^[\da-f]{64}$/],
    ['Any', 'IBANCounterParty', /^[A-Z]{2}\d{2}\d+$/],
    ['Any', 'VATNumber', /^[A-Z]{2}\d+$/],
    ['Any', 'currencyCode', /^[A-Z]{3}$/],
    ['Any', 'CountryCode', /^[A-Z]{2}$/],
    ['Any', 'preferredLanguage', /^[a-z]{2}$/],
    ['Any', 'timeZone', /^(UTC|\w+\/\w+)$/],
    ['Any', 'primaryColor', /^#[\da-f]{6}$/],
    ['Any', 'fileName', /^\w+-\d+\.\w+$/],
    ['Any', 'rootFolderPath', /^\/\w+/],
    ['Any', 'originalPath', /^\/\w+\/.*\.\w+$/],
    ['Any', 'bookingStatusName', /^(active|pending|completed)$/],
    ['Any', 'isbn13', /^\d{13}$/],
    ['Any', 'generatedAt', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ['Any', 'airDate', /^\d{4}-\d\d-\d\d$/],
    ['Any', 'externalId', /^\d{6}$/],
  ])('%s.%s', (type, name, want) => {
    for (const object of generateObjects(type, [property(name, TEXT)]))
      expect(object[name]).toMatch(want);
  });

  it.each<[name: string, low: number, high: number]>([
    ['statusCode', 200, 200],
    ['discountPercent', 0, 100],
    ['proxyPort', 1_024, 65_535],
    ['month', 1, 12],
    ['edad', 16, 99],
    ['seasonNumber', 1, 9],
    ['humidity', 0, 100],
  ])('%s is from %i to %i', (name, low, high) => {
    for (const object of generateObjects('Any', [property(name, INTEGER)])) {
      expect(object[name]).toBeGreaterThanOrEqual(low);
      expect(object[name]).toBeLessThanOrEqual(high);
    }
  });
});

it.each<[string, string, string]>([
  ['startDate', 'endDate', 'date'],
  ['createdAt', 'updatedAt', 'date-time'],
  ['dateOfBirth', 'createdDate', 'date'],
  ['departureTime', 'arrivalTime', 'date-time'],
  ['createdAt', 'expiresAt', 'date-time'],
  ['validFrom', 'validTo', 'date'],
  ['creationTime', 'lastModificationTime', 'date-time'],
])('%s is before %s', (before, after, format) => {
  const properties = [property(before, text(format)), property(after, text(format))];
  for (const object of generateObjects('Any', properties))
    expect(String(object[before]) < String(object[after])).toBe(true);
});

it('keeps a currency with its symbol, and a file with its type', () => {
  const names = ['currencyCode', 'currencySymbol', 'fileName', 'mimeType'];
  const pairs = new Set<string>();
  for (const object of generateObjects(
    'Any',
    names.map((name) => property(name, TEXT)),
  )) {
    pairs.add(`${String(object['currencyCode'])} ${String(object['currencySymbol'])}`);
    pairs.add(`${String(object['fileName']).split('.').at(-1)} ${String(object['mimeType'])}`);
  }
  expect([...pairs].sort()).toEqual([
    'EUR €',
    'GBP £',
    'USD $',
    'csv text/csv',
    'jpg image/jpeg',
    'pdf application/pdf',
  ]);
});

it('uses the example of the document where no name says more', () => {
  const example = (value: unknown, type: TypeRef = TEXT) =>
    property('quux', type, { docs: { example: value } });
  expect(generateObjects('Any', [example('Zork')])[0]).toEqual({ quux: 'Zork' });
  expect(generateObjects('Any', [example('string')])[0]).toEqual({
    quux: expect.stringMatching(/^Quux \d+$/) as unknown,
  });
  expect(generateObjects('Any', [example(7, INTEGER)])[0]).toEqual({ quux: 7 });
});

it('meets the constraints of properties, and of the types that they refer to', () => {
  const tags = property('tags', listOf(TEXT), { docs: { constraints: { minItems: 5 } } });
  const name = property('name', TEXT, { docs: { constraints: { maxLength: 4 } } });
  const age = property('age', INTEGER, { docs: { constraints: { minimum: 90 } } });
  for (const object of generateObjects('Any', [tags, name, age])) {
    expect((object['tags'] as readonly string[]).length).toBeGreaterThanOrEqual(5);
    expect(String(object['name']).length).toBeLessThanOrEqual(4);
    expect(object['age']).toBeGreaterThanOrEqual(90);
  }
});

it('reports success, without errors', () => {
  const properties = [
    property('isSuccess', { kind: 'scalar', scalar: 'boolean' }),
    property('errors', listOf(TEXT)),
  ];
  for (const object of generateObjects('Any', properties))
    expect(object).toEqual({ isSuccess: true, errors: [] });
});
