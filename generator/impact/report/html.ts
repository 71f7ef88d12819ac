import type { Change, DiffReport, Verdict } from '../../diff/index.js';
import { loadPageParts } from '../../diff/report/index.js';
import { plural } from '../../util/plural.js';
import type { Fixes, ImpactReport } from '../impact.js';
import type { Place } from '../place.js';
import { groupPlaces, summarize, summarizeFixes, UNEXPLAINED, type Group } from './groups.js';

/**
 * The report as one self-contained page: the lines of this project, and beside them all changes, as `diff` shows them.
 *
 * @param report the changes of which the impact is.
 */
export async function htmlReport(impact: ImpactReport, report: DiffReport): Promise<string> {
  const { createPage, createReportView, getSections, renderPage, toEntryView } =
    await loadPageParts();
  const groups = groupPlaces(impact).map((group, at) => ({ ...group, id: `lines-${at + 1}` }));
  const page = createPage(getSections(report), {
    legend: 'this project',
    label: 'reached',
    byFingerprint: createFlags(impact.changes, groups),
  });
  const toChangeView = (change: Change) => toEntryView({ ...change, changes: [change] }, page);
  const view = createReportView(report, page, [summarize(impact), ...printFixes(impact.fixes)]);
  const headline = HEADLINES[impact.verdict];
  return renderPage('impact.html.hbs', {
    ...view,
    changesTag: 'div',
    title: `${impact.package}: ${headline}`,
    package: impact.package,
    headline,
    verdict: impact.verdict,
    lines: impact.places.length,
    parts: PARTS.flatMap(({ has, ...part }) => {
      const own = groups.filter(has);
      if (own.length === 0) return [];
      const count = own.reduce((sum, { places }) => sum + places.length, 0);
      return { ...part, count, groups: own.map((group) => toGroupView(group, toChangeView)) };
    }),
  });
}

/** What was edited, and the files in one line. */
function printFixes(fixes: Fixes | undefined): readonly string[] {
  if (fixes === undefined) return [];
  const [summary = '', ...files] = summarizeFixes(fixes);
  return [files.length === 0 ? summary : `${summary} ${files.join(', ')}`];
}

const HEADLINES: Readonly<Record<Verdict, string>> = {
  breaking: 'Breaks this project',
  'potentially-breaking': 'May break this project',
  'non-breaking': 'Does not break this project',
};

interface Part {
  /** The anchor. */
  readonly name: string;
  /** Its colour. */
  readonly tone: 'breaks' | 'mayBreak';
  readonly title: string;
  readonly has: (group: Group) => boolean;
}

const PARTS: readonly Part[] = [
  {
    name: 'lines-break',
    tone: 'breaks',
    title: 'No longer compiles',
    has: ({ verdict, changes }) => verdict === 'breaks' && changes.length > 0,
  },
  {
    name: 'lines-may-break',
    tone: 'mayBreak',
    title: 'May behave otherwise',
    has: ({ verdict }) => verdict === 'may-break',
  },
  {
    name: 'lines-unexplained',
    tone: 'breaks',
    title: UNEXPLAINED,
    has: ({ verdict, changes }) => verdict === 'breaks' && changes.length === 0,
  },
];

interface NamedGroup extends Group {
  /** The anchor. */
  readonly id: string;
}

/** Of each change that reaches the project: how many lines it affects, with a link to the first of them. */
function createFlags(changes: readonly Change[], groups: readonly NamedGroup[]) {
  return new Map(
    changes.map((change) => {
      const own = groups.filter((group) => group.changes.includes(change));
      const count = own.reduce((sum, { places }) => sum + places.length, 0);
      const text = `this project: ${count === 0 ? 'no line' : plural(count, 'line')}`;
      return [change.fingerprint, { anchor: own[0]?.id ?? 'project', text }];
    }),
  );
}

/** Of the lines of a group, the others are collapsed. */
const LINES_SHOWN = 25;

function toGroupView<T>(
  { id, verdict, changes, places }: NamedGroup,
  toChangeView: (change: Change) => T,
) {
  const lines = places.map(toPlaceView);
  return {
    id,
    verdict: verdict === 'breaks' ? 'breaking' : 'potentially-breaking',
    changes: changes.map(toChangeView),
    shown: lines.slice(0, LINES_SHOWN),
    more: lines.slice(LINES_SHOWN),
  };
}

function toPlaceView({ path, line, column, text, message = '' }: Place) {
  return { path, line, column, text, message: message.split('\n').filter((each) => each !== '') };
}
