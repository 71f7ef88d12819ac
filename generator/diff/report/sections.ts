import { plural } from '../../util/plural.js';
import type { Change, DiffReport, Verdict } from '../change.js';
import { worst, worstAxis } from '../verdict.js';

/** What a report shows as one: a change, or several that belong together. */
export interface Entry {
  /** In the report's order. */
  readonly changes: readonly [Change, ...Change[]];
  /** Set where there are several. */
  readonly grouping?: Grouping;
  /** The worst verdict of its changes. */
  readonly wire: Verdict;
  readonly source: Verdict;
}

/**
 * Why several changes are shown as one: types that were added or removed with operations, schemas that no operation
 * uses, or what only webhooks reach.
 */
export type Grouping = 'added' | 'removed' | 'unused' | 'webhooks';

export interface Section {
  readonly name: SectionName;
  /** A text of the document may be in it: an environment's name. */
  readonly title: string;
  /** `4 break` */
  readonly summary: string;
  readonly count: number;
  /** Never empty: what breaks wire and source first, then the wire, then the source, then the rest in the report's order. */
  readonly entries: readonly Entry[];
  /** One line for each change, without its types, calls and advice. */
  readonly isBrief: boolean;
  /** Collapsed at first, as it affects no program or was acknowledged. */
  readonly isFolded: boolean;
}

interface Kind {
  readonly title: (drift: DiffReport['drift']) => string;
  readonly summary: (count: number) => string;
  readonly isBrief?: true;
  readonly isFolded?: true;
}

/** The most important first. */
const SECTIONS = {
  breaks: {
    title: () => 'What breaks',
    summary: (count) => `${count} ${count === 1 ? 'breaks' : 'break'}`,
  },
  mayBreak: { title: () => 'What may break', summary: (count) => `${count} may break` },
  additions: {
    title: () => 'Additions',
    summary: (count) => plural(count, 'addition'),
    isBrief: true,
  },
  leaving: {
    title: (drift) => `Only in ${drift?.to ?? ''} (breaks at the next promotion)`,
    summary: (count) => `${count} leaving`,
  },
  differing: {
    title: () => 'Differs',
    summary: (count) => `${count} ${count === 1 ? 'differs' : 'differ'}`,
  },
  coming: {
    title: (drift) => `Only in ${drift?.from ?? ''} (coming)`,
    summary: (count) => `${count} coming`,
  },
  documentation: {
    title: () => 'Documentation',
    summary: (count) => `${count} documentation`,
    isBrief: true,
    isFolded: true,
  },
  acknowledged: {
    title: () => 'Acknowledged',
    summary: (count) => `${count} acknowledged`,
    isBrief: true,
    isFolded: true,
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type SectionName = keyof typeof SECTIONS;

/**
 * Groups a report's changes into sections; each change is in one section. Those between two environments are grouped by
 * which one has them, all others by what they break.
 */
export function getSections(report: DiffReport): readonly Section[] {
  const names = report.changes.map(createSectionLookup(report));
  const getGroup = createGroupLookup(report);
  return Object.entries<Kind>(SECTIONS).flatMap(([name, kind]) => {
    const { title, summary, isBrief = false, isFolded = false } = kind;
    const changes = report.changes.filter((_, at) => names[at] === name);
    if (changes.length === 0) return [];
    return {
      name: name as SectionName,
      title: title(report.drift),
      summary: summary(changes.length),
      count: changes.length,
      entries: toEntries(changes, isFolded ? () => undefined : getGroup),
      isBrief,
      isFolded,
    };
  });
}

/** What breaks on any axis and is not acknowledged: wire and source first, then the wire, then the source. */
export function getBreaks(sections: readonly Section[]): readonly Entry[] {
  return sections
    .filter(({ isFolded }) => !isFolded)
    .flatMap(({ entries }) => entries)
    .filter((entry) => worstAxis(entry) === 'breaking')
    .sort((a, b) => severity(a) - severity(b));
}

function createSectionLookup({ drift }: DiffReport): (change: Change) => SectionName {
  const coming = new Set(drift?.coming);
  const leaving = new Set(drift?.leaving);
  return (change) => {
    if (change.acknowledged !== undefined) return 'acknowledged';
    const verdict = worstAxis(change);
    if (change.documentation && verdict === 'non-breaking') return 'documentation';
    if (drift === undefined) return BY_VERDICT[verdict];
    if (coming.has(change.fingerprint)) return 'coming';
    return leaving.has(change.fingerprint) ? 'leaving' : 'differing';
  };
}

const BY_VERDICT = {
  breaking: 'breaks',
  'potentially-breaking': 'mayBreak',
  'non-breaking': 'additions',
} as const;

/** The group of a change: a grouping, and for types the tags of the operations that they came or went with. */
type Group = readonly [Grouping, ...string[]];

function createGroupLookup({ changes }: DiffReport): (change: Change) => Group | undefined {
  const idsOf = (pattern: RegExp): ReadonlySet<string> => {
    const found = changes.filter(({ id }) => pattern.test(id));
    return new Set(found.flatMap(({ operations }) => operations.map(({ id }) => id)));
  };
  const removed = idsOf(/^(?:operation|path)-removed/);
  const added = idsOf(/^operation-added/);
  return ({ id, subject, tags, operations, direction }) => {
    const isUsedIn = (ids: ReadonlySet<string>) =>
      operations.length > 0 && operations.every((operation) => ids.has(operation.id));
    if (id === 'unused-schema-changed') return ['unused'];
    if (id === 'schema-removed' && isUsedIn(removed)) return ['removed', ...tags];
    if (id === 'schema-added' && isUsedIn(added)) return ['added', ...tags];
    const isOfWebhook = operations.length === 0 && direction !== 'none';
    return isOfWebhook || subject.startsWith('webhook ') ? ['webhooks'] : undefined;
  };
}

function toEntries(
  changes: readonly Change[],
  getGroup: (change: Change) => Group | undefined,
): readonly Entry[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const [at, change] of changes.entries()) {
    const key = JSON.stringify(getGroup(change) ?? at);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [change]);
    else members.push(change);
  }
  const entries = [...groups.values()].map((members): Entry => {
    const [grouping] = (members.length > 1 && getGroup(members[0])) || [];
    return {
      changes: members,
      ...(grouping !== undefined && { grouping }),
      wire: worst(members.map(({ wire }) => wire)),
      source: worst(members.map(({ source }) => source)),
    };
  });
  return entries.sort((a, b) => severity(a) - severity(b));
}

/** The least for what breaks wire and source, then the wire alone, then the source alone; groups come after changes. */
function severity({ wire, source, grouping }: Entry): number {
  const axes = (wire === 'breaking' ? 0 : 4) + (source === 'breaking' ? 0 : 2);
  return axes + (grouping === undefined ? 0 : 1);
}
