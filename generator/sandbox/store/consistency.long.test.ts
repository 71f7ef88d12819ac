import fc from 'fast-check';
import { openStandIn, createClient, type Client } from '../testing/open.js';

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
const clients = new Map<string, Promise<Client>>();

/** One sandbox for each seed. */
function getClient(seed: string): Promise<Client> {
  const client = clients.get(seed) ?? openStandIn({ seed }).then(createClient);
  clients.set(seed, client);
  return client;
}

async function list<T>(send: Client, target: string): Promise<readonly T[]> {
  const { status, body } = await send(target);
  expect([target, status]).toEqual([target, 200]);
  return body as unknown as readonly T[];
}

async function listPlates(send: Client): Promise<readonly string[]> {
  const vehicles = await list<{ registrationNumber: string }>(send, 'GET /Vehicles');
  return vehicles.map(({ registrationNumber }) => registrationNumber);
}

function listTrips(send: Client, plate: string, start: number, end: number) {
  const query = new URLSearchParams({
    registrationNumber: plate,
    startDate: new Date(start).toISOString(),
    endDate: new Date(end).toISOString(),
  });
  return list<Trip>(send, `GET /Geolocation/Trips?${query.toString()}`);
}

const seeds = fc.constantFrom('', 'north', 'north ', '7', 'été');
const vehicles = fc.nat(11);
/** Starts within a year, to the second, and lasts up to a day. */
const periods = fc.record({
  start: fc.nat(365 * 24 * 3600).map((second) => Date.UTC(2026, 0, 1) + second * 1000),
  seconds: fc.integer({ min: 1, max: 24 * 3600 }),
});

describe('trips', () => {
  it('are in the period, do not overlap, have correct durations and existing drivers', () =>
    fc.assert(
      fc.asyncProperty(seeds, vehicles, periods, async (seed, vehicle, { start, seconds }) => {
        const send = await getClient(seed);
        const persons = await list<Person>(send, 'GET /Persons');
        const plate = (await listPlates(send))[vehicle] ?? '';
        const end = start + seconds * 1000;
        let last = start;
        for (const trip of await listTrips(send, plate, start, end)) {
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

  it('are the same in every period, and different for another day or vehicle', async () => {
    const send = await getClient('');
    const [plate = '', other = ''] = await listPlates(send);
    const day = Date.UTC(2026, 4, 4);
    const whole = await listTrips(send, plate, day, day + 24 * HOUR);
    const halfDays = [
      ...(await listTrips(send, plate, day, day + 12 * HOUR)),
      ...(await listTrips(send, plate, day + 12 * HOUR, day + 24 * HOUR)),
    ];
    expect(whole.length).toBeGreaterThan(2);
    expect(whole).toEqual(expect.arrayContaining(halfDays));
    expect(halfDays.length).toBeGreaterThanOrEqual(whole.length - 1);
    const ids = (trips: readonly Trip[]) => trips.map(({ id }) => id);
    const overnight = await listTrips(send, plate, day + 12 * HOUR, day + 36 * HOUR);
    const next = await listTrips(send, plate, day + 24 * HOUR, day + 48 * HOUR);
    expect(ids(overnight).some((id) => ids(whole).includes(id))).toBe(true);
    expect(ids(overnight).some((id) => ids(next).includes(id))).toBe(true);
    const others = await listTrips(send, other, day, day + 24 * HOUR);
    const all = [...ids(whole), ...ids(next), ...ids(others)];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a seed', () => {
  const targets = [
    'GET /Vehicles',
    'GET /Persons',
    'GET /Vehicles/search?pageSize=3&page=2',
    'GET /VehicleAssignments?pageSize=5',
    'GET /Alerts?pageSize=5',
    'GET /Geolocation/Positions/current',
  ];
  const getResponses = async (seed: string) => {
    const send = await createClient(await openStandIn({ seed }));
    const bodies = [];
    for (const target of targets) bodies.push((await send(target)).body);
    return bodies;
  };

  it.each(['', 'north'])("'%s' gives the same data in every run", async (seed) => {
    expect(JSON.stringify(await getResponses(seed))).toBe(JSON.stringify(await getResponses(seed)));
  });

  it('gives other vehicles, which can be read by their plates', async () => {
    const plates = await Promise.all(
      ['', 'north', '7'].map(async (seed) => listPlates(await getClient(seed))),
    );
    expect(plates.map((fleet) => new Set(fleet).size)).toEqual([12, 12, 12]);
    expect(new Set(plates.flat()).size).toBe(36);
    const [vehicle] = await list<{ registrationNumber: string }>(
      await getClient('north'),
      'GET /Vehicles',
    );
    const send = await getClient('north');
    expect((await send(`GET /Vehicles/${vehicle?.registrationNumber ?? ''}`)).body).toEqual(
      vehicle,
    );
  });
});
