import type { DiffReport } from '../change.js';
import type { DatedReport, HistoryTitle } from './history-html.js';

export { annotationsReport } from './annotations.js';
export { explainKind } from './explain.js';
export { jsonReport } from './json.js';
export { markdownReport, printHeadline, prose } from './markdown.js';
export type { DatedReport, HistoryTitle } from './history-html.js';
export { textReport } from './text.js';

/** The report as a page, as `html.ts` describes it. What only a page needs is loaded when one is printed. */
export async function htmlReport(report: DiffReport, lead?: readonly string[]): Promise<string> {
  const html = await import('./html.js');
  return html.htmlReport(report, lead);
}

/** What a page is made of that shows a report beside something else. */
export function loadPageParts(): Promise<typeof import('./html.js')> {
  return import('./html.js');
}

/** Reports of several comparisons as one page; see `history-html.ts`. */
export async function historyHtml(
  title: HistoryTitle,
  reports: readonly DatedReport[],
): Promise<string> {
  const html = await import('./history-html.js');
  return html.historyHtml(title, reports);
}
