/** A fleet and its people, numbered from 0, and the seeded functions that all data is made with. */

/** Vehicles and persons repeat after so many, so that responses share them. */
export const FLEET_SIZE = 12;

const MODELS: readonly (readonly [brand: string, model: string, version: string])[] = [
  ['Renault', 'Clio', 'E-Tech 145 Techno'],
  ['Peugeot', '308', 'BlueHDi 130 Allure'],
  ['Citroën', 'Berlingo', 'BlueHDi 100 M'],
  ['Renault', 'Kangoo', 'Blue dCi 95 Extra'],
  ['Peugeot', 'e-208', '156 Active'],
  ['Toyota', 'Yaris', 'Hybrid 116h Dynamic'],
  ['Dacia', 'Duster', 'Hybrid 140 Expression'],
  ['Renault', 'Master', 'Blue dCi 135 L2H2'],
];
const FIRST_NAMES = ['Camille', 'Louis', 'Inès', 'Hugo', 'Chloé', 'Karim', 'Jeanne', 'Paul'];
const LAST_NAMES = ['Martin', 'Bernard', 'Durand', 'Moreau', 'Garcia', 'Lefebvre', 'Roux'];
const TOWNS: readonly (readonly [city: string, postalCode: string])[] = [
  ['Paris', '75011'],
  ['Lyon', '69003'],
  ['Marseille', '13006'],
  ['Lille', '59000'],
  ['Nantes', '44000'],
  ['Bordeaux', '33000'],
  ['Strasbourg', '67000'],
  ['Toulouse', '31000'],
];
const STREETS = ['rue de la République', 'avenue Jean Jaurès', 'rue Victor Hugo', 'quai du Port'];
const PLATE_LETTERS = 'ABCDEFGHJKLMNPQRSTVWXYZ';

/** A French plate: two letters, three digits, two letters, without I, O and U. */
export function getPlate(vehicle: number): string {
  if (vehicle === 0) return 'AB-123-CD';
  const letter = (position: number) =>
    PLATE_LETTERS[between(`plate ${vehicle} ${position}`, 0, PLATE_LETTERS.length - 1)] ?? 'A';
  const digits = String(between(`plate ${vehicle}`, 1, 999)).padStart(3, '0');
  return `${letter(1)}${letter(2)}-${digits}-${letter(3)}${letter(4)}`;
}

export function getVehicle(vehicle: number) {
  const [brand, model, version] = getRepeated(MODELS, vehicle);
  const vin = `VF1${String(hash(`vin ${vehicle}`))
    .padStart(14, '0')
    .slice(-14)}`;
  return { brand, model, version, vin };
}

export function getPerson(person: number) {
  const firstName = getRepeated(FIRST_NAMES, person);
  const lastName = getRepeated(LAST_NAMES, person);
  return {
    identificationNumber: `EMP${String(1001 + person)}`,
    firstName,
    lastName,
    fullName: `${firstName} ${lastName}`,
    email: `${toAscii(firstName)}.${toAscii(lastName)}@example.com`,
    // The French regulator reserves 06 39 98 xx xx for fiction.
    phoneNumber: `+336399800${String(person % 100).padStart(2, '0')}`,
  };
}

export function getAddress(number: number) {
  const [city, postalCode] = getRepeated(TOWNS, number);
  const street = `${between(`street ${number}`, 1, 120)} ${getRepeated(STREETS, number)}`;
  return { street, city, postalCode, country: 'FR', whole: `${street}, ${postalCode} ${city}` };
}

function toAscii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase();
}

/**
 * The position in the fleet, from 0, of the vehicle or person whose plate or number was requested;
 * undefined if neither is of the fleet.
 * @param fleetStart the number of the fleet's first vehicle and person.
 */
export function findFleetMember(
  requestValues: ReadonlyMap<string, readonly string[]>,
  fleetStart: number,
): number | undefined {
  const names = ['registrationnumber', 'identificationnumber'];
  const requested = names.flatMap((name) => requestValues.get(name) ?? []);
  const positions = Array.from({ length: FLEET_SIZE }, (_, position) => position);
  return positions.find(
    (position) =>
      requested.includes(getPlate(fleetStart + position)) ||
      requested.includes(getPerson(fleetStart + position).identificationNumber),
  );
}

/** A number from 0 to 2^32-1 that depends on the text alone (FNV-1a, then mixed so that similar texts differ widely). */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A whole number from `low` to `high`, both included. */
export function between(seed: string, low: number, high: number): number {
  return low + (hash(seed) % (high - low + 1));
}

/** At least 0 and less than 1. */
export function fraction(seed: string): number {
  return hash(seed) / 2 ** 32;
}

/** @throws RangeError if there are no choices. */
export function pick<T>(seed: string, choices: readonly T[]): T {
  return getRepeated(choices, hash(seed));
}

/** The item at the index of the endlessly repeated list. @throws RangeError if the list is empty. */
export function getRepeated<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('An item of an empty list was requested.');
  return item;
}
