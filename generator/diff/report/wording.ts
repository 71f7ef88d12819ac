import { sortedBy } from '../../util/order.js';
import type {
  Change,
  DiffReport,
  StaleAcknowledgement,
  TouchedOperation,
  Verdict,
} from '../change.js';
import { sectionsOf, worst, type SectionName } from './outline.js';

/** The words that all reports for people share. Texts of a document pass through as they are: each format disarms them. */

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
  }
}

/** `Breaking`: the report in a word. */
export function verdictWord({ verdict, changes }: DiffReport): string {
  if (changes.length === 0) return 'No change';
  switch (worst(verdict)) {
    case 'breaking':
      return 'Breaking';
    case 'potentially-breaking':
      return 'Potentially breaking';
    case 'non-breaking':
      return 'Not breaking';
  }
}

/** What an axis does: `wire breaks`. */
export function axisWord(verdict: Verdict): string {
  switch (verdict) {
    case 'breaking':
      return 'breaks';
    case 'potentially-breaking':
      return 'may break';
    case 'non-breaking':
      return 'safe';
  }
}

/** `4 break, 2 may break, 3 additions`: what there is none of is left out. */
export function countsText(report: DiffReport): string {
  const told = sectionsOf(report).map(({ name, changes }) => countText(name, changes.length));
  return told.length === 0 ? 'nothing changed' : told.join(', ');
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
  }
}

/** The calls that a change touches beside its subject, by the way on which it does: `['vehicles.get'], 'in answers'`. */
export interface Touched {
  readonly calls: readonly string[];
  /** Empty where it is the operation itself that changed. */
  readonly way: string;
}

export function touchedBy({ subject, operations }: Change): readonly Touched[] {
  const byWay = new Map<string, string[]>();
  for (const operation of operations) {
    if (operation.call === subject && operation.directions.length === 0) continue;
    const way = wayOf(operation);
    const calls = byWay.get(way);
    if (calls === undefined) byWay.set(way, [operation.call]);
    else calls.push(operation.call);
  }
  return sortedBy(byWay, ([way]) => way).map(([way, calls]) => ({
    calls: sortedBy(new Set(calls), (call) => call),
    way,
  }));
}

function wayOf({ directions }: TouchedOperation): string {
  const words = directions.map((direction) => (direction === 'request' ? 'requests' : 'responses'));
  return words.length === 0 ? '' : `in ${words.join(' and ')}`;
}

/** What to do about an acknowledgement that silences nothing. */
export function staleText({ fingerprint, until, why }: StaleAcknowledgement): string {
  switch (why) {
    case 'expired':
      return `The acknowledgement of \`${fingerprint}\` ended on ${until}: the change counts again.`;
    case 'unmatched':
      return `The acknowledgement of \`${fingerprint}\` (until ${until}) matches no change: it can go.`;
  }
}

/** A sentence's parts: what stands between backticks is code, the rest is prose. */
export function proseParts(
  text: string,
): readonly { readonly text: string; readonly isCode: boolean }[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, at) => ({ text: part, isCode: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** At most that many characters, the last saying that there were more. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Not in the middle of a character that takes two units.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export function plural(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
