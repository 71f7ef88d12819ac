import Handlebars from 'handlebars';
import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import { toReadablePath } from '../../util/json-pointer.js';
import { visibleLines } from '../../util/printable.js';
import type { Change } from '../change.js';
import { worstAxis } from '../verdict.js';
import { compareWords, type Segment } from './compare-words.js';
import type { Entry, Section } from './sections.js';
import { getAffectedCalls, proseParts, shortenSides, toLine, verdictText } from './wording.js';

// What the templates show of changes, and of the filters for them.

const { SafeString, escapeExpression } = Handlebars;

/** What its parts need to know of the page. */
export interface Page {
  /** All that are on it. */
  readonly changes: readonly Change[];
  /** The filter's choices. */
  readonly tags: readonly string[];
  readonly anchors: ReadonlyMap<Change, string>;
  readonly flags?: Flags;
}

/** Changes that a page flags, and that a filter shows alone. */
export interface Flags {
  /** What the filter is about, and its choice. */
  readonly legend: string;
  readonly label: string;
  /** What is beside a change, by its fingerprint: a link to another part of the page. */
  readonly byFingerprint: ReadonlyMap<string, { readonly anchor: string; readonly text: string }>;
}

/** @param sections All that are on the page. */
export function createPage(sections: readonly Section[], flags?: Flags): Page {
  const changes = sections.flatMap(({ entries }) => entries.flatMap((entry) => entry.changes));
  return {
    changes,
    tags: [...new Set(changes.flatMap(({ tags }) => tags))].sort(byCodeUnit),
    anchors: createAnchors(changes),
    ...defined({ flags }),
  };
}

/** A change has the same anchor on every page, made from its fingerprint, and each is unique on its page. */
function createAnchors(changes: readonly Change[]): ReadonlyMap<Change, string> {
  const seen = new Map<string, number>();
  return new Map(
    changes.map((change) => {
      const { fingerprint } = change;
      const count = (seen.get(fingerprint) ?? 0) + 1;
      seen.set(fingerprint, count);
      return [change, count === 1 ? `c-${fingerprint}` : `c-${fingerprint}-${count}`];
    }),
  );
}

export function toAxisViews(judged: Pick<Change, 'wire' | 'source'>) {
  return (['wire', 'source'] as const).map((axis) => {
    return { axis, verdict: judged[axis], text: verdictText(judged[axis]) };
  });
}

/** The choices of the filters, each with the number of changes that it shows. */
export function toFilterViews({ changes, tags, flags }: Page) {
  const axes = (['wire', 'source'] as const).map((axis) => ({
    axis,
    legend: axis,
    choices: (['breaking', 'potentially-breaking', 'non-breaking'] as const).map((value) => ({
      value,
      label: verdictText(value),
      count: changes.filter((change) => change[axis] === value).length,
    })),
  }));
  return {
    filters: [...(flags === undefined ? [] : [toFlagFilter(flags, changes)]), ...axes],
    tags: tags.map((name, index) => ({
      index,
      name,
      count: changes.filter((change) => change.tags.includes(name)).length,
    })),
    total: changes.length,
  };
}

function toFlagFilter({ legend, label, byFingerprint }: Flags, changes: readonly Change[]) {
  const flagged = changes.filter(({ fingerprint }) => byFingerprint.has(fingerprint));
  return { axis: 'flagged', legend, choices: [{ value: 'yes', label, count: flagged.length }] };
}

const MAX_LINE_VALUE = 160;

export function toLineView(entry: Entry, { anchors, tags, flags }: Page) {
  const [change] = entry.changes;
  const { subject, message, names, before, after, operation, more } = toLine(entry, MAX_LINE_VALUE);
  return {
    anchor: anchors.get(change) ?? '',
    verdict: worstAxis(entry),
    axes: toAxisViews(entry),
    /** Indexes, for the filter. */
    tags: change.tags.map((tag) => tags.indexOf(tag)).join(' '),
    flag: flags?.byFingerprint.get(change.fingerprint),
    subject,
    message: proseParts(message),
    names,
    before,
    after,
    hasBefore: before !== undefined,
    hasAfter: after !== undefined,
    operation,
    more,
  };
}

export function toEntryView(entry: Entry, page: Page) {
  const [change] = entry.changes;
  const { advice = '', acknowledged } = change;
  return {
    ...toLineView(entry, page),
    members:
      entry.grouping === undefined
        ? []
        : entry.changes.map((each) => ({
            ...toLineView({ ...each, changes: [each] }, page),
            id: each.id,
            fingerprint: each.fingerprint,
          })),
    sides: toSides(change),
    advice: proseParts(advice),
    affected: getAffectedCalls(change),
    acknowledged: acknowledged && `until ${acknowledged.until}: ${acknowledged.reason}`,
    facts: toFacts(change),
  };
}

/** Before and after with what differs marked; a value without a counterpart has no marks. */
function toSides(change: Change) {
  const print = (value: string): string => visibleLines(value).join('\n');
  const { before, after } = shortenSides(change, print, Infinity);
  if (before === undefined && after === undefined) return [];
  const segments =
    before === undefined || after === undefined ? undefined : compareWords(before, after);
  const toSide = (
    label: string,
    mark: string,
    text: string | undefined,
    marked?: readonly Segment[],
  ) => ({
    label,
    mark,
    isEmpty: text === undefined,
    // These texts have several lines.
    segments: (marked ?? [{ text: text ?? '', differs: false }]).map((segment) => ({
      differs: segment.differs,
      text: new SafeString(escapeExpression(segment.text)),
    })),
  });
  return [
    toSide('Before', 'del', before, segments?.before),
    toSide('After', 'ins', after, segments?.after),
  ];
}

function toFacts({ id, operations, pointers, fingerprint, direction }: Change) {
  const toPaths = (pointer = '') => (pointer === '' ? [] : [toReadablePath(pointer)]);
  return [
    { name: 'Kind', values: [id] },
    { name: 'Direction', values: direction === 'none' ? [] : [direction] },
    { name: 'Operations', values: operations.map((operation) => operation.id) },
    { name: 'Before at', values: toPaths(pointers.before) },
    { name: 'After at', values: toPaths(pointers.after) },
    { name: 'Fingerprint', values: [fingerprint] },
  ].filter(({ values }) => values.length > 0);
}
