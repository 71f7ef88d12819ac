import { sortedBy } from '../../util/order.js';
import type { HeaderObject, ResponseObject } from '../raw-openapi.js';
import { compareAnnotations } from './annotations.js';
import { compareContents } from './bodies.js';
import type { DocumentSide, Operation, PairContext } from './context.js';
import { haveSameShape } from './equal-nodes.js';
import {
  getMediaType,
  getSchema,
  getStyle,
  isWrittenOtherwise,
  type Written,
} from './serialization.js';

const PLACE = { direction: 'response', location: 'response' } as const;
const HEADER_PLACE = { direction: 'response', location: 'header' } as const;

type Responses = ReadonlyMap<string, ResponseObject>;

/** Compares the responses of an operation: statuses, media types, headers. */
export function compareResponses(context: PairContext): void {
  const { comparison, pair } = context;
  const old = getResponses(pair.before, comparison.before);
  const now = getResponses(pair.after, comparison.after);
  const added = new Set([...now.keys()].filter((status) => !old.has(status)));
  for (const [status, node] of old) {
    const same = now.get(status);
    const [other, match] = findReplacement(status, node, now, added) ?? [];
    if (same !== undefined) compareResponse(context, status, node, same, true);
    else if (match === undefined || other === undefined) {
      const add = context.between({ part: status, ...PLACE, old: node });
      add(getStatusKind(status, 'removed'), status);
    } else {
      const isNew = added.delete(other) && isRange(other);
      const add = context.between({ part: status, ...PLACE, old: node, now: match });
      const error = isNew ? 'error-status-added' : 'error-status-removed';
      add(isSuccess(status) ? 'success-status-changed' : error, status, other);
      compareResponse(context, status, node, match, false);
    }
  }
  for (const status of added) {
    const add = context.between({ part: status, ...PLACE, now: now.get(status) });
    add(getStatusKind(status, 'added'), undefined, status);
  }
}

/** The responses by status, sorted, with ranges in upper case. */
export function getResponses({ node }: Operation, document: DocumentSide): Responses {
  const entries = Object.entries(node.responses ?? {}).flatMap(
    ([status, entry]): [string, ResponseObject][] => {
      const response = document.resolve<ResponseObject>(entry);
      const name = /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status;
      return response === undefined ? [] : [[name, response]];
    },
  );
  return new Map(sortedBy(entries, ([status]) => status));
}

/**
 * Finds what describes a response whose status is gone: a range that includes it, a new status that its range included,
 * or for a success a new one with the same body.
 */
function findReplacement(
  status: string,
  node: ResponseObject,
  now: Responses,
  added: ReadonlySet<string>,
): readonly [string, ResponseObject] | undefined {
  if (status === 'default') return undefined;
  const all = [...now];
  const isInRange = (one: string, range: string) => isRange(range) && one[0] === range[0];
  return (
    all.find(([other]) => isInRange(status, other)) ??
    all.find(([other]) => isInRange(other, status) && added.has(other)) ??
    all.find(
      ([other, { content }]) =>
        [status, other].every(isSuccess) &&
        added.has(other) &&
        haveSameShape(node.content, content),
    )
  );
}

function isRange(status: string): boolean {
  return status.endsWith('XX');
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

function getStatusKind(status: string, what: 'added' | 'removed') {
  if (status === 'default') return 'default-response-changed';
  return `${isSuccess(status) ? 'success' : 'error'}-status-${what}` as const;
}

/** @param isSame whether both have the same status, so that texts about it are compared. */
function compareResponse(
  context: PairContext,
  status: string,
  old: ResponseObject,
  now: ResponseObject,
  isSame: boolean,
): void {
  const add = context.between({ part: status, ...PLACE, old, now });
  if (isSame) compareAnnotations(old, now, add);
  compareHeaders(context, status, old, now);
  const [was, is] = [old, now].map(({ content = {} }) => Object.keys(content).sort());
  if (was?.length && !is?.length) add('content-schema-removed', was);
  else if (!was?.length && is?.length) add('content-schema-added', undefined, is);
  else compareContents(context, status, PLACE, old.content, now.content);
}

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
  for (const [key, { name, node }] of old) {
    const part = `${status} header ${name}`;
    const match = now.get(key);
    if (match !== undefined) compareHeader(context, part, node, match.node);
    else {
      const what = node.required === true ? 'required-header-removed' : 'optional-header-removed';
      context.between({ part, ...HEADER_PLACE, old: node })(what, name);
    }
  }
  for (const [key, { name, node }] of now) {
    if (old.has(key)) continue;
    const add = context.between({ part: `${status} header ${name}`, ...HEADER_PLACE, now: node });
    add('header-added', undefined, name);
  }
}

/** Headers by their name in lower case, sorted; without `Content-Type`, which is ignored (OpenAPI 3.2, section 4.17.1). */
export function getHeaders(
  { headers }: ResponseObject,
  document: DocumentSide,
): ReadonlyMap<string, Header> {
  const entries = Object.entries(headers ?? {}).map(([name, entry]): [string, Header] => [
    name.toLowerCase(),
    { name, node: document.resolve<HeaderObject>(entry) ?? {} },
  ]);
  const declared = entries.filter(([name]) => name !== 'content-type');
  return new Map(sortedBy(declared, ([name]) => name));
}

function compareHeader(
  context: PairContext,
  part: string,
  old: HeaderObject,
  now: HeaderObject,
): void {
  const { before, after } = context.comparison;
  const add = context.between({ part, ...HEADER_PLACE, old, now });
  const [was, is] = [old.required === true, now.required === true];
  if (was !== is) add(is ? 'header-became-required' : 'header-became-optional', was, is);
  compareAnnotations(old, now, add);
  const [header, newHeader]: readonly [Written, Written] = [
    { ...old, in: 'header' },
    { ...now, in: 'header' },
  ];
  const [type, newType] = [getMediaType(header), getMediaType(newHeader)];
  if (type !== newType)
    add('header-serialization-changed', type ?? getStyle(header), newType ?? getStyle(newHeader));
  else if (type === undefined && isWrittenOtherwise([header, before], [newHeader, after]))
    add('header-serialization-changed', getStyle(header), getStyle(newHeader));
  const [schema, newSchema] = [getSchema(old), getSchema(now)];
  if (schema !== undefined || newSchema !== undefined)
    context.visit(schema ?? true, newSchema ?? true, part, HEADER_PLACE);
}
