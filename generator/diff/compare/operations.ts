import type { Finding } from '../finding.js';
import { compareAnnotations } from './annotations.js';
import {
  createSides,
  withoutParameterNames,
  type AddFinding,
  type Comparison,
  type Operation,
  type PairContext,
} from './context.js';
import { compareOwnServers } from './servers.js';

const PLACE = { direction: 'request', location: 'operation' } as const;

/** Creates the finding for an operation without a counterpart. */
export function createLoneOperation(
  { before, after }: Comparison,
  { id, node, template }: Operation,
  isNew: boolean,
): Finding {
  const removed = after.hasPath(template) ? 'operation-removed' : 'path-removed';
  const [old, now] = isNew ? [undefined, node] : [node, undefined];
  return {
    what: isNew ? 'operation-added' : removed,
    subject: { kind: 'operation', wireName: id, path: [] },
    ...createSides(before, after, old, now, old?.operationId, now?.operationId),
    reaches: [{ operation: id, nested: false, ...PLACE }],
  };
}

/** Compares what belongs to an operation itself: address, operationId, tags, lifecycle, texts and servers. */
export function compareOperation(context: PairContext): void {
  const { before, after } = context.pair;
  const [old, now] = [before.node, after.node];
  const add = context.between({ ...PLACE, old, now });
  if (withoutParameterNames(before.template) !== withoutParameterNames(after.template))
    add('operation-moved', before.id, after.id);
  else if (before.method !== after.method) add('operation-method-changed', before.id, after.id);
  compareOperationIds(old.operationId, now.operationId, add);
  compareTags(sortTags(old.tags), sortTags(now.tags), add);
  compareAnnotations(old, now, add);
  compareOwnServers(context);
}

function compareOperationIds(was = '', is = '', add: AddFinding): void {
  if (was === is) return;
  if (was === '') add('operation-id-added', undefined, is);
  else if (is === '') add('operation-id-removed', was);
  else add('operation-id-changed', was, is);
}

/** An operation belongs to the first of its tags by name; further tags have no effect on programs. */
function compareTags(was: readonly string[], is: readonly string[], add: AddFinding): void {
  if (was.join('\n') === is.join('\n')) return;
  add(was[0] === is[0] ? 'operation-tags-changed' : 'operation-tag-changed', was, is);
}

function sortTags(tags: readonly string[] = []): readonly string[] {
  return [...new Set(tags)].sort();
}
