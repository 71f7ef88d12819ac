import type { ResponseObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import type { KindId } from '../kinds/index.js';
import { sameExamples } from './bodies.js';
import type { PairContext } from './context.js';
import { compareHeaders } from './headers.js';
import { pairContent, type MediaTypePair, type Named } from './media-types.js';
import { sameShape } from './shape.js';

const REACH = { direction: 'response', place: 'response' } as const;

/** What an operation answers: statuses, media types, headers. */
export function compareResponses(context: PairContext): void {
  const { before, after } = context.comparison;
  const old = responsesOf(context.pair.before.node.responses, (node) =>
    before.resolve<ResponseObject>(node),
  );
  const now = responsesOf(context.pair.after.node.responses, (node) =>
    after.resolve<ResponseObject>(node),
  );
  const removed = new Map([...old].filter(([status]) => !now.has(status)));
  const added = new Map([...now].filter(([status]) => !old.has(status)));
  tellReplaced(context, removed, added);
  for (const [status, node] of removed) tellRemoved(context, status, node);
  for (const [status, node] of added) tellAdded(context, status, node);
  for (const [status, response] of old) {
    const match = now.get(status);
    if (match !== undefined) compareResponse(context, status, response, match);
  }
}

/** By status, ranges in capitals, sorted. */
export function responsesOf<T>(
  responses: Readonly<Record<string, T>> | undefined,
  resolve: (node: T) => ResponseObject | undefined,
): ReadonlyMap<string, ResponseObject> {
  const entries = Object.entries(responses ?? {}).flatMap(
    ([status, node]): [string, ResponseObject][] => {
      const response = resolve(node);
      return response === undefined
        ? []
        : [[/^[1-5]xx$/i.test(status) ? status.toUpperCase() : status, response]];
    },
  );
  return new Map(entries.sort(([a], [b]) => byCodeUnit(a, b)));
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

/** oasdiff looks at whole numbers alone. */
function idsFor(status: string, what: 'added' | 'removed'): readonly string[] {
  if (!/^\d+$/.test(status)) return [];
  return [`response-${isSuccess(status) ? '' : 'non-'}success-status-${what}`];
}

/** A success that answers the same under another status; it leaves both maps. */
function tellReplaced(
  context: PairContext,
  removed: Map<string, ResponseObject>,
  added: Map<string, ResponseObject>,
): void {
  for (const [status, old] of [...removed].filter(([status]) => isSuccess(status))) {
    const match = [...added].find(
      ([now, node]) => isSuccess(now) && sameShape(old.content, node.content),
    );
    if (match === undefined) continue;
    const [now, node] = match;
    removed.delete(status);
    added.delete(now);
    context.add({
      kind: 'response-success-status-changed',
      part: status,
      before: context.sideBefore(old, status),
      after: context.sideAfter(node, now),
      reach: REACH,
      oasdiff: [...idsFor(status, 'removed'), ...idsFor(now, 'added')],
    });
    compareHeaders(context, status, old, node);
  }
}

function tellRemoved(context: PairContext, status: string, node: ResponseObject): void {
  context.add({
    kind: statusKind(status, 'removed'),
    part: status,
    before: context.sideBefore(node, status),
    reach: REACH,
    oasdiff: idsFor(status, 'removed'),
  });
}

function tellAdded(context: PairContext, status: string, node: ResponseObject): void {
  context.add({
    kind: statusKind(status, 'added'),
    part: status,
    after: context.sideAfter(node, status),
    reach: REACH,
    oasdiff: idsFor(status, 'added'),
  });
}

function statusKind(status: string, what: 'added' | 'removed'): KindId {
  if (status === 'default') return 'response-default-status-changed';
  return `response-${isSuccess(status) ? 'success' : 'error'}-status-${what}`;
}

function compareResponse(
  context: PairContext,
  status: string,
  old: ResponseObject,
  now: ResponseObject,
): void {
  if (old.description !== now.description)
    context.add({
      kind: 'response-description-changed',
      part: status,
      before: context.sideBefore(old, old.description),
      after: context.sideAfter(now, now.description),
      reach: REACH,
    });
  compareHeaders(context, status, old, now);
  compareContent(context, status, old, now);
}

function compareContent(
  context: PairContext,
  status: string,
  old: ResponseObject,
  now: ResponseObject,
): void {
  const { pairs, removed, added } = pairContent(old.content, now.content);
  const hadBody = Object.keys(old.content ?? {}).length > 0;
  const hasBody = Object.keys(now.content ?? {}).length > 0;
  if (hadBody && !hasBody)
    context.add({
      kind: 'response-body-removed',
      part: status,
      before: context.sideBefore(
        old,
        removed.map(({ name }) => name),
      ),
      after: context.sideAfter(now),
      reach: REACH,
      oasdiff: ['response-media-type-removed'],
    });
  else if (!hadBody && hasBody)
    context.add({
      kind: 'response-body-added',
      part: status,
      before: context.sideBefore(old),
      after: context.sideAfter(
        now,
        added.map(({ name }) => name),
      ),
      reach: REACH,
      oasdiff: ['response-media-type-added'],
    });
  else {
    for (const one of removed) tellMediaTypeRemoved(context, status, one, now);
    for (const { name, node } of added)
      context.add({
        kind: 'response-media-type-added',
        part: `${status} ${name}`,
        after: context.sideAfter(node, name),
        reach: REACH,
        oasdiff: ['response-media-type-added'],
      });
  }
  for (const pair of pairs) compareMediaType(context, status, pair);
}

/** What the SDK does not ask for may go unnoticed, as long as what it reads stays. */
function tellMediaTypeRemoved(
  context: PairContext,
  status: string,
  { name, node }: Named,
  now: ResponseObject,
): void {
  const read = context.comparison.spoken.response(context.id, status);
  const isUnused = read !== undefined && read !== name && Object.hasOwn(now.content ?? {}, read);
  context.add({
    kind: isUnused ? 'response-media-type-alias-removed' : 'response-media-type-removed',
    part: `${status} ${name}`,
    before: context.sideBefore(node, name),
    reach: REACH,
    oasdiff: ['response-media-type-removed'],
  });
}

function compareMediaType(
  context: PairContext,
  status: string,
  { before, after, renamed }: MediaTypePair,
): void {
  const part = `${status} ${before.name}`;
  const [old, now] = [before.node, after.node];
  const sides = (was: unknown, is: unknown) => ({
    part,
    before: context.sideBefore(old, was),
    after: context.sideAfter(now, is),
    reach: REACH,
  });
  if (renamed)
    context.add({
      kind: 'response-media-type-renamed',
      ...sides(before.name, after.name),
      oasdiff: [`response-media-type-name-${renamed === 'parameters' ? 'changed' : renamed}`],
    });
  if (old.schema === undefined && now.schema !== undefined)
    context.add({
      kind: 'response-body-added',
      ...sides(undefined, undefined),
      oasdiff: ['response-body-media-type-schema-added'],
    });
  else if (old.schema !== undefined && now.schema === undefined)
    context.add({
      kind: 'response-body-removed',
      ...sides(undefined, undefined),
      oasdiff: ['response-body-media-type-schema-removed'],
    });
  if (!sameExamples(old, now))
    context.add({
      kind: 'response-description-changed',
      ...sides(old.example ?? old.examples, now.example ?? now.examples),
    });
  context.visit(old.schema, now.schema, part, { ...REACH, mediaType: after.name });
}
