import type { Change } from '../change.js';
import { judge } from './judge.js';
import type { SourceBreak } from './source-break.js';

const property = '/components/schemas/VehicleDto/properties/soldAt';

function change(given: Partial<Change>): Change {
  return {
    id: 'response-property-removed',
    wire: 'breaking',
    source: 'breaking',
    direction: 'response',
    subject: 'VehicleDto.soldAt',
    tags: [],
    message: 'is no longer in responses',
    pointers: { before: property },
    documentation: false,
    operations: [],
    fingerprint: '0000000000000000',
    ...given,
  };
}

function broken(given: Partial<SourceBreak> = {}): SourceBreak {
  return {
    subject: 'VehicleDto.soldAt',
    owner: { kind: 'declaration', id: '#/components/schemas/VehicleDto' },
    position: 'result',
    pointer: property,
    message: "Property 'soldAt' does not exist on type 'VehicleDto'.",
    ...given,
  };
}

const list = { id: 'GET /Vehicles', call: 'vehicles.list', directions: [] };
const listing = {
  subject: 'vehicles.list',
  owner: { kind: 'operation', id: 'GET /Vehicles' },
  position: 'argument',
  pointer: '/paths/~1Vehicles/get',
} as const;
const inside = (rest: string) => ({ before: `${property}/${rest}` });

describe('the verdict of rules and compiler', () => {
  it.each<
    [string, readonly Change[], readonly SourceBreak[], readonly string[], readonly string[]]
  >([
    ['it may break, and it does', [change({})], [broken()], ['breaking'], []],
    ['the compiler finds nothing', [change({})], [], ['non-breaking'], []],
    [
      'it may break, and the compiler finds nothing',
      [change({ source: 'potentially-breaking' })],
      [],
      ['potentially-breaking'],
      [],
    ],
    [
      'it may break, and the compiler finds a break',
      [change({ source: 'potentially-breaking' })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'the compiler finds a break that the rules call safe',
      [change({ source: 'non-breaking' })],
      [broken()],
      ['breaking'],
      [],
    ],
    ['no change explains the break', [], [broken()], [], ['VehicleDto.soldAt']],
    [
      'the change is inside of the location',
      [change({ pointers: inside('items/type') })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'the change is around the location',
      [change({ pointers: { before: '/components/schemas/VehicleDto' } })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'a longer name with the same beginning is another location',
      [change({ pointers: { before: `${property}Local` } })],
      [broken({ subject: 'x' })],
      ['non-breaking'],
      ['x'],
    ],
    [
      'the change is in the other direction',
      [change({ direction: 'request' })],
      [broken()],
      ['non-breaking'],
      ['VehicleDto.soldAt'],
    ],
    [
      'only documentation changed at the location',
      [change({ source: 'non-breaking', documentation: true })],
      [broken()],
      ['non-breaking'],
      ['VehicleDto.soldAt'],
    ],
    [
      'of two changes at a location the breaking one is the cause',
      [change({ source: 'non-breaking' }), change({})],
      [broken()],
      ['non-breaking', 'breaking'],
      [],
    ],
    [
      'only the new document has the location',
      [change({ direction: 'request', pointers: { after: property } })],
      [broken({ position: 'argument' })],
      ['breaking'],
      [],
    ],
    [
      'the change is in a parameter that operations share',
      [
        change({
          direction: 'request',
          subject: 'x',
          operations: [list],
          pointers: { before: '/components/parameters/page' },
        }),
      ],
      [broken(listing)],
      ['breaking'],
      [],
    ],
    [
      'the client is named after the title',
      [
        change({
          source: 'non-breaking',
          documentation: true,
          direction: 'none',
          subject: 'the document',
          pointers: { before: '/info/title', after: '/info/title' },
        }),
      ],
      [
        broken({
          subject: 'OldClient',
          owner: { kind: 'package' },
          position: 'export',
          pointer: '/info/title',
        }),
      ],
      ['breaking'],
      [],
    ],
  ])('%s', (_, changes, breaks, verdicts, unexplained) => {
    const judged = judge(changes, breaks);
    expect(judged.changes.map(({ source }) => source)).toEqual(verdicts);
    expect(judged.unexplained.map(({ subject }) => subject)).toEqual(unexplained);
  });
});
