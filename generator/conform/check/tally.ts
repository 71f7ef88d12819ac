import type { OperationId } from '../../model/model.js';
import { sortedBy } from '../../util/order.js';
import type { Mismatch, Place } from '../finding.js';
import { byOperation, getMismatchKey, getPlaceKey, type Observations } from '../observations.js';
import type { JsonType, Shape } from '../shape.js';
import { looksLikeName } from './names.js';
import { getJsonType, mayKeepName, ShapeTally } from './shapes.js';

type WithoutShape<M> = M extends unknown ? Omit<M, 'shape'> : never;

/** A mismatch as it is found: the value's shape is added where it is counted. */
export type Fault = WithoutShape<Mismatch>;

/** What is known of a fault beside its place. */
export interface FaultDetails {
  /** See {@link ObservedMismatch.of}. */
  readonly of?: Place;
  /** The values whose shape is told; absent where there is none. */
  readonly values?: readonly unknown[];
}

/** Distinct mismatches at one place: an answer with ever new names does not fill the memory. */
const MAX_FAULTS = 300;

interface Entry {
  readonly place: Place;
  readonly of: Place | undefined;
  readonly fault: Fault;
  shape?: ShapeTally;
  readonly operations: Map<OperationId, number>;
}

/** Counts answers, the places at which they had values, and mismatches. */
export class Tally {
  readonly #answers = new Map<OperationId, Map<number, number>>();
  readonly #places = new Map<string, { readonly place: Place; seen: number }>();
  readonly #entries = new Map<string, Entry>();
  /** By place: its mismatches. */
  readonly #byPlace = new Map<string, Entry[]>();

  countAnswer(operation: OperationId, status: number, count = 1): void {
    const statuses = this.#answers.get(operation) ?? new Map<number, number>();
    statuses.set(status, (statuses.get(status) ?? 0) + count);
    this.#answers.set(operation, statuses);
  }

  see({ name, pointer }: Place, count: number): void {
    const key = getPlaceKey({ name, pointer });
    const known = this.#places.get(key);
    if (known === undefined) this.#places.set(key, { place: { name, pointer }, seen: count });
    else known.seen += count;
  }

  report(
    operation: OperationId,
    place: Place,
    fault: Fault,
    { of, values = [] }: FaultDetails = {},
  ): void {
    const [type] = values.map(getJsonType);
    const entry = this.#find(place, fault, of, type);
    if (entry === undefined) return;
    addCount(entry.operations, operation, 1);
    for (const value of values) (entry.shape ??= new ShapeTally()).add(value);
  }

  add({ answers, places, mismatches }: Observations): void {
    for (const { operation, status, count } of answers) this.countAnswer(operation, status, count);
    for (const place of places) this.see(place, place.seen);
    for (const { place, of, mismatch, operations } of mismatches) {
      const { shape, ...fault }: Fault & { readonly shape?: Shape } = mismatch;
      const [type] = Object.keys(shape?.types ?? {}) as readonly JsonType[];
      const entry = this.#find(place, fault, of, type);
      if (entry === undefined) continue;
      for (const { id, count } of operations) addCount(entry.operations, id, count);
      if (shape !== undefined) (entry.shape ??= new ShapeTally()).addShape(shape);
    }
  }

  toObservations(): Observations {
    const answers = [...this.#answers].flatMap(([operation, statuses]) =>
      [...statuses].map(([status, count]) => ({ operation, status, count })),
    );
    const entries = sortedBy([...this.#entries], ([key]) => key).map(([, entry]) => entry);
    return {
      answers: sortedBy(answers, ({ operation, status }) => `${operation} ${status}`),
      places: sortedBy(this.#places.values(), ({ place }) => getPlaceKey(place)).map(
        ({ place, seen }) => ({ ...place, seen }),
      ),
      mismatches: entries.map(({ place, of, fault, shape, operations }) => ({
        place,
        ...(of && { of }),
        mismatch: { ...fault, ...(shape && { shape: shape.toShape() }) } as Mismatch,
        operations: [...operations].map(([id, count]) => ({ id, count })).sort(byOperation),
      })),
    };
  }

  /** The entry that counts a fault; a name that is not kept is counted with the keys that are data. */
  #find(
    place: Place,
    fault: Fault,
    of: Place | undefined,
    type: JsonType | undefined,
  ): Entry | undefined {
    const key = getMismatchKey(place, fault as Mismatch);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const siblings = this.#byPlace.get(getPlaceKey(place)) ?? [];
    if (fault.kind === 'undeclared-property') {
      const names = siblings.filter((entry) => entry.fault.kind === 'undeclared-property');
      const types = () => names.map(({ shape }) => shape?.onlyType);
      if (!looksLikeName(fault.property) || !mayKeepName(names.length, types, type ?? 'null'))
        return this.#find(place, { kind: 'undeclared-keys' }, of, type);
    } else if (siblings.length >= MAX_FAULTS) return undefined;
    const entry: Entry = {
      place: { name: place.name, pointer: place.pointer },
      of: of && { name: of.name, pointer: of.pointer },
      fault,
      operations: new Map(),
    };
    this.#entries.set(key, entry);
    this.#byPlace.set(getPlaceKey(place), [...siblings, entry]);
    return entry;
  }
}

function addCount(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
