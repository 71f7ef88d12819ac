import type { DiffReport } from '../change.js';
import { worstAxis } from '../verdict.js';
import {
  createPage,
  toAxisViews,
  toEntryView,
  toFilterViews,
  toLineView,
  type Page,
} from './html-entries.js';
import { renderPage } from '../../util/render-page.js';
import { getBreaks, getSections, type Grouping, type Section } from './sections.js';
import {
  BREAKS_TITLE,
  countsText,
  getOwner,
  headlineText,
  proseParts,
  sizeText,
  staleText,
  versionTexts,
} from './wording.js';

export { createPage, toEntryView } from './html-entries.js';
export { renderPage } from '../../util/render-page.js';
export { getSections } from './sections.js';

/**
 * The report as one self-contained page.
 *
 * @param lead Paragraphs shown before everything else.
 */
export function htmlReport(report: DiffReport, lead: readonly string[] = []): string {
  const page = createPage(getSections(report));
  return renderPage('report.html.hbs', createReportView(report, page, lead));
}

/** The slots of a report in a template, which escapes them. */
export function createReportView(report: DiffReport, page: Page, lead: readonly string[]) {
  const { verdict, before, after, staleAcknowledgements = [] } = report;
  const sections = getSections(report);
  const breaks = getBreaks(sections).map((entry) => ({
    ...toLineView(entry, page),
    axes: toAxisViews(entry).filter((axis) => axis.verdict === 'breaking'),
  }));
  return {
    /** Of the element around the changes: a page has one `main`. */
    changesTag: 'main',
    title: `${headlineText(report)}: ${after.title} ${before.version} → ${after.version}`,
    headline: headlineText(report),
    verdict: worstAxis(verdict),
    axes: toAxisViews(verdict),
    bump: verdict.bump,
    versions: versionTexts(report),
    lead,
    counts: countsText(sections),
    sides: [
      { label: 'Before', ...before, size: sizeText(before) },
      { label: 'After', ...after, size: sizeText(after) },
    ],
    breaksTitle: BREAKS_TITLE,
    breaks: breaks.slice(0, LINES_SHOWN),
    moreBreaks: breaks.slice(LINES_SHOWN),
    sections: sections.map((section) => ({
      ...section,
      contents: toContents(section, page),
      entries: section.entries.map((entry) => toEntryView(entry, page)),
    })),
    ...toFilterViews(page),
    notes: staleAcknowledgements.map((stale) => proseParts(staleText(stale))),
  };
}

/** Of the lines of what breaks, the others are collapsed. */
const LINES_SHOWN = 25;

/** The schemas and services of a section, each with a link to its first change. */
function toContents({ entries }: Section, { anchors }: Page) {
  const owners = new Map<string, { readonly anchor: string; readonly count: number }>();
  for (const { changes, grouping } of entries) {
    const name = grouping === undefined ? getOwner(changes[0].subject) : GROUPINGS[grouping];
    const known = owners.get(name);
    const anchor = known?.anchor ?? anchors.get(changes[0]) ?? '';
    owners.set(name, { anchor, count: (known?.count ?? 0) + changes.length });
  }
  const all = [...owners].map(([name, owner]) => ({ name, ...owner }));
  return { shown: all.slice(0, OWNERS_SHOWN), more: Math.max(all.length - OWNERS_SHOWN, 0) };
}

const OWNERS_SHOWN = 20;

const GROUPINGS: Readonly<Record<Grouping, string>> = {
  added: 'new types',
  removed: 'removed types',
  unused: 'unused schemas',
  webhooks: 'webhooks',
};
