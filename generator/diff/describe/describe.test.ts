import { understandPair, type ComparedRecipe } from '../../pipeline/compare.js';
import { Stopwatch } from '../../util/stopwatch.js';
import type { SourceBreak } from '../compiler/index.js';
import { documentOf, OK } from '../testing/documents.js';
import { describeBreak, SdkVersion, type SdkVersions } from './index.js';

const CALL: SourceBreak = {
  subject: 'vehicles.list',
  owner: { kind: 'operation', id: 'GET /vehicles' },
  position: 'result',
  pointer: '/paths/~1vehicles/get',
  message: "Property 'a' does not exist.",
};
const TYPE: SourceBreak = {
  subject: 'VehicleInput',
  owner: { kind: 'declaration', id: '#/components/schemas/Vehicle' },
  position: 'export',
  pointer: '/components/schemas/Vehicle',
  reach: { pointers: [], operations: new Set(['GET /vehicles']) },
  message: "It has no exported member 'VehicleInput'.",
};

describe('a break that no finding explains', () => {
  it.each<[what: string, found: SourceBreak, want: object]>([
    [
      'of a call',
      CALL,
      {
        id: 'compile-error',
        wire: 'non-breaking',
        source: 'breaking',
        subject: 'vehicles.list',
        message: "no longer compiles as before: Property 'a' does not exist",
        pointers: { before: '/paths/~1vehicles/get' },
        tags: ['Vehicles'],
        direction: 'response',
        operations: [{ id: 'GET /vehicles', call: 'vehicles.list', directions: ['response'] }],
        documentation: false,
      },
    ],
    [
      'of a name',
      TYPE,
      {
        subject: 'VehicleInput',
        direction: 'none',
        tags: ['Vehicles'],
        operations: [{ id: 'GET /vehicles', call: 'vehicles.list', directions: [] }],
      },
    ],
  ])('%s is a change', async (_, found, want) => {
    expect(describeBreak(found, await readVersions())).toMatchObject(want);
  });

  it('has a fingerprint of its own, whatever the compiler says', async () => {
    const versions = await readVersions();
    const fingerprints = [
      CALL,
      { ...CALL, message: 'Another.' },
      { ...CALL, position: 'argument' as const },
      TYPE,
    ].map((found) => describeBreak(found, versions).fingerprint);
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(new Set(fingerprints).size).toBe(3);
  });
});

async function readVersions(): Promise<SdkVersions> {
  const paths = { '/vehicles': { get: { tags: ['Vehicles'], responses: OK } } };
  const recipe: ComparedRecipe = {
    text: JSON.stringify(documentOf(paths)),
    location: 'test.json',
    allowedOrigins: [],
    overlays: [],
    filters: {},
    switches: {},
    pagination: {},
    overrides: {},
  };
  const { before, after } = await understandPair(recipe, recipe, new Stopwatch());
  return { before: new SdkVersion(before), after: new SdkVersion(after), newId: (id) => id };
}
