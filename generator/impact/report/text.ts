import { paint } from '../../util/paint.js';
import { visibleLine, withoutCommands } from '../../util/printable.js';
import type { Change } from '../../diff/index.js';
import type { ImpactReport } from '../impact.js';
import type { Place } from '../place.js';
import { groupPlaces, summarize, summarizeFixes, UNEXPLAINED, type Group } from './groups.js';

/** The report for a terminal or a log: the lines under the change that affects them. */
export function textReport(report: ImpactReport, colours: boolean): string {
  const { everybody } = report;
  const head = [
    ...(report.fixes === undefined
      ? []
      : [summarizeFixes(report.fixes).map(visibleLine).join('\n  '), '']),
    `${visibleLine(report.package)}: ${summarize(report)}`,
    `For this project: ${report.verdict}. For all programs: wire ${everybody.wire}, source ${everybody.source}.`,
  ];
  const groups = groupPlaces(report).map((group) => printGroup(group, colours).join('\n'));
  return withoutCommands([head.join('\n'), ...groups].join('\n\n'));
}

function printGroup({ verdict, changes, places }: Group, colours: boolean): readonly string[] {
  const style = verdict === 'breaks' ? 'red' : 'yellow';
  const mark = paint({ colours }, style, verdict === 'breaks' ? 'breaks' : 'may break');
  const lines = changes.flatMap((change) => printChange(change, mark, colours));
  return [
    ...(changes.length === 0 ? [`${mark}  ${UNEXPLAINED}`] : lines),
    ...places.flatMap((place) => printPlace(place, colours)),
  ];
}

function printChange(change: Change, mark: string, colours: boolean): readonly string[] {
  const { subject, message, before, after, advice, id, fingerprint } = change;
  const title = paint({ colours }, 'bold', visibleLine(subject));
  return [
    `${mark}  ${title} ${visibleLine(message)}`,
    paint({ colours }, 'dim', `  ${id} · ${fingerprint}`),
    ...(before === undefined ? [] : [paint({ colours }, 'red', `  - ${visibleLine(before)}`)]),
    ...(after === undefined ? [] : [paint({ colours }, 'green', `  + ${visibleLine(after)}`)]),
    ...(advice === undefined ? [] : [`  → ${visibleLine(advice)}`]),
  ];
}

function printPlace({ path, line, column, text, message }: Place, colours: boolean) {
  const said =
    message === undefined ? [] : message.split('\n').map((each) => `      ${visibleLine(each)}`);
  return [
    `  ${visibleLine(path)}:${line}:${column}  ${visibleLine(text)}`,
    ...said.map((each) => paint({ colours }, 'dim', each)),
  ];
}
