import { plural } from '../../util/plural.js';
import { codeBlock, inlineCode, plainText } from '../../util/markdown.js';
import { visibleLine, visibleLines } from '../../util/printable.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { worstAxis } from '../verdict.js';
import { getBreaks, getSections, type Entry, type Section } from './sections.js';
import {
  axesText,
  BREAKS_TITLE,
  brokenAxes,
  countsText,
  getAffectedCalls,
  headlineText,
  proseParts,
  shortened,
  shortenSides,
  sizeText,
  staleText,
  toLine,
  verdictText,
  versionTexts,
} from './wording.js';

/** GitHub accepts 65 536 characters for a pull request's body, to which others may add some. */
export const MAX_CHARACTERS = 60_000;

/** Beyond this length, each entry is one line. */
const MAX_IN_FULL = 42_000;

/** Kept free for the headings of all sections and for counting what is left out. */
const RESERVE = 2_000;

/** An entry in full and on one line; without a line, it is left out where there is no room. */
interface Item {
  readonly full: string;
  readonly brief?: string;
}

/**
 * The report as the body of a pull request, of at most {@link MAX_CHARACTERS} characters: the verdict, a line for each
 * break, then the details.
 */
export function markdownReport(report: DiffReport): string {
  const page = new Page();
  const sections = getSections(report);
  const breaks = getBreaks(sections);
  page.add(printHeadline(report, sections));
  page.add(`From ${sideText(report.before)} to ${sideText(report.after)}.`);
  if (breaks.length > 0) {
    page.add(`## ${BREAKS_TITLE}`);
    page.addItems(breaks.map((entry) => toBriefItem(`**${brokenAxes(entry)}**: `, entry)));
  }
  for (const section of sections) addSection(page, section);
  addNotes(page, report);
  return page.toString();
}

/** The verdict, the versions and the counts on one line. */
export function printHeadline(report: DiffReport, sections = getSections(report)): string {
  const { verdict, changes } = report;
  const versions = versionTexts(report).map((text) => prose(text, 120));
  return [
    `**${headlineText(report)}**`,
    ...(changes.length === 0 ? [] : [axesText(verdict)]),
    `bump **${verdict.bump}** (${versions.join(', ')})`,
    ...(changes.length === 0 ? [] : [countsText(sections)]),
  ].join(' · ');
}

function sideText(side: DiffSide): string {
  const { source, title, version } = side;
  return `${prose(`${title} ${version}`, 120)} (${code(source)}, ${sizeText(side)})`;
}

function addSection(page: Page, { title, entries, count, isBrief, isFolded }: Section): void {
  const heading = prose(title);
  page.add(
    isFolded
      ? `<details>\n<summary>${heading} (${plural(count, 'change')})</summary>`
      : `## ${heading} (${count})`,
  );
  page.addItems(
    entries.map((entry) =>
      isBrief || entry.grouping !== undefined ? toBriefItem('', entry) : toItem(entry),
    ),
  );
  if (isFolded) page.add('</details>');
}

function toItem(entry: Entry): Item {
  const [change] = entry.changes;
  const { id, wire, source, subject, message, advice, fingerprint } = change;
  const parts = [
    `### ${code(subject, 120)} ${prose(message, 200)}`.trimEnd(),
    `wire **${verdictText(wire)}** · source **${verdictText(source)}** · ${code(id)} · ${code(fingerprint)}`,
    diffBlock(change),
    printAffected(change),
    advice === undefined ? '' : `**What to do:** ${prose(advice)}`,
  ];
  const full = parts.filter((part) => part !== '').join('\n\n');
  // What breaks has its line at the top.
  return worstAxis(entry) === 'breaking' ? { full } : { full, brief: printLine('', entry) };
}

function toBriefItem(label: string, entry: Entry): Item {
  const brief = printLine(label, entry);
  return { full: brief, brief };
}

function printLine(label: string, entry: Entry): string {
  const { subject, message, names, before, after, operation, more } = toLine(entry, MAX_LINE_VALUE);
  const [{ acknowledged }] = entry.changes;
  const axes = label !== '' || worstAxis(entry) === 'non-breaking' ? '' : ` (${axesText(entry)})`;
  const was = before === undefined ? '' : code(before);
  const values =
    after === undefined ? was && ` (was ${was})` : `: ${was && `${was} → `}${code(after)}`;
  const operations = operation.map((each) => code(each, 120));
  const acknowledgement =
    acknowledged === undefined
      ? ''
      : `. Until ${prose(acknowledged.until)}: ${prose(acknowledged.reason)}`;
  return [
    `- ${label}${subject === '' ? '' : `${code(subject, 120)} `}${prose(message, 200)}`.trimEnd(),
    axes,
    names.length > 0 ? `: ${printNames(names)}` : '',
    values,
    operations.length > 0 ? ` · ${operations.join(', ')}` : '',
    more > 0 ? ` and ${more} more` : '',
    acknowledgement,
  ].join('');
}

const MAX_LINE_VALUE = 120;

/** More names than this are counted, not listed. */
const NAMES_SHOWN = 10;

function printNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => code(name, 100));
  const more = names.length - NAMES_SHOWN;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function printAffected(change: Change): string {
  const lists = getAffectedCalls(change).map(({ calls, directions }) =>
    `${printNames(calls)} ${directions}`.trimEnd(),
  );
  return lists.length === 0 ? '' : `Affects ${lists.join('; ')}.`;
}

function addNotes(page: Page, { staleAcknowledgements = [] }: DiffReport): void {
  const lines = staleAcknowledgements.map((stale) => `- ${prose(staleText(stale), 600)}`);
  if (lines.length === 0) return;
  page.add(`## Notes (${lines.length})`);
  page.addItems(lines.map((text) => ({ full: text.trimEnd(), brief: text.trimEnd() })));
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
function diffBlock(change: Change): string {
  const { before, after } = shortenSides(
    change,
    (value) => visibleLines(value).join('\n'),
    MAX_VALUE,
  );
  const lines = [...markLines('-', before), ...markLines('+', after)];
  return lines.length === 0 ? '' : codeBlock(lines.join('\n'), 'diff');
}

const MAX_VALUE = 1200;

function markLines(mark: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split('\n').map((line) => `${mark} ${line}`);
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

  /** Adds as many items as there is room for, and says how many are left out. */
  addItems(items: readonly Item[]): void {
    const list: string[] = [];
    const flush = (): void => {
      if (list.length > 0) this.#blocks.push(list.splice(0).join('\n'));
    };
    let isBrief = false;
    for (const [at, { full, brief }] of items.entries()) {
      isBrief ||= this.#length + full.length > MAX_IN_FULL;
      const text = isBrief ? brief : full;
      if (
        text === undefined ||
        this.#length + text.length + SEPARATOR.length > MAX_CHARACTERS - RESERVE
      ) {
        flush();
        this.add(`… and ${items.length - at} more: the JSON report lists all of them.`);
        return;
      }
      this.#length += text.length + SEPARATOR.length;
      // The lines of a list are not separated by blank lines.
      if (text === brief) list.push(text);
      else {
        flush();
        this.#blocks.push(text);
      }
    }
    flush();
  }

  toString(): string {
    return this.#blocks.join(SEPARATOR);
  }
}

const SEPARATOR = '\n\n';
