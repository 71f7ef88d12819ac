import type { Change } from '../../diff/index.js';
import { plural } from '../../util/plural.js';
import type { Fixes, ImpactReport } from '../impact.js';
import type { Place } from '../place.js';

/** The places that the same changes affect. */
export interface Group {
  readonly verdict: Place['verdict'];
  /** In the order of the report; none where no change explains what the compiler says. */
  readonly changes: readonly Change[];
  readonly places: readonly Place[];
}

/** The places by what affects them: what breaks first, then in the order of the report's changes. */
export function groupPlaces({ places, changes }: ImpactReport): readonly Group[] {
  const order = new Map(changes.map(({ fingerprint }, index) => [fingerprint, index]));
  const groups = new Map<string, Group & { readonly places: Place[] }>();
  for (const place of places) {
    const key = [place.verdict, ...place.fingerprints].join(' ');
    const group = groups.get(key);
    if (group !== undefined) group.places.push(place);
    else {
      const own = changes.filter(({ fingerprint }) => place.fingerprints.includes(fingerprint));
      groups.set(key, { verdict: place.verdict, changes: own, places: [place] });
    }
  }
  const rank = ({ verdict, changes: [first] }: Group) =>
    (verdict === 'breaks' ? 0 : order.size + 1) +
    (first === undefined ? order.size : (order.get(first.fingerprint) ?? 0));
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** `12 of 31 changes reach this project: 4 lines no longer compile, 3 may behave otherwise.` */
export function summarize({ changes, total, places }: ImpactReport): string {
  const count = (verdict: Place['verdict']) =>
    places.filter((place) => place.verdict === verdict).length;
  const [breaks, mayBreak] = [count('breaks'), count('may-break')];
  const reach = `${changes.length} of ${plural(total, 'change')} reach${total === 1 ? 'es' : ''} this project`;
  if (places.length === 0) return `${reach}, and no line has to change.`;
  const lines = [
    ...(breaks > 0
      ? [`${plural(breaks, 'line')} no longer compile${breaks === 1 ? 's' : ''}`]
      : []),
    ...(mayBreak > 0 ? [`${plural(mayBreak, 'line')} may behave otherwise`] : []),
  ];
  return `${reach}: ${lines.join(', ')}.`;
}

/** The changes that affect a place, in the order of the report. */
export function getCauses({ changes }: ImpactReport, { fingerprints }: Place): readonly Change[] {
  return changes.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
}

/** The rule that a place breaks, for tools that list such: the kind of its first change. */
export function getRule([cause]: readonly Change[]): string {
  return cause?.id ?? 'compile-error';
}

/** What happened, and what to do: a text for each change, or that there is none. */
export function explainCauses(causes: readonly Change[]): readonly string[] {
  if (causes.length === 0) return [UNEXPLAINED];
  return causes.map(({ subject, message, advice = '' }) =>
    `${subject} ${message}. ${advice}`.trim(),
  );
}

/** `3 files were edited: 12 lines that broke compile.`, and the files. */
export function summarizeFixes({ dryRun, files, fixed }: Fixes): readonly string[] {
  if (files.length === 0) return ['No line can be fixed with certainty.'];
  const were = dryRun ? 'would be' : files.length === 1 ? 'was' : 'were';
  const compile = dryRun ? 'would compile' : fixed === 1 ? 'compiles' : 'compile';
  const lines = `${plural(fixed, 'line')} that ${fixed === 1 ? 'breaks' : 'break'} ${compile}`;
  return [`${plural(files.length, 'file')} ${were} edited: ${lines}.`, ...files];
}

/** The headline of a group without a change. */
export const UNEXPLAINED = 'What no change of the document explains';
