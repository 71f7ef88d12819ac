import fc from 'fast-check';
import { openStandIn, visitorOf, type Visitor } from '../testing/visitor.js';

interface Person {
  readonly identificationNumber: string;
  readonly firstName: string;
  readonly lastName: string;
}
interface Trip {
  readonly id: number;
  readonly registrationNumber: string;
  readonly driver: {
    readonly registrationNumber: string;
    readonly firstName: string;
    readonly lastName: string;
  } | null;
  readonly startPoint: { readonly date: string };
  readonly endPoint: { readonly date: string };
  readonly duration: number;
  readonly idleDuration: number | null;
}

const HOUR = 3_600_000;
const worlds = new Map<string, Promise<Visitor>>();

/** One sandbox a seed, for all that is asked of it. */
function worldOf(seed: string): Promise<Visitor> {
  const known = worlds.get(seed) ?? openStandIn({ seed }).then(visitorOf);
  worlds.set(seed, known);
  return known;
}

async function listOf<T>(ask: Visitor, target: string): Promise<readonly T[]> {
  const { status, body } = await ask(target);
  expect([target, status]).toEqual([target, 200]);
  return body as unknown as readonly T[];
}

async function platesOf(ask: Visitor): Promise<readonly string[]> {
  const vehicles = await listOf<{ registrationNumber: string }>(ask, 'GET /Vehicles');
  return vehicles.map(({ registrationNumber }) => registrationNumber);
}

function tripsOf(ask: Visitor, plate: string, start: number, end: number) {
  const window = new URLSearchParams({
    registrationNumber: plate,
    startDate: new Date(start).toISOString(),
    endDate: new Date(end).toISOString(),
  });
  return listOf<Trip>(ask, `GET /Geolocation/Trips?${window.toString()}`);
}

const seeds = fc.constantFrom('', 'north', 'north ', '7', 'été');
const vehicles = fc.nat(11);
/** A start within a year, to the second, and up to a day. */
const windows = fc.record({
  start: fc.nat(365 * 24 * 3600).map((second) => Date.UTC(2026, 0, 1) + second * 1000),
  seconds: fc.integer({ min: 1, max: 24 * 3600 }),
});

describe('trips', () => {
  it('lie in the window, do not overlap, last as long as they say, and have drivers who exist', () =>
    fc.assert(
      fc.asyncProperty(seeds, vehicles, windows, async (seed, vehicle, { start, seconds }) => {
        const ask = await worldOf(seed);
        const persons = await listOf<Person>(ask, 'GET /Persons');
        const plate = (await platesOf(ask))[vehicle] ?? '';
        const end = start + seconds * 1000;
        let last = start;
        for (const trip of await tripsOf(ask, plate, start, end)) {
          const from = Date.parse(trip.startPoint.date);
          const to = Date.parse(trip.endPoint.date);
          expect(trip.registrationNumber).toBe(plate);
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(end);
          expect(trip.duration).toBe((to - from) / 1000);
          expect(trip.idleDuration ?? 0).toBeLessThan(trip.duration);
          last = to;
          const { driver } = trip;
          if (driver === null) continue;
          expect(persons).toContainEqual(
            expect.objectContaining({
              identificationNumber: driver.registrationNumber,
              firstName: driver.firstName,
              lastName: driver.lastName,
            }),
          );
        }
      }),
      { numRuns: 60, seed: 6 },
    ));

  it('are the same whichever window shows them, and others on another day and of another vehicle', async () => {
    const ask = await worldOf('');
    const [plate = '', other = ''] = await platesOf(ask);
    const day = Date.UTC(2026, 4, 4);
    const whole = await tripsOf(ask, plate, day, day + 24 * HOUR);
    const halves = [
      ...(await tripsOf(ask, plate, day, day + 12 * HOUR)),
      ...(await tripsOf(ask, plate, day + 12 * HOUR, day + 24 * HOUR)),
    ];
    expect(whole.length).toBeGreaterThan(2);
    expect(whole).toEqual(expect.arrayContaining(halves));
    expect(halves.length).toBeGreaterThanOrEqual(whole.length - 1);
    const ids = (trips: readonly Trip[]) => trips.map(({ id }) => id);
    const overnight = await tripsOf(ask, plate, day + 12 * HOUR, day + 36 * HOUR);
    const next = await tripsOf(ask, plate, day + 24 * HOUR, day + 48 * HOUR);
    expect(ids(overnight).some((id) => ids(whole).includes(id))).toBe(true);
    expect(ids(overnight).some((id) => ids(next).includes(id))).toBe(true);
    const others = await tripsOf(ask, other, day, day + 24 * HOUR);
    const all = [...ids(whole), ...ids(next), ...ids(others)];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a seed', () => {
  const questions = [
    'GET /Vehicles',
    'GET /Persons',
    'GET /Vehicles/search?pageSize=3&page=2',
    'GET /VehicleAssignments?pageSize=5',
    'GET /Alerts?pageSize=5',
    'GET /Geolocation/Positions/current',
  ];
  const told = async (seed: string) => {
    const ask = await visitorOf(await openStandIn({ seed }));
    const answers = [];
    for (const question of questions) answers.push((await ask(question)).body);
    return answers;
  };

  it.each(['', 'north'])("'%s' gives the same world in every run", async (seed) => {
    expect(JSON.stringify(await told(seed))).toBe(JSON.stringify(await told(seed)));
  });

  it('gives a fleet and people of its own, whose plates are found', async () => {
    const plates = await Promise.all(
      ['', 'north', '7'].map(async (seed) => platesOf(await worldOf(seed))),
    );
    expect(plates.map((fleet) => new Set(fleet).size)).toEqual([12, 12, 12]);
    expect(new Set(plates.flat()).size).toBe(36);
    const [vehicle] = await listOf<{ registrationNumber: string }>(
      await worldOf('north'),
      'GET /Vehicles',
    );
    const ask = await worldOf('north');
    expect((await ask(`GET /Vehicles/${vehicle?.registrationNumber ?? ''}`)).body).toEqual(vehicle);
  });
});
