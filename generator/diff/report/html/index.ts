import type { DiffReport } from '../../change.js';
import { page } from './template.js';
import { viewOf } from './view.js';

/** The report as one page that needs nothing beside itself; `lead` stands before anything else. */
export function htmlReport(report: DiffReport, lead: readonly string[] = []): string {
  return page(viewOf(report, lead));
}
