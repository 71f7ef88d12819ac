import type { Direction } from '../finding.js';
import type { Difference, Facts, TypeFacts } from '../schemas/difference.js';
import { isCovered, isFormatWithin } from '../schemas/keywords/types.js';
import { OASDIFF_IDS } from './oasdiff-ids.js';
import type { SchemaUse } from './kind-of-difference.js';

/** How a schema is used, as far as the ids of oasdiff depend on that. */
export interface OasdiffUse extends SchemaUse {
  /** Whether the media type is JSON, where `1` and `"1"` differ. */
  readonly isJson: boolean;
  /** Whether the operation is `beta` or `stable`: oasdiff ignores others by default. */
  readonly isStable: boolean;
  readonly parameter?: {
    readonly in: string;
    readonly optional: boolean;
    readonly formExplode: boolean;
  };
}

/**
 * Returns the ids that oasdiff gives for a difference between schemas where they are used.
 *
 * @param today `YYYY-MM-DD`, to compare sunset dates with.
 */
export function getOasdiffIds(
  difference: Difference,
  use: OasdiffUse,
  today: string | undefined,
): readonly string[] {
  return getCandidates(difference, use, today).filter((id) => OASDIFF_IDS.has(id));
}

/** The ids that oasdiff's naming scheme gives; not all of them exist. */
function getCandidates(
  { what, facts }: Difference,
  use: OasdiffUse,
  today: string | undefined,
): readonly string[] {
  const prefix = getPrefix(use);
  switch (what) {
    case 'property-added':
    case 'property-removed':
    case 'property-became-required':
    case 'property-became-optional':
      return facts.oasdiffSuffixes === undefined ? getPropertyIds(what, facts, use) : [];
    case 'became-read-only':
    case 'became-not-read-only':
    case 'became-write-only':
    case 'became-not-write-only':
      return [`${use.direction}-${getRequiredness(facts)}-property-${what}`];
    case 'type-generalized':
    case 'type-specialized':
      return [
        ...getVariantIds(what === 'type-specialized', facts, prefix),
        ...getTypeIds(facts, use),
      ];
    case 'type-changed':
    case 'format-changed':
    case 'format-generalized':
    case 'format-specialized':
      return getTypeIds(facts, use);
    case 'enum-value-added':
    case 'enum-value-removed':
      return [
        ...getEnumIds(what, facts, use),
        ...(facts.oasdiffSuffixes ?? []).map((suffix) => `${prefix}-${suffix}`),
      ];
    case 'enum-removed':
      return getEnumIds('enum-value-removed', facts, use);
    case 'became-enum':
      return [
        ...getEnumIds('enum-value-added', facts, use),
        ...(use.parameter?.in === 'header' ? ['request-header-property-became-enum'] : []),
        `${prefix}-became-enum`,
      ];
    case 'extensible-enum-value-removed':
      return facts.oasdiffSuffixes === undefined && !facts.readOnly ? [`${prefix}-x-${what}`] : [];
    case 'default-added':
    case 'default-removed':
    case 'default-changed': {
      const suffix = `default-value-${what.slice('default-'.length)}`;
      return use.parameter?.optional === false ? [] : [`${prefix}-${suffix}`];
    }
    case 'variant-added':
    case 'variant-removed':
      return [...getVariantIds(what === 'variant-added', facts, prefix), ...getTypeIds(facts, use)];
    case 'wrapped-in-one-of':
      return [`${prefix}-${use.nested ? 'one-of-added' : what}`];
    case 'all-of-notes-added':
      return [`${prefix}-all-of-added-annotation-only`];
    case 'all-of-notes-removed':
      return [`${prefix}-all-of-removed-annotation-only`];
    case 'stability-increased':
    case 'stability-decreased':
      return use.isStable ? getPlainIds(what, facts, prefix) : [];
    case 'deprecated':
      return getSunsetSuffixes(facts.sunset, today).map((suffix) => `${prefix}-${suffix}`);
    default:
      return getLimitIds(what, facts, use, prefix) ?? getPlainIds(what, facts, prefix);
  }
}

/** For most differences the id is the use and what happened. */
function getPlainIds(what: string, { oasdiffSuffixes }: Facts, prefix: string): readonly string[] {
  return oasdiffSuffixes === undefined ? [`${prefix}-${what}`] : [];
}

function getPrefix({ location, direction, nested }: OasdiffUse): string {
  if (location === 'parameter') return nested ? 'request-parameter-property' : 'request-parameter';
  if (location === 'header') return nested ? 'response-header-property' : 'response-header';
  return `${direction}-${nested ? 'property' : 'body'}`;
}

function getRequiredness({ required }: Facts): string {
  return required ? 'required' : 'optional';
}

