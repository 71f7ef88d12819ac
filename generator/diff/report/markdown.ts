import { plural } from '../../util/plural.js';
import { codeBlock, inlineCode, plainText } from '../../util/markdown.js';
import { visibleLine, visibleLines } from '../../util/printable.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { worstAxis } from '../verdict.js';
import { getSections, type Section } from './sections.js';
import {
  countsText,
  disagreementText,
  getAffectedCalls,
  headlineText,
  proseParts,
  sectionTitle,
  shortened,
  sizeText,
  staleText,
  verdictText,
} from './wording.js';

/** GitHub accepts 65 536 characters for a pull request's body, to which others may add some. */
export const MAX_CHARACTERS = 60_000;

/** Beyond this length, each entry is one line. */
const MAX_IN_FULL = 42_000;

/** Kept free for the headings of all sections and for counting what is left out. */
const RESERVE = 2_000;

/** A change in full and on one line. */
interface Entry {
  readonly full: string;
  readonly brief: string;
}

/** The report as the body of a pull request: at most {@link MAX_CHARACTERS} characters, breaking changes first. */
export function markdownReport(report: DiffReport): string {
  const page = new Page();
  page.add(printHeadline(report));
  page.add(`From ${sideText(report.before)} to ${sideText(report.after)}.`);
  for (const section of getSections(report)) addSection(page, report, section);
  addNotes(page, report);
  return page.toString();
}

/** The verdict and the counts on one line. */
function printHeadline(report: DiffReport): string {
  const { verdict, changes } = report;
  const headline = `**${headlineText(report)}**`;
  if (changes.length === 0) return `${headline} · bump **${verdict.bump}**`;
  const axes = `wire ${verdictText(verdict.wire)}, source ${verdictText(verdict.source)}`;
  return `${headline} · ${axes} · bump **${verdict.bump}** · ${countsText(report)}`;
}

function sideText(side: DiffSide): string {
  const { source, title, version } = side;
  return `${prose(`${title} ${version}`, 120)} (${code(source)}, ${sizeText(side)})`;
}

function addSection(
  page: Page,
  report: DiffReport,
  { name, changes, isBrief, isFolded }: Section,
): void {
  const title = prose(sectionTitle(name, report));
  const count = changes.length;
  page.add(
    isFolded
      ? `<details>\n<summary>${title} (${plural(count, 'change')})</summary>`
      : `## ${title} (${count})`,
  );
  page.addEntries(changes.map(isBrief ? toBriefEntry : toEntry));
  if (isFolded) page.add('</details>');
}

function toEntry(change: Change): Entry {
  const { id, wire, source, before, after, advice, fingerprint } = change;
  const parts = [
    `### ${printSentence(change)}`,
    `wire **${verdictText(wire)}** · source **${verdictText(source)}** · ${code(id)} · ${code(fingerprint)}`,
    diffBlock(before, after),
    printAffected(change),
    advice === undefined ? '' : `**What to do:** ${prose(advice)}`,
  ];
  return { full: parts.filter((part) => part !== '').join('\n\n'), brief: printLine(change) };
}

function toBriefEntry(change: Change): Entry {
  const brief = printLine(change);
  return { full: brief, brief };
}

function printLine(change: Change): string {
  const { wire, source, acknowledged } = change;
  const axes =
    worstAxis(change) === 'non-breaking'
      ? ''
      : ` (wire ${verdictText(wire)}, source ${verdictText(source)})`;
  const values = [change.before, change.after]
    .filter((value) => value !== undefined)
    .map((value) => code(value, 160));
  const suffix = values.length === 0 ? '' : `: ${values.join(' → ')}`;
  const acknowledgement =
    acknowledged === undefined
      ? ''
      : `. Until ${prose(acknowledged.until)}: ${prose(acknowledged.reason)}`;
  return `- ${printSentence(change)}${axes}${suffix}${acknowledgement}`;
}

