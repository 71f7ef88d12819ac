import type { Change, DiffReport, DiffSide } from '../../change.js';
import { sectionsOf, worst, type Section } from '../outline.js';
import {
  axisWord,
  countsText,
  plural,
  sectionTitle,
  staleText,
  touchedBy,
  verdictWord,
} from '../wording.js';
import { code, diffBlock, prose } from './disarm.js';
import { Page, type Entry } from './page.js';

export { MAX_CHARACTERS } from './page.js';

/** The body of a pull request: never longer than `MAX_CHARACTERS`, what breaks first. */
export function markdownReport(report: DiffReport): string {
  const page = new Page();
  page.add(headline(report));
  page.add(`From ${sideText(report.before)} to ${sideText(report.after)}.`);
  for (const each of sectionsOf(report)) section(page, report, each);
  notes(page, report);
  return page.toString();
}

/** All that a reviewer needs to see at once, on the first line. */
function headline(report: DiffReport): string {
  const { verdict, changes } = report;
  const word = `**${verdictWord(report)}**`;
  if (changes.length === 0) return `${word} · bump **${verdict.bump}**`;
  const axes = `wire ${axisWord(verdict.wire)}, source ${axisWord(verdict.source)}`;
  return `${word} · ${axes} · bump **${verdict.bump}** · ${countsText(report)}`;
}

function sideText({ source, title, version, operations, schemas }: DiffSide): string {
  const size = `${plural(operations, 'operation')}, ${plural(schemas, 'schema')}`;
  return `${prose(`${title} ${version}`, 120)} (${code(source)}, ${size})`;
}

function section(
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
  page.addEntries(changes.map(isBrief ? inALine : inFull));
  if (isFolded) page.add('</details>');
}

function inFull(change: Change): Entry {
  const { id, wire, source, before, after, advice, fingerprint } = change;
  const parts = [
    `### ${sentence(change)}`,
    `wire **${axisWord(wire)}** · source **${axisWord(source)}** · ${code(id)} · ${code(fingerprint)}`,
    diffBlock(before, after),
    touchedText(change),
    advice === undefined ? '' : `**What to do:** ${prose(advice)}`,
  ];
  return { full: parts.filter((part) => part !== '').join('\n\n'), brief: line(change) };
}

function inALine(change: Change): Entry {
  const brief = line(change);
  return { full: brief, brief };
}

function line(change: Change): string {
  const { wire, source, acknowledged } = change;
  const axes =
    worst(change) === 'non-breaking' ? '' : ` (wire ${axisWord(wire)}, source ${axisWord(source)})`;
  const values = [change.before, change.after]
    .filter((value) => value !== undefined)
    .map((value) => code(value, 160));
  const what = values.length === 0 ? '' : `: ${values.join(' → ')}`;
  const known =
    acknowledged === undefined
      ? ''
      : `. Until ${prose(acknowledged.until)}: ${prose(acknowledged.reason)}`;
  return `- ${sentence(change)}${axes}${what}${known}`;
}

function sentence({ subject, message }: Change): string {
  return `${code(subject, 120)} ${prose(message, 200)}`.trimEnd();
}

/** Beyond this many a reader wants to know how many more. */
const CALLS_SHOWN = 10;

function touchedText(change: Change): string {
  const ways = touchedBy(change).map(({ calls, way }) => {
    const shown = calls.slice(0, CALLS_SHOWN).map((call) => code(call, 100));
    const more = calls.length - CALLS_SHOWN;
    const list = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return way === '' ? list : `${list} ${way}`;
  });
  return ways.length === 0 ? '' : `Touches ${ways.join('; ')}.`;
}

function notes(page: Page, { disagreements, staleAcknowledgements = [] }: DiffReport): void {
  const lines = [
    ...disagreements.map(
      ({ subject, rules, compiler, message }) =>
        `- ${code(subject, 120)}: the rules say ${rules}, the compiler ${compiler}, which counts. ${prose(message)}`,
    ),
    ...staleAcknowledgements.map(
      (stale) => `- ${prose(staleText(stale))} It was: ${prose(stale.reason)}`,
    ),
  ];
  if (lines.length === 0) return;
  page.add(`## Notes (${lines.length})`);
  page.addEntries(lines.map((text) => ({ full: text.trimEnd(), brief: text.trimEnd() })));
}