function getPropertyIds(
  what:
    'property-added' | 'property-removed' | 'property-became-required' | 'property-became-optional',
  facts: Facts,
  use: OasdiffUse,
): readonly string[] {
  if (use.direction === 'response') {
    const writeOnly = facts.writeOnly ? 'write-only-' : '';
    if (what === 'property-added' || what === 'property-removed')
      return [`response-${getRequiredness(facts)}-${writeOnly}${what}`];
    return [`response-${writeOnly}${what}`];
  }
  if (facts.readOnly) return [];
  if (use.location === 'parameter') return getHeaderParameterIds(what, facts, use);
  const withDefault = facts.hasDefault ? '-with-default' : '';
  if (what === 'property-added')
    return facts.required
      ? [`new-required-request-property${withDefault}`]
      : ['new-optional-request-property'];
  return [`request-${what}${what === 'property-became-required' ? withDefault : ''}`];
}

function getHeaderParameterIds(what: string, facts: Facts, use: OasdiffUse): readonly string[] {
  if (use.parameter?.in !== 'header') return [];
  if (what === 'property-became-required') return ['request-header-property-became-required'];
  return what === 'property-added' && facts.required
    ? ['new-required-request-header-property']
    : [];
}

/** Empty if the difference is not one of a union. */
function getVariantIds(added: boolean, { variants }: Facts, prefix: string): readonly string[] {
  if (variants === undefined) return [];
  return [`${prefix}-${variants === 'anyOf' ? 'any-of' : 'one-of'}-${added ? 'added' : 'removed'}`];
}

function getTypeIds(facts: Facts, use: OasdiffUse): readonly string[] {
  const { types, listOfTypes } = facts;
  const prefix = getPrefix(use);
  const isRequest = use.direction === 'request';
  if (isRequest && use.location === 'body' && use.nested && facts.readOnly) return [];
  if (listOfTypes !== undefined) {
    const widened = isRequest ? !listOfTypes.removed : listOfTypes.added;
    return [`${prefix}-list-of-types-${widened ? 'widened' : 'narrowed'}`];
  }
  if (types === undefined) return [];
  return [`${prefix}-type-${getTypeVerdict(types, facts, use)}`];
}

function getEnumIds(
  what: 'enum-value-added' | 'enum-value-removed',
  { readOnly, writeOnly }: Facts,
  use: OasdiffUse,
): readonly string[] {
  const prefix = getPrefix(use);
  if (use.location === 'body' && use.nested && readOnly && what === 'enum-value-removed')
    return ['request-read-only-property-enum-value-removed'];
  if (use.location !== 'response') return [`${prefix}-${what}`];
  if (!use.nested) return [`response-mediatype-${what}`];
  return writeOnly && what === 'enum-value-added'
    ? ['response-write-only-property-enum-value-added']
    : [`${prefix}-${what}`];
}

/** Days: the example of a policy in oasdiff's documentation. */
const NOTICE = 31;

/** The user's policy decides whether a date is missing or too near; if it may be, both ids are given. */
function getSunsetSuffixes(sunset = 'none', today: string | undefined): readonly string[] {
  if (sunset === 'none') return ['deprecated', 'deprecated-sunset-missing'];
  const date = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(sunset)?.[0];
  if (date === undefined || Number.isNaN(Date.parse(date))) return ['deprecated-sunset-invalid'];
  const isNear =
    today !== undefined && Date.parse(date) - Date.parse(today) < NOTICE * 24 * 60 * 60 * 1000;
  return isNear ? ['deprecated-with-sunset', 'sunset-date-too-small'] : ['deprecated-with-sunset'];
}

const LIMIT =
  /^(minimum|maximum|(?:min|max)-(?:length|items|contains)|pattern)-(set|unset|increased|decreased|changed)$/;

/** Changes that allow less, which breaks no request where the property is read-only. */
const TIGHTENING = /^((exclusive-)?max(-length)?-decreased|(exclusive-)?min-increased)$/;

/** Undefined if the difference is not one of a limit. */
function getLimitIds(
  what: string,
  facts: Facts,
  { location, direction, nested }: OasdiffUse,
  prefix: string,
): readonly string[] | undefined {
  const [, limit, change] = LIMIT.exec(what) ?? [];
  if (limit === undefined || change === undefined) return undefined;
  if (direction === 'response' && nested && facts.writeOnly && limit !== 'pattern') return [];
  const suffixes = getLimitSuffixes(limit, change, facts, direction);
  // oasdiff compares `maxItems` of a parameter in the schema of its items as well.
  if (location === 'parameter' && facts.ofItems && limit === 'max-items')
    return suffixes.map((suffix) => `request-parameter-${suffix}`);
  if (location !== 'body' || !nested || !facts.readOnly)
    return suffixes.map((suffix) => `${prefix}-${suffix}`);
  return suffixes.flatMap((suffix) => {
    if (TIGHTENING.test(suffix)) return [`request-read-only-property-${suffix}`];
    return suffix.endsWith('-set') || suffix === 'min-items-increased'
      ? []
      : [`${prefix}-${suffix}`];
  });
}

