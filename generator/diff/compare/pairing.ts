import { byCodeUnit } from '../../util/order.js';
import type { OperationPair } from './context.js';
import { shapeOf } from './shape.js';
import { blanked, type Operation } from './sides.js';

/** Which operations of two documents correspond. */
export interface Paired {
  /** Sorted by the old id. */
  readonly pairs: readonly OperationPair[];
  /** Sorted by id. */
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

type Key = (operation: Operation) => string | undefined;

/**
 * By method and path; then by method and path whatever the path's parameters are called; then by operationId,
 * wherever it went; then by shape, where the path still ends alike. A key that two operations of one document share
 * tells nothing.
 */
export function pairOperations(before: readonly Operation[], after: readonly Operation[]): Paired {
  const open = { before: new Set(before), after: new Set(after) };
  const pairs: OperationPair[] = [];
  const pair = (old: Operation, now: Operation): void => {
    pairs.push({ before: old, after: now });
    open.before.delete(old);
    open.after.delete(now);
  };
  const pairUnique = (key: Key): void => {
    if (open.before.size === 0 || open.after.size === 0) return;
    const [old, now] = [groups(open.before, key), groups(open.after, key)];
    for (const [name, [first, ...others]] of old) {
      const [match, ...more] = now.get(name) ?? [];
      if (first && match && others.length + more.length === 0) pair(first, match);
    }
  };
  const pairInOrder = (key: Key): void => {
    const [old, now] = [groups(open.before, key), groups(open.after, key)];
    for (const [name, operations] of old) {
      const matches = now.get(name) ?? [];
      if (matches.length !== operations.length) continue;
      operations.forEach((operation, index) => {
        const match = matches[index];
        if (match) pair(operation, match);
      });
    }
  };
  pairUnique(({ id }) => id);
  pairInOrder(({ method, template }) => `${method} ${blanked(template)}`);
  pairUnique(({ node }) => node.operationId);
  const shapes = shapesOf();
  pairUnique((operation) =>
    withoutOwnName(operation, `${blanked(operation.template)} ${shapes(operation)}`),
  );
  pairUnique((operation) =>
    withoutOwnName(
      operation,
      `${operation.method} ${endOf(operation.template)} ${shapes(operation)}`,
    ),
  );
  return {
    pairs: pairs.sort((a, b) => byCodeUnit(a.before.id, b.before.id)),
    removed: [...open.before],
    added: [...open.after],
  };
}

/** An operation that has an id of its own is known by it, and by nothing else. */
function withoutOwnName({ node }: Operation, key: string): string | undefined {
  return node.operationId === undefined ? key : undefined;
}

function groups(operations: Iterable<Operation>, key: Key): ReadonlyMap<string, Operation[]> {
  const byKey = new Map<string, Operation[]>();
  for (const operation of operations) {
    const name = key(operation);
    if (name === undefined) continue;
    const group = byKey.get(name);
    if (group) group.push(operation);
    else byKey.set(name, [operation]);
  }
  return byKey;
}

/** What an operation takes and gives; each is looked at once. */
function shapesOf(): (operation: Operation) => string {
  const known = new Map<Operation, string>();
  return (operation) => {
    const shape = known.get(operation) ?? shapeOf(partsOf(operation));
    known.set(operation, shape);
    return shape;
  };
}

function partsOf({ node, parameters }: Operation): object {
  return {
    parameters: parameters.map(({ key, node: parameter }) =>
      parameter.in === 'path' ? { in: 'path', schema: parameter.schema } : { key, ...parameter },
    ),
    requestBody: node.requestBody,
    responses: node.responses,
    tags: node.tags,
  };
}

/** `Trips/{}` of `/api/v1/Geolocation/Trips/{id}`: the last word and what follows. */
function endOf(template: string): string {
  const segments = blanked(template).split('/');
  const last = segments.findLastIndex((segment) => segment !== '' && !segment.includes('{}'));
  return segments.slice(Math.max(last, 0)).join('/');
}
