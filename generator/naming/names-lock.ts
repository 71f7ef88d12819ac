import { getArguments, hasInlineBody } from '../model/arguments.js';
import type { ApiModel, Declaration, DeclarationId, OperationId } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import { keepValid } from './collisions.js';
import { isIdentifierName } from './identifier-characters.js';
import type { Names, NamesLock } from './names.js';
import { groupByWireName } from './overrides.js';
import { RESERVED_METHODS, RESERVED_PROPERTIES } from './reserved.js';

/** The locked names that are still valid. */
export interface LockedNames {
  /** The client's properties, by service. */
  readonly properties: ReadonlyMap<string, string>;
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly functions: ReadonlyMap<OperationId, string>;
  readonly types: ReadonlyMap<DeclarationId, string>;
  readonly inputTypes: ReadonlyMap<DeclarationId, string>;
}

/**
 * Reads the lock's names for what the document still contains. Names that are invalid, or that two things have, are left
 * out and assigned anew.
 *
 * @param isFree False for names that the runtime or the language reserves.
 */
export function readNamesLock(
  model: ApiModel,
  lock: NamesLock,
  isFree: (name: string) => boolean,
): LockedNames {
  const functions = new Map<OperationId, string>();
  const methods = new Map<OperationId, string>();
  const properties = new Map<string, string>();
  for (const service of model.services) {
    const inService = new Map<OperationId, string>();
    const serviceProperties = new Set<string>();
    for (const { id } of service.operations) {
      const entry = getLockEntry(lock.operations, id);
      if (entry === undefined) continue;
      const [property = '', method = ''] = entry.call.split('.');
      if (isIdentifierName(property) && !RESERVED_PROPERTIES.has(property))
        serviceProperties.add(property);
      if (isIdentifierName(method) && !RESERVED_METHODS.has(method)) inService.set(id, method);
      if (isIdentifierName(entry.function) && isFree(entry.function)) {
        functions.set(id, entry.function);
      }
    }
    for (const [id, method] of dropShared(inService)) methods.set(id, method);
    // When operations moved here from several services, none of their names is this service's.
    const [onlyProperty] = serviceProperties;
    if (serviceProperties.size === 1 && onlyProperty !== undefined)
      properties.set(service.wireName, onlyProperty);
  }
  const { types, inputTypes } = readSides(model, lock.types, isFree);
  return {
    properties: dropShared(properties),
    methods,
    functions: dropShared(functions),
    types,
    inputTypes,
  };
}

/** The response and request types of one table of the lock. */
function readSides(
  model: ApiModel,
  table: NamesLock['types'] | undefined,
  isFree: (name: string) => boolean,
): Pick<LockedNames, 'types' | 'inputTypes'> {
  const sides = new Map<string, string>();
  for (const [wireName, { id, splits }] of groupByWireName(model)) {
    const entry = getLockEntry(table, wireName);
    if (entry === undefined) continue;
    const { request, response } =
      typeof entry === 'string' ? { request: undefined, response: entry } : entry;
    if (isIdentifierName(response) && isFree(response)) sides.set(`type ${id}`, response);
    if (splits && request !== undefined && isIdentifierName(request) && isFree(request)) {
      sides.set(`input ${id}`, request);
    }
  }
  const valid = [...dropShared(sides)];
  const side = (prefix: string) =>
    new Map(
      valid
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, name]) => [key.slice(prefix.length), name] as const),
    );
  return { types: side('type '), inputTypes: side('input ') };
}

