import { createPathReader, type ReadPath } from './paths.js';
import type { RowsStep } from './plan.js';
import { makeRows } from './rows.js';

let readPath: ReadPath;
beforeAll(async () => {
  readPath = await createPathReader();
});

const SCOPE = {
  trips: [
    {
      id: 1,
      plate: 'A',
      km: 10.1,
      at: '2026-04-23T10:00:00Z',
      driver: { name: 'Inès' },
      tags: ['x', 'y'],
    },
    { id: 2, plate: 'B', km: 0.2, at: '2026-04-23T11:30:00+02:00', driver: null, tags: [] },
    { id: 3, plate: 'A', km: 20, at: '2026-04-22T10:00:00Z', driver: { name: 'Paul' } },
    { id: 4, plate: null, km: null, at: null, driver: { name: 'inès' }, tags: ['x'] },
  ],
  plates: [
    { key: 'A', brand: 'Dacia' },
    { key: 'A', brand: 'Toyota' },
    { key: null, brand: 'none' },
  ],
  spans: [{ time: '01:30:00' }, { time: '1.00:30:00' }, { time: 'x' }],
  texts: ['b', 'a'],
  limit: 10,
};
const ids = (...numbers: readonly number[]) => numbers.map((id) => ({ id }));

describe('a step with from', () => {
  it.each<[string, Omit<RowsStep, 'id'>, unknown]>([
    ['from', { from: 'texts[*]' }, ['b', 'a']],
    ['from, a list itself', { from: '$.texts' }, ['b', 'a']],
    ['from, values of rows', { from: 'trips[*].driver.name' }, ['Inès', 'Paul', 'inès']],
    [
      'unnest',
      { from: 'trips[*]', unnest: 'tags', select: ['id', 'tags'] },
      [
        { id: 1, tags: 'x' },
        { id: 1, tags: 'y' },
        { id: 4, tags: 'x' },
      ],
    ],
    [
      'lookup, the first with the key; null has none',
      {
        from: 'trips[*]',
        lookup: { in: 'plates[*]', on: ['plate', 'key'], as: 'vehicle' },
        select: { id: 'id', brand: 'vehicle.brand' },
      },
      [{ id: 1, brand: 'Dacia' }, { id: 2 }, { id: 3, brand: 'Dacia' }, { id: 4 }],
    ],
    [
      'compute',
      {
        from: 'trips[*]',
        compute: { m: ['km', '*', 1000], n: ['m', '+', 'id'] },
        select: ['n'],
      },
      [{ n: 10101 }, { n: 202 }, { n: 20003 }, { n: null }],
    ],
    [
      'compute, no division by zero',
      { from: 'texts[*]', compute: { x: [1, '/', 0] }, select: ['x'] },
      [{ x: null }, { x: null }],
    ],
    [
      'compute days',
      { from: 'trips[*]', compute: { d: ['at', 'day'] }, limit: 1, select: ['d'] },
      [{ d: '2026-04-23' }],
    ],
    [
      'compute hours of spans',
      { from: 'spans[*]', compute: { h: ['time', 'hours'] }, select: ['h'] },
      [{ h: 1.5 }, { h: 24.5 }, { h: null }],
    ],
    [
      'compute hours between dates',
      { from: 'trips[*]', compute: { h: ['at', 'hoursUntil', 'at'] }, select: ['h'] },
      [{ h: 0 }, { h: 0 }, { h: 0 }, { h: null }],
    ],
    ['where ==', { from: 'trips[*]', where: [['plate', '==', 'A']], select: ['id'] }, ids(1, 3)],
    [
      'where == null, missing too',
      { from: 'trips[*]', where: [['tags', '==', null]], select: ['id'] },
      ids(3),
    ],
    ['where !=', { from: 'trips[*]', where: [['plate', '!=', 'A']], select: ['id'] }, ids(2, 4)],
    [
      'where <, not null',
      { from: 'trips[*]', where: [['km', '<', 15]], select: ['id'] },
      ids(1, 2),
    ],
    [
      'where >= of dates, by instant',
      { from: 'trips[*]', where: [['at', '>=', '2026-04-23T09:30:00Z']], select: ['id'] },
      ids(1, 2),
    ],
    [
      'where == of dates, by instant',
      { from: 'trips[*]', where: [['at', '==', '2026-04-23T12:00:00+02:00']], select: ['id'] },
      ids(1),
    ],
    [
      'where with another type',
      { from: 'trips[*]', where: [['km', '>', '5']], select: ['id'] },
      [],
    ],
    [
      'where with a reference',
      { from: 'trips[*]', where: [['km', '>', { $ref: 'limit' }]], select: ['id'] },
      ids(1, 3),
    ],
    [
      'where in a list of values',
      { from: 'trips[*]', where: [['plate', 'in', { $ref: 'plates[*].key' }]], select: ['id'] },
      ids(1, 3, 4),
    ],
    [
      'where contains, of a text',
      { from: 'trips[*]', where: [['driver.name', 'contains', 'NÈS']], select: ['id'] },
      ids(1, 4),
    ],
    [
      'where contains, of a list',
      { from: 'trips[*]', where: [['tags', 'contains', 'y']], select: ['id'] },
      ids(1),
    ],
    [
      'where all',
      {
        from: 'trips[*]',
        where: [
          ['plate', '==', 'A'],
          ['km', '>', 15],
        ],
        select: ['id'],
      },
      ids(3),
    ],
    [
      'where any',
      {
        from: 'trips[*]',
        where: [
          {
            any: [
              ['id', '==', 2],
              ['id', '==', 4],
            ],
          },
        ],
        select: ['id'],
      },
      ids(2, 4),
    ],
    [
      'groupBy',
      { from: 'trips[*]', groupBy: ['plate'], aggregate: { n: ['count'], km: ['sum', 'km'] } },
      [
        { plate: 'A', n: 2, km: 30.1 },
        { plate: 'B', n: 1, km: 0.2 },
        { plate: null, n: 1, km: 0 },
      ],
    ],
    [
      'aggregate',
      {
        from: 'trips[*]',
        aggregate: {
          ...{ n: ['count', 'km'], sum: ['sum', 'km'], min: ['min', 'at'], max: ['max', 'km'] },
          ...{
            avg: ['avg', 'km'],
            kinds: ['distinct', 'plate'],
            plates: ['values', 'plate'],
            one: ['first', 'id'],
          },
        },
      },
      [
        {
          n: 3,
          sum: 30.3,
          min: '2026-04-22T10:00:00Z',
          max: 20,
          avg: 10.1,
          kinds: 2,
          plates: ['A', 'B'],
          one: 1,
        },
      ],
    ],
    [
      'aggregate of nothing',
      {
        from: 'trips[*]',
        where: [['id', '==', 0]],
        aggregate: { n: ['count'], avg: ['avg', 'km'], max: ['max', 'km'] },
      },
      [{ n: 0, avg: null, max: null }],
    ],
    ['sortBy, null last', { from: 'trips[*]', sortBy: ['km'], select: ['id'] }, ids(2, 1, 3, 4)],
    [
      'sortBy descending, null last',
      { from: 'trips[*]', sortBy: ['-km'], select: ['id'] },
      ids(3, 1, 2, 4),
    ],
    ['sortBy two', { from: 'trips[*]', sortBy: ['plate', '-id'], select: ['id'] }, ids(3, 1, 2, 4)],
    ['offset and limit', { from: 'trips[*]', offset: 1, limit: 2, select: ['id'] }, ids(2, 3)],
    [
      'select with names',
      { from: 'trips[*]', limit: 1, select: { name: "['driver'].name", tag: 'tags[0]' } },
      [{ name: 'Inès', tag: 'x' }],
    ],
  ])('%s', (_, step, want) => {
    expect(makeRows({ id: 'a', ...step }, SCOPE, readPath)).toEqual(want);
  });

  it('takes hostile names as data', () => {
    const row = JSON.parse('{"__proto__":{"x":1},"constructor":2,"a.b":3}') as object;
    const scope = { rows: [row] };
    const step = (more: object) => makeRows({ id: 'a', from: 'rows[*]', ...more }, scope, readPath);
    expect(step({ select: { c: 'constructor', p: '__proto__.x', d: '["a.b"]' } })).toEqual([
      { c: 2, p: 1, d: 3 },
    ]);
    expect(step({ select: { c: 'toString' } })).toEqual([{}]);
    const [made] = step({ groupBy: ['__proto__'], aggregate: { ['__proto__']: ['count'] } });
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });
});

describe('a path', () => {
  it.each([
    ...[
      '',
      '$..a',
      'a..b',
      'a[?@.b]',
      'a[0,1]',
      'a[0:2]',
      'length($.a)',
      'a b',
      "a['x",
      'a.',
      '.a',
    ],
    'a'.repeat(300),
  ])('is not %j', (text) => {
    expect(() => readPath(text)).toThrow(/is not a path/);
  });

  it.each([
    ['limit', 10],
    ['$.limit', 10],
    ['$["limit"]', 10],
    ['trips[-1].id', 4],
    ['trips[9].id', undefined],
    ['trips[*].tags[*]', ['x', 'y', 'x']],
    ['none[*]', []],
  ])('%j finds its values', (text, want) => {
    expect(readPath(text).read(SCOPE)).toEqual(want);
  });
});
