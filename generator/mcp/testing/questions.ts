import { groupBy } from '../../util/group-by.js';
import type { Step } from '../plan/plan.js';

/**
 * Fifty questions about the fleet of the stand-in, each with the plan of an assistant and with the answer, which is computed
 * from what the API answers without any of the server's code. "Yesterday" is 23 April 2026.
 */
export interface Question {
  readonly question: string;
  readonly steps: readonly Step[];
  readonly answer: (world: World) => Promise<unknown>;
}

/** What the API answers, as it is. */
export interface World {
  vehicles(): Promise<readonly Vehicle[]>;
  persons(): Promise<readonly Person[]>;
  alerts(query?: string): Promise<readonly Alert[]>;
  rules(): Promise<readonly { readonly name: string; readonly isEnabled: boolean }[]>;
  fuel(): Promise<readonly Fuel[]>;
  cards(): Promise<readonly Card[]>;
  documents(): Promise<readonly Document[]>;
  geofences(): Promise<readonly Geofence[]>;
  crossings(geofence: string): Promise<readonly { readonly registrationNumber: string }[]>;
  assignments(): Promise<readonly Assignment[]>;
  trips(plate: string): Promise<readonly Trip[]>;
  mileage(plate: string): Promise<readonly Mileage[]>;
  drivingTimes(person: string): Promise<readonly { readonly drivingTime: string }[]>;
  tank(plate: string): Promise<{ readonly percentage: number | null }>;
}

interface Vehicle {
  readonly registrationNumber: string;
  readonly brand: string;
  readonly status: string;
  readonly energy: number;
  readonly urbanConsumption: number | null;
  readonly co2Emission: number | null;
  readonly odometer: number | null;
  readonly fiscalPower: number | null;
  readonly tags: readonly string[] | null;
  readonly currentDriver: { readonly lastName: string } | null;
}
interface Person {
  readonly identificationNumber: string;
  readonly lastName: string;
  readonly isActive: boolean;
  readonly address: { readonly city: string } | null;
  readonly drivingLicence: { readonly expiryDate: string | null } | null;
}
interface Alert {
  readonly id: number;
  readonly alertType: string;
  readonly acknowledgedAt: string | null;
  readonly severity: number;
  readonly registrationNumber: string | null;
  readonly direction?: string;
}
interface Fuel {
  readonly id: number;
  readonly amountIncludingTax: number;
  readonly quantity: number;
  readonly energy: number;
  readonly unitPrice: number | null;
  readonly currency: string;
  readonly isDisputed: boolean;
  readonly registrationNumber: string;
}
interface Card {
  readonly cardNumber: string;
  readonly status: number;
  readonly monthlyLimit: number | null;
  readonly registrationNumber: string | null;
  readonly holder: { readonly lastName: string } | null;
}
interface Document {
  readonly fileName: string;
  readonly expiryDate: string | null;
  readonly size: number;
  readonly contentType: string;
}
interface Geofence {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}
interface Assignment {
  readonly registrationNumber: string;
  readonly isMainDriver: boolean;
  readonly person: { readonly identificationNumber: string };
}
interface Trip {
  readonly id: number;
  readonly registrationNumber: string;
  readonly distance: number;
  readonly purpose: number;
  readonly idleDuration: number | null;
  readonly fuelConsumed: number | null;
  readonly driver: { readonly lastName: string } | null;
  readonly startPoint: { readonly date: string; readonly geofenceName: string | null };
  readonly endPoint: { readonly date: string };
}
interface Mileage {
  readonly date: string;
  readonly distance: number;
}

const DAY = { startDate: '2026-04-23T00:00:00', endDate: '2026-04-24T00:00:00' };
const WEEK = { startDate: '2026-04-20', endDate: '2026-04-26' };
const PLATE = { registrationNumber: { $ref: 'item.registrationNumber' } };

