import { byCodeUnit } from '../../util/order.js';
import type { ParameterObject } from '../raw-openapi.js';
import {
  getParameterNames,
  withoutParameterNames,
  type DocumentSide,
  type Operation,
  type OperationPair,
  type Parameter,
} from './context.js';
import { getShape } from './equal-nodes.js';

export interface PairedOperations {
  /** Sorted by the old id. */
  readonly pairs: readonly OperationPair[];
  /** Sorted by id. */
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

type Key = (operation: Operation) => string | undefined;

/**
 * Pairs the operations of two documents that correspond: by method and path; then without the names of path
 * parameters; then by operationId; then by shape, if the path still has the same end. A key that two operations of
 * one document share pairs nothing.
 */
export function pairOperations(
  before: readonly Operation[],
  after: readonly Operation[],
): PairedOperations {
  const open = { before: new Set(before), after: new Set(after) };
  const pairs: OperationPair[] = [];
  const pair = (old: Operation, now: Operation): void => {
    pairs.push({ before: old, after: now });
    open.before.delete(old);
    open.after.delete(now);
  };
  const pairUniqueOperations = (key: Key): void => {
    if (open.before.size === 0 || open.after.size === 0) return;
    const [old, now] = [groupByKey(open.before, key), groupByKey(open.after, key)];
    for (const [name, [first, ...others]] of old) {
      const [match, ...more] = now.get(name) ?? [];
      if (first && match && others.length + more.length === 0) pair(first, match);
    }
  };
  const pairOperationsInOrder = (key: Key): void => {
    const [old, now] = [groupByKey(open.before, key), groupByKey(open.after, key)];
    for (const [name, operations] of old) {
      const matches = now.get(name) ?? [];
      if (matches.length !== operations.length) continue;
      operations.forEach((operation, index) => {
        const match = matches[index];
        if (match) pair(operation, match);
      });
    }
  };
  pairUniqueOperations(({ id }) => id);
  pairOperationsInOrder(({ method, template }) => `${method} ${withoutParameterNames(template)}`);
  pairUniqueOperations(({ node }) => node.operationId);
  pairUniqueOperations((operation) =>
    unlessNamed(
      operation,
      `${withoutParameterNames(operation.template)} ${getOperationShape(operation)}`,
    ),
  );
  pairUniqueOperations((operation) =>
    unlessNamed(
      operation,
      `${operation.method} ${getEnd(operation.template)} ${getOperationShape(operation)}`,
    ),
  );
  return {
    pairs: pairs.sort((a, b) => byCodeUnit(a.before.id, b.before.id)),
    removed: [...open.before],
    added: [...open.after],
  };
}

/** An operation with an operationId is paired by nothing else. */
function unlessNamed({ node }: Operation, key: string): string | undefined {
  return node.operationId === undefined ? key : undefined;
}

function groupByKey(operations: Iterable<Operation>, key: Key): ReadonlyMap<string, Operation[]> {
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

export interface ParameterMatch {
  readonly before: Parameter;
  readonly after: Parameter;
  readonly how: 'same' | 'renamed' | 'moved';
}

/** Parameters that became the properties of one with the same serialization, or the reverse. */
export interface Regrouping {
  readonly singles: readonly Parameter[];
  readonly whole: Parameter;
  /** True: one parameter became several. */
  readonly isSplit: boolean;
}

export interface ParameterMatches {
  readonly matches: readonly ParameterMatch[];
  readonly regroupings: readonly Regrouping[];
  readonly removed: readonly Parameter[];
  readonly added: readonly Parameter[];
  /** Whether the parameters of the path have another order. */
  readonly reordered: boolean;
}

/** Matches the parameters of two operations: by location and name, in the path by position, then by shape. */
export function matchParameters(
  { before, after }: OperationPair,
  documents: { readonly before: DocumentSide; readonly after: DocumentSide },
): ParameterMatches {
  const open = { before: new Set(before.parameters), after: new Set(after.parameters) };
  const matches: ParameterMatch[] = [];
  const match = (old: Parameter, now: Parameter, how: ParameterMatch['how']): void => {
    matches.push({ before: old, after: now, how });
    open.before.delete(old);
    open.after.delete(now);
  };
  const names = {
    before: getParameterNames(before.template),
    after: getParameterNames(after.template),
  };
  const reordered = isReordered(names.before, names.after);
  const samePath =
    withoutParameterNames(before.template) === withoutParameterNames(after.template) && !reordered;
  const renamed = new Map(samePath ? names.before.map((name, at) => [name, names.after[at]]) : []);
  const byKey = new Map(after.parameters.map((parameter) => [parameter.key, parameter]));
  for (const parameter of before.parameters) {
    const { in: location, name } = parameter.node;
    const now = location === 'path' ? (renamed.get(name) ?? name) : name;
    const found =
      byKey.get(parameter.key) ?? (location === 'path' ? byKey.get(`path:${now}`) : undefined);
    if (found && open.after.has(found))
      match(parameter, found, found.key === parameter.key ? 'same' : 'renamed');
  }
  const regroupings = [
    ...findRegroupings(open.before, open.after, documents.after, false),
    ...findRegroupings(open.after, open.before, documents.before, true),
  ];
  matchUnique(
    open,
    ({ name }) => name.toLowerCase(),
    (old, now) => match(old, now, 'moved'),
  );
  matchUnique(
    open,
    (node) => (node.in === 'path' ? undefined : getShape({ ...node, name: '' })),
    (old, now) => match(old, now, 'renamed'),
  );
  return { matches, regroupings, removed: [...open.before], added: [...open.after], reordered };
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((name) => after.includes(name));
  const now = after.filter((name) => before.includes(name));
  return kept.some((name, index) => name !== now[index]);
}

function matchUnique(
  open: { readonly before: Set<Parameter>; readonly after: Set<Parameter> },
  key: (node: ParameterObject) => string | undefined,
  match: (before: Parameter, after: Parameter) => void,
): void {
  if (open.before.size === 0 || open.after.size === 0) return;
  const old = getUniqueBy(open.before, key);
  const now = getUniqueBy(open.after, key);
  for (const [name, parameter] of old) {
    const found = now.get(name);
    if (parameter && found) match(parameter, found);
  }
}

/** Maps keys to parameters; to undefined if two share a key. */
function getUniqueBy(
  parameters: Iterable<Parameter>,
  key: (node: ParameterObject) => string | undefined,
): ReadonlyMap<string, Parameter | undefined> {
  const byKey = new Map<string, Parameter | undefined>();
  for (const parameter of parameters) {
    const name = key(parameter.node);
    if (name !== undefined) byKey.set(name, byKey.has(name) ? undefined : parameter);
  }
  return byKey;
}

function findRegroupings(
  singles: Set<Parameter>,
  wholes: Set<Parameter>,
  document: DocumentSide,
  isSplit: boolean,
): readonly Regrouping[] {
  const found: Regrouping[] = [];
  for (const whole of [...wholes]) {
    const properties = getExplodedProperties(whole.node, document);
    if (properties === undefined) continue;
    const inside = [...singles].filter(
      ({ node }) => node.in === whole.node.in && Object.hasOwn(properties, node.name),
    );
    if (inside.length === 0) continue;
    for (const single of inside) singles.delete(single);
    wholes.delete(whole);
    found.push({ singles: inside, whole, isSplit });
  }
  return found;
}

/**
 * Returns the properties of an object in the query that are sent as parameters of their own: `style: form` with
 * `explode`, both the default there (OpenAPI 3.1, section 4.8.12.2.2). Undefined for other parameters.
 */
export function getExplodedProperties(
  node: ParameterObject,
  document: DocumentSide,
): Readonly<Record<string, unknown>> | undefined {
  if (node.in !== 'query' && node.in !== 'cookie') return undefined;
  if ((node.style ?? 'form') !== 'form' || node.explode === false) return undefined;
  const schema = typeof node.schema === 'object' ? document.resolve(node.schema) : undefined;
  const properties = schema?.properties ?? {};
  return Object.keys(properties).length > 0 ? properties : undefined;
}
