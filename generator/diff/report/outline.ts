import type { Change, DiffReport, Verdict } from '../change.js';

/** A report's changes in the order in which people want to hear of them; each stands in one list, in the report's order. */
export interface Outline {
  /** On the wire, in source or both. */
  readonly breaks: readonly Change[];
  readonly mayBreak: readonly Change[];
  /** What is new or allowed now. */
  readonly additions: readonly Change[];
  readonly documentation: readonly Change[];
  /** Known and accepted: they weigh nothing in the verdict. */
  readonly acknowledged: readonly Change[];
}

export type Section = keyof Outline;

export function sectionOf({ wire, source, documentation, acknowledged }: Change): Section {
  if (acknowledged !== undefined) return 'acknowledged';
  if (wire === 'breaking' || source === 'breaking') return 'breaks';
  if (wire === 'potentially-breaking' || source === 'potentially-breaking') return 'mayBreak';
  return documentation ? 'documentation' : 'additions';
}

export function outlineOf({ changes }: DiffReport): Outline {
  const inSection = (section: Section): readonly Change[] =>
    changes.filter((change) => sectionOf(change) === section);
  return {
    breaks: inSection('breaks'),
    mayBreak: inSection('mayBreak'),
    additions: inSection('additions'),
    documentation: inSection('documentation'),
    acknowledged: inSection('acknowledged'),
  };
}

/** The heavier of both axes: what the whole is called. */
export function worst({ wire, source }: Pick<Change, 'wire' | 'source'>): Verdict {
  if (wire === 'breaking' || source === 'breaking') return 'breaking';
  if (wire === 'potentially-breaking' || source === 'potentially-breaking')
    return 'potentially-breaking';
  return 'non-breaking';
}
