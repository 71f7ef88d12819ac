import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { byCodeUnit } from '../../util/order.js';
import { toReadablePath } from '../../util/json-pointer.js';
import { visibleLine, visibleLines } from '../../util/printable.js';
import type { Change, DiffReport, DiffSide, Verdict } from '../change.js';
import { worstAxis } from '../verdict.js';
import { compareWords, type Segment } from './compare-words.js';
import { getSections, type SectionName } from './sections.js';
import {
  countsText,
  disagreementText,
  getAffectedCalls,
  headlineText,
  proseParts,
  sectionTitle,
  sizeText,
  staleText,
  verdictText,
  type AffectedCalls,
} from './wording.js';

/**
 * The report as one self-contained page.
 *
 * @param lead Paragraphs shown before everything else.
 */
export function htmlReport(report: DiffReport, lead: readonly string[] = []): string {
  return renderPage(createView(report, lead));
}

/** The slots of the template: plain texts without control characters, which the template escapes. */
interface View {
  readonly title: string;
  readonly headline: string;
  readonly verdict: Verdict;
  readonly axes: readonly AxisView[];
  readonly bump: string;
  readonly lead: readonly string[];
  readonly counts: string;
  readonly sides: readonly SideView[];
  readonly sections: readonly SectionView[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly tags: readonly { readonly index: number; readonly name: string }[];
  readonly notes: readonly (readonly Part[])[];
  readonly total: number;
}

type Part = ReturnType<typeof proseParts>[number];

interface AxisView {
  readonly axis: 'wire' | 'source';
  readonly verdict: Verdict;
  readonly text: string;
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
  readonly verdict: Verdict;
  readonly axes: readonly AxisView[];
  /** Indexes into the page's tags, for the filter. */
  readonly tagIndexes: string;
  readonly subject: string;
  readonly message: readonly Part[];
  readonly hasSides: boolean;
  readonly sides: readonly {
    readonly label: string;
    readonly mark: 'del' | 'ins';
    readonly segments: readonly Segment[];
    readonly isEmpty: boolean;
  }[];
  readonly advice: readonly Part[];
  readonly affected: readonly AffectedCalls[];
  readonly acknowledged: readonly string[];
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
}

function createView(report: DiffReport, lead: readonly string[]): View {
  const { verdict, before, after, changes } = report;
  const tags = [...new Set(changes.flatMap((change) => change.tags))].sort(byCodeUnit);
  const indexOf = new Map(tags.map((tag, index) => [tag, index]));
  const anchors = new Anchors();
  const sections = getSections(report).map(
    ({ name, changes: inSection, isFolded }): SectionView => ({
      name,
      title: visibleLine(sectionTitle(name, report)),
      count: inSection.length,
      isFolded,
      changes: inSection.map((change) => toChangeView(change, indexOf, anchors)),
    }),
  );
  return {
    title: `${headlineText(report)}: ${visibleLine(`${after.title} ${before.version} → ${after.version}`)}`,
    headline: headlineText(report),
    verdict: worstAxis(verdict),
    axes: toAxisViews(verdict),
    bump: verdict.bump,
    lead: lead.map(visibleLine),
    counts: countsText(report),
    sides: [toSideView('Before', before), toSideView('After', after)],
    sections,
    choices: (['breaking', 'potentially-breaking', 'non-breaking'] as const).map((value) => ({
      value,
      label: verdictText(value),
    })),
    tags: tags.map((name, index) => ({ index, name: visibleLine(name) || '(no name)' })),
    notes: toNotes(report),
    total: changes.length,
  };
}

function toAxisViews({ wire, source }: Pick<Change, 'wire' | 'source'>): readonly AxisView[] {
  return [
    { axis: 'wire', verdict: wire, text: verdictText(wire) },
    { axis: 'source', verdict: source, text: verdictText(source) },
  ];
}

function toSideView(label: string, side: DiffSide): SideView {
  return {
    label,
    title: visibleLine(side.title),
    version: visibleLine(side.version),
    source: visibleLine(side.source),
    size: sizeText(side),
  };
}

function toChangeView(
  change: Change,
  indexOf: ReadonlyMap<string, number>,
  anchors: Anchors,
): ChangeView {
  const { before, after, acknowledged } = change;
  const hasSides = before !== undefined || after !== undefined;
  const segments = toSegments(before, after);
  return {
    anchor: anchors.next(change.fingerprint),
    verdict: worstAxis(change),
    axes: toAxisViews(change),
    tagIndexes: change.tags.map((tag) => indexOf.get(tag) ?? '').join(' '),
    subject: visibleLine(change.subject),
    message: proseParts(visibleLine(change.message)),
    hasSides,
    sides: [
      { label: 'Before', mark: 'del', segments: segments.before, isEmpty: before === undefined },
      { label: 'After', mark: 'ins', segments: segments.after, isEmpty: after === undefined },
    ],
    advice: proseParts(visibleLine(change.advice ?? '')),
    affected: getAffectedCalls(change).map(({ calls, directions }) => ({
      calls: calls.map(visibleLine),
      directions,
    })),
    acknowledged:
      acknowledged === undefined
        ? []
        : [`until ${visibleLine(acknowledged.until)}: ${visibleLine(acknowledged.reason)}`],
    facts: toFacts(change),
  };
}

/** Marks what differs between two texts; a text alone has no marks. */
function toSegments(before: string | undefined, after: string | undefined) {
  const old = visibleLines(before ?? '').join('\n');
  const current = visibleLines(after ?? '').join('\n');
  if (before !== undefined && after !== undefined) return compareWords(old, current);
  const whole = (text: string): readonly Segment[] => [{ text, differs: false }];
  return { before: whole(old), after: whole(current) };
}

function toPaths(pointer: string | undefined): readonly string[] {
  return pointer === undefined || pointer === '' ? [] : [toReadablePath(pointer)];
}

function toFacts(change: Change): ChangeView['facts'] {
  const { kinds, operations, pointers, fingerprint, oasdiff, direction } = change;
  const facts = [
    { name: 'Kind', values: kinds },
    { name: 'Direction', values: direction === 'none' ? [] : [direction] },
    { name: 'Operations', values: operations.map(({ id }) => id) },
    { name: 'Before at', values: toPaths(pointers.before) },
    { name: 'After at', values: toPaths(pointers.after) },
    { name: 'Fingerprint', values: [fingerprint] },
    { name: 'oasdiff', values: oasdiff },
  ];
  return facts
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => ({ name, values: values.map(visibleLine) }));
}

