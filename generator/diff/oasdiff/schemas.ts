import type { Direction, Place } from '../finding.js';
import type { Difference, Facts } from '../schemas/difference.js';
import { OASDIFF_IDS } from './ids.js';
import { limitIds } from './limits.js';
import {
  parameterPartVerdict,
  parameterVerdict,
  requestVerdict,
  responseVerdict,
} from './types.js';

/** Where a difference arrives, as far as oasdiff names it by that. */
export interface Arrival {
  readonly direction: Direction;
  readonly place: Place;
  /** Whether the difference is inside of the place's own schema. */
  readonly nested: boolean;
  /** Whether the media type tells numbers from texts. */
  readonly isJson: boolean;
  /** Whether the operation is at least beta. */
  readonly isStable: boolean;
  readonly parameter?: {
    readonly in: string;
    readonly optional: boolean;
    readonly formExplode: boolean;
  };
}

/**
 * The ids that oasdiff gives for a difference between schemas where it arrives.
 *
 * @param today `2026-11-24`, for dates after which something goes.
 */
export function schemaIds(
  difference: Difference,
  arrival: Arrival,
  today: string | undefined,
): readonly string[] {
  return candidates(difference, arrival, today).filter((id) => OASDIFF_IDS.has(id));
}

/** What a difference is called by if there is such an id. */
function candidates(
  difference: Difference,
  arrival: Arrival,
  today: string | undefined,
): readonly string[] {
  const { what, facts } = difference;
  const prefix = prefixOf(arrival);
  switch (what) {
    case 'property-added':
    case 'property-removed':
    case 'property-became-required':
    case 'property-became-optional':
      return facts.literal === undefined ? propertyIds(what, facts, arrival) : [];
    case 'became-read-only':
    case 'became-not-read-only':
    case 'became-write-only':
    case 'became-not-write-only':
      return [`${arrival.direction}-${requiredness(facts)}-property-${what}`];
    case 'type-generalized':
    case 'type-specialized':
      return [
        ...variantIds(what === 'type-specialized', facts, prefix),
        ...typeIds(facts, arrival),
      ];
    case 'type-changed':
    case 'format-changed':
    case 'format-generalized':
    case 'format-specialized':
      return typeIds(facts, arrival);
    case 'enum-value-added':
    case 'enum-value-removed':
      return [
        ...enumIds(what, facts, arrival),
        ...(facts.literal ?? []).map((suffix) => `${prefix}-${suffix}`),
      ];
    case 'enum-removed':
      return enumIds('enum-value-removed', facts, arrival);
    case 'became-enum':
      return [
        ...enumIds('enum-value-added', facts, arrival),
        ...(arrival.parameter?.in === 'header' ? ['request-header-property-became-enum'] : []),
        `${prefix}-became-enum`,
      ];
    case 'extensible-enum-value-removed':
      return facts.literal === undefined && !facts.readOnly ? [`${prefix}-x-${what}`] : [];
    case 'default-added':
    case 'default-removed':
    case 'default-changed': {
      const suffix = `default-value-${what.slice('default-'.length)}`;
      return arrival.parameter?.optional === false ? [] : [`${prefix}-${suffix}`];
    }
    case 'variant-added':
    case 'variant-removed':
      return [...variantIds(what === 'variant-added', facts, prefix), ...typeIds(facts, arrival)];
    case 'wrapped-in-one-of':
      return [`${prefix}-${arrival.nested ? 'one-of-added' : what}`];
    case 'all-of-notes-added':
      return [`${prefix}-all-of-added-annotation-only`];
    case 'all-of-notes-removed':
      return [`${prefix}-all-of-removed-annotation-only`];
    case 'stability-increased':
    case 'stability-decreased':
      return arrival.isStable ? plainIds(what, facts, prefix) : [];
    case 'deprecated':
      return sunsetSuffixes(facts.sunset, today).map((suffix) => `${prefix}-${suffix}`);
    default:
      return limitIds(what, facts, arrival, prefix) ?? plainIds(what, facts, prefix);
  }
}

/** Where the id is the place and what happened there. */
function plainIds(what: string, { literal }: Facts, prefix: string): readonly string[] {
  return literal === undefined ? [`${prefix}-${what}`] : [];
}

