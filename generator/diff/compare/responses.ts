import { byCodeUnit } from '../../util/order.js';
import type { HeaderObject, ResponseObject } from '../raw-openapi.js';
import type { KindId } from '../kinds/index.js';
import type { Schema } from '../schemas/index.js';
import {
  compareItems,
  haveSameExamples,
  isItemized,
  pairMediaTypes,
  type MediaTypePair,
  type NamedMediaType,
} from './bodies.js';
import type { DocumentSide, PairContext } from './context.js';
import { haveSameShape } from './equal-nodes.js';

const REACH = { direction: 'response', location: 'response' } as const;

/** Compares the responses of an operation: statuses, media types, headers. */
export function compareResponses(context: PairContext): void {
  const { before, after } = context.comparison;
  const old = getResponses(context.pair.before.node.responses, (node) =>
    before.resolve<ResponseObject>(node),
  );
  const now = getResponses(context.pair.after.node.responses, (node) =>
    after.resolve<ResponseObject>(node),
  );
  const removed = new Map([...old].filter(([status]) => !now.has(status)));
  const added = new Map([...now].filter(([status]) => !old.has(status)));
  matchReplaced(context, removed, added);
  for (const [status, node] of removed) addRemovedStatus(context, status, node);
  for (const [status, node] of added) addAddedStatus(context, status, node);
  for (const [status, response] of old) {
    const match = now.get(status);
    if (match !== undefined) compareResponse(context, status, response, match);
  }
}

