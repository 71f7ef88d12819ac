import type { DiffReport } from '../diff/change.js';
import type { Recipe } from '../package.js';
import type { Baseline } from './baseline.js';

/** Who compares two documents and tells of it, as a night needs it. */
export interface Judge {
  /**
   * @param before To be read with the overlays, filters, switches and names of `after`.
   * @param options `today`, `2026-11-24`: what acknowledgements expire by; `acknowledged`: the path of a file of them.
   */
  readonly compare: (
    before: Baseline,
    after: Recipe,
    options: { readonly today: string; readonly acknowledged?: string },
  ) => Promise<DiffReport>;
  /** Without a line end behind the last line. */
  readonly render: (report: DiffReport, format: 'markdown' | 'html' | 'json') => Promise<string>;
}
