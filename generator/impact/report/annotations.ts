import { formatCommand } from '../../util/github-commands.js';
import { visibleLine } from '../../util/printable.js';
import type { ImpactReport } from '../impact.js';
import { explainCauses, getCauses } from './groups.js';

/** GitHub shows 4096 bytes of an annotation's message. */
const MAX_CHARACTERS = 1_000;

/** A workflow command of GitHub Actions for each line: an error where it breaks, a warning where it may. */
export function annotationsReport(report: ImpactReport): string {
  return report.places
    .map((place) => {
      const { path, line, column, verdict, message } = place;
      const told = explainCauses(getCauses(report, place)).slice(0, 2);
      const text = [...told, ...(message === undefined ? [] : [message])]
        .map((each) => visibleLine(each).slice(0, MAX_CHARACTERS))
        .join('\n');
      return formatCommand(
        verdict === 'breaks' ? 'error' : 'warning',
        { file: path, line, col: column, title: verdict === 'breaks' ? 'breaks' : 'may break' },
        text,
      );
    })
    .join('\n');
}
