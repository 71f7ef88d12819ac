import { fitParts, inlineCode, plainText } from '../../util/markdown.js';
import { plural } from '../../util/plural.js';
import type { Change } from '../../diff/index.js';
import type { Fixes, ImpactReport } from '../impact.js';
import { groupPlaces, summarize, summarizeFixes, UNEXPLAINED, type Group } from './groups.js';

/** The report as a comment on a pull request: the lines under the change that affects them. */
export function markdownReport(report: ImpactReport): string {
  const { everybody } = report;
  const parts = [
    `## ${plainText(report.package)}`,
    `${summarize(report)} For this project **${report.verdict}**; for all programs wire ${everybody.wire}, source ${everybody.source}.`,
    ...(report.fixes === undefined ? [] : [printFixes(report.fixes)]),
    ...groupPlaces(report).map(printGroup),
  ];
  return fitParts(parts);
}

function printFixes(fixes: Fixes): string {
  const [summary = '', ...files] = summarizeFixes(fixes);
  return [summary, '', ...files.map((file) => `- ${inlineCode(file)}`)].join('\n').trim();
}

/** Of the lines of a group, the others are counted. */
const LINES_SHOWN = 50;

function printGroup({ verdict, changes, places }: Group): string {
  const mark = verdict === 'breaks' ? '**breaks**' : 'may break';
  const more = places.length - LINES_SHOWN;
  const titles = changes.map((change) => `${mark}: ${printChange(change)}`);
  return [
    ...(titles.length === 0 ? [`${mark}: ${UNEXPLAINED}`] : titles),
    '',
    ...places.slice(0, LINES_SHOWN).map(({ path, line, text, message }) => {
      const said = message === undefined ? '' : `<br>${plainText(message)}`;
      return `- ${inlineCode(`${path}:${line}`)} ${inlineCode(text)}${said}`;
    }),
    ...(more > 0 ? [`- and ${plural(more, 'more line')}`] : []),
  ].join('\n');
}

function printChange({ subject, message, before, after, advice, fingerprint }: Change): string {
  const values = [before, after].map((value) => (value === undefined ? '–' : inlineCode(value)));
  const isPair = before !== undefined || after !== undefined;
  return [
    `${inlineCode(subject)} ${plainText(message)}`,
    ...(isPair ? [values.join(' → ')] : []),
    ...(advice === undefined ? [] : [plainText(advice)]),
    inlineCode(fingerprint),
  ].join(' · ');
}