const VEHICLES: Step = { id: 'vehicles', call: 'vehicles.list' };
const TRIPS: readonly Step[] = [
  VEHICLES,
  {
    id: 'byVehicle',
    call: 'geolocation.listTrips',
    forEach: 'vehicles[*]',
    arguments: { ...PLATE, ...DAY },
  },
  { id: 'trips', from: 'byVehicle[*]', unnest: 'result' },
];
const MILEAGE: readonly Step[] = [
  VEHICLES,
  { id: 'days', call: 'mileage.list', forEach: 'vehicles[*]', arguments: { ...PLATE, ...WEEK } },
];
const TANKS: readonly Step[] = [
  VEHICLES,
  { id: 'tanks', call: 'vehicles.getTankLevel', forEach: 'vehicles[*]', arguments: PLATE },
];
const ALERTS: Step = { id: 'alerts', call: 'alerts.list' };
const FUEL: Step = { id: 'fuel', call: 'fuelTransactions.list' };
const CARDS: Step = { id: 'cards', call: 'fuelCards.list' };
const PERSONS: Step = { id: 'persons', call: 'persons.list' };
const DOCUMENTS: Step = { id: 'documents', call: 'documents.list' };
const ASSIGNMENTS: Step = { id: 'assignments', call: 'vehicleAssignments.list' };

const plates = (items: readonly { readonly registrationNumber: string | null }[]) =>
  items.map(({ registrationNumber }) => ({ registrationNumber }));

const sum = (numbers: readonly number[]) =>
  Math.round(numbers.reduce((total, each) => total + each, 0) * 1e6) / 1e6;

function groups<T>(
  items: readonly T[],
  name: string,
  key: (item: T) => unknown,
  value: (items: readonly T[]) => object,
): readonly object[] {
  const found = groupBy(items, key);
  return [...found].map(([each, list]) => ({ [name]: each, ...value(list) }));
}

const count = (items: readonly unknown[]) => ({ count: items.length });

/** The greatest first; equals keep their order. */
function descending<T>(items: readonly T[], key: (item: T) => number): T[] {
  return [...items].sort((a, b) => key(b) - key(a));
}

async function allTrips(world: World): Promise<readonly Trip[]> {
  const lists = await Promise.all(
    (await world.vehicles()).map(({ registrationNumber }) => world.trips(registrationNumber)),
  );
  return lists.flat();
}

const COUNT = { count: ['count'] } as const;

