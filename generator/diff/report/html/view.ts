import { visibleLine, visibleLines } from '../../../util/printable.js';
import { byCodeUnit } from '../../../util/order.js';
import type { Change, DiffReport, DiffSide, Verdict } from '../../change.js';
import { sectionsOf, worst, type SectionName } from '../outline.js';
import {
  axisWord,
  countsText,
  plural,
  proseParts,
  sectionTitle,
  staleText,
  touchedBy,
  verdictWord,
} from '../wording.js';
import { differing, type Segment } from './differing.js';

/** What the page shows, slot by slot: plain texts with nothing hidden in them; the template escapes them. */
export interface View {
  readonly title: string;
  readonly word: string;
  readonly verdict: Verdict;
  readonly axes: readonly AxisView[];
  readonly bump: string;
  readonly lead: readonly string[];
  readonly counts: string;
  readonly sides: readonly SideView[];
  readonly sections: readonly SectionView[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly tags: readonly { readonly at: number; readonly name: string }[];
  readonly notes: readonly (readonly Part[])[];
  readonly total: number;
}

type Part = ReturnType<typeof proseParts>[number];

interface AxisView {
  readonly axis: 'wire' | 'source';
  readonly verdict: Verdict;
  readonly word: string;
}

interface SideView {
  readonly label: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly size: string;
}

interface SectionView {
  readonly name: SectionName;
  readonly title: string;
  readonly count: number;
  readonly isFolded: boolean;
  readonly changes: readonly ChangeView[];
}

interface ChangeView {
  readonly anchor: string;
  readonly weight: Verdict;
  readonly axes: readonly AxisView[];
  /** Places in the list of tags, for the filter. */
  readonly tagsAt: string;
  readonly subject: string;
  readonly message: readonly Part[];
  readonly hasSides: boolean;
  readonly sides: readonly {
    readonly label: string;
    readonly mark: 'del' | 'ins';
    readonly segments: readonly Segment[];
    readonly isNothing: boolean;
  }[];
  readonly advice: readonly Part[];
  readonly touched: readonly { readonly calls: readonly string[]; readonly way: string }[];
  readonly acknowledged: readonly string[];
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export function viewOf(report: DiffReport, lead: readonly string[]): View {
  const { verdict, before, after, changes } = report;
  const tags = [...new Set(changes.flatMap((change) => change.tags))].sort(byCodeUnit);
  const placeOf = new Map(tags.map((tag, at) => [tag, at]));
  const anchors = new Anchors();
  const sections = sectionsOf(report).map(
    ({ name, changes: inSection, isFolded }): SectionView => ({
      name,
      title: visibleLine(sectionTitle(name, report)),
      count: inSection.length,
      isFolded,
      changes: inSection.map((change) => changeView(change, placeOf, anchors)),
    }),
  );
  return {
    title: `${verdictWord(report)}: ${visibleLine(`${after.title} ${before.version} → ${after.version}`)}`,
    word: verdictWord(report),
    verdict: worst(verdict),
    axes: axesOf(verdict),
    bump: verdict.bump,
    lead: lead.map(visibleLine),
    counts: countsText(report),
    sides: [sideView('Before', before), sideView('After', after)],
    sections,
    choices: (['breaking', 'potentially-breaking', 'non-breaking'] as const).map((value) => ({
      value,
      label: axisWord(value),
    })),
    tags: tags.map((name, at) => ({ at, name: visibleLine(name) || '(no name)' })),
    notes: notesOf(report),
    total: changes.length,
  };
}

function axesOf({ wire, source }: Pick<Change, 'wire' | 'source'>): readonly AxisView[] {
  return [
    { axis: 'wire', verdict: wire, word: axisWord(wire) },
    { axis: 'source', verdict: source, word: axisWord(source) },
  ];
}

function sideView(label: string, side: DiffSide): SideView {
  return {
    label,
    title: visibleLine(side.title),
    version: visibleLine(side.version),
    source: visibleLine(side.source),
    size: `${plural(side.operations, 'operation')}, ${plural(side.schemas, 'schema')}`,
  };
}

function changeView(
  change: Change,
  placeOf: ReadonlyMap<string, number>,
  anchors: Anchors,
): ChangeView {
  const { before, after, acknowledged } = change;
  const hasSides = before !== undefined || after !== undefined;
  const segments = sidesOf(before, after);
  return {
    anchor: anchors.next(change.fingerprint),
    weight: worst(change),
    axes: axesOf(change),
    tagsAt: change.tags.map((tag) => placeOf.get(tag) ?? '').join(' '),
    subject: visibleLine(change.subject),
    message: proseParts(visibleLine(change.message)),
    hasSides,
    sides: [
      { label: 'Before', mark: 'del', segments: segments.before, isNothing: before === undefined },
      { label: 'After', mark: 'ins', segments: segments.after, isNothing: after === undefined },
    ],
    advice: proseParts(visibleLine(change.advice ?? '')),
    touched: touchedBy(change).map(({ calls, way }) => ({ calls: calls.map(visibleLine), way })),
    acknowledged:
      acknowledged === undefined
        ? []
        : [`until ${visibleLine(acknowledged.until)}: ${visibleLine(acknowledged.reason)}`],
    facts: factsOf(change),
  };
}

/** A side with nothing on the other differs as a whole, which needs no marks. */
function sidesOf(before: string | undefined, after: string | undefined) {
  const old = visibleLines(before ?? '').join('\n');
  const current = visibleLines(after ?? '').join('\n');
  if (before !== undefined && after !== undefined) return differing(old, current);
  const whole = (text: string): readonly Segment[] => [{ text, differs: false }];
  return { before: whole(old), after: whole(current) };
}

function factsOf(change: Change): ChangeView['facts'] {
  const { kinds, operations, pointers, fingerprint, oasdiff, direction } = change;
  const facts = [
    { name: 'Kind', values: kinds },
    { name: 'Direction', values: direction === 'none' ? [] : [direction] },
    { name: 'Operations', values: operations.map(({ id }) => id) },
    { name: 'Before at', values: pointers.before === undefined ? [] : [pointers.before] },
    { name: 'After at', values: pointers.after === undefined ? [] : [pointers.after] },
    { name: 'Fingerprint', values: [fingerprint] },
    { name: 'oasdiff', values: oasdiff },
  ];
  return facts
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => ({ name, values: values.map(visibleLine) }));
}

function notesOf({ disagreements, staleAcknowledgements = [] }: DiffReport): View['notes'] {
  return [
    ...disagreements.map(({ subject, rules, compiler, message }) => [
      { text: visibleLine(subject), isCode: true },
      {
        text: `: the rules say ${rules}, the compiler ${compiler}, which counts. ${visibleLine(message)}`,
        isCode: false,
      },
    ]),
    ...staleAcknowledgements.map((stale) =>
      proseParts(`${staleText(stale)} It was: ${visibleLine(stale.reason)}`),
    ),
  ];
}

/** Fingerprints as anchors: the same for the same change on every page, and once on a page. */
class Anchors {
  readonly #seen = new Map<string, number>();

  next(fingerprint: string): string {
    const count = (this.#seen.get(fingerprint) ?? 0) + 1;
    this.#seen.set(fingerprint, count);
    return count === 1 ? `c-${fingerprint}` : `c-${fingerprint}-${count}`;
  }
}
