/**
 * The modules of a feature of the made-up project, with the names of the feature's number. One feature of ten has the lines that
 * the changed document affects; they end in a mark: `//!` breaks, `//?` may break.
 */
export const MODULES = { collections, client, vehicles, status, fuel, report };

const isAffected = (feature) => feature % 10 === 0;
const either = (feature, affected, other) => (isAffected(feature) ? affected : other);
/** A feature before this one, for imports between features. */
const before = (feature, by) => Math.max(0, feature - by);

/** Without the package. */
function collections(n) {
  return `
/** A table with rows of one kind, by key. */
export class Table${n}<K extends string | number, V extends { readonly key: K }> {
  readonly #rows = new Map<K, V>();

  constructor(rows: Iterable<V> = []) {
    for (const row of rows) this.put(row);
  }

  put(row: V): this {
    this.#rows.set(row.key, row);
    return this;
  }

  groupBy<G>(toGroup: (row: V) => G): Map<G, readonly V[]> {
    const groups = new Map<G, V[]>();
    for (const row of this.#rows.values()) {
      const group = toGroup(row);
      const members = groups.get(group);
      if (members) members.push(row);
      else groups.set(group, [row]);
    }
    return groups;
  }

  *[Symbol.iterator](): Generator<V> {
    yield* this.#rows.values();
  }
}

export type Result${n}<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export async function attempt${n}<T>(work: () => Promise<T>): Promise<Result${n}<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

export const sum${n} = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

export function parseDay${n}(text: string): { year: number; month: number; day: number } | undefined {
  const [, year, month, day] = /^(\\d{4})-(\\d\\d)-(\\d\\d)/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { year: Number(year), month: Number(month), day: Number(day) };
}

export function formatDay${n}(date: Date): string {
  const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

export function* chunk${n}<T>(values: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size);
}

export const SETTINGS_${n} = {
  retries: 3,
  pageSize: 50,
  labels: new Map([['created', 'Created'], ['changed', 'Changed'], ['removed', 'Removed']]),
};

export function toLabel${n}(key: string, { labels } = SETTINGS_${n}): string {
  const label = labels.get(key);
  if (label !== undefined) return label;
  return key.replace(/([a-z])([A-Z])/g, (_, left: string, right: string) => \`\${left} \${right.toLowerCase()}\`);
}
`;
}

/** The module around the client. */
function client(n) {
  return `
import { FleetClient, type PersonDto, type VehicleAssignmentDto, type VehicleDto } from '@acme/fleet';
import { SETTINGS_${n}, Table${n} } from './collections.js';

export interface VehicleRow${n} {
  readonly key: string;
  readonly vehicle: VehicleDto;
  readonly driver?: PersonDto;
}

export class Fleet${n} {
  readonly #client: FleetClient;
  #cached: Table${n}<string, VehicleRow${n}> | undefined;

  constructor(client: FleetClient = new FleetClient()) {
    this.#client = client;
  }

  get api(): FleetClient {
    return this.#client;
  }

  async vehicles(): Promise<Table${n}<string, VehicleRow${n}>> {
    if (this.#cached) return this.#cached;
    const vehicles = await this.#client.vehicles.list();
    this.#cached = new Table${n}(
      vehicles.map((vehicle) => ({ key: vehicle.registrationNumber, vehicle })),
    );
    return this.#cached;
  }

  async joined(since: string): Promise<readonly VehicleDto[]> {
    const found: VehicleDto[] = [];
    for await (const vehicle of this.#client.vehicles.search({
      ${either(n, 'enteredAfter: since, //!', 'brand: since,')}
      pageSize: SETTINGS_${n}.pageSize,
    }))
      found.push(vehicle);
    return found;
  }

  async assignments(registrationNumber: string): Promise<readonly VehicleAssignmentDto[]> {
    const current = await this.#client.vehicleAssignments.getCurrent({ registrationNumber });
    return current.filter(({ isMainDriver, endDate }) => isMainDriver && endDate == null);
  }

  async drivers(): Promise<ReadonlyMap<string, PersonDto>> {
    const persons = await this.#client.persons.list();
    return new Map(persons.map((person) => [person.identificationNumber, person]));
  }

  async withDrivers(): Promise<readonly VehicleRow${n}[]> {
    const drivers = await this.drivers();
    const rows: VehicleRow${n}[] = [];
    for (const row of await this.vehicles()) {
      const [assignment] = await this.assignments(row.key);
      const driver = drivers.get(assignment?.person?.identificationNumber ?? '');
      rows.push(driver ? { ...row, driver } : row);
    }
    return rows;
  }

  async crossings(id: string): Promise<number> {
    let count = 0;
    const pages = this.#client.geofences.listCrossings(id${either(n, ', { pageSize: 50 }); //?', ');')}
    for await (const { exitedAt } of pages) if (exitedAt) count += 1;
    return count;
  }
}

export const fleet${n} = new Fleet${n}();
`;
}

