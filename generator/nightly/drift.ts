import { isRecord } from '../util/is-record.js';
import { inlineCode, plainText } from '../util/markdown.js';
import { byCodeUnit } from '../util/order.js';
import { plural } from '../util/plural.js';

/** A finding of a night, without any value. */
export interface NotedFinding {
  readonly id: string;
  /** The place in the document: `VehicleDto.soldAt`. */
  readonly subject: string;
  /** The rest of the sentence. */
  readonly message: string;
}

/** A finding with the operations whose answers showed it. */
export interface SeenFinding extends NotedFinding {
  readonly operations: readonly string[];
}

/** What one night has seen. */
export interface Seen {
  /** A hash of the document and of whatever decides what is asked and how it is judged. */
  readonly basis: string;
  /** The ids of the operations that were answered. */
  readonly answered: readonly string[];
  readonly requests: number;
  readonly findings: readonly SeenFinding[];
}

/** What all nights with the same basis have seen, for the next one to compare with. */
export interface KnownFindings extends Pick<Seen, 'basis' | 'answered'> {
  /** Ids. */
  readonly findings: readonly string[];
}

/** How the answers of an API differ from its document, compared with earlier nights. */
export interface NightConformance {
  readonly requests: number;
  readonly findings: number;
  /** What only a change of the API explains: it is new, and document, settings and program are as they were. */
  readonly drift: readonly NotedFinding[];
  /** What is new for another reason. Empty where there is nothing to compare with. */
  readonly added: readonly NotedFinding[];
  /** How many of the earlier findings were not seen: they are corrected, or their turn did not come. */
  readonly unseen: number;
}

/**
 * Compares what a night has seen with earlier nights. A finding that came and went is not new again; one of an operation that
 * no earlier night had an answer of is new, and no drift.
 */
export function compareNights(
  known: KnownFindings | undefined,
  { basis, answered, requests, findings }: Seen,
): { readonly conform: NightConformance; readonly known: KnownFindings } {
  const isSame = known?.basis === basis;
  const before = new Set(known?.findings);
  const answeredBefore = new Set(isSame ? known.answered : []);
  const drift: NotedFinding[] = [];
  const added: NotedFinding[] = [];
  for (const { operations, ...noted } of findings) {
    if (known === undefined || before.has(noted.id)) continue;
    const isDrift = operations.some((operation) => answeredBefore.has(operation));
    (isDrift ? drift : added).push(noted);
  }
  const ids = findings.map(({ id }) => id);
  const now = new Set(ids);
  const unseen = [...before].filter((id) => !now.has(id)).length;
  return {
    conform: { requests, findings: findings.length, drift, added, unseen },
    known: {
      basis,
      answered: merge(isSame ? known.answered : [], answered),
      findings: merge(isSame ? known.findings : [], ids),
    },
  };
}

function merge(before: readonly string[], now: readonly string[]): readonly string[] {
  return [...new Set([...before, ...now])].sort(byCodeUnit);
}

/** @returns undefined for what is not what a night left. */
export function parseKnown(value: unknown): KnownFindings | undefined {
  if (!isRecord(value)) return undefined;
  const { basis, answered, findings } = value;
  return typeof basis === 'string' && isListOfTexts(answered) && isListOfTexts(findings)
    ? { basis, answered, findings }
    : undefined;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** `VehicleDto.soldAt was null in 12 of 40 values; the document does not allow null` */
export function describeNoted({ subject, message }: NotedFinding): string {
  return `${subject} ${message}`;
}

/** One line: how many findings, and how many of them are new. */
export function describeConformance(conform: NightConformance): string {
  const { requests, findings, drift, added, unseen } = conform;
  const asked = `The API was asked with ${plural(requests, 'request')}`;
  const were = unseen === 1 ? 'was' : 'were';
  const earlier = unseen === 0 ? '' : ` ${plural(unseen, 'earlier finding')} ${were} not seen.`;
  if (findings === 0) return `${asked}: its answers are as the document says.${earlier}`;
  const news = [
    ...(drift.length > 0 ? [`${drift.length} new with the same document`] : []),
    ...(added.length > 0 ? [`${added.length} new for another reason`] : []),
  ];
  const details = news.length === 0 ? '' : `, ${news.join(', ')}`;
  return `${asked}: ${plural(findings, 'finding')}${details}.${earlier}`;
}

/** A request of a forge has room for these; the report has all. */
const MAX_LISTED = 20;

/** The section of `report.md`, the new findings first; empty when there is none. */
export function conformanceMarkdown(
  conform: NightConformance,
  findings: readonly NotedFinding[],
): string {
  if (findings.length === 0) return '';
  const { drift, added } = conform;
  const isNew = new Set([...drift, ...added].map(({ id }) => id));
  const lines = [
    ...drift.map((noted) => printNoted(noted, '**The API changed, its document did not**: ')),
    ...added.map((noted) => printNoted(noted, '**New**: ')),
    ...findings.filter(({ id }) => !isNew.has(id)).map((noted) => printNoted(noted, '')),
  ];
  const rest = lines.length - MAX_LISTED;
  return [
    '\n## The API and its document\n',
    `${describeConformance(conform)} ${inlineCode('conform.html')}, beside this report, has what to do about each, and an overlay that makes the document true.\n`,
    ...lines.slice(0, MAX_LISTED),
    ...(rest > 0 ? [`- ... and ${rest} more`] : []),
    '',
  ].join('\n');
}

function printNoted({ subject, message }: NotedFinding, before: string): string {
  return `- ${before}${inlineCode(subject)} ${plainText(message)}`;
}
