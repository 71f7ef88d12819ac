import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes up a project that uses the package of the stand-in document: a program of many features, each of which is a page of
 * modules that import each other and those of features before. Five modules of six use the package, directly or through others.
 */

export const PACKAGE = '@acme/fleet';

/**
 * Both versions of the stand-in's document. What the made-up project reads, sends and switches over is gone, renamed, required,
 * new or limited in the second.
 *
 * @param document The document, parsed.
 */
export function createVersions(document) {
  const old = structuredClone(document);
  // The client is named after the title.
  old.info.title = 'Fleet';
  const changed = structuredClone(old);
  const { schemas } = changed.components;
  delete schemas.VehicleDto.properties.fiscalPower;
  schemas.FuelTransactionDisputeDto.required.push('contactEmail');
  schemas.VehicleStatus.enum.push('STOLEN');
  const { get: search } = changed.paths['/Vehicles/search'];
  search.parameters.find(({ name }) => name === 'EnteredAfter').name = 'EnteredSince';
  const { get: crossings } = changed.paths['/Geofences/{id}/crossings'];
  crossings.parameters.find(({ name }) => name === 'pageSize').schema.maximum = 20;
  return { old, changed };
}

const CONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: [],
  },
  include: ['src'],
};

/**
 * Writes a project of at least so many lines.
 *
 * @param folder Of the project, which is made.
 * @returns The number of files and lines, and of the lines that break and that may break with the changed document.
 */
export function writeProject(folder, lines) {
  const count = { files: 0, lines: 0, breaks: 0, mayBreak: 0 };
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ type: 'module', dependencies: { [PACKAGE]: '1.0.0' } }));
  write('tsconfig.json', JSON.stringify(CONFIG));
  for (let feature = 0; count.lines < lines; feature += 1)
    for (const [name, create] of Object.entries(MODULES)) {
      const text = create(feature).trimStart();
      write(`src/feature-${feature}/${name}.ts`, text);
      count.files += 1;
      count.lines += text.split('\n').length - 1;
      count.breaks += text.split('//!').length - 1;
      count.mayBreak += text.split('//?').length - 1;
    }
  return count;
}

/** One feature of ten has the lines that are affected, which end in a mark: `//!` breaks, `//?` may break. */
const isAffected = (feature) => feature % 10 === 0;
const either = (feature, affected, other) => (isAffected(feature) ? affected : other);
/** A feature before this one, for imports between features. */
const before = (feature, by) => Math.max(0, feature - by);

const MODULES = { collections, client, vehicles, status, fuel, report };

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

  get(key: K): V | undefined {
    return this.#rows.get(key);
  }

  map<U extends { readonly key: K }>(change: (row: V, index: number) => U): Table${n}<K, U> {
    return new Table${n}([...this.#rows.values()].map(change));
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

export interface Settings${n} {
  readonly retries: number;
  readonly pageSize: number;
  readonly labels: Readonly<Record<string, string>>;
}

export const SETTINGS_${n}: Settings${n} = {
  retries: 3,
  pageSize: 50,
  labels: { created: 'Created', changed: 'Changed', removed: 'Removed' },
};

export function toLabel${n}(key: string, { labels }: Settings${n} = SETTINGS_${n}): string {
  const label = labels[key];
  if (label !== undefined) return label;
  return key.replace(/([a-z])([A-Z])/g, (_, left: string, right: string) => \`\${left} \${right.toLowerCase()}\`);
}
`;
}

/** The module around the client. */
function client(n) {
  return `
import { FleetClient, type PersonDto, type VehicleAssignmentDto, type VehicleDto } from '${PACKAGE}';
import { attempt${n}, type Result${n}, SETTINGS_${n}, Table${n} } from './collections.js';

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

  async find(registrationNumber: string): Promise<Result${n}<VehicleDto>> {
    return attempt${n}(() => this.#client.vehicles.get(registrationNumber));
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
import type { AddressDto, PersonDto, TankLevelDto, VehicleDto, VehicleUpdateDto } from '${PACKAGE}';
import { Fleet${n}, type VehicleRow${n} } from './client.js';
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

function describeConsumption(vehicle: VehicleDto): string {
  const { urbanConsumption: urban, extraUrbanConsumption: extra } = vehicle;
  if (urban == null || extra == null) return '-';
  return \`\${((urban + extra) / 2).toFixed(1)} l/100 km\`;
}

export function toCard${n}({ vehicle, driver }: VehicleRow${n}): Card${n} {
  const entry = vehicle.entryDate ? parseDay${n}(vehicle.entryDate) : undefined;
  const rows: [label: string, value: unknown][] = [
    ['model', vehicle.model],
    ['brand', vehicle.brand],
    ['version', vehicle.version],
    ['odometer', vehicle.odometer == null ? '-' : Math.round(vehicle.odometer / 1000)],
    ['${either(n, 'power', 'emission')}', vehicle.${either(n, 'fiscalPower], //!', 'co2Emission],')}
    ['consumption', describeConsumption(vehicle)],
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

export async function listCards${n}(fleet: Fleet${n}): Promise<readonly Card${n}[]> {
  const rows = await fleet.withDrivers();
  const cards = rows.map(toCard${n});
  return cards.sort((a, b) => a.title.localeCompare(b.title));
}

export async function fillUp${n}(fleet: Fleet${n}, plate: string): Promise<number> {
  const [found, level] = await Promise.all([fleet.find(plate), fleet.api.vehicles.getTankLevel(plate)]);
  if (!found.ok) throw new Error(found.reason);
  const missing = ({ volume, percentage }: TankLevelDto, capacity: number): number =>
    volume != null ? capacity - volume : capacity * (1 - (percentage ?? 0) / 100);
  return missing(level, found.value.tankCapacity ?? 50);
}

export async function retag${n}(fleet: Fleet${n}, plate: string, tags: readonly string[]): Promise<void> {
  const current = await fleet.api.vehicles.get(plate);
  const update: VehicleUpdateDto = {
    ...(current.brand && { brand: current.brand }),
    ...(current.model && { model: current.model }),
    tags: [...new Set([...(current.tags ?? []), ...tags])],
  };
  await fleet.api.vehicles.replace(plate, update);
}
`;
}

/** Switches and maps over enumerations. */
function status(n) {
  return `
import { AlertSeverity, EnergyType, VehicleStatus } from '${PACKAGE}';
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

export function isUrgent${n}(severity: AlertSeverity): boolean {
  switch (severity) {
    case AlertSeverity.Critical:
    case AlertSeverity.Warning:
      return true;
    default:
      return false;
  }
}

const ENERGY_NAMES = new Map<EnergyType, string>(
  Object.entries(EnergyType).map(([name, value]) => [value, name.toLowerCase()]),
);

export const toEnergyName${n} = (energy: EnergyType | undefined): string =>
  (energy !== undefined && ENERGY_NAMES.get(energy)) || 'unknown';

export interface Tally${n} {
  readonly key: string;
  readonly count: number;
  readonly share: number;
}

export function tally${n}(rows: Table${n}<string, VehicleRow${n}>): readonly Tally${n}[] {
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
import type { FuelCardDto, FuelTransactionDto, FuelTransactionsListParams } from '${PACKAGE}';
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
