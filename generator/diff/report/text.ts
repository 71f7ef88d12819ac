import { visibleLine } from '../../printable.js';
import { paint, type Style } from '../../terminal.js';
import type { Change, DiffReport, DiffSide } from '../change.js';
import { outlineOf, worst } from './outline.js';
import {
  axisWord,
  countsText,
  plural,
  SECTION_TITLES,
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
  return new TextReport(report, options).lines().join('\n');
}

/** Beyond this many, a terminal's reader wants to know how many more. */
const CALLS_SHOWN = 8;

class TextReport {
  constructor(
    private readonly report: DiffReport,
    private readonly options: TextOptions,
  ) {}

  lines(): readonly string[] {
    const { breaks, mayBreak, additions, documentation, acknowledged } = outlineOf(this.report);
    const sections = [
      this.#head(),
      this.#section(SECTION_TITLES.breaks, 'red', breaks, (change) => this.#detailed('✗', change)),
      this.#section(SECTION_TITLES.mayBreak, 'yellow', mayBreak, (change) =>
        this.#detailed('!', change),
      ),
      this.#section(SECTION_TITLES.additions, 'green', additions, (change) =>
        this.#brief('+', change),
      ),
      this.#section(SECTION_TITLES.acknowledged, 'dim', acknowledged, (change) =>
        this.#acknowledged(change),
      ),
      this.#documentation(documentation.length),
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

  #section(
    title: string,
    style: Style,
    changes: readonly Change[],
    told: (change: Change) => readonly string[],
  ): readonly string[] {
    if (changes.length === 0) return [];
    const lines = [this.#paint('bold', this.#paint(style, `${title} (${changes.length})`))];
    let owner: string | undefined;
    for (const change of changes) {
      // A blank line between what belongs to different schemas or services, where a change takes several.
      const next = ownerOf(change.subject);
      const more = told(change);
      if (owner !== undefined && next !== owner && more.length > 1) lines.push('');
      owner = next;
      lines.push(...more);
    }
    return lines;
  }

  #detailed(mark: string, change: Change): readonly string[] {
    const { id, wire, source, advice, fingerprint } = change;
    const style = STYLES[worst(change)];
    return [
      ...this.#wrap(`  ${this.#paint(style, mark)} `, this.#sentence(change)),
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

  #brief(mark: string, change: Change): readonly string[] {
    const values = [change.before, change.after]
      .filter((value) => value !== undefined)
      .map(visibleLine);
    const what = values.length === 0 ? '' : `: ${values.join(' → ')}`;
    return this.#wrap(`  ${this.#paint('green', mark)} `, `${this.#sentence(change)}${what}`);
  }

  #acknowledged(change: Change): readonly string[] {
    const { acknowledged, fingerprint } = change;
    const why = `until ${acknowledged?.until ?? ''}: ${visibleLine(acknowledged?.reason ?? '')}`;
    return [
      ...this.#wrap('  ~ ', this.#sentence(change)),
      ...this.#wrap('      ', this.#paint('dim', `${why} · ${fingerprint}`)),
    ];
  }

  #documentation(count: number): readonly string[] {
    if (count === 0) return [];
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

function sideText({ source, title, version, operations, schemas }: DiffSide): string {
  const size = `${plural(operations, 'operation')}, ${plural(schemas, 'schema')}`;
  return `${visibleLine(`${title} ${version}`)} (${visibleLine(source)}; ${size})`;
}

/** `VehicleDto` of `VehicleDto.soldAt`, `vehicles` of `vehicles.list: pageSize`. */
function ownerOf(subject: string): string {
  return /^[^.:]*/.exec(subject)?.[0] ?? subject;
}
