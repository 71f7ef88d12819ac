import { jsonLines } from '../../util/printable.js';
import type { Change } from '../../diff/index.js';
import { explainKind } from '../../diff/report/index.js';
import { PROGRAM } from '../../program.js';
import type { ImpactReport } from '../impact.js';
import type { Place } from '../place.js';
import { explainCauses, getCauses, getRule } from './groups.js';

/** The report in SARIF 2.1.0 (OASIS), which code scanning reads: a rule a kind of change, a result a place. */
export function sarifReport(report: ImpactReport): string {
  const found = report.places.map((place) => ({ place, causes: getCauses(report, place) }));
  const ids = [...new Set(found.flatMap(({ causes }) => causes.map(({ id }) => id)))].sort();
  return jsonLines({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: PROGRAM,
            rules: [
              ...ids.map((id) => toRule(id, explainKind(id, { colours: false }))),
              toRule(getRule([]), 'The line does not compile with the new package.'),
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ place, causes }) => toResult(place, causes)),
      },
    ],
  });
}

/** Code scanning shows these texts beside an alert. */
function toRule(id: string, help: string) {
  return { id, shortDescription: { text: id.replaceAll('-', ' ') }, help: { text: help } };
}

function toResult(place: Place, causes: readonly Change[]) {
  const { path, line, column, message, verdict } = place;
  const text = [...explainCauses(causes), ...(message === undefined ? [] : [message])];
  return {
    ruleId: getRule(causes),
    level: verdict === 'breaks' ? 'error' : 'warning',
    message: { text: text.join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: Object.fromEntries(
      causes.map(({ fingerprint }, index) => [`change/${index + 1}`, fingerprint]),
    ),
  };
}