/** Returns responses by status, sorted, with ranges in upper case. */
export function getResponses<T>(
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

/** oasdiff ignores ranges and `default`. */
function getStatusIds(status: string, what: 'added' | 'removed'): readonly string[] {
  if (!/^\d+$/.test(status)) return [];
  return [`response-${isSuccess(status) ? '' : 'non-'}success-status-${what}`];
}

/** Takes success responses with the same body and another status out of both maps, and compares them. */
function matchReplaced(
  context: PairContext,
  removed: Map<string, ResponseObject>,
  added: Map<string, ResponseObject>,
): void {
  for (const [status, old] of [...removed].filter(([status]) => isSuccess(status))) {
    const match = [...added].find(
      ([now, node]) => isSuccess(now) && haveSameShape(old.content, node.content),
    );
    if (match === undefined) continue;
    const [now, node] = match;
    removed.delete(status);
    added.delete(now);
    context.add({
      kind: 'response-success-status-changed',
      part: status,
      before: context.createSideBefore(old, status),
      after: context.createSideAfter(node, now),
      reach: REACH,
      oasdiff: [...getStatusIds(status, 'removed'), ...getStatusIds(now, 'added')],
    });
    compareHeaders(context, status, old, node);
  }
}

function addRemovedStatus(context: PairContext, status: string, node: ResponseObject): void {
  context.add({
    kind: getStatusKind(status, 'removed'),
    part: status,
    before: context.createSideBefore(node, status),
    reach: REACH,
    oasdiff: getStatusIds(status, 'removed'),
  });
}

function addAddedStatus(context: PairContext, status: string, node: ResponseObject): void {
  context.add({
    kind: getStatusKind(status, 'added'),
    part: status,
    after: context.createSideAfter(node, status),
    reach: REACH,
    oasdiff: getStatusIds(status, 'added'),
  });
}

function getStatusKind(status: string, what: 'added' | 'removed'): KindId {
  if (status === 'default') return 'response-default-status-changed';
  return `response-${isSuccess(status) ? 'success' : 'error'}-status-${what}`;
}

function compareResponse(
  context: PairContext,
  status: string,
  old: ResponseObject,
  now: ResponseObject,
): void {
  for (const key of ['summary', 'description'] as const) {
    if (old[key] === now[key]) continue;
    context.add({
      kind: 'response-description-changed',
      part: status,
      before: context.createSideBefore(old, old[key]),
      after: context.createSideAfter(now, now[key]),
      reach: REACH,
    });
  }
  compareHeaders(context, status, old, now);
  compareContent(context, status, old, now);
}

function compareContent(
  context: PairContext,
  status: string,
  old: ResponseObject,
  now: ResponseObject,
): void {
  const { pairs, removed, added } = pairMediaTypes(old.content, now.content);
  const hadBody = Object.keys(old.content ?? {}).length > 0;
  const hasBody = Object.keys(now.content ?? {}).length > 0;
  if (hadBody && !hasBody)
    context.add({
      kind: 'response-body-removed',
      part: status,
      before: context.createSideBefore(
        old,
        removed.map(({ name }) => name),
      ),
      after: context.createSideAfter(now),
      reach: REACH,
      oasdiff: ['response-media-type-removed'],
    });
  else if (!hadBody && hasBody)
    context.add({
      kind: 'response-body-added',
      part: status,
      before: context.createSideBefore(old),
      after: context.createSideAfter(
        now,
        added.map(({ name }) => name),
      ),
      reach: REACH,
      oasdiff: ['response-media-type-added'],
    });
  else {
    for (const one of removed) addRemovedMediaType(context, status, one, now);
    for (const { name, node } of added)
      context.add({
        kind: 'response-media-type-added',
        part: `${status} ${name}`,
        after: context.createSideAfter(node, name),
        reach: REACH,
        oasdiff: ['response-media-type-added'],
      });
  }
  for (const pair of pairs) compareResponseMediaType(context, status, pair);
}

/** Removing a media type breaks nothing if the SDK requests another one that stays. */
function addRemovedMediaType(
  context: PairContext,
  status: string,
  { name, node }: NamedMediaType,
  now: ResponseObject,
): void {
  const read = context.comparison.usedMediaTypes.response(context.id, status);
  const isUnused = read !== undefined && read !== name && Object.hasOwn(now.content ?? {}, read);
  context.add({
    kind: isUnused ? 'response-media-type-alias-removed' : 'response-media-type-removed',
    part: `${status} ${name}`,
    before: context.createSideBefore(node, name),
    reach: REACH,
    oasdiff: ['response-media-type-removed'],
  });
}

function compareResponseMediaType(
  context: PairContext,
  status: string,
  { before, after, renamed }: MediaTypePair,
): void {
  const part = `${status} ${before.name}`;
  const [old, now] = [before.node, after.node];
  const sides = (was: unknown, is: unknown) => ({
    part,
    before: context.createSideBefore(old, was),
    after: context.createSideAfter(now, is),
    reach: REACH,
  });
  if (renamed)
    context.add({
      kind: 'response-media-type-renamed',
      ...sides(before.name, after.name),
      oasdiff: [`response-media-type-name-${renamed === 'parameters' ? 'changed' : renamed}`],
    });
  if (old.schema === undefined && now.schema !== undefined && !isItemized(old, now))
    context.add({
      kind: 'response-body-added',
      ...sides(undefined, undefined),
      oasdiff: ['response-body-media-type-schema-added'],
    });
  else if (old.schema !== undefined && now.schema === undefined && !isItemized(old, now))
    context.add({
      kind: 'response-body-removed',
      ...sides(undefined, undefined),
      oasdiff: ['response-body-media-type-schema-removed'],
    });
  if (!haveSameExamples(old, now))
    context.add({
      kind: 'response-description-changed',
      ...sides(old.example ?? old.examples, now.example ?? now.examples),
    });
  context.visit(old.schema, now.schema, part, { ...REACH, mediaType: after.name });
  compareItems(context, old, now, part, { ...REACH, mediaType: after.name });
}

const HEADER_REACH = { direction: 'response', location: 'header' } as const;

interface Header {
  readonly name: string;
  readonly node: HeaderObject;
}

/** Compares headers by name, ignoring case (RFC 9110, section 5.1). */
function compareHeaders(
  context: PairContext,
  status: string,
  before: ResponseObject,
  after: ResponseObject,
): void {
  const old = getHeaders(before, context.comparison.before);
  const now = getHeaders(after, context.comparison.after);
  for (const [key, header] of old) {
    const match = now.get(key);
    if (match === undefined) addRemovedHeader(context, status, header);
    else compareHeader(context, `${status} header ${header.name}`, header.node, match.node);
  }
  for (const [key, { name, node }] of now) {
    if (old.has(key)) continue;
    context.add({
      kind: 'response-header-added',
      part: `${status} header ${name}`,
      after: context.createSideAfter(node, name),
      reach: HEADER_REACH,
      oasdiff: ['response-header-added'],
    });
  }
}

/** Returns headers by their name in lower case, sorted. */
export function getHeaders(
  { headers }: ResponseObject,
  document: DocumentSide,
): ReadonlyMap<string, Header> {
  const entries = Object.entries(headers ?? {}).map(([name, entry]): [string, Header] => [
    name.toLowerCase(),
    { name, node: document.resolve<HeaderObject>(entry) ?? {} },
  ]);
  return new Map(entries.sort(([a], [b]) => byCodeUnit(a, b)));
}

function addRemovedHeader(context: PairContext, status: string, { name, node }: Header): void {
  const need = node.required === true ? 'required' : 'optional';
  context.add({
    kind: `response-header-removed-${need}`,
    part: `${status} header ${name}`,
    before: context.createSideBefore(node, name),
    reach: HEADER_REACH,
    oasdiff: [`${need}-response-header-removed`],
  });
}

function compareHeader(
  context: PairContext,
  part: string,
  old: HeaderObject,
  now: HeaderObject,
): void {
  const sides = (was: unknown, is: unknown) => ({
    part,
    before: context.createSideBefore(old, was),
    after: context.createSideAfter(now, is),
    reach: HEADER_REACH,
  });
  const [was, is] = [old.required === true, now.required === true];
  if (was && !is)
    context.add({
      kind: 'response-header-became-optional',
      ...sides(was, is),
      oasdiff: ['response-header-became-optional'],
    });
  if (!was && is) context.add({ kind: 'response-header-became-required', ...sides(was, is) });
  if ((old.deprecated === true) !== (now.deprecated === true))
    context.add({ kind: 'response-description-changed', ...sides(old.deprecated, now.deprecated) });
  if (old.description !== now.description)
    context.add({
      kind: 'response-description-changed',
      ...sides(old.description, now.description),
    });
  context.visit(getHeaderSchema(old), getHeaderSchema(now), part, HEADER_REACH);
}

function getHeaderSchema({ content, schema }: HeaderObject): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema ?? schema;
}
