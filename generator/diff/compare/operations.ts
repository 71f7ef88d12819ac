import { sortKeys } from '../../util/order.js';
import type { Finding } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import {
  createSide,
  withoutParameterNames,
  type Comparison,
  type Operation,
  type PairContext,
} from './context.js';
import { getServerUrls } from './document.js';
import {
  findLifecycleChanges,
  getLevel,
  getLevelName,
  getRemovalIds,
  getStability,
  isCheckedByOasdiff,
  type LifecycleIds,
} from './lifecycle.js';
import { haveSameShape } from './equal-nodes.js';

const REACH = { direction: 'request', location: 'operation' } as const;

const IDS: LifecycleIds = {
  deprecated: 'endpoint-deprecated',
  deprecatedWithSunset: 'endpoint-deprecated-with-sunset',
  reactivated: 'endpoint-reactivated',
  sunsetMissing: 'api-deprecated-sunset-missing',
  sunsetTooSmall: 'api-sunset-date-too-small',
  deprecatedSunsetParse: 'api-deprecated-sunset-parse',
  sunsetParse: 'api-path-sunset-parse',
  sunsetDeleted: 'sunset-deleted',
  sunsetChangedTooSmall: 'api-sunset-date-changed-too-small',
  removed: 'api-removed-without-deprecation',
  removedWithDeprecation: 'api-removed-with-deprecation',
  removedBeforeSunset: 'api-removed-before-sunset',
  removedSunsetParse: 'api-path-sunset-parse',
};

const PATH_IDS: LifecycleIds = {
  ...IDS,
  removed: 'api-path-removed-without-deprecation',
  removedWithDeprecation: 'api-path-removed-with-deprecation',
  removedBeforeSunset: 'api-path-removed-before-sunset',
};

/** Creates the finding for a removed operation without a counterpart. */
export function createRemovedOperation(comparison: Comparison, operation: Operation): Finding {
  const isPath = !comparison.after.hasPath(operation.template);
  const kind = isPath ? 'path-removed' : 'operation-removed';
  return createOperationFinding(kind, operation, {
    before: createSide(comparison.before, operation.node, operation.node.operationId),
    oasdiff: getGoneIds(comparison, operation),
  });
}

/** Creates the finding for an added operation without a counterpart. */
export function createAddedOperation(comparison: Comparison, operation: Operation): Finding {
  return createOperationFinding('operation-added', operation, {
    after: createSide(comparison.after, operation.node, operation.node.operationId),
    oasdiff: ['endpoint-added'],
  });
}

function createOperationFinding(
  kind: KindId,
  operation: Operation,
  parts: Pick<Finding, 'before' | 'after' | 'oasdiff'>,
): Finding {
  return {
    what: kind,
    subject: { kind: 'operation', wireName: operation.id, path: [] },
    reaches: [{ operation: operation.id, nested: false, ...REACH }],
    kinds: [kind],
    ...parts,
  };
}

/** The ids of oasdiff for an operation that is no longer at its method and path. */
function getGoneIds(comparison: Comparison, { node, template }: Operation): readonly string[] {
  if (getLevel(node) === undefined) return ['api-invalid-stability-level'];
  if (!isCheckedByOasdiff(node)) return [];
  const ids = comparison.after.hasPath(template) ? IDS : PATH_IDS;
  return getRemovalIds(node, ids, comparison.today);
}

/** Compares what belongs to an operation itself: address, operationId, tags, lifecycle, texts and servers. */
export function compareOperation(context: PairContext): void {
  compareAddress(context);
  compareOperationId(context);
  compareTags(context);
  compareLifecycle(context);
  compareStability(context);
  compareTexts(context);
  compareServers(context);
}

function compareAddress(context: PairContext): void {
  const { before, after } = context.pair;
  const isMoved = withoutParameterNames(before.template) !== withoutParameterNames(after.template);
  if (!isMoved && before.method === after.method) return;
  context.add({
    kind: isMoved ? 'operation-moved' : 'operation-method-changed',
    before: context.createSideBefore(before.node, before.id),
    after: context.createSideAfter(after.node, after.id),
    reach: REACH,
    oasdiff: [...getGoneIds(context.comparison, before), 'endpoint-added'],
  });
}

