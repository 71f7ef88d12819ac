import { byCodeUnit } from '../../util/order.js';
import { defined } from '../../util/defined.js';
import type {
  EncodingObject,
  EncodingsObject,
  MediaTypeObject,
  RequestBodyObject,
} from '../raw-openapi.js';
import type { PairContext } from './context.js';
import { haveSameShape } from './equal-nodes.js';

const REACH = { direction: 'request', location: 'body' } as const;

/** Compares request bodies: whether there is one, whether it is required, and its media types. */
export function compareBody(context: PairContext): void {
  const { before, after } = context.comparison;
  const old = before.resolve<RequestBodyObject>(context.pair.before.node.requestBody);
  const now = after.resolve<RequestBodyObject>(context.pair.after.node.requestBody);
  if (old !== undefined && now !== undefined) compareBodies(context, old, now);
  else if (now !== undefined) {
    const kind =
      now.required === true ? 'request-body-added-required' : 'request-body-added-optional';
    context.add({
      kind,
      part: 'body',
      after: context.createSideAfter(now),
      reach: REACH,
      oasdiff: [kind],
    });
  } else if (old !== undefined) {
    const kind = 'request-body-removed';
    context.add({
      kind,
      part: 'body',
      before: context.createSideBefore(old),
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
      before: context.createSideBefore(old, was),
      after: context.createSideAfter(now, is),
      reach: REACH,
      oasdiff: [kind],
    });
  }
  if (old.description !== now.description)
    context.add({
      kind: 'request-body-description-changed',
      part: 'body',
      before: context.createSideBefore(old, old.description),
      after: context.createSideAfter(now, now.description),
      reach: REACH,
    });
  const { pairs, removed, added } = pairMediaTypes(old.content, now.content);
  for (const one of removed) addRemoved(context, one, now);
  for (const { name, node } of added)
    context.add({
      kind: 'request-media-type-added',
      part: `body ${name}`,
      after: context.createSideAfter(node, name),
      reach: REACH,
      oasdiff: ['request-body-media-type-added'],
    });
  for (const pair of pairs) compareRequestMediaType(context, pair);
}

/** Removing a media type breaks nothing if the SDK sends another one that stays. */
function addRemoved(
  context: PairContext,
  { name, node }: NamedMediaType,
  now: RequestBodyObject,
): void {
  const sent = context.comparison.usedMediaTypes.request(context.id);
  const isUnused =
    sent !== undefined &&
    !sent.includes(name) &&
    sent.some((other) => Object.hasOwn(now.content ?? {}, other));
  context.add({
    kind: isUnused ? 'request-media-type-alias-removed' : 'request-media-type-removed',
    part: `body ${name}`,
    before: context.createSideBefore(node, name),
    reach: REACH,
    oasdiff: ['request-body-media-type-removed'],
  });
}

function compareRequestMediaType(
  context: PairContext,
  { before, after, renamed }: MediaTypePair,
): void {
  const part = `body ${before.name}`;
  const [old, now] = [before.node, after.node];
  const sides = (was: unknown, is: unknown) => ({
    part,
    before: context.createSideBefore(old, was),
    after: context.createSideAfter(now, is),
    reach: REACH,
  });
  if (renamed)
    context.add({ kind: 'request-media-type-renamed', ...sides(before.name, after.name) });
  if (old.schema === undefined && now.schema !== undefined && !isItemized(old, now))
    context.add({
      kind: 'request-body-schema-added',
      ...sides(undefined, undefined),
      oasdiff: ['request-body-media-type-schema-added'],
    });
  else if (old.schema !== undefined && now.schema === undefined && !isItemized(old, now))
    context.add({
      kind: 'request-body-schema-removed',
      ...sides(undefined, undefined),
      oasdiff: ['request-body-media-type-schema-removed'],
    });
  const [was, is] = [getEncodings(old), getEncodings(now)];
  if (!haveSameShape(was, is)) context.add({ kind: 'request-encoding-changed', ...sides(was, is) });
  if (!haveSameExamples(old, now))
    context.add({
      kind: 'request-body-description-changed',
      ...sides(old.example ?? old.examples, now.example ?? now.examples),
    });
  context.visit(old.schema, now.schema, part, { ...REACH, mediaType: after.name });
  compareItems(context, old, now, part, { ...REACH, mediaType: after.name });
}

/** Whether the whole and its items are described one for the other: `schema` became `itemSchema`, or the reverse. */
export function isItemized(old: MediaTypeObject, now: MediaTypeObject): boolean {
  return (old.itemSchema === undefined) !== (now.itemSchema === undefined);
}

/** Compares the schemas of a stream's items (OpenAPI 3.2, section 4.14.1). */
export function compareItems(
  context: PairContext,
  old: MediaTypeObject,
  now: MediaTypeObject,
  stream: string,
  reach: ItemReach,
): void {
  const part = `${stream} item`;
  if (isItemized(old, now))
    context.add({
      kind: `${reach.direction}-item-schema-${now.itemSchema === undefined ? 'removed' : 'added'}`,
      part,
      before: context.createSideBefore(old),
      after: context.createSideAfter(now),
      reach: { direction: reach.direction, location: reach.location },
    });
  context.visit(old.itemSchema, now.itemSchema, part, reach);
}

