import type { Docs } from '../../model/model.js';
import { FLEET_SIZE, hash } from './fleet.js';
import type { Period } from './period.js';

/** The location of a value in a response: all that the value is made from. */
export interface ValueLocation {
  /** The seed of the whole response. */
  readonly rootSeed: string;
  /** The root seed and the path in the response: `GET /Vehicles/3/vin`. */
  readonly seed: string;
  /** The property's name, lower case; for an item of a list, the name of the list. */
  readonly name: string;
  /** The words of that name: `e mail address` of `eMail_Address`. */
  readonly words: string;
  /** The words of the type of the object that has the property: `vehicle` of `VehicleDto`. */
  readonly resource: string;
  /** The seed of the object that has the property. Values that belong together are made from it. */
  readonly parentSeed: string;
  /** The words of the property that holds that object: `driver` of `driver.firstName`. */
  readonly parentWords: string;
  /** The position in the response's list; undefined if the response is not a list. */
  readonly ordinal: number | undefined;
  /** The number of the fleet's first vehicle and person. */
  readonly fleetStart: number;
  /** The seed of the list's item, or of the whole response. */
  readonly itemSeed: string;
  readonly period: Period;
  readonly depth: number;
  /** Of the property's schema. */
  readonly docs: Pick<Docs, 'constraints' | 'example'>;
}

/** The words of a name in lower case, without accents: `vat number` of `VATNumber`, `prenom` of `prénom`. */
export function toWords(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  const split = plain
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return (split.toLowerCase().match(/[a-z\d]+/g) ?? []).join(' ');
}

/** The words of a type's name without those that only say that it is one: `movie` of `MovieResourceDto`. */
export function toResourceWords(typeName: string): string {
  const last = typeName.split('.').at(-1) ?? '';
  return toWords(last.replace(/`\d.*|\[.*/, ''))
    .replace(
      /\b(dto|resource|model|view|response|request|result|entity|details?|summary|item)\b/g,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** Is the value's object, or the property that holds it, named so? */
export function isOf(subject: RegExp, { resource, parentWords }: ValueLocation): boolean {
  return subject.test(resource) || subject.test(parentWords);
}

/** The number of a vehicle or person. The items of a list are different members of the fleet. */
export function getFleetMember({
  ordinal,
  parentSeed,
  itemSeed,
  fleetStart,
}: ValueLocation): number {
  const isOfItem = ordinal !== undefined && parentSeed === itemSeed;
  return fleetStart + ((isOfItem ? ordinal : hash(parentSeed)) % FLEET_SIZE);
}
