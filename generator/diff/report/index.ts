import type { DiffReport } from '../change.js';
import { annotationsReport, type Snapshot } from './annotations.js';
import { htmlReport } from './html.js';
import { jsonReport } from './json.js';
import { markdownReport } from './markdown.js';
import { textReport, type TextOptions } from './text.js';

export type { Snapshot } from './annotations.js';
export { explainKind } from './explain.js';
export type { TextOptions } from './text.js';

/** The formats of a report, and what each needs beside the report. */
export interface RenderContext {
  readonly text: TextOptions;
  readonly json: undefined;
  readonly markdown: undefined;
  /** Paragraphs shown before everything else. */
  readonly html: readonly string[] | undefined;
  /** For workflow commands of GitHub Actions. */
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
 * Prints a report.
 *
 * @param context Required for `text` and `annotations`, optional for `html`.
 * @returns the text, without a line end after its last line.
 */
export function render<F extends ReportFormat>(
  report: DiffReport,
  format: F,
  ...[context]: undefined extends RenderContext[F]
    ? [context?: RenderContext[F]]
    : [context: RenderContext[F]]
): string {
  return RENDERERS[format](report, context as RenderContext[F]);
}

const RENDERERS: {
  readonly [F in ReportFormat]: (report: DiffReport, context: RenderContext[F]) => string;
} = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  html: htmlReport,
  annotations: annotationsReport,
};
