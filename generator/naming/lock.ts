import type { ApiModel, Declaration, DeclarationId, OperationId } from '../model/model.js';
import { RESERVED_METHODS, RESERVED_PROPERTIES } from './reserved.js';
import type { NamesLock } from './names.js';
import { declarationsByWireName } from './overrides.js';
import { isIdentifierName } from './spelling.js';

/** What of an earlier generation's names still holds. */
export interface LockedNames {
  /** The client's properties, by service. */
  readonly properties: ReadonlyMap<string, string>;
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly functions: ReadonlyMap<OperationId, string>;
  readonly types: ReadonlyMap<DeclarationId, string>;
  readonly inputTypes: ReadonlyMap<DeclarationId, string>;
}

/**
 * The lock's names for what the document still has, without those that are no longer legal or that two things now
 * claim: these are named anew.
 *
 * @param isFree False for what the runtime or the language has taken since.
 */
export function readLock(
  model: ApiModel,
  lock: NamesLock,
  isFree: (name: string) => boolean,
): LockedNames {
  const functions = new Map<OperationId, string>();
  const methods = new Map<OperationId, string>();
  const properties = new Map<string, string>();
  for (const service of model.services) {
    const called = new Map<OperationId, string>();
    const homes = new Set<string>();
    for (const { id } of service.operations) {
      const entry = lockEntry(lock.operations, id);
      if (entry === undefined) continue;
      const [property = '', method = ''] = entry.call.split('.');
      if (isIdentifierName(property) && !RESERVED_PROPERTIES.has(property)) homes.add(property);
      if (isIdentifierName(method) && !RESERVED_METHODS.has(method)) called.set(id, method);
      if (isIdentifierName(entry.function) && isFree(entry.function)) {
        functions.set(id, entry.function);
      }
    }
    for (const [id, method] of withoutShared(called)) methods.set(id, method);
    // Operations that moved here from several services say nothing of how this one is called.
    const [home] = homes;
    if (homes.size === 1 && home !== undefined) properties.set(service.wireName, home);
  }
  const { types, inputTypes } = readSides(model, lock.types, isFree);
  return {
    properties: withoutShared(properties),
    methods,
    functions: withoutShared(functions),
    types,
    inputTypes,
  };
}

/** The types of one table of the lock, those of answers and those of requests. */
export function readSides(
  model: ApiModel,
  table: NamesLock['types'] | undefined,
  isFree: (name: string) => boolean,
): Pick<LockedNames, 'types' | 'inputTypes'> {
  const sides = new Map<string, string>();
  for (const [wireName, { id, splits }] of declarationsByWireName(model)) {
    const entry = lockEntry(table, wireName);
    if (entry === undefined) continue;
    const { request, response } =
      typeof entry === 'string' ? { request: undefined, response: entry } : entry;
    if (isIdentifierName(response) && isFree(response)) sides.set(`type ${id}`, response);
    if (splits && request !== undefined && isIdentifierName(request) && isFree(request)) {
      sides.set(`input ${id}`, request);
    }
  }
  const sound = [...withoutShared(sides)];
  const side = (prefix: string) =>
    new Map(
      sound
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, name]) => [key.slice(prefix.length), name] as const),
    );
  return { types: side('type '), inputTypes: side('input ') };
}

/** A table's entry; a key such as `constructor` finds nothing that nobody put there. */
export function lockEntry<T>(
  table: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A table's entries for the declarations that the document still has. */
export function lockedByDeclaration<T>(
  model: ApiModel,
  table: Readonly<Record<string, T>> | undefined,
  holds: (declaration: Declaration) => boolean = () => true,
): ReadonlyMap<DeclarationId, T> {
  return new Map(
    [...declarationsByWireName(model)].flatMap(([wireName, declaration]) => {
      const entry = lockEntry(table, wireName);
      return entry === undefined || !holds(declaration) ? [] : [[declaration.id, entry] as const];
    }),
  );
}

/** A name that two things have in the lock belongs to neither. */
function withoutShared(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const owners = new Map<string, number>();
  for (const name of names.values()) owners.set(name, (owners.get(name) ?? 0) + 1);
  return new Map([...names].filter(([, name]) => owners.get(name) === 1));
}
