import { jsonLines } from '../../util/printable.js';
import type { ImpactReport } from '../impact.js';

export { annotationsReport } from './annotations.js';
export { codeQualityReport } from './code-quality.js';
export { htmlReport } from './html.js';
export { markdownReport } from './markdown.js';
export { sarifReport } from './sarif.js';
export { textReport } from './text.js';

/** The whole report, as `impact.schema.json` describes it. The same report is always the same bytes. */
export function jsonReport(report: ImpactReport): string {
  return jsonLines(report);
}
