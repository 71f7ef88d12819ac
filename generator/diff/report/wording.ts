import { plural } from '../../util/plural.js';
import { sortedBy } from '../../util/order.js';
import type {
  Change,
  DiffReport,
  DiffSide,
  Disagreement,
  StaleAcknowledgement,
  TouchedOperation,
  Verdict,
} from '../change.js';
import { worstAxis } from '../verdict.js';
import { getSections, type SectionName } from './sections.js';

// The texts that all formats share. Texts of the document pass through as they are: each format escapes them.

export function sectionTitle(name: SectionName, { drift }: DiffReport): string {
  switch (name) {
    case 'breaks':
      return 'What breaks';
    case 'mayBreak':
      return 'What may break';
    case 'additions':
      return 'Additions';
    case 'leaving':
      return `Only in ${drift?.to ?? ''} (breaks at the next promotion)`;
    case 'differing':
      return 'Differs';
    case 'coming':
      return `Only in ${drift?.from ?? ''} (coming)`;
    case 'documentation':
      return 'Documentation';
    case 'acknowledged':
      return 'Acknowledged';
    default:
      return name satisfies never;
  }
}

/** The report's headline: `Breaking`. */
export function headlineText({ verdict, changes }: DiffReport): string {
  if (changes.length === 0) return 'No change';
  const overall = worstAxis(verdict);
  switch (overall) {
    case 'breaking':
      return 'Breaking';
    case 'potentially-breaking':
      return 'Potentially breaking';
    case 'non-breaking':
      return 'Not breaking';
    default:
      return overall satisfies never;
  }
}

/** An axis's verdict: `breaks` in `wire breaks`. */
export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'breaking':
      return 'breaks';
    case 'potentially-breaking':
      return 'may break';
    case 'non-breaking':
      return 'safe';
    default:
      return verdict satisfies never;
  }
}

/** `4 break, 2 may break, 3 additions`; empty sections are left out. */
export function countsText(report: DiffReport): string {
  const counts = getSections(report).map(({ name, changes }) => countText(name, changes.length));
  return counts.length === 0 ? 'nothing changed' : counts.join(', ');
}

function countText(name: SectionName, count: number): string {
  switch (name) {
    case 'breaks':
      return `${count} ${count === 1 ? 'breaks' : 'break'}`;
    case 'mayBreak':
      return `${count} may break`;
    case 'additions':
      return plural(count, 'addition');
    case 'leaving':
      return `${count} leaving`;
    case 'differing':
      return `${count} ${count === 1 ? 'differs' : 'differ'}`;
    case 'coming':
      return `${count} coming`;
    case 'documentation':
    case 'acknowledged':
      return `${count} ${name}`;
    default:
      return name satisfies never;
  }
}

/** Calls that a change affects in the same directions. */
export interface AffectedCalls {
  readonly calls: readonly string[];
  /** `in requests and responses`; empty where the operation itself changed. */
  readonly directions: string;
}

/** The calls that a change affects beside its subject, by direction. */
export function getAffectedCalls({ subject, operations }: Change): readonly AffectedCalls[] {
  const byDirections = new Map<string, string[]>();
  for (const operation of operations) {
    if (operation.call === subject && operation.directions.length === 0) continue;
    const directions = directionsText(operation);
    const calls = byDirections.get(directions);
    if (calls === undefined) byDirections.set(directions, [operation.call]);
    else calls.push(operation.call);
  }
  return sortedBy(byDirections, ([directions]) => directions).map(([directions, calls]) => ({
    calls: sortedBy(new Set(calls), (call) => call),
    directions,
  }));
}

function directionsText({ directions }: TouchedOperation): string {
  const sides = directions.map((direction) => `${direction}s`);
  return sides.length === 0 ? '' : `in ${sides.join(' and ')}`;
}

/** Why a disagreement is reported, and which verdict counts. */
export function disagreementText({ rules, compiler, message }: Disagreement): string {
  return `the rules say ${rules}, the compiler says ${compiler}, which counts. ${message}`;
}

/** Why an acknowledgement has no effect, and its reason. */
export function staleText({ fingerprint, until, why, reason }: StaleAcknowledgement): string {
  switch (why) {
    case 'expired':
      return `The acknowledgement of \`${fingerprint}\` ended on ${until}: the change counts again. Its reason was: ${reason}`;
    case 'unmatched':
      return `The acknowledgement of \`${fingerprint}\` (until ${until}) matches no change and can be removed. Its reason was: ${reason}`;
    default:
      return why satisfies never;
  }
}

/** Splits a text into prose and code, which is between backticks. */
export function proseParts(
  text: string,
): readonly { readonly text: string; readonly isCode: boolean }[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, at) => ({ text: part, isCode: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** At most that many characters, the last an ellipsis where the text was longer. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character of two code units is not split.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `38 operations, 52 schemas` */
export function sizeText({ operations, schemas }: DiffSide): string {
  return `${plural(operations, 'operation')}, ${plural(schemas, 'schema')}`;
}
