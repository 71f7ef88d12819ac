import { formatCommand } from '../../util/github-commands.js';
import { visibleLine } from '../../util/printable.js';
import type { ImpactReport } from '../impact.js';
import { UNEXPLAINED } from './groups.js';

/** GitHub shows 4096 bytes of an annotation's message. */
const MAX_CHARACTERS = 1_000;

/** A workflow command of GitHub Actions for each line: an error where it breaks, a warning where it may. */
export function annotationsReport({ places, changes }: ImpactReport): string {
  return places
    .map(({ path, line, column, verdict, message, fingerprints }) => {
      const causes = changes.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
      const told = causes.map(({ subject, message: said, advice = '' }) =>
        visibleLine(`${subject} ${said}. ${advice}`.trim()).slice(0, MAX_CHARACTERS),
      );
      const said = message === undefined ? [] : [visibleLine(message).slice(0, MAX_CHARACTERS)];
      const text = [...(told.length === 0 ? [UNEXPLAINED] : told.slice(0, 2)), ...said].join('\n');
      return formatCommand(
        verdict === 'breaks' ? 'error' : 'warning',
        { file: path, line, col: column, title: verdict === 'breaks' ? 'breaks' : 'may break' },
        text,
      );
    })
    .join('\n');
}
