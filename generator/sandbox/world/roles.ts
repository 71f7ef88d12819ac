import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import { operationsOf } from '../../model/walk.js';
import type { Declarations } from '../shapes.js';
import {
  answerTypeOf,
  collectionsOf,
  listedBy,
  shapeOf,
  type Collection,
  type Collections,
} from './collections.js';

export type Action = 'list' | 'create' | 'read' | 'change' | 'remove';

/** What an operation does, and to what: told by its path, its method and its types. */
export interface Role {
  /** Those whose things the path goes through, from the outside in: on what is gone, nothing can be done. */
  readonly through: readonly Collection[];
  /** Undefined for what changes nothing that could be told apart. */
  readonly act?: { readonly action: Action; readonly collection: Collection };
}

/** By the operation's id. */
export function rolesOf(model: ApiModel): ReadonlyMap<string, Role> {
  const operations = operationsOf(model);
  const collections = collectionsOf(model.declarations, operations);
  return new Map(
    operations.map((operation) => {
      const through = throughOf(collections, operation.pathTemplate);
      const act = actOf(model.declarations, collections, operation);
      return [operation.id, { through, ...(act && { act }) }];
    }),
  );
}

function throughOf(collections: Collections, pathTemplate: string): readonly Collection[] {
  const segments = shapeOf(pathTemplate).split('/');
  return segments.flatMap((_, at) => collections.get(segments.slice(0, at + 1).join('/')) ?? []);
}

function actOf(
  declarations: Declarations,
  collections: Collections,
  operation: Operation,
): Role['act'] {
  const { pathTemplate, method } = operation;
  const own = collections.get(shapeOf(pathTemplate));
  if (own) {
    const action = ON_ONE[method];
    return action && { action, collection: own };
  }
  const within = throughOf(collections, pathTemplate).at(-1);
  // `PATCH /Vehicles/{registrationNumber}/status` answers with the vehicle: it has changed it.
  if (within && method !== 'GET' && isSame(answerTypeOf(operation), within.type)) {
    return { action: 'change', collection: within };
  }
  return actOnAll(declarations, collections, operation);
}

const ON_ONE: Readonly<Partial<Record<Operation['method'], Action>>> = {
  GET: 'read',
  PUT: 'change',
  PATCH: 'change',
  POST: 'change',
  DELETE: 'remove',
};

/** `/Vehicles`, and the likes of `/Vehicles/search`, which tell the same things. */
function actOnAll(
  declarations: Declarations,
  collections: Collections,
  operation: Operation,
): Role['act'] {
  const shape = shapeOf(operation.pathTemplate);
  const parts = shape.split('/');
  const words = parts.length - 1 - parts.lastIndexOf('{}');
  const collection = parts
    .slice(0, words)
    .map((_, at) => collections.get(`${parts.slice(0, parts.length - at).join('/')}/{}`))
    .find((known) => known !== undefined);
  if (collection === undefined) return undefined;
  const isAll = shapeOf(collection.path) === shape;
  const listed = listedBy(declarations, operation);
  if (listed === undefined) {
    return isAll && operation.method === 'POST' ? { action: 'create', collection } : undefined;
  }
  const { list, type } = collection;
  const isOfThese =
    operation === list ||
    isSame(listed, type) ||
    (list !== undefined && isSame(listed, listedBy(declarations, list)));
  return isOfThese ? { action: 'list', collection } : undefined;
}

function isSame(one: TypeRef | undefined, other: TypeRef | undefined): boolean {
  return one?.kind === 'reference' && other?.kind === 'reference' && one.id === other.id;
}
