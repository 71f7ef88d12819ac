import type { Change, DiffReport } from '../../../diff/index.js';
import { HOSTILE, hostileReport } from '../../../diff/report/testing/hostile.js';
import { FULL_REPORT } from '../../../diff/report/testing/reports.js';
import type { ImpactReport } from '../../impact.js';
import type { Place } from '../../place.js';

/** An impact, and the changes that it is of. */
export interface Case {
  readonly impact: ImpactReport;
  readonly changes: DiffReport;
}

const [sold, vin, renamed, severity] = [
  'VehicleDto.soldAt',
  'VehicleDto.vin',
  'alerts.listAll',
  'AlertDto.severity',
].map((subject) => FULL_REPORT.changes.find((change) => change.subject === subject)!) as [
  Change,
  Change,
  Change,
  Change,
];

function place(path: string, line: number, more: Partial<Place>): Place {
  return {
    path,
    start: line * 10,
    line,
    column: 3,
    text: 'vehicle.soldAt;',
    verdict: 'breaks',
    fingerprints: [],
    ...more,
  };
}

const of = (...changes: readonly Change[]) => ({
  fingerprints: changes.map(({ fingerprint }) => fingerprint),
});

/** Lines of each kind: under one change, under two, under none; and a change that reaches the project and no line of it. */
export const FULL_IMPACT: Case = {
  changes: FULL_REPORT,
  impact: {
    package: '@acme/fleet',
    verdict: 'breaking',
    everybody: FULL_REPORT.verdict,
    total: FULL_REPORT.changes.length,
    changes: [sold, vin, renamed, severity],
    places: [
      ...Array.from({ length: 30 }, (_, at) =>
        place('src/sold.ts', at + 1, {
          ...of(sold),
          message: "TS2339: Property 'soldAt' does not exist\n  on type 'VehicleDto'.",
        }),
      ),
      place('src/alerts.ts', 7, {
        ...of(renamed, severity),
        text: 'await client.alerts.listAll();',
      }),
      place('src/alerts.ts', 9, {
        ...of(severity),
        verdict: 'may-break',
        text: 'switch (alert.severity) {',
      }),
      place('src/other.ts', 2, {
        text: "report('</script><img src=x onerror=alert(1)>');",
        message: 'TS2345: something else',
      }),
    ],
  },
};

/** Hostile texts wherever a project or a document has texts. */
export function hostileImpact(): Case {
  const changes = hostileReport();
  const places = HOSTILE.map((text, at) =>
    place(text, 1, {
      text,
      message: text,
      verdict: at % 2 === 0 ? 'breaks' : 'may-break',
      fingerprints: at % 3 === 0 ? [] : [changes.changes[at * 5]?.fingerprint ?? ''],
    }),
  );
  const { impact } = FULL_IMPACT;
  const total = changes.changes.length;
  return {
    changes,
    impact: { ...impact, package: HOSTILE.join(' '), total, changes: changes.changes, places },
  };
}