function compareOperationId(context: PairContext): void {
  const { before, after } = context.pair;
  const [was, is] = [before.node.operationId, after.node.operationId];
  if ((was ?? '') === (is ?? '')) return;
  const sides = {
    before: context.createSideBefore(before.node, was),
    after: context.createSideAfter(after.node, is),
    reach: REACH,
  };
  if (!was)
    context.add({ kind: 'operation-id-added', ...sides, oasdiff: ['api-operation-id-added'] });
  else
    context.add({
      kind: is ? 'operation-id-changed' : 'operation-id-removed',
      ...sides,
      oasdiff: ['api-operation-id-removed'],
    });
}

/** An operation belongs to the first of its tags by name; further tags have no effect on programs. */
function compareTags(context: PairContext): void {
  const { before, after } = context.pair;
  const [was, is] = [sortTags(before.node.tags), sortTags(after.node.tags)];
  const removed = was.filter((tag) => !is.includes(tag));
  const added = is.filter((tag) => !was.includes(tag));
  if (removed.length + added.length === 0) return;
  context.add({
    kind: was[0] === is[0] ? 'operation-tags-changed' : 'operation-tag-changed',
    before: context.createSideBefore(before.node, was),
    after: context.createSideAfter(after.node, is),
    reach: REACH,
    oasdiff: [
      ...(removed.length > 0 ? ['api-tag-removed'] : []),
      ...(added.length > 0 ? ['api-tag-added'] : []),
    ],
  });
}

function sortTags(tags: readonly string[] | undefined): readonly string[] {
  return [...new Set(tags ?? [])].sort();
}

function compareLifecycle(context: PairContext): void {
  const { before, after } = context.pair;
  for (const change of findLifecycleChanges(
    before.node,
    after.node,
    IDS,
    context.comparison.today,
  )) {
    // An unknown level has a finding of its own.
    const hasIds = change.what !== 'deprecated' || getLevel(after.node) !== undefined;
    context.add({
      kind: `operation-${change.what}`,
      before: context.createSideBefore(before.node, change.before),
      after: context.createSideAfter(after.node, change.after),
      reach: REACH,
      oasdiff: hasIds ? change.oasdiff : [],
    });
  }
}

/** oasdiff has an id for an operation that becomes a draft or alpha, which it ignores afterwards. */
function compareStability(context: PairContext): void {
  const { before, after } = context.pair;
  const values = [getStability(before.node), getStability(after.node)];
  const [was, is] = [getLevel(before.node), getLevel(after.node)];
  if (was === undefined || is === undefined) {
    const changed = !haveSameShape(values[0], values[1]) || !haveSameShape(before.node, after.node);
    if (changed)
      addStability(context, 'operation-stability-malformed', values, [
        'api-invalid-stability-level',
      ]);
    return;
  }
  if (was === is) return;
  const names = [getLevelName(was), getLevelName(is)];
  const getIds = (id: string) => (isCheckedByOasdiff(before.node) ? [id] : []);
  if (is < was)
    addStability(
      context,
      'operation-stability-decreased',
      names,
      getIds('api-stability-decreased'),
    );
  else
    addStability(
      context,
      'operation-stability-increased',
      names,
      getIds('api-stability-increased'),
    );
}

function addStability(
  context: PairContext,
  kind: KindId,
  [was, is]: readonly unknown[],
  oasdiff: readonly string[],
): void {
  const { before, after } = context.pair;
  context.addForAnyStability({
    kind,
    before: context.createSideBefore(before.node, was),
    after: context.createSideAfter(after.node, is),
    reach: REACH,
    oasdiff,
  });
}

function compareTexts(context: PairContext): void {
  const { before, after } = context.pair;
  for (const key of ['summary', 'description', 'externalDocs'] as const) {
    const [was, is] = [before.node[key], after.node[key]];
    if (JSON.stringify(sortKeys(was)) === JSON.stringify(sortKeys(is))) continue;
    context.add({
      kind: 'operation-documentation-changed',
      before: context.createSideBefore(before.node, was),
      after: context.createSideAfter(after.node, is),
      reach: REACH,
    });
  }
}

function compareServers(context: PairContext): void {
  const { before, after } = context.pair;
  const was = getServerUrls(before.node.servers ?? before.item.servers);
  const is = getServerUrls(after.node.servers ?? after.item.servers);
  if (haveSameShape(was, is)) return;
  context.add({
    kind: 'server-changed',
    before: context.createSideBefore(before.node, was),
    after: context.createSideAfter(after.node, is),
    reach: REACH,
  });
}
