import type { Direction } from '../finding.js';
import type { Facts } from '../schemas/difference.js';
import type { Arrival } from './schemas.js';

const LIMIT =
  /^(minimum|maximum|(?:min|max)-(?:length|items|contains)|pattern)-(set|unset|increased|decreased|changed)$/;

/** Changes that allow less, which for a property that is only read is no matter. */
const TIGHTENING = /^((exclusive-)?max(-length)?-decreased|(exclusive-)?min-increased)$/;

/** Ids for a limit on values; undefined when the difference is none. */
export function limitIds(
  what: string,
  facts: Facts,
  { place, direction, nested }: Arrival,
  prefix: string,
): readonly string[] | undefined {
  const [, limit, change] = LIMIT.exec(what) ?? [];
  if (limit === undefined || change === undefined) return undefined;
  if (direction === 'response' && nested && facts.writeOnly && limit !== 'pattern') return [];
  const suffixes = suffixesOf(limit, change, facts, direction);
  // Of a parameter that is a list, the number of items is looked for in the items as well.
  if (place === 'parameter' && facts.ofItems && limit === 'max-items')
    return suffixes.map((suffix) => `request-parameter-${suffix}`);
  if (place !== 'body' || !nested || !facts.readOnly)
    return suffixes.map((suffix) => `${prefix}-${suffix}`);
  return suffixes.flatMap((suffix) => {
    if (TIGHTENING.test(suffix)) return [`request-read-only-property-${suffix}`];
    return suffix.endsWith('-set') || suffix === 'min-items-increased'
      ? []
      : [`${prefix}-${suffix}`];
  });
}

function suffixesOf(
  limit: string,
  change: string,
  { literal, effect }: Facts,
  direction: Direction,
): readonly string[] {
  switch (limit) {
    case 'minimum':
    case 'maximum':
      return literal ?? [];
    case 'min-length':
    case 'min-items':
      // Where nothing is said oasdiff reads 0.
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
