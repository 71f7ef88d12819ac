import type { Direction, Location } from '../finding.js';
import type { Difference, Limit, LimitChange, Rule, What } from '../schemas/difference.js';
import type { KindId } from './index.js';

/** How a schema is used, as far as the kind of a difference in it depends on that. */
export interface SchemaUse {
  readonly direction: Direction;
  readonly location: Location;
  /** True: the difference is inside the schema that is used there, such as in a property. */
  readonly nested: boolean;
}

type LimitWhat = `${Limit}-${LimitChange}`;
type RuleWhat = `${Rule}-${'added' | 'removed' | 'changed'}`;
type PlainWhat = Exclude<What, LimitWhat | RuleWhat>;

/**
 * Returns the kind of change that a difference is where its schema is used.
 *
 * @param isCondition whether the schema is a condition, such as `not`, where allowing less may allow more in the end.
 */
export function getSchemaKind(
  difference: Difference,
  use: SchemaUse,
  isCondition: boolean,
): KindId {
  const { what, facts } = difference;
  if (!isPlain(what) || (isCondition && !SAME_IN_CONDITIONS.has(what))) {
    const effect = isCondition ? 'changed' : (facts.effect ?? 'changed');
    return getLimitKind(what, effect, use);
  }
  return (
    (use.nested ? undefined : getParameterOrHeaderKind(what, use.location)) ??
    (use.direction === 'request'
      ? getRequestKind(what, difference)
      : getResponseKind(what, difference))
  );
}

const SAME_IN_CONDITIONS: ReadonlySet<What> = new Set([
  'documentation-changed',
  'deprecated',
  'reactivated',
]);

/** True: not a limit or a rule, so that the tables below have its kind. */
function isPlain(what: What): what is PlainWhat {
  return what === 'property-added' || Object.hasOwn(REQUEST_KINDS, what);
}

/** Limits that have a kind of their own in requests. */
const SHAPE_LIMIT = /^(multiple-of|min-properties|max-properties|unique-items)-/;

function getLimitKind(
  what: What,
  effect: 'tightened' | 'relaxed' | 'changed',
  { location, nested, direction }: SchemaUse,
): KindId {
  if (location === 'header' && !nested) return 'response-header-schema-changed';
  if (direction === 'response') return 'response-constraint-changed';
  const isRelaxed = effect === 'relaxed';
  if (location === 'parameter' && !nested)
    return isRelaxed ? 'parameter-constraint-relaxed' : 'parameter-constraint-tightened';
  if (isRelaxed) return 'request-constraint-relaxed';
  return SHAPE_LIMIT.test(what)
    ? 'request-shape-constraint-tightened'
    : 'request-constraint-tightened';
}

function getRequestKind(what: PlainWhat, { facts }: Difference): KindId {
  if (what === 'property-added')
    return facts.required ? 'request-required-property-added' : 'request-optional-property-added';
  return REQUEST_KINDS[what];
}

function getResponseKind(what: PlainWhat, { facts, path }: Difference): KindId {
  const requiredness = facts.required ? 'required' : 'optional';
  if (what === 'property-added') return `response-${requiredness}-property-added`;
  if (what === 'property-removed') return `response-${requiredness}-property-removed`;
  if (what === 'type-changed' && path.length === 0 && facts.ofItems)
    return 'response-items-type-changed';
  return RESPONSE_KINDS[what];
}

/** Parameters and headers have kinds of their own for differences in their schema itself. */
function getParameterOrHeaderKind(what: What, location: Location): KindId | undefined {
  if (location === 'parameter') return PARAMETER_KINDS[what];
  if (location !== 'header' || SAME_IN_HEADERS.has(what)) return undefined;
  return HEADER_TYPE_DIFFERENCES.has(what)
    ? 'response-header-type-changed'
    : 'response-header-schema-changed';
}

const PARAMETER_KINDS: Partial<Readonly<Record<What, KindId>>> = {
  'became-nullable': 'parameter-became-nullable',
  'became-not-nullable': 'parameter-became-not-nullable',
  'type-changed': 'parameter-type-changed',
  'type-generalized': 'parameter-type-generalized',
  'type-specialized': 'parameter-type-specialized',
  'format-changed': 'parameter-type-changed',
  'format-generalized': 'parameter-type-generalized',
  'format-specialized': 'parameter-type-changed',
  'content-media-type-changed': 'parameter-type-changed',
  'content-encoding-changed': 'parameter-type-changed',
  'became-enum': 'parameter-became-enum',
  'enum-removed': 'parameter-enum-removed',
  'enum-value-added': 'parameter-enum-value-added',
  'enum-value-removed': 'parameter-enum-value-removed',
  'const-added': 'parameter-became-enum',
  'const-removed': 'parameter-enum-removed',
  'const-changed': 'parameter-enum-value-removed',
  'default-added': 'parameter-default-changed',
  'default-removed': 'parameter-default-changed',
  'default-changed': 'parameter-default-changed',
  'variant-added': 'parameter-type-generalized',
  'variant-removed': 'parameter-type-specialized',
};

const HEADER_TYPE_DIFFERENCES: ReadonlySet<What> = new Set([
  'became-nullable',
  'became-not-nullable',
  'type-changed',
  'type-generalized',
  'type-specialized',
  'format-changed',
  'format-generalized',
  'format-specialized',
]);

const SAME_IN_HEADERS: ReadonlySet<What> = new Set([
  'documentation-changed',
  'enum-member-renamed',
]);

const BOTH_DIRECTIONS = {
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
} as const satisfies Partial<Record<PlainWhat, KindId>>;

const REQUEST_KINDS: Readonly<Record<Exclude<PlainWhat, 'property-added'>, KindId>> = {
  ...BOTH_DIRECTIONS,
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
  Record<Exclude<PlainWhat, 'property-added' | 'property-removed'>, KindId>
> = {
  ...BOTH_DIRECTIONS,
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