function getLimitSuffixes(
  limit: string,
  change: string,
  { oasdiffSuffixes, effect }: Facts,
  direction: Direction,
): readonly string[] {
  switch (limit) {
    case 'minimum':
    case 'maximum':
      return oasdiffSuffixes ?? [];
    case 'min-length':
    case 'min-items':
      // oasdiff reads 0 where the keyword is missing.
      if (change === 'set') return [`${limit}-set`, `${limit}-increased`];
      return change === 'unset' ? [`${limit}-unset`, `${limit}-decreased`] : [`${limit}-${change}`];
    case 'pattern':
      if (change === 'set') return ['pattern-added'];
      if (change === 'unset') return ['pattern-removed'];
      return effect === 'relaxed' && direction === 'request'
        ? ['pattern-generalized']
        : ['pattern-changed'];
    default:
      return [`${limit}-${change}`];
  }
}

/** How oasdiff names a change of type or format. */
type TypeVerdict = 'changed' | 'generalized' | 'specialized' | 'compatible';

type Sides = readonly [before: TypeFacts, after: TypeFacts];

function getTypeVerdict(types: Sides, facts: Facts, use: OasdiffUse): TypeVerdict {
  if (use.location === 'parameter') {
    const isRepeated = facts.becameListOfItself === true && use.parameter?.formExplode === true;
    return use.nested ? getParameterPartVerdict(types) : getParameterVerdict(types, isRepeated);
  }
  return use.direction === 'request'
    ? getRequestVerdict(types, use.isJson)
    : getResponseVerdict(types, use.isJson);
}

interface TypeChange {
  readonly typesChanged: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly from: TypeFacts;
  readonly to: TypeFacts;
}

/** @param strict whether a number and its text are written differently, as in JSON. */
function getRequestVerdict(sides: Sides, strict: boolean): TypeVerdict {
  const change = compareSides(sides);
  const widened = change.typesChanged && isWithin(sides[0].types, sides[1].types);
  if (isBreaking(change, strict, widened)) return 'changed';
  return isSwap(sides, change) && !widened ? 'compatible' : 'generalized';
}

/** As {@link getRequestVerdict} with both sides exchanged: a response may contain less, not more. */
function getResponseVerdict([before, after]: Sides, strict: boolean): TypeVerdict {
  const change = compareSides([after, before]);
  const narrowed = change.typesChanged && isWithin(after.types, before.types);
  const widened = change.typesChanged && isWithin(before.types, after.types);
  if (isBreaking(change, strict, narrowed)) return widened ? 'generalized' : 'changed';
  return isSwap([before, after], change) && !narrowed ? 'compatible' : 'specialized';
}

/** A parameter is sent as text, whatever its type. */
function getParameterVerdict(sides: Sides, isRepeated: boolean): TypeVerdict {
  const breaks = isBreakingChange(compareSides(sides), false);
  return breaks && !isRepeated ? 'changed' : 'generalized';
}

/** The serialization of a part of a parameter is unknown, and the verdict may depend on it. */
function getParameterPartVerdict(sides: Sides): TypeVerdict {
  const change = compareSides(sides);
  const breaksStrictly = isBreakingChange(change, true);
  if (breaksStrictly !== isBreakingChange(change, false)) return 'changed';
  return breaksStrictly ? 'specialized' : 'generalized';
}

function compareSides([from, to]: Sides): TypeChange {
  const added = to.types.filter((type) => !from.types.includes(type));
  const removed = from.types.filter((type) => !to.types.includes(type));
  return { typesChanged: added.length + removed.length > 0, added, removed, from, to };
}

function isSwap([before, after]: Sides, { typesChanged }: TypeChange): boolean {
  return typesChanged && before.types.length > 0 && after.types.length > 0;
}

/** @param harmless whether the new types together accept what the old ones did. */
function isBreaking(change: TypeChange, strict: boolean, harmless: boolean): boolean {
  const ofTypes = change.typesChanged && !harmless;
  if (ofTypes && change.to.types.length === 0) return false;
  return isBreakingChange(harmless ? { ...change, typesChanged: false } : change, strict);
}

function isBreakingChange(change: TypeChange, strict: boolean): boolean {
  const { typesChanged, added, removed, from, to } = change;
  const breaksType = typesChanged && !areContained(removed, added, strict);
  const breaksFormat =
    from.format !== to.format && !isFormatWithin(from.format, to.format, to.types);
  return breaksType || breaksFormat;
}

function areContained(from: readonly string[], to: readonly string[], strict: boolean): boolean {
  const [source] = from;
  if (from.length === 1 && to.length === 1 && source !== undefined && isCovered(source, to))
    return true;
  return !strict && (to.length === 0 || to.join() === 'string');
}

/** False if there are no types: a schema without types allows everything. */
function isWithin(types: readonly string[], others: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => isCovered(type, others));
}
