import type { Change, Drift } from '../index.js';

/**
 * Puts every change into one of the three lists that a promotion asks for: what stands in one document
 * alone is coming or leaving, the rest differs.
 *
 * @param changes From production's document (before) to pre-production's (after).
 */
export function driftOf(
  changes: readonly Change[],
  { from, to }: { readonly from: string; readonly to: string },
): Drift {
  const isComing = ({ pointers }: Change) => pointers.before === undefined;
  const isLeaving = ({ pointers }: Change) => pointers.after === undefined;
  const fingerprints = (wanted: (change: Change) => boolean) =>
    changes.filter(wanted).map(({ fingerprint }) => fingerprint);
  return {
    from,
    to,
    coming: fingerprints((change) => isComing(change) && !isLeaving(change)),
    leaving: fingerprints((change) => isLeaving(change) && !isComing(change)),
    differing: fingerprints((change) => isComing(change) === isLeaving(change)),
  };
}
