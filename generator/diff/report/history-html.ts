import { plural } from '../../util/plural.js';
import type { DiffReport, Verdict } from '../change.js';
import { worst, worstAxis } from '../verdict.js';
import { createPage, toAxisViews, toEntryView, toFilterViews, type Page } from './html-entries.js';
import { renderPage } from '../../util/render-page.js';
import { getSections, type Section } from './sections.js';
import { countsText, proseParts, staleText, versionTexts } from './wording.js';

/** What happened to a document in one commit. */
export interface DatedReport {
  /** `2026-11-24` */
  readonly date: string;
  /** Its abbreviated name, which is unique on the page. */
  readonly commit: string;
  /** The version of the package, where it is known. */
  readonly version?: string;
  /** Undefined where there was nothing to compare. */
  readonly report?: DiffReport;
  /** In a few words, in place of the counts of changes. */
  readonly status?: string;
  /** Paragraphs shown before the changes; what is between backticks is code. */
  readonly lead: readonly string[];
}

/** The texts at the top of a history. */
export interface HistoryTitle {
  readonly title: string;
  readonly lead: readonly string[];
}

/**
 * Reports of several comparisons as one self-contained page: a table by date, then the changes of each, collapsed.
 *
 * @param reports In the order in which they are shown.
 */
export function historyHtml(
  { title, lead }: HistoryTitle,
  reports: readonly DatedReport[],
): string {
  const dated = reports.map((each) => ({
    ...each,
    sections: each.report === undefined ? [] : getSections(each.report),
  }));
  const all = dated.flatMap(({ sections }) => sections);
  const page = createPage(all);
  const filters = toFilterViews(page);
  return renderPage('history.html.hbs', {
    title,
    headline: title,
    verdict: worst(dated.flatMap(({ report }) => (report ? worstAxis(report.verdict) : []))),
    lead: lead.map(proseParts),
    sections: dated.map((each) => toDatedView(each, page)),
    counts: `${plural(reports.length, 'commit')}, ${plural(filters.total, 'change')}`,
    ...filters,
  });
}

/** A part of the page, which the script takes for a section of a report. */
function toDatedView(dated: DatedReport & { readonly sections: readonly Section[] }, page: Page) {
  const { date, commit, version = '', report, status, lead, sections } = dated;
  const verdict: Verdict = report === undefined ? 'non-breaking' : worstAxis(report.verdict);
  return {
    name: `r-${commit}`,
    title: version === '' ? date : `${date} · ${version}`,
    date,
    commit,
    packageVersion: version,
    documentVersion: report?.after.version ?? '',
    verdict,
    axes: report === undefined ? [] : toAxisViews(report.verdict),
    bump: report?.verdict.bump ?? '',
    versions: report === undefined ? [] : versionTexts(report),
    counts: status ?? countsText(sections),
    count: sections.reduce((sum, section) => sum + section.count, 0),
    lead: lead.map(proseParts),
    entries: sections.flatMap(({ entries }) => entries.map((entry) => toEntryView(entry, page))),
    notes: (report?.staleAcknowledgements ?? []).map((stale) => proseParts(staleText(stale))),
  };
}
