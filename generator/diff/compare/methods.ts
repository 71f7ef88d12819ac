import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import { typeKey } from '../../model/type-refs.js';
import { getOperations, isSuccess } from '../../model/walk.js';
import type { Finding } from '../finding.js';
import type { KindId } from '../kinds/index.js';

/**
 * Compares what the SDK makes of operations and no part of the document says by itself: whether a method returns pages,
 * and the types that its errors have.
 *
 * @param newIds The new id of each old operation that still exists.
 */
export function compareMethods(
  before: ApiModel,
  after: ApiModel,
  newIds: ReadonlyMap<string, string>,
): readonly Finding[] {
  const newOperations = new Map(getOperations(after).map((operation) => [operation.id, operation]));
  return getOperations(before).flatMap((was) => {
    const is = newOperations.get(newIds.get(was.id) ?? was.id);
    if (is === undefined) return [];
    return [...comparePaging(was, is), ...compareErrors(was, is, before, after)];
  });
}

function comparePaging(was: Operation, is: Operation): readonly Finding[] {
  const [before, after] = [was.pagination, is.pagination].map((paging) => paging !== undefined);
  return before === after
    ? []
    : [createFinding(before ? 'paging-removed' : 'paging-added', was, is)];
}

/** Whether a status came or went with a type that errors did not have before, or no longer have. */
function compareErrors(
  was: Operation,
  is: Operation,
  before: ApiModel,
  after: ApiModel,
): readonly Finding[] {
  const [old, now] = [getErrorTypes(was), getErrorTypes(is)];
  if (old.size === 0 || now.size === 0) return [];
  const differ = [...old].some(differsFrom(now)) || [...now].some(differsFrom(old));
  if (!differ) return [];
  const values = [nameTypes(old, before), nameTypes(now, after)];
  return [createFinding('error-type-changed', was, is, values)];
}

type ErrorTypes = ReadonlyMap<string, TypeRef>;

/** By status. Raw bytes are no type that programs read. */
function getErrorTypes({ responses }: Operation): ErrorTypes {
  const failures = responses.filter((response) => !isSuccess(response));
  return new Map(
    failures.flatMap(({ status, body }): readonly [string, TypeRef][] =>
      body === undefined || body.type.kind === 'binary' ? [] : [[status, body.type]],
    ),
  );
}

/** Whether these have neither the status nor the type of another. */
function differsFrom(others: ErrorTypes): (entry: readonly [string, TypeRef]) => boolean {
  const keys = new Set([...others.values()].map(typeKey));
  return ([status, type]) => !others.has(status) && !keys.has(typeKey(type));
}

/** The schemas' keys; what has none is called by its kind. */
function nameTypes(types: ErrorTypes, { declarations }: ApiModel): readonly string[] {
  const names = [...types.values()].map((type) =>
    type.kind === 'reference' ? (declarations.get(type.id)?.wireName ?? type.kind) : type.kind,
  );
  return [...new Set(names)].sort();
}

function createFinding(
  what: KindId,
  was: Operation,
  is: Operation,
  [before, after]: readonly unknown[] = [],
): Finding {
  return {
    what,
    subject: { kind: 'operation', wireName: was.id, path: [] },
    before: { pointer: was.origin.pointer, ...(before !== undefined && { value: before }) },
    after: { pointer: is.origin.pointer, ...(after !== undefined && { value: after }) },
    reaches: [{ operation: was.id, direction: 'response', location: 'response', nested: false }],
  };
}
