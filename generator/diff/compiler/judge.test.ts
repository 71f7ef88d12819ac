import type { Change } from '../change.js';
import { judge } from './judge.js';
import type { SourceBreak } from './source-break.js';

const property = '/components/schemas/VehicleDto/properties/soldAt';

function change(given: Partial<Change>): Change {
  return {
    id: 'response-property-removed',
    kinds: ['response-property-removed'],
    wire: 'breaking',
    source: 'breaking',
    direction: 'response',
    subject: 'VehicleDto.soldAt',
    tags: [],
    message: 'is no longer in answers',
    pointers: { before: property },
    documentation: false,
    operations: [],
    fingerprint: '0000000000000000',
    oasdiff: [],
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

describe('what rules and compiler say together', () => {
  it.each<
    [string, readonly Change[], readonly SourceBreak[], readonly string[], readonly string[]]
  >([
    ['they agree', [change({})], [broken()], ['breaking'], []],
    [
      'nothing is found',
      [change({})],
      [],
      ['non-breaking'],
      ['VehicleDto.soldAt: breaking, non-breaking'],
    ],
    [
      'it may break, and nothing is found',
      [change({ source: 'potentially-breaking' })],
      [],
      ['potentially-breaking'],
      [],
    ],
    [
      'it may break, and does',
      [change({ source: 'potentially-breaking' })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'the rules say nothing',
      [change({ source: 'non-breaking' })],
      [broken()],
      ['breaking'],
      ['VehicleDto.soldAt: non-breaking, breaking'],
    ],
    ['no change is there', [], [broken()], [], ['VehicleDto.soldAt: non-breaking, breaking']],
    [
      'the change is inside',
      [change({ pointers: inside('items/type') })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'the change is around',
      [change({ pointers: { before: '/components/schemas/VehicleDto' } })],
      [broken()],
      ['breaking'],
      [],
    ],
    [
      'a name goes on',
      [change({ pointers: { before: `${property}Local` } })],
      [broken({ subject: 'x' })],
      ['non-breaking'],
      ['VehicleDto.soldAt: breaking, non-breaking', 'x: non-breaking, breaking'],
    ],
    [
      'it is the other way',
      [change({ direction: 'request' })],
      [broken()],
      ['non-breaking'],
      ['VehicleDto.soldAt: breaking, non-breaking', 'VehicleDto.soldAt: non-breaking, breaking'],
    ],
    [
      'text alone changed there',
      [change({ source: 'non-breaking', documentation: true })],
      [broken()],
      ['non-breaking'],
      ['VehicleDto.soldAt: non-breaking, breaking'],
    ],
    [
      'of two in a place the breaking one is meant',
      [change({ source: 'non-breaking' }), change({})],
      [broken()],
      ['non-breaking', 'breaking'],
      [],
    ],
    [
      'the place is new',
      [change({ direction: 'request', pointers: { after: property } })],
      [broken({ position: 'argument' })],
      ['breaking'],
      [],
    ],
    [
      'a parameter that operations share',
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
      'the client is named by the title',
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
      ['the document: non-breaking, breaking'],
    ],
  ])('%s', (_, changes, breaks, verdicts, told) => {
    const judged = judge(changes, breaks);
    expect(judged.changes.map(({ source }) => source)).toEqual(verdicts);
    expect(
      judged.disagreements.map(
        ({ subject, rules, compiler }) => `${subject}: ${rules}, ${compiler}`,
      ),
    ).toEqual(told);
  });
});
