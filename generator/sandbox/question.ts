import type { Operation } from '../model/model.js';
import { byCodeUnit } from '../util/order.js';
import { FLEET_SIZE } from './fleet.js';
import { isAboutPaging } from './paging.js';
import { isAboutPeriod } from './place.js';
import { between } from './seed.js';

/** What was asked for, by lower-case name: path, query, and the scalars of a body. */
export type Given = ReadonlyMap<string, readonly string[]>;

/** What an answer is made from: the same question, the same answer. */
export interface Question {
  /** The operation and what it is asked about, but for pages and periods: those choose from what there is. */
  readonly seed: string;
  /** The answer's own properties of these names say it back. */
  readonly given: Given;
  /** The number of the first vehicle, and of the first person. */
  readonly fleet: number;
}

/** @param seed of the world; the empty one is the world of the documentation's examples. */
export function questionOf({ id }: Operation, given: Given, seed: string): Question {
  const conditions = [...given]
    .filter(([name, values]) => !isAboutPaging(name) && !isAboutPeriod(name, values))
    .filter(([name]) => name !== 'limit')
    .map(([name, values]) => `${name}=${values.join()}`);
  const world = seed === '' ? [] : [seed];
  return {
    seed: [...world, id, ...conditions.sort(byCodeUnit)].join(' '),
    given,
    fleet: fleetOf(seed),
  };
}

/** Where a world's vehicles and persons begin. */
export function fleetOf(seed: string): number {
  return seed === '' ? 0 : between(`${seed} fleet`, 1, MOST_FLEETS) * FLEET_SIZE;
}

/** So many that employee numbers keep their four digits: `EMP1013` to `EMP9412`. */
const MOST_FLEETS = 700;
