import type { MediaTypeObject, RequestBodyObject } from '../document.js';
import type { PairContext } from './context.js';
import { pairContent, type MediaTypePair, type Named } from './media-types.js';
import { sameShape } from './shape.js';

const REACH = { direction: 'request', place: 'body' } as const;

/** Whether a request has a body, whether it must, and what it is written in. */
export function compareBody(context: PairContext): void {
  const { before, after } = context.comparison;
  const old = before.resolve<RequestBodyObject>(context.pair.before.node.requestBody);
  const now = after.resolve<RequestBodyObject>(context.pair.after.node.requestBody);
  if (old !== undefined && now !== undefined) return compareBodies(context, old, now);
  if (now !== undefined) {
    const kind =
      now.required === true ? 'request-body-added-required' : 'request-body-added-optional';
    context.add({
      kind,
      part: 'body',
      after: context.sideAfter(now),
      reach: REACH,
      oasdiff: [kind],
    });
  } else if (old !== undefined) {
    const kind = 'request-body-removed';
    context.add({
      kind,
      part: 'body',
      before: context.sideBefore(old),
      reach: REACH,
      oasdiff: [kind],
    });
  }
}

function compareBodies(context: PairContext, old: RequestBodyObject, now: RequestBodyObject): void {
  const [was, is] = [old.required === true, now.required === true];
  if (was !== is) {
    const kind = is ? 'request-body-became-required' : 'request-body-became-optional';
    context.add({
      kind,
      part: 'body',
      before: context.sideBefore(old, was),
      after: context.sideAfter(now, is),
      reach: REACH,
      oasdiff: [kind],
    });
  }
  if (old.description !== now.description)
    context.add({
      kind: 'request-body-description-changed',
      part: 'body',
      before: context.sideBefore(old, old.description),
      after: context.sideAfter(now, now.description),
      reach: REACH,
    });
  const { pairs, removed, added } = pairContent(old.content, now.content);
  for (const one of removed) tellRemoved(context, one, now);
  for (const { name, node } of added)
    context.add({
      kind: 'request-media-type-added',
      part: `body ${name}`,
      after: context.sideAfter(node, name),
      reach: REACH,
      oasdiff: ['request-body-media-type-added'],
    });
  for (const pair of pairs) compareMediaType(context, pair);
}

/** What the SDK never sent may go unnoticed, as long as what it sends stays. */
function tellRemoved(context: PairContext, { name, node }: Named, now: RequestBodyObject): void {
  const sent = context.comparison.spoken.request(context.id);
  const isUnused = sent !== undefined && sent !== name && Object.hasOwn(now.content ?? {}, sent);
  context.add({
    kind: isUnused ? 'request-media-type-alias-removed' : 'request-media-type-removed',
    part: `body ${name}`,
    before: context.sideBefore(node, name),
    reach: REACH,
    oasdiff: ['request-body-media-type-removed'],
  });
}

function compareMediaType(context: PairContext, { before, after, renamed }: MediaTypePair): void {
  const part = `body ${before.name}`;
  const [old, now] = [before.node, after.node];
  const sides = (was: unknown, is: unknown) => ({
    part,
    before: context.sideBefore(old, was),
    after: context.sideAfter(now, is),
    reach: REACH,
  });
  if (renamed)
    context.add({ kind: 'request-media-type-renamed', ...sides(before.name, after.name) });
  if (old.schema === undefined && now.schema !== undefined)
    context.add({
      kind: 'request-body-schema-added',
      ...sides(undefined, undefined),
      oasdiff: ['request-body-media-type-schema-added'],
    });
  else if (old.schema !== undefined && now.schema === undefined)
    context.add({
      kind: 'request-body-schema-removed',
      ...sides(undefined, undefined),
      oasdiff: ['request-body-media-type-schema-removed'],
    });
  if (!sameShape(encodingOf(old), encodingOf(now)))
    context.add({ kind: 'request-encoding-changed', ...sides(encodingOf(old), encodingOf(now)) });
  if (!sameExamples(old, now))
    context.add({
      kind: 'request-body-description-changed',
      ...sides(old.example ?? old.examples, now.example ?? now.examples),
    });
  context.visit(old.schema, now.schema, part, { ...REACH, mediaType: after.name });
}

/** Without what is the default anyway: Swashbuckle writes `style: form` for every part (OpenAPI 3.1, section 4.8.15). */
function encodingOf({ encoding }: MediaTypeObject): Readonly<Record<string, object>> {
  const entries = Object.entries(encoding ?? {}).map(([property, said]): [string, object] => {
    const { style = 'form', explode = style === 'form', allowReserved = false, ...rest } = said;
    const isDefault = style === 'form' && explode && !allowReserved;
    return [property, isDefault ? rest : { style, explode, allowReserved, ...rest }];
  });
  return Object.fromEntries(entries.filter(([, said]) => Object.keys(said).length > 0));
}

export function sameExamples(before: MediaTypeObject, after: MediaTypeObject): boolean {
  return sameShape([before.example, before.examples], [after.example, after.examples]);
}
