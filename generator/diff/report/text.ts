import { plural } from '../../util/plural.js';
import { visibleLine, withoutCommands } from '../../util/printable.js';
import { paint, type Style } from '../../util/paint.js';
import { wrapText } from '../../util/wrap-text.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { worst, worstAxis } from '../verdict.js';
import { getBreaks, getSections, type Entry, type Section } from './sections.js';
import {
  axesText,
  BREAKS_TITLE,
  brokenAxes,
  countsText,
  getAffectedCalls,
  getOwner,
  headlineText,
  shortenSides,
  sizeText,
  staleText,
  toLine,
  versionTexts,
} from './wording.js';

export interface TextOptions {
  readonly colours: boolean;
  /** Columns of the terminal; undefined when piped: nothing is wrapped and no list is shortened. */
  readonly width?: number;
}

/** The report for a terminal or a log: the verdict, a line for each break, then the details. */
export function textReport(report: DiffReport, options: TextOptions): string {
  const printer = new Printer(options);
  const sections = getSections(report);
  const blocks = [
    printer.head(report, sections),
    printer.breaks(getBreaks(sections)),
    ...sections.map((section) => printer.section(section)),
    (report.staleAcknowledgements ?? []).flatMap((stale) => printer.note(staleText(stale))),
  ].filter((lines) => lines.length > 0);
  return withoutCommands(blocks.map((lines) => lines.join('\n')).join('\n\n'));
}

/** More calls or names than this are counted, not listed. */
const NAMES_SHOWN = 8;

/** Of a value on the line of its change; the details have all of it. */
const MAX_VALUE = 100;

/** Prints the parts of a report as lines. */
class Printer {
  constructor(private readonly options: TextOptions) {}

  head(report: DiffReport, sections: readonly Section[]): readonly string[] {
    const { before, after, verdict, changes } = report;
    const headline = this.#bold(STYLES[worstAxis(verdict)], headlineText(report));
    const counts = `: ${axesText(verdict)}. ${countsText(sections)}.`;
    const versions = versionTexts(report).map(visibleLine).join(', ');
    return [
      ...this.#wrap('', `${headline}${changes.length === 0 ? '.' : counts}`),
      ...this.#wrap('  ', `${this.#paint('bold', `bump ${verdict.bump}`)}: ${versions}`),
      ...this.#wrap('  from ', sideText(before)),
      ...this.#wrap('  to   ', sideText(after)),
    ];
  }

