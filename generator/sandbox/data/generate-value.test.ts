import type { TypeRef } from '../../model/model.js';
import { generateValue } from './generate-value.js';
import {
  BOOLEAN,
  declare,
  dto,
  INTEGER,
  listOf,
  NULL,
  NUMBER,
  numberEnum,
  orNull,
  property,
  TEXT,
  text,
  to,
  textEnum,
  FLEET_API,
} from '../testing/fleet-api.js';

function generate(
  type: TypeRef,
  options: {
    declarations?: typeof FLEET_API.declarations;
    seed?: string;
    requestValues?: Record<string, string[]>;
  } = {},
) {
  const { declarations = FLEET_API.declarations, seed = 'GET /Here', requestValues = {} } = options;
  return generateValue(declarations, type, {
    seed,
    requestValues: new Map(Object.entries(requestValues)),
    fleetStart: 0,
  });
}

function field(name: string, type: TypeRef, seed = 'GET /Here'): unknown {
  const declarations = declare(dto('Here', [property(name, type)]));
  return (generate(to('Here'), { declarations, seed }) as Record<string, unknown>)[name];
}

describe('a generated value has its type and format', () => {
  it.each<[string, TypeRef, RegExp]>([
    ['date-time', text('date-time'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ['date', text('date'), /^\d{4}-\d\d-\d\d$/],
    ['time', text('time'), /^\d\d:\d\d:\d\d$/],
    ['time-local', text('time-local'), /^\d\d:\d\d:\d\d$/],
    ['date-time-local', text('date-time-local'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/],
    ['date-span', text('date-span'), /^\d\d:\d\d:\d\d$/],
    ['uuid', text('uuid'), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/],
    ['uri', text('uri'), /^https:\/\/example\.com\//],
    ['byte', text('byte'), /^[\w+/]+=*$/],
    ['email', text('email'), /^[a-z.]+@example\.com$/],
    ['registrationNumber', TEXT, /^[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}$/],
    ['vin', TEXT, /^VF1\d{14}$/],
    ['postalCode', TEXT, /^\d{5}$/],
    ['somethingElse', TEXT, /^Something else \d+$/],
  ])('%s', (name, type, shape) => {
    const seeds = Array.from({ length: 50 }, (_, index) => `GET /Here/${index}`);
    for (const seed of seeds) expect(field(name, type, seed)).toMatch(shape);
  });

  it.each<[string, TypeRef, number, number]>([
    ['latitude', NUMBER, 42, 51],
    ['longitude', NUMBER, -5, 8],
    ['urbanConsumption', NUMBER, 3, 12],
    ['heading', INTEGER, 0, 359],
    ['totalAmount', NUMBER, 1, 1000],
    ['somethingElse', INTEGER, 0, 100],
  ])('%s is in a realistic range', (name, type, low, high) => {
    const values = Array.from(
      { length: 50 },
      (_, index) => field(name, type, `GET /Here/${index}`) as number,
    );
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...values)).toBeLessThanOrEqual(high);
    expect(new Set(values).size).toBeGreaterThan(20);
    if (type === INTEGER) expect(values.every(Number.isInteger)).toBe(true);
  });

  it.each<[string, TypeRef, unknown]>([
    ['literal', { kind: 'literal', value: 'Geofence' }, 'Geofence'],
    ['null', NULL, null],
    ['unknown', { kind: 'unknown' }, null],
    ['tuple', { kind: 'tuple', items: [{ kind: 'literal', value: 1 }, NULL] }, [1, null]],
    ['record', { kind: 'record', values: { kind: 'literal', value: 7 } }, { first: 7, second: 7 }],
    [
      'intersection',
      {
        kind: 'intersection',
        members: [
          to('A'),
          { kind: 'object', properties: [property('b', { kind: 'literal', value: 2 })] },
        ],
      },
      { a: true, b: 2 },
    ],
  ])('%s', (_case, type, expected) => {
    const declarations = declare(dto('A', [property('a', { kind: 'literal', value: true })]));
    expect(generate(type, { declarations })).toEqual(expected);
  });

  it('has the members of an enumeration in turn', () => {
    const declarations = declare(
      numberEnum('Gaps', { Ten: 10, Seventy: 70 }),
      textEnum('Word', 'A', 'B'),
    );
    expect(new Set(generate(listOf(to('Gaps')), { declarations }) as number[])).toEqual(
      new Set([10, 70]),
    );
    expect(new Set(generate(listOf(to('Word')), { declarations }) as string[])).toEqual(
      new Set(['A', 'B']),
    );
  });

  it('has inherited properties, and no write-only ones', () => {
    const declarations = declare(
      dto('Base', [property('kind', { kind: 'literal', value: 'x' })]),
      dto(
        'Derived',
        [property('own', BOOLEAN), property('pin', TEXT, { access: 'write' })],
        ['Base'],
      ),
    );
    expect(generate(to('Derived'), { declarations })).toEqual({
      kind: 'x',
      own: expect.any(Boolean) as unknown,
    });
  });

  it('has the members of a union in turn, with their discriminator values', () => {
    const declarations = declare(
      dto('Cat', [property('kind', TEXT)]),
      dto('Dog', [property('kind', TEXT)]),
    );
    const animal: TypeRef = {
      kind: 'union',
      members: [to('Cat'), to('Dog')],
      discriminator: {
        propertyName: 'kind',
        mapping: [
          { value: 'cat', id: '#/components/schemas/Cat' },
          { value: 'dog', id: '#/components/schemas/Dog' },
        ],
      },
    };
    const kinds = (generate(listOf(animal), { declarations }) as { kind: string }[]).map(
      ({ kind }) => kind,
    );
    expect(kinds.slice(0, 4)).toEqual(['cat', 'dog', 'cat', 'dog']);
  });
});

describe('a generated response', () => {
  it('is the same for the same seed, and different for another seed', () => {
    const vehicles = listOf(to('VehicleDto'));
    expect(generate(vehicles)).toEqual(generate(vehicles));
    expect(generate(vehicles)).not.toEqual(generate(vehicles, { seed: 'GET /There' }));
  });

  it('has some nulls, but is never null itself, nor are its names', () => {
    const rows = generate(listOf(to('VehicleDto'))) as {
      brand: string;
      currentDriver: object | null;
      urbanConsumption: number | null;
    }[];
    const nulls = rows.filter(({ urbanConsumption }) => urbanConsumption === null).length;
    expect(nulls).toBeGreaterThan(0);
    expect(nulls).toBeLessThan(rows.length);
    expect(rows.map(({ brand }) => brand)).not.toContain(null);
    const whole = Array.from({ length: 20 }, (_, index) =>
      generate(orNull(TEXT), { seed: `${index}` }),
    );
    expect(whole).not.toContain(null);
  });

  it('has distinct vehicles, and drivers with employee numbers', () => {
    const rows = generate(listOf(to('VehicleDto'))) as {
      registrationNumber: string;
      currentDriver: { registrationNumber: string } | null;
    }[];
    const plates = rows.map(({ registrationNumber }) => registrationNumber);
    expect(plates[0]).toBe('AB-123-CD');
    expect(new Set(plates).size).toBe(12);
    const drivers = rows.flatMap(({ currentDriver }) => currentDriver?.registrationNumber ?? []);
    expect(drivers.join()).toMatch(/^EMP\d{4}(,EMP\d{4})*$/);
  });

  it('repeats the values of the request, converted to the types of the properties', () => {
    const requestValues = {
      registrationnumber: ['ZZ-999-ZZ'],
      energy: ['electric'],
      urbanconsumption: ['not a number'],
    };
    expect(generate(to('VehicleDto'), { requestValues })).toMatchObject({
      registrationNumber: 'ZZ-999-ZZ',
      energy: 50,
    });
    const rows = generate(listOf(to('VehicleDto')), {
      requestValues: { status: ['OUT_FLEET'] },
    }) as {
      status: string;
    }[];
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['OUT_FLEET']));
  });

  it('has trips in the requested period that do not overlap, with plausible speeds', () => {
    const requestValues = {
      startdate: ['2026-05-01T00:00:00'],
      enddate: ['2026-05-02T00:00:00'],
      registrationnumber: ['AB-123-CD'],
    };
    const trips = generate(listOf(to('TripDto')), { requestValues }) as {
      startPoint: { date: string };
      endPoint: { date: string };
      duration: number;
      distance: number;
    }[];
    const times = trips.flatMap(({ startPoint, endPoint }) => [startPoint.date, endPoint.date]);
    expect(times).toEqual([...times].sort());
    expect(times.every((time) => time.startsWith('2026-05-01T'))).toBe(true);
    for (const { startPoint, endPoint, duration, distance } of trips) {
      expect(duration).toBe((Date.parse(endPoint.date) - Date.parse(startPoint.date)) / 1000);
      expect(distance / (duration / 3600)).toBeGreaterThan(20);
      expect(distance / (duration / 3600)).toBeLessThan(75);
    }
  });

  it('has at most one item a day if days are requested', () => {
    const declarations = declare(dto('DayDto', [property('date', text('date'))]));
    const requestValues = { startdate: ['2026-05-01'], enddate: ['2026-05-02'] };
    expect(generate(listOf(to('DayDto')), { declarations, requestValues })).toEqual([
      { date: '2026-05-01' },
      { date: '2026-05-02' },
    ]);
  });

  it('is finite for recursive types', () => {
    const declarations = declare(
      dto('Tree', [
        property('children', listOf(to('Tree'))),
        property('parent', to('Tree'), { required: true }),
      ]),
    );
    expect(JSON.stringify(generate(to('Tree'), { declarations })).length).toBeLessThan(1_000_000);
  });

  it('stays small for a type that is both wide and deep', () => {
    const names = Array.from({ length: 15 }, (_, index) => `part${index}`);
    const layers = Array.from({ length: 6 }, (_, depth) =>
      dto(
        `L${depth}`,
        names.map((name) => property(name, depth === 5 ? TEXT : listOf(to(`L${depth + 1}`)))),
      ),
    );
    expect(
      JSON.stringify(generate(to('L0'), { declarations: declare(...layers) })).length,
    ).toBeLessThan(3_000_000);
  });
});

describe('a paged list', () => {
  type Page = {
    items: { registrationNumber: string }[];
    page: number;
    pageSize: number;
    totalCount: number;
    totalPages: number;
    hasNextPage: boolean;
  };
  const page = (number: number, pageSize = 20) =>
    generate(to('VehicleDtoPagedResult'), {
      requestValues: { page: [String(number)], pagesize: [String(pageSize)] },
    }) as Page;

  it('has every item on one page', () => {
    const { totalCount, totalPages } = page(1);
    expect(totalPages).toBe(Math.ceil(totalCount / 20));
    const pages = Array.from({ length: totalPages }, (_, index) => page(index + 1));
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual(
      pages.map((_, index) => index + 1 < totalPages),
    );
    const items = pages.flatMap((each) => each.items);
    expect(items.length).toBe(totalCount);
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(totalCount);
  });

  it.each([
    ['beyond the end', 99, 20, 0],
    ['of one item', 2, 1, 1],
  ])('%s', (_case, number, size, items) => {
    expect(page(number, size)).toMatchObject({ page: number, pageSize: size });
    expect(page(number, size).items).toHaveLength(items);
  });
});
