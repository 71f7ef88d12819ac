import { sha256 } from '../../util/hash.js';
import { jsonLines, visibleLine } from '../../util/printable.js';
import type { ImpactReport } from '../impact.js';
import { explainCauses, getCauses, getRule } from './groups.js';

/** The code quality report that GitLab shows in a merge request: an issue a line. */
export function codeQualityReport(report: ImpactReport): string {
  const seen = new Map<string, number>();
  return jsonLines(
    report.places.map((place) => {
      const { path, line, text, verdict, message, fingerprints } = place;
      const causes = getCauses(report, place);
      const told = [...explainCauses(causes), ...(message === undefined ? [] : [message])];
      // Without the line's number, so that an issue stays the same when lines above it are added.
      const what = JSON.stringify([path, text, verdict, ...fingerprints]);
      const count = (seen.get(what) ?? 0) + 1;
      seen.set(what, count);
      return {
        description: told.map(visibleLine).join(' '),
        check_name: getRule(causes),
        fingerprint: sha256(`${what} ${count}`).slice('sha256:'.length),
        severity: verdict === 'breaks' ? 'critical' : 'minor',
        location: { path, lines: { begin: line } },
      };
    }),
  );
}