function printSentence({ subject, message }: Change): string {
  return `${code(subject, 120)} ${prose(message, 200)}`.trimEnd();
}

/** More calls than this are counted, not listed. */
const CALLS_SHOWN = 10;

function printAffected(change: Change): string {
  const lists = getAffectedCalls(change).map(({ calls, directions }) => {
    const shown = calls.slice(0, CALLS_SHOWN).map((call) => code(call, 100));
    const more = calls.length - CALLS_SHOWN;
    const list = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return directions === '' ? list : `${list} ${directions}`;
  });
  return lists.length === 0 ? '' : `Affects ${lists.join('; ')}.`;
}

function addNotes(page: Page, { disagreements, staleAcknowledgements = [] }: DiffReport): void {
  const lines = [
    ...disagreements.map(
      (each) => `- ${code(each.subject, 120)}: ${prose(disagreementText(each))}`,
    ),
    ...staleAcknowledgements.map((stale) => `- ${prose(staleText(stale), 600)}`),
  ];
  if (lines.length === 0) return;
  page.add(`## Notes (${lines.length})`);
  page.addEntries(lines.map((text) => ({ full: text.trimEnd(), brief: text.trimEnd() })));
}

/** A text of the document as Markdown that shows it and does nothing else; what is between backticks becomes code. */
export function prose(text: string, most = 400): string {
  const line = visibleLine(shortened(text, most));
  const parts = proseParts(line).map((part) => {
    if (part.isCode) return inlineCode(part.text);
    const before = part.text.startsWith(' ') ? ' ' : '';
    const after = part.text.trim() !== '' && part.text.endsWith(' ') ? ' ' : '';
    return `${before}${plainText(part.text)}${after}`;
  });
  return parts.join('').trim();
}

/** A name or a value of the document, as code within a line. */
function code(text: string, most = 200): string {
  return inlineCode(shortened(visibleLine(shortened(text, most)), most));
}

/** Before and after, line by line, in the format of `diff`. */
function diffBlock(before: string | undefined, after: string | undefined): string {
  const lines = [...markLines('-', before), ...markLines('+', after)];
  return lines.length === 0 ? '' : codeBlock(lines.join('\n'), 'diff');
}

const MAX_VALUE = 1200;
const MAX_LINES = 30;

function markLines(mark: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const lines = visibleLines(shortened(value, MAX_VALUE));
  const more = lines.length - MAX_LINES;
  const shown = lines.slice(0, MAX_LINES).map((line) => `${mark} ${shortened(line, MAX_VALUE)}`);
  return more > 0 ? [...shown, `${mark} … ${more} more lines`] : shown;
}

/** Collects Markdown up to the limit. */
class Page {
  readonly #blocks: string[] = [];
  #length = 0;

  /** Adds a block, whatever its length. */
  add(block: string): void {
    this.#blocks.push(block);
    this.#length += block.length + SEPARATOR.length;
  }

  /** Adds as many entries as there is room for, and says how many are left out. */
  addEntries(entries: readonly Entry[]): void {
    const items: string[] = [];
    const flush = (): void => {
      if (items.length > 0) this.#blocks.push(items.splice(0).join('\n'));
    };
    let isBrief = false;
    for (const [at, { full, brief }] of entries.entries()) {
      isBrief ||= this.#length + full.length > MAX_IN_FULL;
      const text = isBrief ? brief : full;
      if (this.#length + text.length + SEPARATOR.length > MAX_CHARACTERS - RESERVE) {
        flush();
        this.add(`… and ${entries.length - at} more: the JSON report lists all of them.`);
        return;
      }
      this.#length += text.length + SEPARATOR.length;
      // The lines of a list are not separated by blank lines.
      if (text === brief) items.push(text);
      else this.#blocks.push(text);
    }
    flush();
  }

  toString(): string {
    return this.#blocks.join(SEPARATOR);
  }
}

const SEPARATOR = '\n\n';