export const QUESTIONS: readonly Question[] = [
  {
    question: 'How many vehicles does the fleet have?',
    steps: [VEHICLES, { id: 'a', from: 'vehicles[*]', aggregate: COUNT }],
    answer: async (world) => [{ count: (await world.vehicles()).length }],
  },
  {
    question: 'How many vehicles are there of each brand?',
    steps: [VEHICLES, { id: 'a', from: 'vehicles[*]', groupBy: ['brand'], aggregate: COUNT }],
    answer: async (world) => groups(await world.vehicles(), 'brand', (each) => each.brand, count),
  },
  {
    question: 'Which vehicles are being maintained?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['status', '==', 'IN_MAINTENANCE']],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates((await world.vehicles()).filter(({ status }) => status === 'IN_MAINTENANCE')),
  },
  {
    question: 'Which vehicles are ordered, or no longer in the fleet?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['status', 'in', ['ORDERED', 'OUT_FLEET']]],
        select: ['registrationNumber', 'status'],
      },
    ],
    answer: async (world) =>
      (await world.vehicles())
        .filter(({ status }) => status === 'ORDERED' || status === 'OUT_FLEET')
        .map(({ registrationNumber, status }) => ({ registrationNumber, status })),
  },
  {
    question: 'Which vehicles are electric, or run on hydrogen?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [
          {
            any: [
              ['energy', '==', 50],
              ['energy', '==', 70],
            ],
          },
        ],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates((await world.vehicles()).filter(({ energy }) => [50, 70].includes(energy))),
  },
  {
    question: 'What is the average consumption in towns?',
    steps: [
      VEHICLES,
      { id: 'a', from: 'vehicles[*]', aggregate: { litres: ['avg', 'urbanConsumption'] } },
    ],
    answer: async (world) => {
      const known = (await world.vehicles()).flatMap((each) => each.urbanConsumption ?? []);
      return [{ litres: Math.round((sum(known) / known.length) * 1e6) / 1e6 }];
    },
  },
  {
    question: 'Which vehicles emit more than 130 g of CO2, the worst first?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['co2Emission', '>', 130]],
        sortBy: ['-co2Emission'],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates(
        descending(
          (await world.vehicles()).filter(({ co2Emission }) => (co2Emission ?? 0) > 130),
          ({ co2Emission }) => co2Emission ?? 0,
        ),
      ),
  },
  {
    question: 'Which vehicles has nobody?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['currentDriver', '==', null]],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates((await world.vehicles()).filter(({ currentDriver }) => currentDriver === null)),
  },
  {
    question: 'Who drives which vehicle?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['currentDriver', '!=', null]],
        select: { plate: 'registrationNumber', driver: 'currentDriver.lastName' },
      },
    ],
    answer: async (world) =>
      (await world.vehicles()).flatMap(({ registrationNumber: plate, currentDriver }) =>
        currentDriver ? [{ plate, driver: currentDriver.lastName }] : [],
      ),
  },
  {
    question: 'Which three vehicles have driven farthest?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        sortBy: ['-odometer'],
        limit: 3,
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates(descending(await world.vehicles(), ({ odometer }) => odometer ?? -1).slice(0, 3)),
  },
  {
    question: 'Which vehicles are tagged for delivery?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['tags', 'contains', 'delivery']],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) =>
      plates((await world.vehicles()).filter(({ tags }) => tags?.includes('delivery'))),
  },
  {
    question: 'What is the fiscal power of all Renaults together?',
    steps: [
      VEHICLES,
      {
        id: 'a',
        from: 'vehicles[*]',
        where: [['brand', '==', 'Renault']],
        aggregate: { power: ['sum', 'fiscalPower'] },
      },
    ],
    answer: async (world) => {
      const renaults = (await world.vehicles()).filter(({ brand }) => brand === 'Renault');
      return [{ power: sum(renaults.map(({ fiscalPower }) => fiscalPower ?? 0)) }];
    },
  },
  {
    question: 'How many persons are active?',
    steps: [
      PERSONS,
      { id: 'a', from: 'persons[*]', where: [['isActive', '==', true]], aggregate: COUNT },
    ],
    answer: async (world) => [count((await world.persons()).filter(({ isActive }) => isActive))],
  },
  {
    question: 'Whose driving licence expires before 2028?',
    steps: [
      PERSONS,
      {
        id: 'a',
        from: 'persons[*]',
        where: [['drivingLicence.expiryDate', '<', '2028-01-01']],
        select: ['lastName', 'drivingLicence.expiryDate'],
      },
    ],
    answer: async (world) =>
      (await world.persons()).flatMap(({ lastName, drivingLicence }) => {
        const expiryDate = drivingLicence?.expiryDate ?? '9999';
        return expiryDate < '2028' ? [{ lastName, expiryDate }] : [];
      }),
  },
  {
    question: 'Who lives in Lyon or Lille?',
    steps: [
      PERSONS,
      {
        id: 'a',
        from: 'persons[*]',
        where: [['address.city', 'in', ['Lyon', 'Lille']]],
        select: ['identificationNumber'],
      },
    ],
    answer: async (world) =>
      (await world.persons())
        .filter(({ address }) => ['Lyon', 'Lille'].includes(address?.city ?? ''))
        .map(({ identificationNumber }) => ({ identificationNumber })),
  },
  {
    question: 'How many persons live in each town?',
    steps: [
      PERSONS,
      {
        id: 'a',
        from: 'persons[*]',
        groupBy: ['address.city'],
        aggregate: COUNT,
        sortBy: ['-count', 'city'],
      },
    ],
    answer: async (world) => {
      const towns = groupBy(await world.persons(), ({ address }) => address?.city ?? null);
      const rows = [...towns].map(([city, list]) => ({ city, count: list.length }));
      return rows.sort((a, b) => b.count - a.count || ((a.city ?? '~') < (b.city ?? '~') ? -1 : 1));
    },
  },
  {
    question: 'How many alerts are there?',
    steps: [ALERTS, { id: 'a', from: 'alerts[*]', aggregate: COUNT }],
    answer: async (world) => [count(await world.alerts())],
  },
  {
    question: 'How many alerts of each severity has nobody seen?',
    steps: [
      ALERTS,
      {
        id: 'a',
        from: 'alerts[*]',
        where: [['acknowledgedAt', '==', null]],
        groupBy: ['severity'],
        aggregate: COUNT,
      },
    ],
    answer: async (world) =>
      groups(
        (await world.alerts()).filter(({ acknowledgedAt }) => acknowledgedAt === null),
        'severity',
        ({ severity }) => severity,
        count,
      ),
  },
  {
    question: 'Which brands have the vehicles with critical alerts?',
    steps: [
      ALERTS,
      VEHICLES,
      {
        id: 'a',
        from: 'alerts[*]',
        lookup: {
          in: 'vehicles[*]',
          on: ['registrationNumber', 'registrationNumber'],
          as: 'vehicle',
        },
        where: [['severity', '==', 2]],
        aggregate: { brands: ['values', 'vehicle.brand'] },
      },
    ],
    answer: async (world) => {
      const vehicles = await world.vehicles();
      const critical = (await world.alerts()).filter(({ severity }) => severity === 2);
      const brands = critical.flatMap(
        (alert) =>
          vehicles.find((each) => each.registrationNumber === alert.registrationNumber)?.brand ??
          [],
      );
      return [{ brands: [...new Set(brands)] }];
    },
  },
  {
    question: 'Which vehicle has the most alerts?',
    steps: [
      ALERTS,
      {
        id: 'a',
        from: 'alerts[*]',
        groupBy: ['registrationNumber'],
        aggregate: COUNT,
        sortBy: ['-count'],
        limit: 1,
      },
    ],
    answer: async (world) => {
      const found = groupBy(await world.alerts(), (each) => each.registrationNumber);
      const [most] = descending([...found], ([, list]) => list.length);
      return [{ registrationNumber: most?.[0], count: most?.[1].length }];
    },
  },
  {
    question: 'Which vehicles have left a geofence?',
    steps: [
      ALERTS,
      {
        id: 'a',
        from: 'alerts[*]',
        where: [
          ['alertType', '==', 'Geofence'],
          ['direction', '==', 'Exit'],
        ],
        aggregate: { plates: ['values', 'registrationNumber'] },
      },
    ],
    answer: async (world) => {
      const left = (await world.alerts()).filter(({ direction }) => direction === 'Exit');
      return [{ plates: [...new Set(left.flatMap((each) => each.registrationNumber ?? []))] }];
    },
  },
  {
    question: 'Which alerts of AB-123-CD are there?',
    steps: [
      { id: 'alerts', call: 'alerts.list', arguments: { registrationNumber: 'AB-123-CD' } },
      { id: 'a', from: 'alerts[*]', select: ['id'] },
    ],
    answer: async (world) =>
      (await world.alerts('registrationNumber=AB-123-CD')).map(({ id }) => ({ id })),
  },
  {
    question: 'Which rules for alerts are on?',
    steps: [
      { id: 'rules', call: 'alerts.listRules' },
      { id: 'a', from: 'rules[*]', where: [['isEnabled', '==', true]], select: ['name'] },
    ],
    answer: async (world) =>
      (await world.rules()).filter(({ isEnabled }) => isEnabled).map(({ name }) => ({ name })),
  },
  {
    question: 'What did all fuel cost, with taxes?',
    steps: [
      FUEL,
      {
        id: 'a',
        from: 'fuel[*]',
        groupBy: ['currency'],
        aggregate: { amount: ['sum', 'amountIncludingTax'] },
      },
    ],
    answer: async (world) =>
      groups(
        await world.fuel(),
        'currency',
        ({ currency }) => currency,
        (list) => ({ amount: sum(list.map((each) => each.amountIncludingTax)) }),
      ),
  },
  {
    question: 'Which three vehicles used most fuel?',
    steps: [
      FUEL,
      {
        id: 'a',
        from: 'fuel[*]',
        groupBy: ['registrationNumber'],
        aggregate: { litres: ['sum', 'quantity'] },
        sortBy: ['-litres'],
        limit: 3,
      },
    ],
    answer: async (world) => {
      const found = groupBy(await world.fuel(), (each) => each.registrationNumber);
      const rows = [...found].map(([registrationNumber, list]) => ({
        registrationNumber,
        litres: sum(list.map(({ quantity }) => quantity)),
      }));
      return descending(rows, ({ litres }) => litres).slice(0, 3);
    },
  },
  {
    question: 'Which payments are disputed?',
    steps: [
      FUEL,
      { id: 'a', from: 'fuel[*]', where: [['isDisputed', '==', true]], select: ['id'] },
    ],
    answer: async (world) =>
      (await world.fuel()).filter(({ isDisputed }) => isDisputed).map(({ id }) => ({ id })),
  },
  {
    question: 'How many litres of each fuel were bought?',
    steps: [
      FUEL,
      {
        id: 'a',
        from: 'fuel[*]',
        groupBy: ['energy'],
        aggregate: { litres: ['sum', 'quantity'], payments: ['count'] },
      },
    ],
    answer: async (world) =>
      groups(
        await world.fuel(),
        'energy',
        ({ energy }) => energy,
        (list) => ({ litres: sum(list.map(({ quantity }) => quantity)), payments: list.length }),
      ),
  },
  {
    question: 'What were the lowest and the highest price of a litre?',
    steps: [
      FUEL,
      {
        id: 'a',
        from: 'fuel[*]',
        aggregate: { lowest: ['min', 'unitPrice'], highest: ['max', 'unitPrice'] },
      },
    ],
    answer: async (world) => {
      const prices = (await world.fuel()).flatMap(({ unitPrice }) => unitPrice ?? []);
      return [{ lowest: Math.min(...prices), highest: Math.max(...prices) }];
    },
  },
  {
    question: 'Which payments were over 180, and for which brand?',
    steps: [
      FUEL,
      VEHICLES,
      {
        id: 'a',
        from: 'fuel[*]',
        lookup: {
          in: 'vehicles[*]',
          on: ['registrationNumber', 'registrationNumber'],
          as: 'vehicle',
        },
        where: [['amountIncludingTax', '>', 180]],
        select: { id: 'id', brand: 'vehicle.brand' },
      },
    ],
    answer: async (world) => {
      const vehicles = await world.vehicles();
      return (await world.fuel())
        .filter((each) => each.amountIncludingTax > 180)
        .map(({ id, registrationNumber }) => {
          const found = vehicles.find((each) => each.registrationNumber === registrationNumber);
          return { id, ...(found && { brand: found.brand }) };
        });
    },
  },
  {
    question: 'Which fuel cards are blocked or have expired?',
    steps: [
      CARDS,
      { id: 'a', from: 'cards[*]', where: [['status', 'in', [2, 4]]], select: ['cardNumber'] },
    ],
    answer: async (world) =>
      (await world.cards())
        .filter(({ status }) => status === 2 || status === 4)
        .map(({ cardNumber }) => ({ cardNumber })),
  },
  {
    question: 'Who may spend more than 250 a month with a card?',
    steps: [
      CARDS,
      {
        id: 'a',
        from: 'cards[*]',
        where: [
          ['monthlyLimit', '>', 250],
          ['holder', '!=', null],
        ],
        aggregate: { holders: ['values', 'holder.lastName'] },
      },
    ],
    answer: async (world) => {
      const rich = (await world.cards()).filter(({ monthlyLimit }) => (monthlyLimit ?? 0) > 250);
      return [{ holders: [...new Set(rich.flatMap(({ holder }) => holder?.lastName ?? []))] }];
    },
  },
  {
    question: 'Which vehicles have no fuel card?',
    steps: [
      VEHICLES,
      CARDS,
      {
        id: 'a',
        from: 'vehicles[*]',
        lookup: { in: 'cards[*]', on: ['registrationNumber', 'registrationNumber'], as: 'card' },
        where: [['card', '==', null]],
        select: ['registrationNumber'],
      },
    ],
    answer: async (world) => {
      const cards = await world.cards();
      return plates(
        (await world.vehicles()).filter(
          (vehicle) =>
            !cards.some((card) => card.registrationNumber === vehicle.registrationNumber),
        ),
      );
    },
  },
  {
    question: 'How many trips were there yesterday?',
    steps: [...TRIPS, { id: 'a', from: 'trips[*]', aggregate: COUNT }],
    answer: async (world) => [count(await allTrips(world))],
  },
  {
    question: 'How far did each vehicle drive yesterday?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        groupBy: ['item.registrationNumber'],
        aggregate: { km: ['sum', 'result.distance'] },
      },
    ],
    answer: async (world) =>
      groups(
        await allTrips(world),
        'registrationNumber',
        (trip) => trip.registrationNumber,
        (list) => ({ km: sum(list.map(({ distance }) => distance)) }),
      ),
  },
  {
    question: 'Which vehicles drove more than 200 km yesterday, and who drove them?',
    steps: [
      ...TRIPS,
      {
        id: 'far',
        from: 'trips[*]',
        groupBy: ['item.registrationNumber'],
        aggregate: {
          km: ['sum', 'result.distance'],
          drivers: ['values', 'result.driver.lastName'],
        },
      },
      { id: 'a', from: 'far[*]', where: [['km', '>', 200]], sortBy: ['-km'] },
    ],
    answer: async (world) => {
      const found = groupBy(await allTrips(world), (trip) => trip.registrationNumber);
      const rows = [...found].map(([registrationNumber, list]) => ({
        registrationNumber,
        km: sum(list.map(({ distance }) => distance)),
        drivers: [...new Set(list.flatMap(({ driver }) => driver?.lastName ?? []))],
      }));
      return descending(
        rows.filter(({ km }) => km > 200),
        ({ km }) => km,
      );
    },
  },
  {
    question: 'What was the longest trip of yesterday?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        sortBy: ['-result.distance'],
        limit: 1,
        select: ['result.id', 'result.distance'],
      },
    ],
    answer: async (world) =>
      descending(await allTrips(world), ({ distance }) => distance)
        .slice(0, 1)
        .map(({ id, distance }) => ({ id, distance })),
  },
  {
    question: 'How far did each driver drive yesterday?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        where: [['result.driver', '!=', null]],
        groupBy: ['result.driver.lastName'],
        aggregate: { km: ['sum', 'result.distance'] },
      },
    ],
    answer: async (world) =>
      groups(
        (await allTrips(world)).filter(({ driver }) => driver !== null),
        'lastName',
        ({ driver }) => driver?.lastName,
        (list) => ({ km: sum(list.map(({ distance }) => distance)) }),
      ),
  },
  {
    question: 'How many kilometres were private, how many for business?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        groupBy: ['result.purpose'],
        aggregate: { km: ['sum', 'result.distance'] },
      },
    ],
    answer: async (world) =>
      groups(
        await allTrips(world),
        'purpose',
        ({ purpose }) => purpose,
        (list) => ({ km: sum(list.map(({ distance }) => distance)) }),
      ),
  },
  {
    question: 'Which three vehicles stood longest with the engine on?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        groupBy: ['item.registrationNumber'],
        aggregate: { seconds: ['sum', 'result.idleDuration'] },
        sortBy: ['-seconds'],
        limit: 3,
      },
    ],
    answer: async (world) => {
      const found = groupBy(await allTrips(world), (trip) => trip.registrationNumber);
      const rows = [...found].map(([registrationNumber, list]) => ({
        registrationNumber,
        seconds: sum(list.map(({ idleDuration }) => idleDuration ?? 0)),
      }));
      return descending(rows, ({ seconds }) => seconds).slice(0, 3);
    },
  },
  {
    question: 'Which trips used more than 5 litres for 100 km?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        compute: {
          perKm: ['result.fuelConsumed', '/', 'result.distance'],
          per100: ['perKm', '*', 100],
        },
        where: [['per100', '>', 5]],
        select: ['result.id'],
      },
    ],
    answer: async (world) =>
      (await allTrips(world))
        .filter(({ fuelConsumed, distance }) => ((fuelConsumed ?? 0) / distance) * 100 > 5)
        .map(({ id }) => ({ id })),
  },
  {
    question: 'Which trips started at a depot, and how long did they take?',
    steps: [
      ...TRIPS,
      {
        id: 'a',
        from: 'trips[*]',
        where: [['result.startPoint.geofenceName', 'contains', 'depot']],
        compute: { hours: ['result.startPoint.date', 'hoursUntil', 'result.endPoint.date'] },
        select: ['result.id', 'hours'],
      },
    ],
    answer: async (world) =>
      (await allTrips(world))
        .filter(({ startPoint }) => startPoint.geofenceName?.startsWith('Depot'))
        .map(({ id, startPoint, endPoint }) => {
          const ms = Date.parse(endPoint.date) - Date.parse(startPoint.date);
          return { id, hours: Math.round((ms / 3_600_000) * 1e6) / 1e6 };
        }),
  },
  {
    question: 'On which days of the week did AB-123-CD drive more than 30 km?',
    steps: [
      {
        id: 'days',
        call: 'mileage.list',
        arguments: { registrationNumber: 'AB-123-CD', ...WEEK },
      },
      {
        id: 'a',
        from: 'days[*]',
        where: [['distance', '>', 30]],
        select: ['date', 'distance'],
      },
    ],
    answer: async (world) =>
      (await world.mileage('AB-123-CD'))
        .filter(({ distance }) => distance > 30)
        .map(({ date, distance }) => ({ date, distance })),
  },
  {
    question: 'Which three vehicles drove farthest in the week?',
    steps: [
      ...MILEAGE,
      {
        id: 'a',
        from: 'days[*]',
        unnest: 'result',
        groupBy: ['item.registrationNumber'],
        aggregate: { km: ['sum', 'result.distance'] },
        sortBy: ['-km'],
        limit: 3,
      },
    ],
    answer: async (world) => {
      const rows = await Promise.all(
        (await world.vehicles()).map(async ({ registrationNumber }) => {
          const days = await world.mileage(registrationNumber);
          return { registrationNumber, km: sum(days.map(({ distance }) => distance)) };
        }),
      );
      return descending(rows, ({ km }) => km).slice(0, 3);
    },
  },
  {
    question: 'On which day of the week did the fleet drive least?',
    steps: [
      ...MILEAGE,
      {
        id: 'a',
        from: 'days[*]',
        unnest: 'result',
        groupBy: ['result.date'],
        aggregate: { km: ['sum', 'result.distance'] },
        sortBy: ['km'],
        limit: 1,
      },
    ],
    answer: async (world) => {
      const lists = await Promise.all(
        (await world.vehicles()).map((each) => world.mileage(each.registrationNumber)),
      );
      const found = groupBy(lists.flat(), ({ date }) => date);
      const rows = [...found].map(([date, list]) => ({
        date,
        km: sum(list.map(({ distance }) => distance)),
      }));
      return descending(rows, ({ km }) => -km).slice(0, 1);
    },
  },
  {
    question: 'Who was at the wheel for more than 25 hours in the week?',
    steps: [
      PERSONS,
      {
        id: 'times',
        call: 'persons.listDrivingTimes',
        forEach: 'persons[*]',
        arguments: { identificationNumber: { $ref: 'item.identificationNumber' }, ...WEEK },
      },
      {
        id: 'hours',
        from: 'times[*]',
        unnest: 'result',
        compute: { hours: ['result.drivingTime', 'hours'] },
        groupBy: ['item.identificationNumber'],
        aggregate: { hours: ['sum', 'hours'] },
      },
      {
        id: 'a',
        from: 'hours[*]',
        where: [['hours', '>', 25]],
        select: ['identificationNumber'],
      },
    ],
    answer: async (world) => {
      const rows = await Promise.all(
        (await world.persons()).map(async ({ identificationNumber }) => {
          const days = await world.drivingTimes(identificationNumber);
          const seconds = days.map(({ drivingTime }) => {
            const [hours = 0, minutes = 0, rest = 0] = drivingTime.split(':').map(Number);
            return hours * 3600 + minutes * 60 + rest;
          });
          return { identificationNumber, seconds: sum(seconds) };
        }),
      );
      return rows
        .filter(({ seconds }) => seconds > 25 * 3600)
        .map(({ identificationNumber }) => ({ identificationNumber }));
    },
  },
  {
    question: 'Which tanks are less than half full?',
    steps: [
      ...TANKS,
      {
        id: 'a',
        from: 'tanks[*]',
        where: [['result.percentage', '<', 50]],
        sortBy: ['result.percentage'],
        select: { plate: 'item.registrationNumber', percentage: 'result.percentage' },
      },
    ],
    answer: async (world) => {
      const rows = await Promise.all(
        (await world.vehicles()).map(async ({ registrationNumber: plate }) => ({
          plate,
          percentage: (await world.tank(plate)).percentage,
        })),
      );
      return descending(
        rows.filter(({ percentage }) => (percentage ?? 100) < 50),
        ({ percentage }) => -(percentage ?? 0),
      );
    },
  },
  {
    question: 'Which documents expire before 2028?',
    steps: [
      DOCUMENTS,
      {
        id: 'a',
        from: 'documents[*]',
        where: [['expiryDate', '<', '2028-01-01']],
        select: ['fileName'],
      },
    ],
    answer: async (world) =>
      (await world.documents())
        .filter(({ expiryDate }) => expiryDate !== null && expiryDate < '2028')
        .map(({ fileName }) => ({ fileName })),
  },
  {
    question: 'How large are the documents of each type?',
    steps: [
      DOCUMENTS,
      {
        id: 'a',
        from: 'documents[*]',
        groupBy: ['contentType'],
        aggregate: { bytes: ['sum', 'size'] },
      },
    ],
    answer: async (world) =>
      groups(
        await world.documents(),
        'contentType',
        ({ contentType }) => contentType,
        (list) => ({ bytes: sum(list.map(({ size }) => size)) }),
      ),
  },
  {
    question: 'How many assignments as a main driver has each person had?',
    steps: [
      ASSIGNMENTS,
      {
        id: 'a',
        from: 'assignments[*]',
        where: [['isMainDriver', '==', true]],
        groupBy: ['person.identificationNumber'],
        aggregate: COUNT,
      },
    ],
    answer: async (world) =>
      groups(
        (await world.assignments()).filter(({ isMainDriver }) => isMainDriver),
        'identificationNumber',
        ({ person }) => person.identificationNumber,
        count,
      ),
  },
  {
    question: 'How many vehicles entered each geofence in Lille?',
    steps: [
      { id: 'geofences', call: 'geofences.list' },
      { id: 'active', from: 'geofences[*]', where: [['name', 'contains', 'Lille']] },
      {
        id: 'crossings',
        call: 'geofences.listCrossings',
        forEach: 'active[*]',
        arguments: { id: { $ref: 'item.id' } },
      },
      {
        id: 'a',
        from: 'crossings[*]',
        unnest: 'result',
        groupBy: ['item.id'],
        aggregate: { vehicles: ['distinct', 'result.registrationNumber'] },
      },
    ],
    answer: async (world) => {
      const active = (await world.geofences()).filter(({ name }) => name.includes('Lille'));
      const rows = await Promise.all(
        active.map(async ({ id }) => {
          const found = await world.crossings(id);
          return { id, vehicles: new Set(found.map((each) => each.registrationNumber)).size };
        }),
      );
      return rows.filter(({ vehicles }) => vehicles > 0);
    },
  },
];
