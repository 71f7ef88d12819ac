import type { DiffReport } from '../../change.js';
import { page } from './template.js';
import { viewOf } from './view.js';

/** The report as one page that needs nothing beside itself. */
export function htmlReport(report: DiffReport): string {
  return page(viewOf(report));
}
