import type { OperationId } from '../model/model.js';
import { sha256 } from '../util/hash.js';
import { byCodeUnit, sortedBy, sortKeys } from '../util/order.js';
import { Tally } from './check/tally.js';
import type { Finding, Mismatch, Place } from './finding.js';

/**
 * What the answers of a run were like: plain data, to save a run, to go on with it, and to compare two. It has counts,
 * names of the document and shapes, and no value of any answer. Every list is sorted.
 */
export interface Observations {
  readonly answers: readonly AnswerCount[];
  /** The places of the document that answers had something at. */
  readonly places: readonly SeenPlace[];
  readonly mismatches: readonly ObservedMismatch[];
}

/** How often an operation answered with a status. */
export interface AnswerCount {
  readonly operation: OperationId;
  readonly status: number;
  readonly count: number;
}

/** A place, and how many values were seen at it; of an operation or a response: how many answers. */
export interface SeenPlace extends Place {
  readonly seen: number;
}

export interface ObservedMismatch {
  readonly place: Place;
  /** The place whose values could have shown it, where that is another one: the object without the property. */
  readonly of?: Place;
  readonly mismatch: Mismatch;
  readonly operations: Finding['operations'];
}

/** Adds two runs together: `mergeObservations(a, b)` is what one run with the answers of both would have observed. */
export function mergeObservations(...runs: readonly Observations[]): Observations {
  const tally = new Tally();
  for (const run of runs) tally.add(run);
  return tally.toObservations();
}

/** The mismatches as findings, sorted by the name of the place, its pointer, the kind and what else tells them apart. */
export function getFindings({ places, mismatches }: Observations): readonly Finding[] {
  const seen = new Map(places.map((place) => [getPlaceKey(place), place.seen]));
  const findings = mismatches.map(({ place, of = place, mismatch, operations }): Finding => {
    const count = operations.reduce((sum, operation) => sum + operation.count, 0);
    return {
      id: createFindingId(place, mismatch),
      place,
      mismatch,
      count,
      seen: Math.max(seen.get(getPlaceKey(of)) ?? 0, count),
      operations,
    };
  });
  return sortedBy(findings, ({ place, mismatch }) => getMismatchKey(place, mismatch));
}

/** 16 hexadecimal digits. Neither counts nor shapes change it. */
function createFindingId(place: Place, mismatch: Mismatch): string {
  return sha256(getMismatchKey(place, mismatch)).slice('sha256:'.length).slice(0, 16);
}

/** Sorts by name, then by pointer; a schema comes before its properties. */
export function getPlaceKey({ name, pointer }: Place): string {
  return `${name}\0${pointer}`;
}

/** What two mismatches have in common that are the same: everything but the shapes of the values. */
export function getMismatchKey(place: Place, mismatch: Mismatch): string {
  const { kind, ...details } = mismatch;
  const { shape: _, ...rest } = { shape: undefined, ...details };
  return `${getPlaceKey(place)}\0${kind} ${JSON.stringify(sortKeys(rest))}`;
}

export const byOperation = (
  a: { readonly id: OperationId },
  b: { readonly id: OperationId },
): number => byCodeUnit(a.id, b.id);
