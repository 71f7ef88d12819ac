import { sortKeys } from '../../util/order.js';
import { jsonLines } from '../../util/printable.js';
import type { ConformReport } from './report.js';
import { groupFindings } from './wording.js';

export { describeFinding, type FindingText } from './describe-finding.js';
export { markdownReport } from './markdown.js';
export type { ConformReport, ReportedDifference, ReportedOverlay } from './report.js';
export { textReport, type TextOptions } from './text.js';

/**
 * The whole report, as `conform.schema.json` describes it: each finding with its sentence. The same report is always the same
 * bytes, whatever the order of findings and of properties.
 */
export function jsonReport(report: ConformReport): string {
  const { source, document, requests, minutes, answers, operations, overlay, difference } = report;
  const findings = groupFindings(report).flatMap((group) => group.findings);
  return jsonLines({
    source,
    document,
    requests,
    minutes,
    answers: sortKeys(answers),
    findings: findings.map(({ finding, subject, message, advice }) => ({
      id: finding.id,
      subject,
      message,
      advice,
      place: finding.place,
      mismatch: sortKeys(finding.mismatch),
      count: finding.count,
      seen: finding.seen,
      operations: finding.operations,
    })),
    operations,
    overlay,
    difference,
  });
}

/** The report as a page, as `html.ts` describes it. What only a page needs is loaded when one is printed. */
export async function htmlReport(report: ConformReport): Promise<string> {
  const html = await import('./html.js');
  return html.htmlReport(report);
}
