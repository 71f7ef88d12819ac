import { jsonLines } from '../../util/printable.js';
import type { DiffReport } from '../change.js';

/**
 * The whole report, as `diff.schema.json` describes it; control characters are escaped. Reports are built in one order
 * of keys, so that the same report is always the same bytes.
 */
export function jsonReport(report: DiffReport): string {
  return jsonLines(report);
}