/** Reads many properties. */
function vehicles(n) {
  const other = before(n, 1);
  return `
import type { AddressDto, PersonDto, VehicleDto } from '@acme/fleet';
import type { Fleet${n}, VehicleRow${n} } from './client.js';
import { formatDay${n}, parseDay${n}, toLabel${n} } from './collections.js';
import { toLabel${other} as toOtherLabel } from '../feature-${other}/collections.js';

export interface Card${n} {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

function describeAddress({ street, postalCode, city, country }: AddressDto): string {
  const town = [postalCode, city].filter((part) => part).join(' ');
  return [street, town, country].filter((part) => part).join(', ');
}

function describePerson(person: PersonDto | undefined): string {
  if (!person) return 'nobody';
  const name = [person.firstName, person.lastName].filter((part) => part).join(' ');
  const { address } = person;
  return address ? \`\${name}, \${describeAddress(address)}\` : name;
}

export function toCard${n}({ vehicle, driver }: VehicleRow${n}): Card${n} {
  const entry = vehicle.entryDate ? parseDay${n}(vehicle.entryDate) : undefined;
  const rows: [label: string, value: unknown][] = [
    ['model', vehicle.model],
    ['brand', vehicle.brand],
    ['version', vehicle.version],
    ['odometer', vehicle.odometer == null ? '-' : Math.round(vehicle.odometer / 1000)],
    ['${either(n, 'power', 'emission')}', vehicle.${either(n, 'fiscalPower], //!', 'co2Emission],')}
    ['consumption', vehicle.urbanConsumption?.toFixed(1)],
    ['entry', entry ? formatDay${n}(new Date(entry.year, entry.month - 1, entry.day)) : '-'],
    ['driver', describePerson(driver)],
    ['tags', vehicle.tags?.join(', ') ?? ''],
  ];
  return {
    title: vehicle.registrationNumber,
    subtitle: [vehicle.brand, vehicle.model].join(' '),
    lines: rows.map(([label, value]) => ({
      label: label.length > 5 ? toLabel${n}(label) : toOtherLabel(label),
      value: value == null ? '-' : String(value),
    })),
  };
}

export const listCards${n} = async (fleet: Fleet${n}): Promise<readonly Card${n}[]> =>
  (await fleet.withDrivers()).map(toCard${n}).sort((a, b) => a.title.localeCompare(b.title));
`;
}

/** Switches and maps over enumerations. */
function status(n) {
  return `
import { EnergyType, VehicleStatus } from '@acme/fleet';
import { Table${n} } from './collections.js';
import type { VehicleRow${n} } from './client.js';

export type Colour${n} = 'green' | 'orange' | 'red' | 'grey';

export function toColour${n}(status: VehicleStatus | undefined): Colour${n} {
  switch (status) {${either(n, ' //?', '')}
    case VehicleStatus.InFleet:
      return 'green';
    case VehicleStatus.InMaintenance:
      return 'orange';
    case VehicleStatus.OutFleet:
      return 'red';
    ${either(n, 'case undefined', 'default')}:
      return 'grey';
  }
  ${either(n, "return 'grey';", '')}
}

const ENERGY_NAMES = new Map<EnergyType, string>(
  Object.entries(EnergyType).map(([name, value]) => [value, name.toLowerCase()]),
);

export const toEnergyName${n} = (energy: EnergyType | undefined): string =>
  (energy !== undefined && ENERGY_NAMES.get(energy)) || 'unknown';

export function tally${n}(rows: Table${n}<string, VehicleRow${n}>) {
  const groups = rows.groupBy(({ vehicle }) => toColour${n}(vehicle.status));
  const total = [...groups.values()].reduce((sum, members) => sum + members.length, 0);
  return [...groups].map(([key, members]) => ({
    key,
    count: members.length,
    share: total === 0 ? 0 : members.length / total,
  }));
}

export function mostUsedEnergy${n}(rows: Table${n}<string, VehicleRow${n}>): string {
  const groups = rows.groupBy(({ vehicle: { energy } }) => toEnergyName${n}(energy));
  const [first] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return first?.[0] ?? 'none';
}
`;
}

