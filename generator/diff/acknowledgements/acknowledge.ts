import { sortedBy } from '../../util/order.js';
import type { Change, StaleAcknowledgement } from '../change.js';

/** A change that is known and accepted for a while. */
export interface Acknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
}

/** What acknowledgements do to a report. The verdict is made from `changes` afterwards. */
export interface Acknowledged {
  /** All changes, in their order; those that are accepted today say so. */
  readonly changes: readonly Change[];
  /** Sorted by fingerprint. */
  readonly stale: readonly StaleAcknowledgement[];
}

/** @param today `YYYY-MM-DD`, in UTC: the clock is read where the command begins. */
export function acknowledge(
  changes: readonly Change[],
  acknowledgements: readonly Acknowledgement[],
  today: string,
): Acknowledged {
  const found = new Set(changes.map(({ fingerprint }) => fingerprint));
  const holding = new Map(
    acknowledgements
      .filter(({ until }) => until >= today)
      .map(({ fingerprint, reason, until }) => [fingerprint, { reason, until }]),
  );
  const stale = acknowledgements
    .filter(({ fingerprint, until }) => !found.has(fingerprint) || until < today)
    .map(({ fingerprint, reason, until }): StaleAcknowledgement => {
      const why = found.has(fingerprint) ? 'expired' : 'unmatched';
      return { fingerprint, reason, until, why };
    });
  return {
    changes: changes.map((change) => {
      const acknowledged = holding.get(change.fingerprint);
      return acknowledged === undefined ? change : { ...change, acknowledged };
    }),
    stale: sortedBy(stale, ({ fingerprint }) => fingerprint),
  };
}
