import type { Change, DiffReport, Verdict } from '../change.js';

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
  /** Told in a line each, where others have their types, calls and advice. */
  readonly isBrief: boolean;
  /** Closed until asked for: it changes nobody's program, or is known. */
  readonly isFolded: boolean;
}

/**
 * A report's changes in the order in which people want to hear of them; each stands in one section. What differs
 * between two environments is told by where it is, everything else by what it breaks.
 */
export function sectionsOf(report: DiffReport): readonly Section[] {
  const nameOf = namer(report);
  const byName = new Map<SectionName, Change[]>();
  for (const change of report.changes) {
    const name = nameOf(change);
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

function namer({ drift }: DiffReport): (change: Change) => SectionName {
  const coming = new Set(drift?.coming);
  const leaving = new Set(drift?.leaving);
  return (change) => {
    if (change.acknowledged !== undefined) return 'acknowledged';
    const weight = worst(change);
    if (change.documentation && weight === 'non-breaking') return 'documentation';
    if (drift !== undefined) {
      if (coming.has(change.fingerprint)) return 'coming';
      return leaving.has(change.fingerprint) ? 'leaving' : 'differing';
    }
    switch (weight) {
      case 'breaking':
        return 'breaks';
      case 'potentially-breaking':
        return 'mayBreak';
      case 'non-breaking':
        return 'additions';
    }
  };
}

/** The heavier of both axes: what the whole is called. */
export function worst({ wire, source }: Pick<Change, 'wire' | 'source'>): Verdict {
  if (wire === 'breaking' || source === 'breaking') return 'breaking';
  if (wire === 'potentially-breaking' || source === 'potentially-breaking')
    return 'potentially-breaking';
  return 'non-breaking';
}