/** An own entry of a table; `constructor` finds no inherited one. */
function getLockEntry<T>(
  table: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A table's entries for the declarations that still exist. */
function getEntriesByDeclaration<T>(
  model: ApiModel,
  table: Readonly<Record<string, T>> | undefined,
  holds: (declaration: Declaration) => boolean = () => true,
): ReadonlyMap<DeclarationId, T> {
  return new Map(
    [...groupByWireName(model)].flatMap(([wireName, declaration]) => {
      const entry = getLockEntry(table, wireName);
      return entry === undefined || !holds(declaration) ? [] : [[declaration.id, entry] as const];
    }),
  );
}

/** Drops names that two things have. */
function dropShared(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const owners = new Map<string, number>();
  for (const name of names.values()) owners.set(name, (owners.get(name) ?? 0) + 1);
  return new Map([...names].filter(([, name]) => owners.get(name) === 1));
}

/** Locked names that depend on others: they stay as long as the names that they were made from. */
export interface LockedDetails {
  /** By service. */
  readonly classes: ReadonlyMap<string, string>;
  readonly serviceFiles: ReadonlyMap<string, string>;
  readonly paramsTypes: ReadonlyMap<OperationId, string>;
  readonly bodyTypes: ReadonlyMap<OperationId, string>;
  /** By operation, then by `parameterKey`. */
  readonly parameters: ReadonlyMap<OperationId, ReadonlyMap<string, string>>;
  readonly baseTypes: ReadonlyMap<DeclarationId, string>;
  readonly baseInputTypes: ReadonlyMap<DeclarationId, string>;
  readonly typeFiles: ReadonlyMap<DeclarationId, string>;
  /** By declaration, then by the value's JSON text. */
  readonly enumKeys: ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;
}

/** The names that the package exports. */
interface Exports {
  readonly isFree: (name: string) => boolean;
  readonly take: (names: Iterable<string>) => void;
}

/**
 * Reads the dependent names of a lock, and takes the exported ones.
 *
 * @param kept The types and methods whose names come from the lock.
 */
export function readLockedDetails(
  model: ApiModel,
  lock: NamesLock,
  kept: {
    readonly types: ReadonlyMap<DeclarationId, string>;
    readonly methods: ReadonlyMap<OperationId, string>;
  },
  exported: Exports,
): LockedDetails {
  const take = <K>(names: ReadonlyMap<K, string>) => {
    const valid = keepValid(names, [...names.keys()], exported);
    exported.take(valid.values());
    return valid;
  };
  const services = pickEntries(
    model.services.map(({ wireName }) => wireName),
    lock.services,
  );
  const unrenamed = getOperations(model)
    .map(({ id }) => id)
    .filter((id) => {
      const [, method] = getLockEntry(lock.operations, id)?.call.split('.') ?? [];
      return method !== undefined && kept.methods.get(id) === method;
    });
  const companions = pickEntries(unrenamed, lock.argumentTypes);
  const isCalledSo = ({ id, wireName }: { id: DeclarationId; wireName: string }) => {
    const entry = getLockEntry(lock.types, wireName);
    return kept.types.get(id) === (typeof entry === 'string' ? entry : entry?.response);
  };
  const bases = readSides(model, lock.baseTypes, exported.isFree);
  return {
    classes: take(mapValues(services, (entry) => entry.class)),
    serviceFiles: mapValues(services, ({ file }) => file),
    paramsTypes: take(mapValues(companions, ({ params }) => params)),
    bodyTypes: take(mapValues(companions, ({ body }) => body)),
    parameters: mapValues(
      pickEntries(
        getOperations(model).map(({ id }) => id),
        lock.parameters,
      ),
      (names) => new Map(Object.entries(names)),
    ),
    baseTypes: take(bases.types),
    baseInputTypes: take(bases.inputTypes),
    typeFiles: getEntriesByDeclaration(model, lock.typeFiles, isCalledSo),
    enumKeys: mapValues(
      getEntriesByDeclaration(model, lock.enumKeys),
      (names) => new Map(Object.entries(names)),
    ),
  };
}

function pickEntries<T>(
  keys: readonly string[],
  table: Readonly<Record<string, T>> | undefined,
): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) => {
      const entry = getLockEntry(table, key);
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

/** Creates a lock of names, every table sorted by key. */
export function createNamesLock(
  model: ApiModel,
  names: Names,
): Required<Omit<NamesLock, 'package' | 'keys'>> & Pick<NamesLock, 'keys'> {
  const { client, error, environmentVariablePrefix, keys } = names;
  return {
    client: { class: client, error, environmentVariablePrefix },
    ...(keys.size > 0 && { keys: toSortedTable([...keys]) }),
    ...toDeclarationTables(model, names),
    ...toOperationTables(model, names),
  };
}

function toDeclarationTables(
  model: ApiModel,
  names: Names,
): Pick<Required<NamesLock>, 'types' | 'baseTypes' | 'typeFiles' | 'enumKeys'> {
  const declared = [...groupByWireName(model)].flatMap(([key, declaration]) => {
    const of = names.declarations.get(declaration.id);
    return of === undefined ? [] : [{ key, declaration, of }];
  });
  const sides = (splits: boolean, response: string, request: string) =>
    splits ? { request, response } : response;
  return {
    types: toSortedTable(
      declared.map(({ key, declaration, of }) => [
        key,
        sides(declaration.splits, of.type, of.inputType),
      ]),
    ),
    baseTypes: toSortedTable(
      declared.flatMap(({ key, declaration, of: { baseType, baseInputType = '' } }) =>
        baseType === undefined ? [] : [[key, sides(declaration.splits, baseType, baseInputType)]],
      ),
    ),
    typeFiles: toSortedTable(declared.map(({ key, of }) => [key, of.fileName])),
    enumKeys: toSortedTable(
      declared
        .filter(({ of }) => of.enumMembers.size > 0)
        .map(({ key, of }) => [key, toSortedTable([...of.enumMembers])]),
    ),
  };
}

function toOperationTables(
  model: ApiModel,
  names: Names,
): Pick<Required<NamesLock>, 'operations' | 'services' | 'argumentTypes' | 'parameters'> {
  const services = model.services.flatMap((service) => {
    const of = names.services.get(service.wireName);
    return of === undefined ? [] : [{ service, of }];
  });
  const operations = services.flatMap(({ service, of: { property } }) =>
    service.operations.flatMap((operation) => {
      const of = names.operations.get(operation.id);
      return of === undefined ? [] : [{ operation, of, call: `${property}.${of.method}` }];
    }),
  );
  return {
    operations: toSortedTable(
      operations.map(({ operation, of, call }) => [
        operation.id,
        { call, function: of.functionName },
      ]),
    ),
    services: toSortedTable(
      services.map(({ service, of }) => [
        service.wireName,
        { class: of.className, file: of.fileName },
      ]),
    ),
    argumentTypes: toSortedTable(
      operations.flatMap(({ operation, of }) => {
        const types = {
          ...(getArguments(operation).params && { params: of.paramsType }),
          ...(hasInlineBody(operation) && { body: of.bodyType }),
        };
        return Object.keys(types).length === 0 ? [] : [[operation.id, types] as const];
      }),
    ),
    parameters: toSortedTable(
      operations
        .filter(({ of }) => of.parameters.size > 0)
        .map(({ operation, of }) => [operation.id, toSortedTable([...of.parameters])]),
    ),
  };
}

/** A table sorted by key, without a prototype, so that `__proto__` is a key like any other. */
function toSortedTable<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const result = Object.create(null) as Record<string, T>;
  for (const [key, value] of [...entries].sort(([a], [b]) => byCodeUnit(a, b))) result[key] = value;
  return result;
}

/**
 * Whether a lock belongs to an earlier version of the same API, and not to another API that was generated into the same
 * folder: at least half of the operations of the smaller one are in both.
 */
export function isSameApi(model: ApiModel, { operations }: NamesLock): boolean {
  const now = getOperations(model);
  const shared = now.filter(({ id }) => Object.hasOwn(operations, id)).length;
  return 2 * shared >= Math.min(now.length, Object.keys(operations).length);
}