interface ItemReach {
  readonly direction: 'request' | 'response';
  readonly location: 'body' | 'response';
  readonly mediaType: string;
}

/** How the parts of a body are encoded, by name and by position; without defaults. */
function getEncodings({ encoding, prefixEncoding, itemEncoding }: EncodingsObject): object {
  const byName = Object.entries(encoding ?? {})
    .map(([property, one]): [string, object] => [property, withoutDefaults(one)])
    .filter(([, one]) => Object.keys(one).length > 0);
  return {
    ...Object.fromEntries(byName),
    ...(prefixEncoding && { prefixEncoding: prefixEncoding.map(withoutDefaults) }),
    ...(itemEncoding && { itemEncoding: withoutDefaults(itemEncoding) }),
  };
}

/** Swashbuckle writes `style: form` for every part, which is the default (OpenAPI 3.1, section 4.8.15). */
function withoutDefaults(encoding: EncodingObject): object {
  const {
    style = 'form',
    explode = style === 'form',
    allowReserved = false,
    encoding: byName,
    prefixEncoding,
    itemEncoding,
    ...rest
  } = encoding;
  const isDefault = style === 'form' && explode && !allowReserved;
  const nested = getEncodings(defined({ encoding: byName, prefixEncoding, itemEncoding }));
  return {
    ...(isDefault ? {} : { style, explode, allowReserved }),
    ...rest,
    ...(Object.keys(nested).length > 0 && { encoding: nested }),
  };
}

export function haveSameExamples(before: MediaTypeObject, after: MediaTypeObject): boolean {
  return haveSameShape([before.example, before.examples], [after.example, after.examples]);
}

export type Content = Readonly<Record<string, MediaTypeObject>>;

export interface NamedMediaType {
  readonly name: string;
  readonly node: MediaTypeObject;
}

export interface MediaTypePair {
  readonly before: NamedMediaType;
  readonly after: NamedMediaType;
  /** How the name changed: only its parameters after `;`, to a wider type, or to a narrower one. */
  readonly renamed?: 'parameters' | 'generalized' | 'specialized';
}

interface PairedMediaTypes {
  readonly pairs: readonly MediaTypePair[];
  readonly removed: readonly NamedMediaType[];
  readonly added: readonly NamedMediaType[];
}

/** Pairs the media types of two bodies: those with the same name, then those of which one includes the other. */
export function pairMediaTypes(
  before: Content | undefined,
  after: Content | undefined,
): PairedMediaTypes {
  const now = new Map(listMediaTypes(after).map((one) => [one.name, one]));
  const pairs: MediaTypePair[] = [];
  const removed: NamedMediaType[] = [];
  for (const old of listMediaTypes(before)) {
    const same = now.get(old.name);
    if (same === undefined) removed.push(old);
    else pairs.push({ before: old, after: same });
    now.delete(old.name);
  }
  const unmatched: NamedMediaType[] = [];
  for (const old of removed) {
    const related = [...now.values()].find(({ name }) => areRelated(old.name, name));
    if (related === undefined) {
      unmatched.push(old);
      continue;
    }
    now.delete(related.name);
    pairs.push({ before: old, after: related, renamed: getRenaming(old.name, related.name) });
  }
  return { pairs, removed: unmatched, added: [...now.values()] };
}

function listMediaTypes(content: Content | undefined): readonly NamedMediaType[] {
  return Object.entries(content ?? {})
    .map(([name, node]) => ({ name, node }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly suffix: string;
  /** Sorted, as text. */
  readonly parameters: string;
}

/** RFC 9110, section 8.3.1, with the suffix of RFC 6839. Undefined if the name is not a media type. */
function parseMediaType(name: string): MediaType | undefined {
  const [essence = '', ...parameters] = name.split(';').map((part) => part.trim().toLowerCase());
  const [, type, subtype, suffix = ''] =
    /^([^/\s]+)\/([^/+\s]+)(?:\+([^/+\s]+))?$/.exec(essence) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  return { type, subtype, suffix, parameters: parameters.filter(Boolean).sort().join(';') };
}

function areRelated(a: string, b: string): boolean {
  return includes(a, b) || includes(b, a);
}

/** `application/json` includes `application/problem+json`; parameters are ignored. */
function includes(wide: string, narrow: string): boolean {
  const [a, b] = [parseMediaType(wide), parseMediaType(narrow)];
  if (a === undefined || b === undefined || a.type !== b.type) return false;
  if (a.suffix === '' && b.suffix !== '' && b.suffix === a.subtype) return true;
  return a.subtype === b.subtype && a.suffix === b.suffix;
}

function getRenaming(before: string, after: string): NonNullable<MediaTypePair['renamed']> {
  if (parseMediaType(before)?.parameters !== parseMediaType(after)?.parameters) return 'parameters';
  return includes(before, after) ? 'specialized' : 'generalized';
}
