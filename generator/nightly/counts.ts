import type { Change } from '../diff/index.js';
import type { Counts } from './told.js';

/** Each change counts once, as the worse of its two sides. */
export function countsOf(changes: readonly Change[]): Counts {
  const counted = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const withVerdict = (verdict: Change['wire']) =>
    counted.filter((change) => worse(change) === verdict).length;
  return {
    breaking: withVerdict('breaking'),
    potentiallyBreaking: withVerdict('potentially-breaking'),
    other: withVerdict('non-breaking'),
    acknowledged: changes.length - counted.length,
  };
}

function worse({ wire, source }: Change): Change['wire'] {
  const order: readonly Change['wire'][] = ['breaking', 'potentially-breaking'];
  return order.find((verdict) => wire === verdict || source === verdict) ?? 'non-breaking';
}
