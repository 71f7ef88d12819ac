import { byCodeUnit } from '../../util/order.js';
import { withoutParameterNames, type Operation, type OperationPair } from './context.js';
import { getShape } from './equal-nodes.js';

/** What two documents have that has no counterpart yet. */
export class Unpaired<T> {
  readonly before: Set<T>;
  readonly after: Set<T>;
  readonly #onPair: (old: T, now: T) => void;

  constructor(before: Iterable<T>, after: Iterable<T>, onPair: (old: T, now: T) => void) {
    this.before = new Set(before);
    this.after = new Set(after);
    this.#onPair = onPair;
  }

  /** Pairs those that have the same key, unless another of their document has it too. */
  pairUnique(key: (one: T, isNew: boolean) => string | undefined): void {
    if (this.before.size === 0 || this.after.size === 0) return;
    const now = getUnique(this.after, (one) => key(one, true));
    for (const [name, old] of getUnique(this.before, (one) => key(one, false))) {
      const match = now.get(name);
      if (old === undefined || match === undefined) continue;
      this.before.delete(old);
      this.after.delete(match);
      this.#onPair(old, match);
    }
  }
}

/** By key; undefined if several share it. */
function getUnique<T>(
  all: Iterable<T>,
  key: (one: T) => string | undefined,
): ReadonlyMap<string, T | undefined> {
  const byKey = new Map<string, T | undefined>();
  for (const one of all) {
    const name = key(one);
    if (name !== undefined) byKey.set(name, byKey.has(name) ? undefined : one);
  }
  return byKey;
}

export interface PairedOperations {
  /** Sorted by the old id. */
  readonly pairs: readonly OperationPair[];
  /** Sorted by id. */
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/**
 * Pairs the operations of two documents that correspond: by method and path; then without the names of path parameters;
 * then by operationId; then with another prefix, if most have it; then by shape, if the path still has the same end.
 */
export function pairOperations(
  before: readonly Operation[],
  after: readonly Operation[],
): PairedOperations {
  const pairs: OperationPair[] = [];
  const open = new Unpaired(before, after, (old: Operation, now: Operation) => {
    pairs.push({ before: old, after: now });
  });
  const hasChangedPlaces = findChangedPlaces(before, after);
  open.pairUnique((one, isNew) =>
    isNew || hasChangedPlaces(one) ? one.node.operationId : undefined,
  );
  open.pairUnique(({ id }) => id);
  open.pairUnique(getPlace);
  open.pairUnique(({ node }) => node.operationId);
  pairByPrefix(open, before.length);
  // An operation with an operationId is paired by nothing else.
  const byShape = (start: (one: Operation) => string) => (one: Operation) =>
    one.node.operationId === undefined ? `${start(one)} ${getOperationShape(one)}` : undefined;
  open.pairUnique(byShape(({ template }) => withoutParameterNames(template)));
  open.pairUnique(byShape(({ method, template }) => `${method} ${getEnd(template)}`));
  return {
    pairs: pairs.sort((a, b) => byCodeUnit(a.before.id, b.before.id)),
    removed: [...open.before],
    added: [...open.after],
  };
}

/** `GET /Vehicles/{}` */
function getPlace({ method, template }: Operation): string {
  return `${method} ${withoutParameterNames(template)}`;
}

/** Recognizes old operations that are elsewhere by their operationId, while another old one has taken their path. */
function findChangedPlaces(
  before: readonly Operation[],
  after: readonly Operation[],
): (old: Operation) => boolean {
  const toId = (all: readonly Operation[]) =>
    new Map(all.map((one) => [one.node.operationId, one.id]));
  const [oldIds, newIds] = [toId(before), toId(after)];
  const atId = new Map(after.map((one) => [one.id, one.node.operationId]));
  const isElsewhere = (name: string | undefined, id: string, ids: typeof oldIds) =>
    name !== undefined && ids.has(name) && ids.get(name) !== id;
  return ({ id, node }) =>
    isElsewhere(node.operationId, id, newIds) && isElsewhere(atId.get(id), id, oldIds);
}

/** Pairs by what follows a prefix that another replaced in half of a document's operations or more: `/api` became `/api/v2`. */
function pairByPrefix(open: Unpaired<Operation>, total: number): void {
  const byEnd = getUnique(
    [...open.after].flatMap((one) => splitTemplate(one)),
    ({ end }) => end,
  );
  const votes = new Map<string, number>();
  for (const one of open.before) {
    const found = splitTemplate(one).find(({ end }) => byEnd.get(end) !== undefined);
    if (found === undefined) continue;
    const vote = JSON.stringify([found.prefix, byEnd.get(found.end)?.prefix]);
    votes.set(vote, (votes.get(vote) ?? 0) + 1);
  }
  const [vote, count] = [...votes].sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
  if (count < 2 || count * 2 < total) return;
  const [prefix = '', newPrefix = ''] = JSON.parse(vote) as readonly string[];
  open.pairUnique((one, isNew) => {
    const start = isNew ? newPrefix : prefix;
    return one.template.startsWith(`${start}/`)
      ? getPlace({ ...one, template: one.template.slice(start.length) })
      : undefined;
  });
}

/** The prefixes of a path and what follows each with the method, the longest end first. */
function splitTemplate(
  one: Operation,
): readonly { readonly prefix: string; readonly end: string }[] {
  const segments = one.template.split('/');
  return segments.slice(1).flatMap((_, index) => {
    const rest = segments.slice(index + 1);
    if (rest.every((segment) => segment.startsWith('{'))) return [];
    const end = getPlace({ ...one, template: rest.join('/') });
    return [{ prefix: segments.slice(0, index + 1).join('/'), end }];
  });
}

/** The shape of the parameters, body and responses of an operation. */
function getOperationShape({ node, parameters }: Operation): string {
  return getShape({
    parameters: parameters.map(({ key, node: parameter }) =>
      parameter.in === 'path' ? { in: 'path', schema: parameter.schema } : { key, ...parameter },
    ),
    requestBody: node.requestBody,
    responses: node.responses,
    tags: node.tags,
  });
}

/** `Trips/{}` of `/api/v1/Geolocation/Trips/{id}`: the last segment that is no parameter, and what follows. */
function getEnd(template: string): string {
  const segments = withoutParameterNames(template).split('/');
  const last = segments.findLastIndex((segment) => segment !== '' && !segment.includes('{}'));
  return segments.slice(Math.max(last, 0)).join('/');
}
