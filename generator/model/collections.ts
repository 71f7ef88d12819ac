import { defined } from '../util/defined.js';
import { isSafe } from './methods.js';
import type { ApiModel, Declarations, Operation, TypeRef } from './model.js';
import { getListProperty } from './paging-names.js';
import { getFields, getNonNullMembers, getProperties, resolveType } from './resolve-types.js';
import { isSuccess, getOperations } from './walk.js';

/** Items of one kind, each with a key: `/Vehicles` and `/Vehicles/{registrationNumber}`. */
export interface Collection {
  /** The path template of the collection: `/Vehicles`. */
  readonly path: string;
  /** The path parameter that takes a key: `registrationNumber`. */
  readonly parameter: string;
  /** The type of an item. */
  readonly type: TypeRef;
  /** The property that holds the key, lower case; undefined if there is none. */
  readonly key: string | undefined;
  /** Lists all items; undefined if no operation does. */
  readonly list: Operation | undefined;
}

export type Action = 'list' | 'create' | 'read' | 'change' | 'remove';

/** What an operation does to which collection, derived from its path, method and types. */
export interface OperationRole {
  /** The collections whose items the path contains, outermost first. If one of those items is removed, the response is 404. */
  readonly parents: readonly Collection[];
  /** Undefined for an operation that does nothing to a collection. */
  readonly target?: { readonly action: Action; readonly collection: Collection };
}

/** The role of each operation, by the operation's id. */
export function getOperationRoles(model: ApiModel): ReadonlyMap<string, OperationRole> {
  const operations = getOperations(model);
  const collections = findCollections(model.declarations, operations);
  return new Map(
    operations.map((operation) => {
      const parents = getParents(collections, operation.pathTemplate);
      const target = getTarget(model.declarations, collections, operation);
      return [operation.id, defined({ parents, target })];
    }),
  );
}

function getParents(collections: Collections, pathTemplate: string): readonly Collection[] {
  const segments = getPathShape(pathTemplate).split('/');
  return segments.flatMap(
    (_, index) => collections.get(segments.slice(0, index + 1).join('/')) ?? [],
  );
}

function getTarget(
  declarations: Declarations,
  collections: Collections,
  operation: Operation,
): OperationRole['target'] {
  const { pathTemplate, method } = operation;
  const own = collections.get(getPathShape(pathTemplate));
  if (own) {
    const action = ITEM_ACTIONS[method];
    return action && { action, collection: own };
  }
  const parent = getParents(collections, pathTemplate).at(-1);
  // `PATCH /Vehicles/{registrationNumber}/status` responds with the vehicle, so it changes the vehicle.
  if (parent && !isSafe(method) && isSameType(getResponseType(operation), parent.type)) {
    return { action: 'change', collection: parent };
  }
  return getCollectionTarget(declarations, collections, operation);
}

const ITEM_ACTIONS: Readonly<Partial<Record<Operation['method'], Action>>> = {
  GET: 'read',
  QUERY: 'read',
  PUT: 'change',
  PATCH: 'change',
  POST: 'change',
  DELETE: 'remove',
};

/** The target of `/Vehicles`, and of paths such as `/Vehicles/search` that list the same items. */
function getCollectionTarget(
  declarations: Declarations,
  collections: Collections,
  operation: Operation,
): OperationRole['target'] {
  const shape = getPathShape(operation.pathTemplate);
  const segments = shape.split('/');
  const literals = segments.length - 1 - segments.lastIndexOf('{}');
  const collection = segments
    .slice(0, literals)
    .map((_, index) =>
      collections.get(`${segments.slice(0, segments.length - index).join('/')}/{}`),
    )
    .find((candidate) => candidate !== undefined);
  if (collection === undefined) return undefined;
  const listed = getListedType(declarations, operation);
  if (listed === undefined) {
    const isCollectionPath = getPathShape(collection.path) === shape;
    return isCollectionPath && operation.method === 'POST'
      ? { action: 'create', collection }
      : undefined;
  }
  const { list, type } = collection;
  const listsItems =
    operation === list ||
    isSameType(listed, type) ||
    (list !== undefined && isSameType(listed, getListedType(declarations, list)));
  return listsItems ? { action: 'list', collection } : undefined;
}

function isSameType(one: TypeRef | undefined, other: TypeRef | undefined): boolean {
  return one?.kind === 'reference' && other?.kind === 'reference' && one.id === other.id;
}