function prefixOf({ place, direction, nested }: Arrival): string {
  if (place === 'parameter') return nested ? 'request-parameter-property' : 'request-parameter';
  if (place === 'header') return nested ? 'response-header-property' : 'response-header';
  return `${direction}-${nested ? 'property' : 'body'}`;
}

function requiredness({ required }: Facts): string {
  return required ? 'required' : 'optional';
}

function propertyIds(
  what:
    'property-added' | 'property-removed' | 'property-became-required' | 'property-became-optional',
  facts: Facts,
  arrival: Arrival,
): readonly string[] {
  if (arrival.direction === 'response') {
    const writeOnly = facts.writeOnly ? 'write-only-' : '';
    if (what === 'property-added' || what === 'property-removed')
      return [`response-${requiredness(facts)}-${writeOnly}${what}`];
    return [`response-${writeOnly}${what}`];
  }
  if (facts.readOnly) return [];
  if (arrival.place === 'parameter') return headerParameterIds(what, facts, arrival);
  const withDefault = facts.hasDefault ? '-with-default' : '';
  if (what === 'property-added')
    return facts.required
      ? [`new-required-request-property${withDefault}`]
      : ['new-optional-request-property'];
  return [`request-${what}${what === 'property-became-required' ? withDefault : ''}`];
}

function headerParameterIds(what: string, facts: Facts, arrival: Arrival): readonly string[] {
  if (arrival.parameter?.in !== 'header') return [];
  if (what === 'property-became-required') return ['request-header-property-became-required'];
  return what === 'property-added' && facts.required
    ? ['new-required-request-header-property']
    : [];
}

/** Of unions alone. */
function variantIds(added: boolean, { variants }: Facts, prefix: string): readonly string[] {
  if (variants === undefined) return [];
  return [`${prefix}-${variants === 'anyOf' ? 'any-of' : 'one-of'}-${added ? 'added' : 'removed'}`];
}

function typeIds(facts: Facts, arrival: Arrival): readonly string[] {
  const { types, listOfTypes } = facts;
  const prefix = prefixOf(arrival);
  const isRequest = arrival.direction === 'request';
  if (isRequest && arrival.place === 'body' && arrival.nested && facts.readOnly) return [];
  if (listOfTypes !== undefined) {
    const widened = isRequest ? !listOfTypes.removed : listOfTypes.added;
    return [`${prefix}-list-of-types-${widened ? 'widened' : 'narrowed'}`];
  }
  if (types === undefined) return [];
  if (arrival.place === 'parameter') {
    const itself = facts.becameListOfItself === true && arrival.parameter?.formExplode === true;
    const verdict = arrival.nested ? parameterPartVerdict(types) : parameterVerdict(types, itself);
    return [`${prefix}-type-${verdict}`];
  }
  const verdict = isRequest
    ? requestVerdict(types, arrival.isJson)
    : responseVerdict(types, arrival.isJson);
  return [`${prefix}-type-${verdict}`];
}

function enumIds(
  what: 'enum-value-added' | 'enum-value-removed',
  { readOnly, writeOnly }: Facts,
  arrival: Arrival,
): readonly string[] {
  const prefix = prefixOf(arrival);
  if (arrival.place === 'body' && arrival.nested && readOnly && what === 'enum-value-removed')
    return ['request-read-only-property-enum-value-removed'];
  if (arrival.place !== 'response') return [`${prefix}-${what}`];
  if (!arrival.nested) return [`response-mediatype-${what}`];
  return writeOnly && what === 'enum-value-added'
    ? ['response-write-only-property-enum-value-added']
    : [`${prefix}-${what}`];
}

/** Days: what oasdiff's documentation gives as an example of a policy. */
const NOTICE = 31;

/** Whether a date is missing or too near is a matter of policy: then both ids are given that it may be. */
function sunsetSuffixes(sunset = 'none', today: string | undefined): readonly string[] {
  if (sunset === 'none') return ['deprecated', 'deprecated-sunset-missing'];
  const date = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(sunset)?.[0];
  if (date === undefined || Number.isNaN(Date.parse(date))) return ['deprecated-sunset-invalid'];
  const isNear =
    today !== undefined && Date.parse(date) - Date.parse(today) < NOTICE * 24 * 60 * 60 * 1000;
  return isNear ? ['deprecated-with-sunset', 'sunset-date-too-small'] : ['deprecated-with-sunset'];
}
