import { renderPage } from '../../util/render-page.js';
import type { ConformReport } from './report.js';
import { getHeadline, getNotAsked, groupFindings, summarize, TITLES } from './wording.js';

/** The report as one self-contained page, which needs no script. */
export function htmlReport(report: ConformReport): string {
  const { source, document, findings, overlay } = report;
  const headline = getHeadline(report);
  const groups = groupFindings(report);
  const notAsked = getNotAsked(report);
  return renderPage('conform.html.hbs', {
    title: `${source}: ${headline}`,
    headline,
    verdict: findings.length > 0 ? 'breaking' : 'non-breaking',
    source,
    document: `${document.title} ${document.version}`,
    lead: summarize(report),
    findings: findings.length,
    groups: groups.map(({ subject, findings: own }) => ({
      subject,
      findings: own.map(({ finding, message, advice, remark = '' }) => ({
        message,
        advice,
        remark,
        id: finding.id,
        operations: finding.operations.map(({ id }) => id),
      })),
    })),
    notAskedTitle: TITLES.notAsked,
    notAsked,
    overlayTitle: TITLES.overlay,
    actions: overlay?.actions ?? 0,
    lines: overlay === undefined || overlay.actions === 0 ? [] : overlay.text.trimEnd().split('\n'),
  });
}
