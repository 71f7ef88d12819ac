import { codeBlock, fitParts, inlineCode, plainText } from '../../util/markdown.js';
import { visibleLines } from '../../util/printable.js';
import type { ConformReport } from './report.js';
import {
  getHeadline,
  getNotAsked,
  groupFindings,
  summarize,
  TITLES,
  type DescribedFinding,
  type Group,
} from './wording.js';

/** The report as a comment on a pull request or an issue; what does not fit is counted. */
export function markdownReport(report: ConformReport): string {
  const { source, document, overlay } = report;
  const notAsked = getNotAsked(report);
  return fitParts([
    `## ${getHeadline(report)}`,
    `${inlineCode(source)}, ${plainText(`${document.title} ${document.version}`)}. ${summarize(report).join(' ')}`,
    ...groupFindings(report).map(printGroup),
    ...(notAsked.length === 0
      ? []
      : [
          `### ${TITLES.notAsked} (${notAsked.length})`,
          notAsked
            .map(({ operation, reason }) => `- ${inlineCode(operation)}: ${plainText(reason)}`)
            .join('\n'),
        ]),
    ...(overlay === undefined || overlay.actions === 0
      ? []
      : [
          `### ${TITLES.overlay}\n\n${codeBlock(visibleLines(overlay.text.trimEnd()).join('\n'), 'yaml')}`,
        ]),
  ]);
}

function printGroup({ subject, findings }: Group): string {
  return [`### ${inlineCode(subject)}`, '', ...findings.map(printFinding)].join('\n');
}

const OPERATIONS_SHOWN = 5;

function printFinding({ finding, message, advice, remark }: DescribedFinding): string {
  const { operations, id } = finding;
  const more = operations.length - OPERATIONS_SHOWN;
  const shown = operations.slice(0, OPERATIONS_SHOWN).map((operation) => inlineCode(operation.id));
  const where = [shown.join(', '), ...(more > 0 ? [`and ${more} more`] : [])].join(' ');
  return [
    `- ${plainText(message)}`,
    ...(where === '' ? [] : [where]),
    plainText(advice),
    ...(remark === undefined ? [] : [`no action: ${plainText(remark)}`]),
    inlineCode(id),
  ].join(' · ');
}
