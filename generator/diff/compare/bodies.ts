import type { RequestBodyObject } from '../raw-openapi.js';
import { compareAnnotations } from './annotations.js';
import type { PairContext, Place } from './context.js';
import { compareEncodings } from './encodings.js';
import { pairMediaTypes, type Content, type MediaTypePair } from './media-types.js';

const PLACE = { direction: 'request', location: 'body' } as const;

/** Compares request bodies: whether there is one, whether it is required, and its media types. */
export function compareBody(context: PairContext): void {
  const { before, after } = context.comparison;
  const old = before.resolve<RequestBodyObject>(context.pair.before.node.requestBody);
  const now = after.resolve<RequestBodyObject>(context.pair.after.node.requestBody);
  const add = context.between({ part: 'body', ...PLACE, old, now });
  const [was, is] = [old?.required === true, now?.required === true];
  if (old !== undefined && now !== undefined) {
    if (was !== is)
      add(is ? 'request-body-became-required' : 'request-body-became-optional', was, is);
    compareAnnotations(old, now, add);
    compareContents(context, 'body', PLACE, old.content, now.content);
  } else if (now !== undefined)
    add(is ? 'request-body-added-required' : 'request-body-added-optional');
  else if (old !== undefined) add('request-body-removed');
}

/**
 * Compares the media types of a body or a response.
 *
 * @param start What the names of its parts begin with: `body` or a status.
 */
export function compareContents(
  context: PairContext,
  start: string,
  place: Place,
  old: Content | undefined,
  now: Content | undefined,
): void {
  const { pairs, removed, added } = pairMediaTypes(old, now);
  for (const { name, node } of removed) {
    const isLost = !isUnused(context, start, name, now);
    const add = context.between({ part: `${start} ${name}`, ...place, old: node });
    add(isLost ? 'media-type-removed' : 'unused-media-type-removed', name);
  }
  for (const { name, node } of added) {
    const add = context.between({ part: `${start} ${name}`, ...place, now: node });
    add('media-type-added', undefined, name);
  }
  for (const pair of pairs) compareMediaType(context, `${start} ${pair.before.name}`, place, pair);
}

/** Removing a media type breaks nothing if the SDK sends or requests another one that stays. */
function isUnused(
  { comparison: { usedMediaTypes }, id }: PairContext,
  start: string,
  name: string,
  now: Content = {},
): boolean {
  const used =
    start === 'body' ? usedMediaTypes.request(id) : [usedMediaTypes.response(id, start)].flat();
  if (used === undefined || used[0] === undefined || used.includes(name)) return false;
  return used.some((other) => other !== undefined && Object.hasOwn(now, other));
}

function compareMediaType(
  context: PairContext,
  part: string,
  place: Place,
  { before, after, relation }: MediaTypePair,
): void {
  const [old, now] = [before.node, after.node];
  const add = context.between({ part, ...place, old, now });
  if (relation !== 'same') add(`media-type-${relation}`, before.name, after.name);
  const { schema, itemSchema: items } = now;
  // Whether the whole and its items are described one for the other: `schema` became `itemSchema`, or the reverse.
  const isItemized = (old.itemSchema === undefined) !== (items === undefined);
  if (!isItemized && (old.schema === undefined) !== (schema === undefined))
    add(schema === undefined ? 'content-schema-removed' : 'content-schema-added');
  const sides = context.comparison;
  compareEncodings([old, sides.before], [now, sides.after], add);
  compareAnnotations(old, now, add);
  context.visit(old.schema, schema, part, place);
  // The schemas of a stream's items (OpenAPI 3.2, section 4.14.1).
  const ofItems = `${part} item`;
  if (isItemized) {
    const addItems = context.between({ part: ofItems, ...place, old, now });
    addItems(items === undefined ? 'item-schema-removed' : 'item-schema-added');
  }
  context.visit(old.itemSchema, items, ofItems, place);
}
