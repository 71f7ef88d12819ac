import type { Change, DiffReport } from '../change.js';
import { worstAxis } from '../verdict.js';

export type SectionName =
  | 'breaks'
  | 'mayBreak'
  | 'additions'
  | 'coming'
  | 'leaving'
  | 'differing'
  | 'documentation'
  | 'acknowledged';

export interface Section {
  readonly name: SectionName;
  /** Never empty; in the report's order. */
  readonly changes: readonly Change[];
  /** One line for each change, without its types, calls and advice. */
  readonly isBrief: boolean;
  /** Collapsed at first, as it affects no program or was acknowledged. */
  readonly isFolded: boolean;
}

/**
 * Groups a report's changes into sections, the most important first; each change is in one section. Those between two
 * environments are grouped by which one has them, all others by what they break.
 */
export function getSections(report: DiffReport): readonly Section[] {
  const getName = createSectionLookup(report);
  const byName = new Map<SectionName, Change[]>();
  for (const change of report.changes) {
    const name = getName(change);
    const changes = byName.get(name);
    if (changes === undefined) byName.set(name, [change]);
    else changes.push(change);
  }
  return ORDER.filter((name) => byName.has(name)).map((name) => ({
    name,
    changes: byName.get(name) ?? [],
    isBrief: BRIEF.has(name),
    isFolded: FOLDED.has(name),
  }));
}

const ORDER: readonly SectionName[] = [
  'breaks',
  'mayBreak',
  'additions',
  'leaving',
  'differing',
  'coming',
  'documentation',
  'acknowledged',
];
const BRIEF: ReadonlySet<SectionName> = new Set(['additions', 'documentation', 'acknowledged']);
const FOLDED: ReadonlySet<SectionName> = new Set(['documentation', 'acknowledged']);

function createSectionLookup({ drift }: DiffReport): (change: Change) => SectionName {
  const coming = new Set(drift?.coming);
  const leaving = new Set(drift?.leaving);
  return (change) => {
    if (change.acknowledged !== undefined) return 'acknowledged';
    const verdict = worstAxis(change);
    if (change.documentation && verdict === 'non-breaking') return 'documentation';
    if (drift !== undefined) {
      if (coming.has(change.fingerprint)) return 'coming';
      return leaving.has(change.fingerprint) ? 'leaving' : 'differing';
    }
    switch (verdict) {
      case 'breaking':
        return 'breaks';
      case 'potentially-breaking':
        return 'mayBreak';
      case 'non-breaking':
        return 'additions';
      default:
        return verdict satisfies never;
    }
  };
}
