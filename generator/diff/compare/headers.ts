import type { HeaderObject, ResponseObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import type { PairContext } from './context.js';
import type { Document } from './sides.js';

const REACH = { direction: 'response', place: 'header' } as const;

interface Header {
  readonly name: string;
  readonly node: HeaderObject;
}

/** The headers of an answer; HTTP does not tell capitals apart in their names (RFC 9110, section 5.1). */
export function compareHeaders(
  context: PairContext,
  status: string,
  before: ResponseObject,
  after: ResponseObject,
): void {
  const old = headersOf(before, context.comparison.before);
  const now = headersOf(after, context.comparison.after);
  for (const [key, header] of old) {
    const match = now.get(key);
    if (match === undefined) tellRemoved(context, status, header);
    else compareHeader(context, `${status} header ${header.name}`, header.node, match.node);
  }
  for (const [key, { name, node }] of now) {
    if (old.has(key)) continue;
    context.add({
      kind: 'response-header-added',
      part: `${status} header ${name}`,
      after: context.sideAfter(node, name),
      reach: REACH,
      oasdiff: ['response-header-added'],
    });
  }
}

/** By name in lower case, sorted. */
export function headersOf(
  { headers }: ResponseObject,
  document: Document,
): ReadonlyMap<string, Header> {
  const entries = Object.entries(headers ?? {}).map(([name, entry]): [string, Header] => [
    name.toLowerCase(),
    { name, node: document.resolve<HeaderObject>(entry) ?? {} },
  ]);
  return new Map(entries.sort(([a], [b]) => byCodeUnit(a, b)));
}

function tellRemoved(context: PairContext, status: string, { name, node }: Header): void {
  const need = node.required === true ? 'required' : 'optional';
  context.add({
    kind: `response-header-removed-${need}`,
    part: `${status} header ${name}`,
    before: context.sideBefore(node, name),
    reach: REACH,
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
    before: context.sideBefore(old, was),
    after: context.sideAfter(now, is),
    reach: REACH,
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
  const schema = ({ content, schema: own }: HeaderObject) =>
    Object.values(content ?? {})[0]?.schema ?? own;
  context.visit(schema(old), schema(now), part, REACH);
}