function toNotes({ disagreements, staleAcknowledgements = [] }: DiffReport): View['notes'] {
  return [
    ...disagreements.map((each) => [
      { text: visibleLine(each.subject), isCode: true },
      { text: `: ${visibleLine(disagreementText(each))}`, isCode: false },
    ]),
    ...staleAcknowledgements.map((stale) => proseParts(visibleLine(staleText(stale)))),
  ];
}

/** Creates anchors from fingerprints: a change has the same on every page, and each is unique on its page. */
class Anchors {
  readonly #seen = new Map<string, number>();

  next(fingerprint: string): string {
    const count = (this.#seen.get(fingerprint) ?? 0) + 1;
    this.#seen.set(fingerprint, count);
    return count === 1 ? `c-${fingerprint}` : `c-${fingerprint}-${count}`;
  }
}

/** The sources and the compiled program are at the same depth. */
const FOLDER = join(__dirname, '..', '..', '..', 'templates', 'report');

/**
 * The template escapes every slot but style and script. The page's content security policy allows only these two, by
 * their hashes: a text that escaped its slot would still have no effect.
 */
function renderPage(view: View): string {
  const style = readTemplate('report.css');
  const script = readTemplate('report.js');
  const policy = [
    "default-src 'none'",
    `style-src '${toCspHash(style)}'`,
    `script-src '${toCspHash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const template = Handlebars.compile<View & Assets>(readTemplate('report.html.hbs'), {
    strict: true,
    knownHelpersOnly: true,
  });
  return template({ ...view, style, script, policy }).trimEnd();
}

interface Assets {
  readonly style: string;
  readonly script: string;
  readonly policy: string;
}

/** With the line ends that a browser hashes, whatever the working copy's are. */
function readTemplate(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replaceAll('\r\n', '\n');
}

/** Content Security Policy, level 3, section 2.3.1. */
function toCspHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
