import { sortedBy } from '../util/order.js';
import type { Bump, Change, DiffReport, StaleAcknowledgement, Verdict } from './change.js';

const WEIGHTS: Readonly<Record<Verdict, number>> = {
  breaking: 0,
  'potentially-breaking': 1,
  'non-breaking': 2,
};

/** Orders verdicts, breaking first. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return WEIGHTS[a] - WEIGHTS[b];
}

/** The worst of some verdicts; `non-breaking` for none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return [...verdicts].sort(compareVerdicts)[0] ?? 'non-breaking';
}

/** The worse verdict of both axes. */
export function worstAxis({ wire, source }: Pick<Change, 'wire' | 'source'>): Verdict {
  return worst([wire, source]);
}

/** Kinds of changes that add to the SDK: a new name to call, to pass or to import. */
const ADDITIONS: ReadonlySet<string> = new Set([
  'operation-added',
  'parameter-added-optional',
  'request-body-added-optional',
  'schema-added',
  'webhook-added',
]);

/**
 * The verdict of a whole report. Acknowledged changes do not count, but still need a patch version. What may break a
 * program's source is a minor version, as it breaks no promise.
 */
export function getVerdict(changes: readonly Change[]): DiffReport['verdict'] {
  const open = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const wire = worst(open.map((change) => change.wire));
  const source = worst(open.map((change) => change.source));
  const bump = changes.length === 0 ? 'none' : getBump(open, source);
  return { wire, source, bump };
}

function getBump(changes: readonly Change[], source: Verdict): Bump {
  if (source === 'breaking') return 'major';
  return source === 'potentially-breaking' || changes.some(isAddition) ? 'minor' : 'patch';
}

function isAddition({ id, before, pointers }: Change): boolean {
  if (ADDITIONS.has(id)) return true;
  // A property, a variant or an enum value that did not exist.
  return before === undefined && pointers.before === undefined && id.includes('added');
}

/** A change that is accepted until a day. */
export interface Acknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
}

interface Acknowledged {
  /** All changes, in their order; those accepted today have `acknowledged`. */
  readonly changes: readonly Change[];
  /** Sorted by fingerprint. */
  readonly stale: readonly StaleAcknowledgement[];
}

/**
 * Marks the changes that are acknowledged.
 *
 * @param today `YYYY-MM-DD`, in UTC.
 */
export function acknowledge(
  changes: readonly Change[],
  acknowledgements: readonly Acknowledgement[],
  today: string,
): Acknowledged {
  const present = new Set(changes.map(({ fingerprint }) => fingerprint));
  const active = new Map(
    acknowledgements
      .filter(({ until }) => until >= today)
      .map(({ fingerprint, reason, until }) => [fingerprint, { reason, until }]),
  );
  const stale = acknowledgements
    .filter(({ fingerprint, until }) => !present.has(fingerprint) || until < today)
    .map(({ fingerprint, reason, until }): StaleAcknowledgement => {
      const why = present.has(fingerprint) ? 'expired' : 'unmatched';
      return { fingerprint, reason, until, why };
    });
  return {
    changes: changes.map((change) => {
      const acknowledged = active.get(change.fingerprint);
      return acknowledged === undefined ? change : { ...change, acknowledged };
    }),
    stale: sortedBy(stale, ({ fingerprint }) => fingerprint),
  };
}
