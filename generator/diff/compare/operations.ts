import { sortKeys } from '../../util/order.js';
import { serversOf } from './servers.js';
import type { Finding } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Comparison, PairContext } from './context.js';
import { side } from './context.js';
import {
  isTold,
  levelName,
  levelOf,
  lifecycleChanges,
  removalIds,
  stabilityOf,
  type LifecycleIds,
} from './lifecycle.js';
import { sameShape } from './shape.js';
import { blanked, type Operation } from './sides.js';

const REACH = { direction: 'request', place: 'operation' } as const;

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

/** An operation that is gone, and nothing took its place. */
export function operationRemoved(comparison: Comparison, operation: Operation): Finding {
  const isPath = !comparison.after.hasPath(operation.template);
  const kind = isPath ? 'path-removed' : 'operation-removed';
  return alone(kind, operation, {
    before: side(comparison.before, operation.node, operation.node.operationId),
    oasdiff: goneIds(comparison, operation),
  });
}

export function operationAdded(comparison: Comparison, operation: Operation): Finding {
  return alone('operation-added', operation, {
    after: side(comparison.after, operation.node, operation.node.operationId),
    oasdiff: ['endpoint-added'],
  });
}

function alone(
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

/** oasdiff's ids for an operation that is no longer where it was. */
function goneIds(comparison: Comparison, { node, template }: Operation): readonly string[] {
  if (levelOf(node) === undefined) return ['api-invalid-stability-level'];
  if (!isTold(node)) return [];
  const ids = comparison.after.hasPath(template) ? IDS : PATH_IDS;
  return removalIds(node, ids, comparison.today);
}

/** What is said of the operation itself. */
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
  const isMoved = blanked(before.template) !== blanked(after.template);
  if (!isMoved && before.method === after.method) return;
  context.add({
    kind: isMoved ? 'operation-moved' : 'operation-method-changed',
    before: context.sideBefore(before.node, before.id),
    after: context.sideAfter(after.node, after.id),
    reach: REACH,
    oasdiff: [...goneIds(context.comparison, before), 'endpoint-added'],
  });
}

function compareOperationId(context: PairContext): void {
  const { before, after } = context.pair;
  const [was, is] = [before.node.operationId, after.node.operationId];
  if ((was ?? '') === (is ?? '')) return;
  const sides = {
    before: context.sideBefore(before.node, was),
    after: context.sideAfter(after.node, is),
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

/** The first by name is the one that an operation belongs to; the others say nothing to a program. */
function compareTags(context: PairContext): void {
  const { before, after } = context.pair;
  const [was, is] = [sorted(before.node.tags), sorted(after.node.tags)];
  const removed = was.filter((tag) => !is.includes(tag));
  const added = is.filter((tag) => !was.includes(tag));
  if (removed.length + added.length === 0) return;
  context.add({
    kind: was[0] === is[0] ? 'operation-tags-changed' : 'operation-tag-changed',
    before: context.sideBefore(before.node, was),
    after: context.sideAfter(after.node, is),
    reach: REACH,
    oasdiff: [
      ...(removed.length > 0 ? ['api-tag-removed'] : []),
      ...(added.length > 0 ? ['api-tag-added'] : []),
    ],
  });
}

function sorted(tags: readonly string[] | undefined): readonly string[] {
  return [...new Set(tags ?? [])].sort();
}

function compareLifecycle(context: PairContext): void {
  const { before, after } = context.pair;
  for (const change of lifecycleChanges(before.node, after.node, IDS, context.comparison.today)) {
    // What is no level is complained of instead.
    const judged = change.what !== 'deprecated' || levelOf(after.node) !== undefined;
    context.add({
      kind: `operation-${change.what}`,
      before: context.sideBefore(before.node, change.before),
      after: context.sideAfter(after.node, change.after),
      reach: REACH,
      oasdiff: judged ? change.oasdiff : [],
    });
  }
}

/** An operation that leaves stability is told of, though from then on nothing of it is. */
function compareStability(context: PairContext): void {
  const { before, after } = context.pair;
  const values = [stabilityOf(before.node), stabilityOf(after.node)];
  const [was, is] = [levelOf(before.node), levelOf(after.node)];
  if (was === undefined || is === undefined) {
    const changed = !sameShape(values[0], values[1]) || !sameShape(before.node, after.node);
    if (changed)
      tellStability(context, 'operation-stability-malformed', values, [
        'api-invalid-stability-level',
      ]);
    return;
  }
  if (was === is) return;
  const names = [levelName(was), levelName(is)];
  const ids = (id: string) => (isTold(before.node) ? [id] : []);
  if (is < was)
    tellStability(context, 'operation-stability-decreased', names, ids('api-stability-decreased'));
  else
    tellStability(context, 'operation-stability-increased', names, ids('api-stability-increased'));
}

function tellStability(
  context: PairContext,
  kind: KindId,
  [was, is]: readonly unknown[],
  oasdiff: readonly string[],
): void {
  const { before, after } = context.pair;
  context.addAnyway({
    kind,
    before: context.sideBefore(before.node, was),
    after: context.sideAfter(after.node, is),
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
      before: context.sideBefore(before.node, was),
      after: context.sideAfter(after.node, is),
      reach: REACH,
    });
  }
}

function compareServers(context: PairContext): void {
  const { before, after } = context.pair;
  const was = serversOf(before.node.servers ?? before.item.servers);
  const is = serversOf(after.node.servers ?? after.item.servers);
  if (sameShape(was, is)) return;
  context.add({
    kind: 'server-changed',
    before: context.sideBefore(before.node, was),
    after: context.sideAfter(after.node, is),
    reach: REACH,
  });
}
