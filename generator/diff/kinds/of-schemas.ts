import type { Direction, Place } from '../finding.js';
import type { Difference, Limit, LimitChange, Rule, What } from '../schemas/difference.js';
import { placeKindOf } from './of-places.js';
import type { SchemaKindId } from './schema-ids.js';

/** A way on which a difference travels, as far as its kind depends on it. */
export interface Way {
  readonly direction: Direction;
  readonly place: Place;
  /** Whether the difference is inside of the place's own schema. */
  readonly nested: boolean;
}

type LimitWhat = `${Limit}-${LimitChange}`;
type RuleWhat = `${Rule}-${'added' | 'removed' | 'changed'}`;
type PlainWhat = Exclude<What, LimitWhat | RuleWhat>;

/**
 * The kind of change that a difference is on a way.
 *
 * @param isCondition whether it was found in a condition, which may mean the opposite.
 */
export function kindOf(difference: Difference, way: Way, isCondition: boolean): SchemaKindId {
  const { what, facts } = difference;
  if (!isPlain(what) || (isCondition && !ANY_WAY.has(what))) {
    const effect = isCondition ? 'changed' : (facts.effect ?? 'changed');
    return limitKindOf(what, effect, way);
  }
  const atPlace = way.nested ? undefined : placeKindOf(what, way.place);
  if (atPlace !== undefined) return atPlace;
  return way.direction === 'request'
    ? requestKind(what, difference)
    : responseKind(what, difference);
}

/** Differences that mean the same wherever they stand. */
const ANY_WAY: ReadonlySet<What> = new Set(['documentation-changed', 'deprecated', 'reactivated']);

const LIMIT_OR_RULE =
  /^(minimum|maximum|multiple-of|(min|max)-(length|items|properties|contains)|unique-items|pattern)-(set|unset|increased|decreased|changed)$|^(if|then|else|not|contains|property-names|pattern-property|dependent-required|dependent-schema|unevaluated-items|unevaluated-properties|content-schema|prefix-items)-(added|removed|changed)$/;

function isPlain(what: What): what is PlainWhat {
  return !LIMIT_OR_RULE.test(what);
}

/** Limits that have a row of their own in what is sent. */
const OF_SHAPE = /^(multiple-of|min-properties|max-properties|unique-items)-/;

function limitKindOf(
  what: What,
  effect: 'tightened' | 'relaxed' | 'changed',
  { place, nested, direction }: Way,
): SchemaKindId {
  if (place === 'header' && !nested) return 'response-header-schema-changed';
  if (direction === 'response') return 'response-constraint-changed';
  const isRelaxed = effect === 'relaxed';
  if (place === 'parameter' && !nested)
    return isRelaxed ? 'parameter-constraint-relaxed' : 'parameter-constraint-tightened';
  if (isRelaxed) return 'request-constraint-relaxed';
  return OF_SHAPE.test(what)
    ? 'request-shape-constraint-tightened'
    : 'request-constraint-tightened';
}

function requestKind(what: PlainWhat, { facts }: Difference): SchemaKindId {
  if (what === 'property-added')
    return facts.required ? 'request-required-property-added' : 'request-optional-property-added';
  return REQUEST_KINDS[what];
}

function responseKind(what: PlainWhat, { facts, path }: Difference): SchemaKindId {
  const requiredness = facts.required ? 'required' : 'optional';
  if (what === 'property-added') return `response-${requiredness}-property-added`;
  if (what === 'property-removed') return `response-${requiredness}-property-removed`;
  if (what === 'type-changed' && path.length === 0 && facts.ofItems)
    return 'response-items-type-changed';
  return RESPONSE_KINDS[what];
}

const EITHER_WAY = {
  'enum-member-renamed': 'enum-member-renamed',
  'extensible-enum-value-added': 'extensible-enum-value-changed',
  'additional-properties-declared': 'additional-properties-declared',
  'additional-properties-undeclared': 'additional-properties-undeclared',
  'all-of-notes-added': 'schema-documentation-changed',
  'all-of-notes-removed': 'schema-documentation-changed',
  reactivated: 'property-reactivated',
  'sunset-changed': 'property-sunset-changed',
  'stability-increased': 'property-stability-increased',
  'stability-decreased': 'property-stability-decreased',
  'documentation-changed': 'schema-documentation-changed',
} as const satisfies Partial<Record<PlainWhat, SchemaKindId>>;

