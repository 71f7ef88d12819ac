import type { DiffReport } from '../change.js';
import type { Snapshot } from './annotations.js';
import type { TextOptions } from './text.js';

export type { Snapshot } from './annotations.js';
export { explain } from './explain.js';
export type { TextOptions } from './text.js';

/** How a report may be told, and what the telling needs to know beside it. */
export interface RenderContext {
  readonly text: TextOptions;
  readonly json: undefined;
  readonly markdown: undefined;
  /** Lines that are said before anything else. */
  readonly html: readonly string[] | undefined;
  /** Workflow commands of GitHub Actions. */
  readonly annotations: Snapshot;
}

export type ReportFormat = keyof RenderContext;

export const REPORT_FORMATS: readonly ReportFormat[] = [
  'text',
  'json',
  'markdown',
  'html',
  'annotations',
];

/**
 * The report as text; `context` for `text`, `annotations` and, where wanted, `html`.
 *
 * @returns without a line end behind its last line.
 */
export function render<F extends ReportFormat>(
  report: DiffReport,
  format: F,
  ...[context]: undefined extends RenderContext[F]
    ? [context?: RenderContext[F]]
    : [context: RenderContext[F]]
): string {
  return RENDERERS[format]()(report, context as RenderContext[F]);
}

/** Each is loaded when it is asked for: a page's template is nothing for a terminal. */
const RENDERERS: {
  readonly [F in ReportFormat]: () => (report: DiffReport, context: RenderContext[F]) => string;
} = {
  text: () => (require('./text.js') as typeof import('./text.js')).textReport,
  json: () => (require('./json.js') as typeof import('./json.js')).jsonReport,
  markdown: () =>
    (require('./markdown/index.js') as typeof import('./markdown/index.js')).markdownReport,
  html: () => (require('./html/index.js') as typeof import('./html/index.js')).htmlReport,
  annotations: () =>
    (require('./annotations.js') as typeof import('./annotations.js')).annotationsReport,
};
