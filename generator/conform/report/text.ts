import { paint, type Style } from '../../util/paint.js';
import { visibleLine, visibleLines, withoutCommands } from '../../util/printable.js';
import { wrapText } from '../../util/wrap-text.js';
import type { ConformReport } from './report.js';
import {
  getHeadline,
  getNotAsked,
  groupFindings,
  summarize,
  TITLES,
  type DescribedFinding,
} from './wording.js';

export interface TextOptions {
  readonly colours: boolean;
  /** Columns of the terminal; undefined when piped: nothing is wrapped. */
  readonly width?: number;
}

/** The report for a terminal or a log: the findings by place, what was not asked, and the overlay. */
export function textReport(report: ConformReport, options: TextOptions): string {
  const wrap = (indent: string, text: string) => wrapText(indent, text, options.width);
  const style = (name: Style, text: string) => paint(options, name, text);
  const { source, document, findings, overlay } = report;
  const headline = style('bold', style(findings.length > 0 ? 'red' : 'green', getHeadline(report)));
  const asked = visibleLine(`${source}, ${document.title} ${document.version}`);
  const head = [
    ...wrap('', `${headline}: ${asked}.`),
    ...summarize(report).flatMap((line) => wrap('  ', line)),
  ];
  const printFinding = ({ finding, message, advice, remark }: DescribedFinding) => [
    ...wrap(`  ${style('red', '✗')} `, visibleLine(message)),
    ...wrap('    ', style('dim', visibleLine(listOperations(finding)))),
    ...wrap('    → ', visibleLine(advice)),
    ...(remark === undefined
      ? []
      : wrap(`    ${style('yellow', 'no action')}: `, visibleLine(remark))),
  ];
  const groups = groupFindings(report).map(({ subject, findings: own }) => [
    ...wrap('', style('bold', visibleLine(subject))),
    ...own.flatMap(printFinding),
  ]);
  const notAsked = getNotAsked(report).flatMap(({ operation, reason }) =>
    wrap('  ', visibleLine(`${operation}: ${reason}`)),
  );
  const actions = overlay === undefined ? [] : visibleLines(overlay.text.trimEnd());
  const blocks = [
    head,
    ...groups,
    notAsked.length === 0
      ? []
      : [style('bold', `${TITLES.notAsked} (${notAsked.length})`), ...notAsked],
    overlay === undefined || overlay.actions === 0
      ? []
      : [style('bold', TITLES.overlay), ...actions],
  ].filter((lines) => lines.length > 0);
  return withoutCommands(blocks.map((lines) => lines.join('\n')).join('\n\n'));
}

/** `GET /Vehicles, GET /Vehicles/{id} · null-0f3a` */
function listOperations({ operations, id }: DescribedFinding['finding']): string {
  return [operations.map((operation) => operation.id).join(', '), id].filter(Boolean).join(' · ');
}