/** By the path shape of an item. */
type Collections = ReadonlyMap<string, Collection>;

/** A path that ends in a parameter is the path of an item, unless POST is its only method. */
function findCollections(
  declarations: Declarations,
  operations: readonly Operation[],
): Collections {
  const byShape = new Map<string, Operation[]>();
  for (const operation of operations) {
    const shape = getPathShape(operation.pathTemplate);
    byShape.set(shape, [...(byShape.get(shape) ?? []), operation]);
  }
  const collections = new Map<string, Collection>();
  for (const [shape, itemOperations] of byShape) {
    const [, path, parameter] = ITEM_PATH.exec(itemOperations[0]?.pathTemplate ?? '') ?? [];
    if (path === undefined || parameter === undefined) continue;
    const collectionOperations = byShape.get(getPathShape(path)) ?? [];
    const type = findItemType(declarations, itemOperations, collectionOperations);
    if (type === undefined) continue;
    const read = collectionOperations.find(({ method }) => method === 'GET');
    const list = read && getListedType(declarations, read) !== undefined ? read : undefined;
    const key = findKeyProperty(declarations, type, parameter);
    collections.set(shape, { path, parameter, type, key, list });
  }
  return collections;
}

const ITEM_PATH = /^(.*\/[^{}/]+)\/\{([^{}]+)\}\/?$/;

/** The path template without letter case and names of parameters, which do not make a different path. */
function getPathShape(pathTemplate: string): string {
  return pathTemplate
    .replace(/\/$/, '')
    .replace(/\{[^{}]*\}/g, '{}')
    .toLowerCase();
}

/** The type of the items that an operation lists; undefined if its response is not a list. */
function getListedType(declarations: Declarations, operation: Operation): TypeRef | undefined {
  const type = getResponseType(operation);
  return type && getItemType(declarations, type);
}

/** The type of the first success response; undefined if it is not JSON. */
export function getResponseType({ responses }: Operation): TypeRef | undefined {
  const body = responses.find(isSuccess)?.body;
  const isJson = body?.encoding === 'json' || body?.encoding === 'jsonOrText';
  return isJson ? body.type : undefined;
}

/** The type that an item is read as, or else created or listed as. */
function findItemType(
  declarations: Declarations,
  itemOperations: readonly Operation[],
  collectionOperations: readonly Operation[],
): TypeRef | undefined {
  if (itemOperations.every(({ method }) => method === 'POST')) return undefined;
  const read = itemOperations.find(({ method }) => method === 'GET');
  const create = collectionOperations.find(({ method }) => method === 'POST');
  const list = collectionOperations.find(({ method }) => method === 'GET');
  const types = [
    read && getResponseType(read),
    create && getResponseType(create),
    list && getListedType(declarations, list),
  ];
  return types.find((type) => type !== undefined && isObjectType(declarations, type));
}

/** True for a type with properties that is not a page of a list. */
function isObjectType(declarations: Declarations, type: TypeRef): boolean {
  if (getItemType(declarations, type) !== undefined) return false;
  return getNonNullMembers(resolveType(declarations, type)).some(({ kind }) =>
    ['reference', 'object', 'intersection'].includes(kind),
  );
}

/** The property that is named like the parameter, or else `id`: for `{id}`, `{ruleId}` and others. */
function findKeyProperty(
  declarations: Declarations,
  type: TypeRef,
  parameter: string,
): string | undefined {
  const names = getFields(declarations, type).map(({ wireName }) => wireName.toLowerCase());
  return [parameter.toLowerCase(), 'id'].find((name) => names.includes(name));
}

/** The type of the items of a list or a page; undefined for any other type. */
export function getItemType(declarations: Declarations, type: TypeRef): TypeRef | undefined {
  const resolved = resolveType(declarations, type);
  if (resolved.kind === 'array') return resolved.items;
  const properties =
    resolved.kind === 'reference'
      ? [...getProperties(declarations, resolved.id).values()]
      : resolved.kind === 'object'
        ? resolved.properties
        : [];
  const name = getListProperty(properties.map(({ wireName }) => wireName));
  const list = properties.find(({ wireName }) => wireName === name);
  return list && getArrayItems(declarations, list.type);
}

export function getArrayItems(declarations: Declarations, type: TypeRef): TypeRef | undefined {
  const members = getNonNullMembers(resolveType(declarations, type));
  return members.find((member) => member.kind === 'array')?.items;
}
