import { jsonLines } from '../../util/printable.js';
import type { Change } from '../../diff/index.js';
import { PROGRAM } from '../../program.js';
import type { ImpactReport } from '../impact.js';
import type { Place } from '../place.js';
import { UNEXPLAINED } from './groups.js';

/** What no change explains. */
const OTHER = 'compile-error';

/** The report in SARIF 2.1.0 (OASIS), which code scanning reads: a rule a kind of change, a result a place. */
export function sarifReport(report: ImpactReport): string {
  const { changes, places } = report;
  const byFingerprint = new Map(changes.map((change) => [change.fingerprint, change]));
  const causes = (place: Place) =>
    place.fingerprints.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
  const ids = [...new Set(places.flatMap((place) => causes(place).map(({ id }) => id)))].sort();
  return jsonLines({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: PROGRAM,
            rules: [...new Set([...ids, OTHER])].map((id) => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: places.map((place) => toResult(place, causes(place))),
      },
    ],
  });
}

function toResult(place: Place, causes: readonly Change[]) {
  const { path, line, column, message, verdict } = place;
  const told = causes.map(({ subject, message: said, advice }) =>
    [`${subject} ${said}.`, ...(advice === undefined ? [] : [advice])].join(' '),
  );
  const text = [...(told.length === 0 ? [UNEXPLAINED] : told), ...(message ? [message] : [])];
  return {
    ruleId: causes[0]?.id ?? OTHER,
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