const REQUEST_KINDS: Readonly<Record<Exclude<PlainWhat, 'property-added'>, SchemaKindId>> = {
  ...EITHER_WAY,
  'property-removed': 'request-property-removed',
  'property-became-required': 'request-property-became-required',
  'property-became-optional': 'request-property-became-optional',
  'became-read-only': 'request-property-became-read-only',
  'became-not-read-only': 'request-property-became-not-read-only',
  'became-write-only': 'request-property-became-write-only',
  'became-not-write-only': 'request-property-became-not-write-only',
  'became-nullable': 'request-property-became-nullable',
  'became-not-nullable': 'request-property-became-not-nullable',
  'type-changed': 'request-property-type-changed',
  'type-generalized': 'request-property-type-generalized',
  'type-specialized': 'request-property-type-narrowed',
  'format-changed': 'request-property-type-changed',
  'format-generalized': 'request-property-type-generalized',
  'format-specialized': 'request-property-type-changed',
  'content-media-type-changed': 'request-property-type-changed',
  'content-encoding-changed': 'request-property-type-changed',
  'became-enum': 'request-property-became-enum',
  'enum-removed': 'request-property-enum-removed',
  'enum-value-added': 'request-property-enum-value-added',
  'enum-value-removed': 'request-property-enum-value-removed',
  'extensible-enum-value-removed': 'request-extensible-enum-value-removed',
  'const-added': 'request-property-const-changed',
  'const-removed': 'request-property-const-removed',
  'const-changed': 'request-property-const-changed',
  'default-added': 'request-default-changed',
  'default-removed': 'request-default-changed',
  'default-changed': 'request-default-changed',
  'variant-added': 'request-variant-added',
  'variant-removed': 'request-variant-removed',
  'wrapped-in-one-of': 'request-wrapped-in-one-of',
  'all-of-added': 'request-all-of-added',
  'all-of-removed': 'request-all-of-removed',
  'discriminator-added': 'request-discriminator-changed',
  'discriminator-removed': 'request-discriminator-changed',
  'discriminator-property-name-changed': 'request-discriminator-changed',
  'discriminator-mapping-added': 'request-discriminator-changed',
  'discriminator-mapping-deleted': 'request-discriminator-changed',
  'discriminator-mapping-changed': 'request-discriminator-changed',
  'additional-properties-allowed': 'request-additional-properties-allowed',
  'additional-properties-forbidden': 'request-additional-properties-forbidden',
  'additional-properties-typed': 'request-additional-properties-type-changed',
  'additional-properties-untyped': 'request-property-type-generalized',
  deprecated: 'request-property-deprecated',
};

const RESPONSE_KINDS: Readonly<
  Record<Exclude<PlainWhat, 'property-added' | 'property-removed'>, SchemaKindId>
> = {
  ...EITHER_WAY,
  'property-became-required': 'response-property-became-required',
  'property-became-optional': 'response-property-became-optional',
  'became-read-only': 'response-property-became-read-only',
  'became-not-read-only': 'response-property-became-not-read-only',
  'became-write-only': 'response-property-became-write-only',
  'became-not-write-only': 'response-property-became-not-write-only',
  'became-nullable': 'response-property-became-nullable',
  'became-not-nullable': 'response-property-became-not-nullable',
  'type-changed': 'response-property-type-changed',
  'type-generalized': 'response-property-type-generalized',
  'type-specialized': 'response-property-type-specialized',
  'format-changed': 'response-format-changed',
  'format-generalized': 'response-format-changed',
  'format-specialized': 'response-format-changed',
  'content-media-type-changed': 'response-format-changed',
  'content-encoding-changed': 'response-format-changed',
  'became-enum': 'response-became-enum',
  'enum-removed': 'response-enum-removed',
  'enum-value-added': 'response-enum-value-added',
  'enum-value-removed': 'response-enum-value-removed',
  'extensible-enum-value-removed': 'extensible-enum-value-changed',
  'const-added': 'response-property-const-added',
  'const-removed': 'response-property-const-changed',
  'const-changed': 'response-property-const-changed',
  'default-added': 'response-default-changed',
  'default-removed': 'response-default-changed',
  'default-changed': 'response-default-changed',
  'variant-added': 'response-variant-added',
  'variant-removed': 'response-variant-removed',
  'wrapped-in-one-of': 'response-variant-added',
  'all-of-added': 'response-all-of-changed',
  'all-of-removed': 'response-all-of-changed',
  'discriminator-added': 'response-discriminator-changed',
  'discriminator-removed': 'response-discriminator-changed',
  'discriminator-property-name-changed': 'response-discriminator-changed',
  'discriminator-mapping-added': 'response-discriminator-changed',
  'discriminator-mapping-deleted': 'response-discriminator-changed',
  'discriminator-mapping-changed': 'response-discriminator-changed',
  'additional-properties-allowed': 'response-additional-properties-allowed',
  'additional-properties-forbidden': 'response-additional-properties-forbidden',
  'additional-properties-typed': 'response-property-type-specialized',
  'additional-properties-untyped': 'response-property-type-generalized',
  deprecated: 'response-property-deprecated',
};
