import { plural } from '../../util/plural.js';
import { stripVTControlCharacters } from 'node:util';
import { visibleLine, withoutCommands } from '../../util/printable.js';
import { paint, type Style } from '../../util/paint.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { worstAxis } from '../verdict.js';
import { getSections, type Section, type SectionName } from './sections.js';
import {
  verdictText,
  countsText,
  disagreementText,
  getAffectedCalls,
  sectionTitle,
  sizeText,
  staleText,
  headlineText,
} from './wording.js';

export interface TextOptions {
  readonly colours: boolean;
  /** Columns of the terminal; undefined when piped: nothing is wrapped and no list is shortened. */
  readonly width?: number;
}

/** The report for a terminal or a log. */
export function textReport(report: DiffReport, options: TextOptions): string {
  return withoutCommands(new TextReport(report, options).lines().join('\n'));
}

/** More calls than this are counted, not listed. */
const CALLS_SHOWN = 8;

class TextReport {
  constructor(
    private readonly report: DiffReport,
    private readonly options: TextOptions,
  ) {}

  lines(): readonly string[] {
    const sections = [
      this.#head(),
      ...getSections(this.report).map((section) => this.#section(section)),
      this.#notes(),
    ];
    return sections
      .filter((lines) => lines.length > 0)
      .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
  }

  #head(): readonly string[] {
    const { before, after, verdict, changes } = this.report;
    const headline = this.#paint(STYLES[worstAxis(verdict)], headlineText(this.report));
    const axes = `wire ${verdictText(verdict.wire)}, source ${verdictText(verdict.source)}, bump ${verdict.bump}`;
    return [
      ...this.#wrap(
        '',
        `${this.#paint('bold', headline)}${changes.length === 0 ? '.' : `: ${axes}. ${countsText(this.report)}.`}`,
      ),
      ...this.#wrap('  from ', sideText(before)),
      ...this.#wrap('  to   ', sideText(after)),
    ];
  }

  #section({ name, changes, isBrief }: Section): readonly string[] {
    if (name === 'documentation') return this.#documentation(changes.length);
    const title = `${visibleLine(sectionTitle(name, this.report))} (${changes.length})`;
    const lines = [this.#paint('bold', this.#paint(SECTION_STYLES[name], title))];
    let lastOwner: string | undefined;
    for (const change of changes) {
      // A blank line separates the changes of different schemas or services.
      const owner = getOwner(change.subject);
      if (lastOwner !== undefined && owner !== lastOwner && !isBrief) lines.push('');
      lastOwner = owner;
      lines.push(...(isBrief ? this.#brief(change) : this.#detailed(change)));
    }
    return lines;
  }

  #detailed(change: Change): readonly string[] {
    const { id, wire, source, advice, fingerprint } = change;
    const verdict = worstAxis(change);
    return [
      ...this.#wrap(`  ${this.#paint(STYLES[verdict], MARKS[verdict])} `, this.#sentence(change)),
      ...this.#wrap(
        '      ',
        this.#paint(
          'dim',
          `wire ${verdictText(wire)}, source ${verdictText(source)} · ${id} · ${fingerprint}`,
        ),
      ),
      ...this.#side('-', 'red', change.before),
      ...this.#side('+', 'green', change.after),
      ...this.#affected(change),
      ...(advice === undefined ? [] : this.#wrap('      → ', visibleLine(advice))),
    ];
  }

  #brief(change: Change): readonly string[] {
    const { before, after, acknowledged, fingerprint } = change;
    const values = [before, after].filter((value) => value !== undefined).map(visibleLine);
    const suffix = values.length === 0 ? '' : `: ${values.join(' → ')}`;
    const mark = acknowledged === undefined ? this.#paint('green', '+') : '~';
    const lines = this.#wrap(`  ${mark} `, `${this.#sentence(change)}${suffix}`);
    if (acknowledged === undefined) return lines;
    const details = `until ${visibleLine(acknowledged.until)}: ${visibleLine(acknowledged.reason)}`;
    return [...lines, ...this.#wrap('      ', this.#paint('dim', `${details} · ${fingerprint}`))];
  }

  #documentation(count: number): readonly string[] {
    const text = `${plural(count, 'documentation change')}: listed by --format json and html.`;
    return this.#wrap('', this.#paint('dim', text));
  }

  #notes(): readonly string[] {
    const { disagreements, staleAcknowledgements = [] } = this.report;
    return [
      ...disagreements.map((each) => `${each.subject}: ${disagreementText(each)}`),
      ...staleAcknowledgements.map(staleText),
    ].flatMap((text) => this.#wrap(`${this.#paint('yellow', 'note')}: `, visibleLine(text)));
  }

  #sentence({ subject, message }: Change): string {
    return `${this.#paint('bold', visibleLine(subject))} ${visibleLine(message)}`;
  }

  #side(mark: string, style: Style, value: string | undefined): readonly string[] {
    if (value === undefined) return [];
    return this.#wrap('      ', this.#paint(style, `${mark} ${visibleLine(value)}`), 8);
  }

  #affected(change: Change): readonly string[] {
    const most = this.options.width === undefined ? Infinity : CALLS_SHOWN;
    const lists = getAffectedCalls(change).map(({ calls, directions }) => {
      const more = calls.length - most;
      const shown = calls.slice(0, most).map(visibleLine).join(', ');
      return [shown, more > 0 ? `and ${more} more` : '', directions].filter(Boolean).join(' ');
    });
    return lists.length === 0 ? [] : this.#wrap('      affects ', lists.join('; '));
  }

  #wrap(indent: string, text: string, hang?: number): readonly string[] {
    return wrapText(indent, text, this.options.width, hang);
  }

  #paint(style: Style, text: string): string {
    return paint(this.options, style, text);
  }
}

