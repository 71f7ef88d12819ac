import { visibleLine, withoutCommands } from '../../util/printable.js';
import { paint, type Style } from '../../util/paint.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { sectionsOf, worst, type Section, type SectionName } from './outline.js';
import {
  axisWord,
  countsText,
  plural,
  sectionTitle,
  staleText,
  touchedBy,
  verdictWord,
} from './wording.js';
import { wrapped } from './wrap.js';

export interface TextOptions {
  readonly colours: boolean;
  /** Columns of the terminal; undefined when piped: then nothing is wrapped and no list is cut short. */
  readonly width?: number;
}

/** The report for a terminal, or for whoever reads a log. */
export function textReport(report: DiffReport, options: TextOptions): string {
  return withoutCommands(new TextReport(report, options).lines().join('\n'));
}

/** Beyond this many, a terminal's reader wants to know how many more. */
const CALLS_SHOWN = 8;

class TextReport {
  constructor(
    private readonly report: DiffReport,
    private readonly options: TextOptions,
  ) {}

  lines(): readonly string[] {
    const sections = [
      this.#head(),
      ...sectionsOf(this.report).map((section) => this.#section(section)),
      this.#notes(),
    ];
    return sections
      .filter((lines) => lines.length > 0)
      .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
  }

  #head(): readonly string[] {
    const { before, after, verdict, changes } = this.report;
    const word = this.#paint(STYLES[worst(verdict)], verdictWord(this.report));
    const axes = `wire ${axisWord(verdict.wire)}, source ${axisWord(verdict.source)}, bump ${verdict.bump}`;
    return [
      ...this.#wrap(
        '',
        `${this.#paint('bold', word)}${changes.length === 0 ? '.' : `: ${axes}. ${countsText(this.report)}.`}`,
      ),
      ...this.#wrap('  from ', sideText(before)),
      ...this.#wrap('  to   ', sideText(after)),
    ];
  }

  #section({ name, changes, isBrief }: Section): readonly string[] {
    if (name === 'documentation') return this.#documentation(changes.length);
    const title = `${visibleLine(sectionTitle(name, this.report))} (${changes.length})`;
    const lines = [this.#paint('bold', this.#paint(SECTION_STYLES[name], title))];
    let owner: string | undefined;
    for (const change of changes) {
      // A blank line between what belongs to different schemas or services, where a change takes several.
      const next = ownerOf(change.subject);
      if (owner !== undefined && next !== owner && !isBrief) lines.push('');
      owner = next;
      lines.push(...(isBrief ? this.#brief(change) : this.#detailed(change)));
    }
    return lines;
  }

  #detailed(change: Change): readonly string[] {
    const { id, wire, source, advice, fingerprint } = change;
    const weight = worst(change);
    return [
      ...this.#wrap(`  ${this.#paint(STYLES[weight], MARKS[weight])} `, this.#sentence(change)),
      ...this.#wrap(
        '      ',
        this.#paint(
          'dim',
          `wire ${axisWord(wire)}, source ${axisWord(source)} · ${id} · ${fingerprint}`,
        ),
      ),
      ...this.#side('-', 'red', change.before),
      ...this.#side('+', 'green', change.after),
      ...this.#touched(change),
      ...(advice === undefined ? [] : this.#wrap('      → ', visibleLine(advice))),
    ];
  }

  #brief(change: Change): readonly string[] {
    const { before, after, acknowledged, fingerprint } = change;
    const values = [before, after].filter((value) => value !== undefined).map(visibleLine);
    const what = values.length === 0 ? '' : `: ${values.join(' → ')}`;
    const mark = acknowledged === undefined ? this.#paint('green', '+') : '~';
    const lines = this.#wrap(`  ${mark} `, `${this.#sentence(change)}${what}`);
    if (acknowledged === undefined) return lines;
    const why = `until ${visibleLine(acknowledged.until)}: ${visibleLine(acknowledged.reason)}`;
    return [...lines, ...this.#wrap('      ', this.#paint('dim', `${why} · ${fingerprint}`))];
  }

  #documentation(count: number): readonly string[] {
    const text = `${plural(count, 'change')} of documentation: --format json or html lists them.`;
    return this.#wrap('', this.#paint('dim', text));
  }

  #notes(): readonly string[] {
    const { disagreements, staleAcknowledgements = [] } = this.report;
    return [
      ...disagreements.flatMap(({ subject, rules, compiler, message }) =>
        this.#wrap(
          `${this.#paint('yellow', 'note')}: `,
          `${visibleLine(subject)}: the rules say ${rules}, the compiler ${compiler}, which counts. ${visibleLine(message)}`,
        ),
      ),
      ...staleAcknowledgements.flatMap((stale) =>
        this.#wrap(
          `${this.#paint('yellow', 'note')}: `,
          `${staleText(stale)} It was: ${visibleLine(stale.reason)}`,
        ),
      ),
    ];
  }

  #sentence({ subject, message }: Change): string {
    return `${this.#paint('bold', visibleLine(subject))} ${visibleLine(message)}`;
  }

  #side(mark: string, style: Style, value: string | undefined): readonly string[] {
    if (value === undefined) return [];
    return this.#wrap('      ', this.#paint(style, `${mark} ${visibleLine(value)}`), 8);
  }

  #touched(change: Change): readonly string[] {
    const most = this.options.width === undefined ? Infinity : CALLS_SHOWN;
    const ways = touchedBy(change).map(({ calls, way }) => {
      const more = calls.length - most;
      const shown = calls.slice(0, most).map(visibleLine).join(', ');
      return [shown, ...(more > 0 ? [`and ${more} more`] : []), ...(way === '' ? [] : [way])].join(
        ' ',
      );
    });
    return ways.length === 0 ? [] : this.#wrap('      touches ', ways.join('; '));
  }

  #wrap(indent: string, text: string, hang?: number): readonly string[] {
    return wrapped(indent, text, this.options.width, hang);
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

function sideText({ source, title, version, operations, schemas }: DiffSide): string {
  const size = `${plural(operations, 'operation')}, ${plural(schemas, 'schema')}`;
  return `${visibleLine(`${title} ${version}`)} (${visibleLine(source)}; ${size})`;
}

/** `VehicleDto` of `VehicleDto.soldAt`, `vehicles` of `vehicles.list: pageSize`. */
function ownerOf(subject: string): string {
  return /^[^.:]*/.exec(subject)?.[0] ?? subject;
}