/** Reads, adds up and sends. */
function fuel(n) {
  const other = before(n, 3);
  return `
import type { FuelCardDto, FuelTransactionDto, FuelTransactionsListParams } from '@acme/fleet';
import type { Fleet${n} } from './client.js';
import { chunk${n}, SETTINGS_${n}, sum${n} } from './collections.js';
import { toEnergyName${other} } from '../feature-${other}/status.js';

export interface Spending${n} {
  readonly card: string;
  readonly holder: string;
  readonly total: number;
  readonly byEnergy: Readonly<Record<string, number>>;
  readonly overLimit: boolean;
}

async function listTransactions(
  fleet: Fleet${n},
  params: FuelTransactionsListParams,
): Promise<readonly FuelTransactionDto[]> {
  const all: FuelTransactionDto[] = [];
  for await (const transaction of fleet.api.fuelTransactions.list({
    ...params,
    pageSize: SETTINGS_${n}.pageSize,
  })) {
    if (transaction.isDisputed) continue;
    all.push(transaction);
  }
  return all;
}

function addByEnergy(transactions: readonly FuelTransactionDto[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { energy, amountIncludingTax = 0, quantity = 1 } of transactions) {
    const name = toEnergyName${other}(energy);
    totals[name] = (totals[name] ?? 0) + (quantity > 0 ? amountIncludingTax : 0);
  }
  return totals;
}

const nameHolder = ({ holder, label, cardNumber }: FuelCardDto): string =>
  holder ? \`\${holder.firstName ?? ''} \${holder.lastName ?? ''}\`.trim() : (label ?? cardNumber);

export async function addSpending${n}(fleet: Fleet${n}, startDate: string): Promise<readonly Spending${n}[]> {
  const cards = await fleet.api.fuelCards.list();
  const spendings: Spending${n}[] = [];
  for (const group of chunk${n}(cards, 10)) {
    const found = await Promise.all(
      group.map(async (card): Promise<Spending${n}> => {
        const { cardNumber } = card;
        const transactions = await listTransactions(fleet, { cardNumber, startDate });
        const total = sum${n}(transactions.map(({ amountIncludingTax }) => amountIncludingTax ?? 0));
        return {
          card: cardNumber,
          holder: nameHolder(card),
          total,
          byEnergy: addByEnergy(transactions),
          overLimit: card.monthlyLimit != null && total > card.monthlyLimit,
        };
      }),
    );
    spendings.push(...found);
  }
  return spendings.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
}

export async function dispute${n}(fleet: Fleet${n}, { id, stationName }: FuelTransactionDto): Promise<void> {
  if (id === undefined) return;
  const reason = \`Unknown station: \${stationName ?? 'without a name'}\`;
${either(
  n,
  '  await fleet.api.fuelTransactions.dispute(id, { reason }); //!',
  '  if (!(await fleet.api.fuelTransactions.get(id)).isDisputed) throw new Error(reason);',
)}
}
`;
}

/** Uses the package through other modules alone. */
function report(n) {
  const others = [1, 2].map((by) => before(n, by));
  return `
import { attempt${n}, formatDay${n}, sum${n}, toLabel${n} } from './collections.js';
import { fleet${n} } from './client.js';
import { addSpending${n}, type Spending${n} } from './fuel.js';
import { mostUsedEnergy${n}, tally${n} } from './status.js';
import { type Card${n}, listCards${n} } from './vehicles.js';
import { sum${others[0]} as add } from '../feature-${others[0]}/collections.js';
import { type Card${others[1]} as OtherCard } from '../feature-${others[1]}/vehicles.js';

export interface Report${n} {
  readonly day: string;
  readonly cards: readonly (Card${n} | OtherCard)[];
  readonly spendings: readonly Spending${n}[];
  readonly energy: string;
  readonly warnings: readonly string[];
}

export async function createReport${n}(now: Date, earlier: readonly OtherCard[] = []): Promise<Report${n}> {
  const rows = await fleet${n}.vehicles();
  const cards = await attempt${n}(() => listCards${n}(fleet${n}));
  const spendings = await attempt${n}(() => addSpending${n}(fleet${n}, formatDay${n}(now)));
  const warnings = tally${n}(rows)
    .filter(({ key, share }) => key !== 'green' && share > 0.2)
    .map(({ key, count }) => \`\${toLabel${n}(key)}: \${count}\`);
  for (const result of [cards, spendings]) if (!result.ok) warnings.push(result.reason);
  return {
    day: formatDay${n}(now),
    cards: [...earlier, ...(cards.ok ? cards.value : [])],
    spendings: spendings.ok ? spendings.value : [],
    energy: mostUsedEnergy${n}(rows),
    warnings,
  };
}

export function toText${n}({ day, cards, spendings, energy, warnings }: Report${n}): string {
  const total = sum${n}(spendings.map((each) => each.total));
  const over = spendings.filter(({ overLimit }) => overLimit);
  const byEnergy = add(spendings.flatMap((each) => Object.values(each.byEnergy)));
  const lines = [
    \`Report of \${day}: \${cards.length} vehicles, mostly \${energy}\`,
    \`Spent \${total.toFixed(2)} (\${byEnergy.toFixed(2)}), \${over.length} over their limit\`,
    ...over.map(({ card, holder }) => \`- \${card}: \${holder}\`),
    ...warnings.map((warning) => \`! \${warning}\`),
  ];
  for (const { title, subtitle, lines: details } of cards) {
    lines.push('', \`\${title}: \${subtitle}\`);
    for (const { label, value } of details) lines.push(\`  \${label.padEnd(12)} \${value}\`);
  }
  return lines.join('\\n');
}
`;
}