  breaks(entries: readonly Entry[]): readonly string[] {
    if (entries.length === 0) return [];
    const lines = entries.flatMap((entry) => {
      const axes = this.#paint('red', brokenAxes(entry).padEnd('wire+source'.length));
      return this.#wrap(`  ${axes}  `, this.#line(entry, MAX_VALUE));
    });
    return [this.#bold('red', BREAKS_TITLE), ...lines];
  }

  section({ name, title, entries, count, isBrief, isFolded }: Section): readonly string[] {
    if (name === 'documentation') {
      const text = `${plural(count, 'documentation change')}: listed by --format json and html.`;
      return this.#dim('', text);
    }
    const style = isFolded ? 'dim' : STYLES[worst(entries.map(worstAxis))];
    const lines = [this.#bold(style, `${visibleLine(title)} (${count})`)];
    let lastOwner: string | undefined;
    for (const entry of entries) {
      // A blank line separates the changes of different schemas or services.
      const owner = getOwner(entry.changes[0].subject);
      if (lastOwner !== undefined && owner !== lastOwner && !isBrief) lines.push('');
      lastOwner = owner;
      if (entry.grouping !== undefined) lines.push(...this.#group(entry));
      else lines.push(...(isBrief ? this.#brief(entry) : this.#detailed(entry)));
    }
    return lines;
  }

  note(text: string): readonly string[] {
    return this.#wrap(`${this.#paint('yellow', 'note')}: `, visibleLine(text));
  }

  #detailed(entry: Entry): readonly string[] {
    const [change] = entry.changes;
    const { id, advice, fingerprint, subject, message } = change;
    const { before, after } = shortenSides(change, visibleLine, Infinity);
    const sentence = `${this.#paint('bold', visibleLine(subject))} ${visibleLine(message)}`;
    return [
      ...this.#wrap(this.#mark(entry), sentence),
      ...this.#dim('      ', `${axesText(change)} · ${id} · ${fingerprint}`),
      ...this.#side('-', 'red', before),
      ...this.#side('+', 'green', after),
      ...this.#affected(change),
      ...(advice === undefined ? [] : this.#wrap('      → ', visibleLine(advice))),
    ];
  }

  #brief(entry: Entry): readonly string[] {
    const [{ acknowledged, fingerprint }] = entry.changes;
    if (acknowledged === undefined) return this.#wrap(this.#mark(entry), this.#line(entry));
    const details = `until ${visibleLine(acknowledged.until)}: ${visibleLine(acknowledged.reason)}`;
    return [
      ...this.#wrap('  ~ ', this.#line(entry)),
      ...this.#dim('      ', `${details} · ${fingerprint}`),
    ];
  }

  /** Its line, and the fingerprints of what may break, which someone may want to acknowledge. */
  #group(entry: Entry): readonly string[] {
    const { changes, grouping } = entry;
    const lines = this.#wrap(this.#mark(entry), this.#line(entry));
    if (grouping === 'unused' || worstAxis(entry) === 'non-breaking') return lines;
    if (grouping !== 'webhooks') {
      const fingerprints = changes.map(({ fingerprint }) => fingerprint).join(' ');
      return [...lines, ...this.#dim('      ', `${axesText(entry)} · ${fingerprints}`)];
    }
    return [
      ...lines,
      ...changes.flatMap((change) => {
        const line = this.#line({ ...change, changes: [change] });
        const details = `${axesText(change)} · ${change.id} · ${change.fingerprint}`;
        return [...this.#wrap('    - ', line), ...this.#dim('      ', details)];
      }),
    ];
  }

  /** `VehicleDto.vin is now required: optional → required · vehicles.create, POST /Vehicles, and 3 more` */
  #line(entry: Entry, most = this.options.width === undefined ? Infinity : MAX_VALUE): string {
    const { subject, message, names, before, after, operation, more } = toLine(entry, most);
    const values =
      after === undefined
        ? before && ` (was ${before})`
        : `: ${before === undefined ? '' : `${before} → `}${after}`;
    const operations = [...operation.map(visibleLine), ...(more > 0 ? [`and ${more} more`] : [])];
    return [
      subject && `${this.#paint('bold', visibleLine(subject))} `,
      visibleLine(message),
      names.length > 0 && `: ${this.#list(names)}`,
      values,
      operations.length > 0 && this.#paint('dim', ` · ${operations.join(', ')}`),
    ]
      .filter(Boolean)
      .join('');
  }

  #mark(entry: Entry): string {
    const verdict = worstAxis(entry);
    return `  ${this.#paint(STYLES[verdict], MARKS[verdict])} `;
  }

  #side(mark: string, style: Style, value: string | undefined): readonly string[] {
    if (value === undefined) return [];
    return this.#wrap('      ', this.#paint(style, `${mark} ${value}`), 8);
  }

  #affected(change: Change): readonly string[] {
    const lists = getAffectedCalls(change).map(({ calls, directions }) =>
      [this.#list(calls), directions].filter(Boolean).join(' '),
    );
    return lists.length === 0 ? [] : this.#wrap('      affects ', lists.join('; '));
  }

  #list(names: readonly string[]): string {
    const most = this.options.width === undefined ? Infinity : NAMES_SHOWN;
    const more = names.length - most;
    const shown = names.slice(0, most).map(visibleLine).join(', ');
    return more > 0 ? `${shown} and ${more} more` : shown;
  }

  #dim(indent: string, text: string): readonly string[] {
    return this.#wrap(indent, this.#paint('dim', text));
  }

  #wrap(indent: string, text: string, hang?: number): readonly string[] {
    return wrapText(indent, text, this.options.width, hang);
  }

  #bold(style: Style, text: string): string {
    return this.#paint('bold', this.#paint(style, text));
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

function sideText(side: DiffSide): string {
  const { source, title, version } = side;
  return `${visibleLine(`${title} ${version}`)} (${visibleLine(source)}; ${sizeText(side)})`;
}