const STYLES = {
  breaking: 'red',
  'potentially-breaking': 'yellow',
  'non-breaking': 'green',
} as const;

const MARKS = { breaking: '✗', 'potentially-breaking': '!', 'non-breaking': '+' } as const;

const SECTION_STYLES: Readonly<Record<SectionName, Style>> = {
  breaks: 'red',
  mayBreak: 'yellow',
  additions: 'green',
  leaving: 'red',
  differing: 'yellow',
  coming: 'green',
  documentation: 'dim',
  acknowledged: 'dim',
};

function sideText(side: DiffSide): string {
  const { source, title, version } = side;
  return `${visibleLine(`${title} ${version}`)} (${visibleLine(source)}; ${sizeText(side)})`;
}

/** `VehicleDto` of `VehicleDto.soldAt`, `vehicles` of `vehicles.list: pageSize`. */
function getOwner(subject: string): string {
  return /^[^.:]*/.exec(subject)?.[0] ?? subject;
}

/**
 * Breaks a text into lines between words: the first after `indent`, the others aligned with it. A word that is longer
 * than a line is not broken.
 *
 * @param width In columns; undefined keeps everything on one line.
 * @param hang The column at which the other lines begin, when not aligned with the first.
 */
export function wrapText(
  indent: string,
  text: string,
  width: number | undefined,
  hang = countColumns(indent),
): readonly string[] {
  if (width === undefined) return [`${indent}${text}`.trimEnd()];
  const lines: string[] = [];
  let line = indent;
  let used = countColumns(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const columns = countColumns(word);
    if (!isEmpty && used + 1 + columns > Math.max(width, MIN_WIDTH)) {
      lines.push(line.trimEnd());
      line = `${' '.repeat(hang)}${word}`;
      used = hang + columns;
      continue;
    }
    line += isEmpty ? word : ` ${word}`;
    used += columns + (isEmpty ? 0 : 1);
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Narrower terminals break lines better themselves. */
const MIN_WIDTH = 40;

function countColumns(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
