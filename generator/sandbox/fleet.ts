import { at, between, hash } from './seed.js';

/** The sandbox's world: a fleet and its people, numbered from 0 without end. Plates and persons repeat between answers. */
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

/** The French plate of a vehicle: two letters, three digits, two letters; never I, O or U. */
export function plateOf(vehicle: number): string {
  if (vehicle === 0) return 'AB-123-CD';
  const letter = (place: number) =>
    PLATE_LETTERS[between(`plate ${vehicle} ${place}`, 0, PLATE_LETTERS.length - 1)] ?? 'A';
  const digits = String(between(`plate ${vehicle}`, 1, 999)).padStart(3, '0');
  return `${letter(1)}${letter(2)}-${digits}-${letter(3)}${letter(4)}`;
}

export function vehicleOf(vehicle: number) {
  const [brand, model, version] = at(MODELS, vehicle);
  const vin = `VF1${String(hash(`vin ${vehicle}`))
    .padStart(14, '0')
    .slice(-14)}`;
  return { brand, model, version, vin };
}

export function personOf(person: number) {
  const firstName = at(FIRST_NAMES, person);
  const lastName = at(LAST_NAMES, person);
  return {
    identificationNumber: `EMP${String(1001 + person)}`,
    firstName,
    lastName,
    fullName: `${firstName} ${lastName}`,
    email: `${plain(firstName)}.${plain(lastName)}@example.com`,
    // Numbers that the French regulator keeps for fiction: 06 39 98 xx xx.
    phoneNumber: `+336399800${String(person % 100).padStart(2, '0')}`,
  };
}

export function addressOf(number: number) {
  const [city, postalCode] = at(TOWNS, number);
  const street = `${between(`street ${number}`, 1, 120)} ${at(STREETS, number)}`;
  return { street, city, postalCode, country: 'FR', whole: `${street}, ${postalCode} ${city}` };
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase();
}

/**
 * Which vehicle or person of the fleet was asked for by plate or number, from 0; undefined for one that is not of it.
 * @param first the number of the fleet's first.
 */
export function memberKnownAs(
  given: ReadonlyMap<string, readonly string[]>,
  first: number,
): number | undefined {
  const names = ['registrationnumber', 'identificationnumber'];
  const asked = names.flatMap((name) => given.get(name) ?? []);
  const fleet = Array.from({ length: FLEET_SIZE }, (_, ordinal) => ordinal);
  return fleet.find(
    (ordinal) =>
      asked.includes(plateOf(first + ordinal)) ||
      asked.includes(personOf(first + ordinal).identificationNumber),
  );
}
