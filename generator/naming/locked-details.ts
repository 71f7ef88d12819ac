import type { ApiModel, DeclarationId, OperationId } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { stillSound } from './collisions.js';
import { lockEntry, lockedByDeclaration, readSides } from './lock.js';
import type { NamesLock } from './names.js';

/** Names of an earlier generation that hang on others: they hold as long as what they were made from does. */
export interface LockedDetails {
  /** By service. */
  readonly classes: ReadonlyMap<string, string>;
  readonly serviceFiles: ReadonlyMap<string, string>;
  readonly paramsTypes: ReadonlyMap<OperationId, string>;
  readonly errorTypes: ReadonlyMap<OperationId, string>;
  /** By operation, then by `parameterKey` and `body`. */
  readonly parameters: ReadonlyMap<OperationId, ReadonlyMap<string, string>>;
  readonly baseTypes: ReadonlyMap<DeclarationId, string>;
  readonly baseInputTypes: ReadonlyMap<DeclarationId, string>;
  readonly typeFiles: ReadonlyMap<DeclarationId, string>;
  /** By declaration, then by the value's JSON text. */
  readonly enumKeys: ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;
}

/** What the package exports under one roof. */
export interface Exports {
  readonly isFree: (name: string) => boolean;
  readonly take: (names: Iterable<string>) => void;
}

/**
 * Reads them, and takes those that are exported.
 *
 * @param kept The types and functions that are called as the lock says.
 */
export function readDetails(
  model: ApiModel,
  lock: NamesLock,
  kept: {
    readonly types: ReadonlyMap<DeclarationId, string>;
    readonly functions: ReadonlyMap<OperationId, string>;
  },
  exported: Exports,
): LockedDetails {
  const take = <K>(names: ReadonlyMap<K, string>) => {
    const sound = stillSound(names, [...names.keys()], exported);
    exported.take(sound.values());
    return sound;
  };
  const services = entriesFor(
    model.services.map(({ wireName }) => wireName),
    lock.services,
  );
  const called = getOperations(model)
    .map(({ id }) => id)
    .filter((id) => kept.functions.get(id) === lockEntry(lock.operations, id)?.function);
  const companions = entriesFor(called, lock.operationTypes);
  const isCalledSo = ({ id, wireName }: { id: DeclarationId; wireName: string }) => {
    const entry = lockEntry(lock.types, wireName);
    return kept.types.get(id) === (typeof entry === 'string' ? entry : entry?.response);
  };
  const bases = readSides(model, lock.baseTypes, exported.isFree);
  return {
    classes: take(mapValues(services, (entry) => entry.class)),
    serviceFiles: mapValues(services, ({ file }) => file),
    paramsTypes: take(mapValues(companions, ({ params }) => params)),
    errorTypes: take(mapValues(companions, ({ error }) => error)),
    parameters: mapValues(
      entriesFor(
        getOperations(model).map(({ id }) => id),
        lock.parameters,
      ),
      (names) => new Map(Object.entries(names)),
    ),
    baseTypes: take(bases.types),
    baseInputTypes: take(bases.inputTypes),
    typeFiles: lockedByDeclaration(model, lock.typeFiles, isCalledSo),
    enumKeys: mapValues(
      lockedByDeclaration(model, lock.enumKeys),
      (names) => new Map(Object.entries(names)),
    ),
  };
}

function entriesFor<T>(
  keys: readonly string[],
  table: Readonly<Record<string, T>> | undefined,
): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) => {
      const entry = lockEntry(table, key);
      return entry === undefined ? [] : [[key, entry] as const];
    }),
  );
}

function mapValues<K, T, U>(
  map: ReadonlyMap<K, T>,
  to: (value: T) => U | undefined,
): ReadonlyMap<K, U> {
  return new Map(
    [...map].flatMap(([key, value]) => {
      const result = to(value);
      return result === undefined ? [] : [[key, result] as const];
    }),
  );
}
