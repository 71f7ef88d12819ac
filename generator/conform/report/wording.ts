import { groupBy } from '../../util/group-by.js';
import { byCodeUnit, sortedBy } from '../../util/order.js';
import { plural } from '../../util/plural.js';
import type { Finding } from '../finding.js';
import { describeFinding, type FindingText } from './describe-finding.js';
import type { ConformReport } from './report.js';

// The texts that all formats share. Texts of documents and answers pass through as they are: each format escapes them.

/** `9 findings at 7 places`, or that there is none. */
export function getHeadline({ findings, requests }: ConformReport): string {
  if (requests === 0) return 'Nothing was asked';
  if (findings.length === 0) return 'The answers are as the document says';
  const places = groupBy(findings, ({ place }) => place.pointer).size;
  return `${plural(findings.length, 'finding')} at ${plural(places, 'place')}`;
}

/** What was asked and answered, in sentences. */
export function summarize(report: ConformReport): readonly string[] {
  const { requests, minutes, answers, operations, overlay, difference } = report;
  const statuses = Object.entries(answers).sort(([a], [b]) => byCodeUnit(a, b));
  const counts = statuses.map(([status, count]) => `${count} × ${status}`).join(', ');
  const asked = operations.seen.length + operations.notAsked.length;
  const rounded = Math.round(minutes * 10) / 10;
  return [
    `${plural(requests, 'request')} in ${plural(rounded, 'minute')}${counts === '' ? '' : `: ${counts}`}.`,
    `${operations.seen.length} of ${plural(asked, 'operation')} ${operations.seen.length === 1 ? 'was' : 'were'} answered.`,
    ...(overlay === undefined ? [] : [summarizeOverlay(overlay)]),
    ...(difference === undefined ? [] : [summarizeDifference(difference)]),
  ];
}

function summarizeOverlay({ actions, remarks }: NonNullable<ConformReport['overlay']>): string {
  const rest = remarks.length;
  const without = `${plural(rest, 'finding')} ${rest === 1 ? 'has' : 'have'} no action`;
  if (actions === 0) return `No overlay can make the document true: ${without}.`;
  const made = `An overlay of ${plural(actions, 'action')} makes the document true`;
  return rest === 0 ? `${made}.` : `${made}; ${without}.`;
}

function summarizeDifference(difference: NonNullable<ConformReport['difference']>): string {
  const { breaking, potentiallyBreaking, nonBreaking } = difference;
  const parts = [
    ...(breaking > 0 ? [`${breaking} break`] : []),
    ...(potentiallyBreaking > 0 ? [`${potentiallyBreaking} may break`] : []),
    ...(nonBreaking > 0 ? [`${nonBreaking} safe`] : []),
  ];
  const total = breaking + potentiallyBreaking + nonBreaking;
  return total === 0
    ? 'The SDK stays the same with the overlay.'
    : `The SDK changes in ${plural(total, 'place')} with the overlay: ${parts.join(', ')}.`;
}

/** A finding with its sentence. */
export interface DescribedFinding extends FindingText {
  readonly finding: Finding;
  /** Why the overlay has no action for it. */
  readonly remark?: string;
}

/** The findings of one place. */
export interface Group {
  readonly subject: string;
  readonly findings: readonly DescribedFinding[];
}

/** The findings by place, in the order of the names of places, whatever order they are given in. */
export function groupFindings({ findings, overlay }: ConformReport): readonly Group[] {
  const remarks = new Map(overlay?.remarks.map(({ id, why }) => [id, why]));
  const sorted = sortedBy(
    findings,
    ({ place, id }) => `${place.name}\0${place.pointer}\0${id}`,
  ).map((finding) => {
    const remark = remarks.get(finding.id);
    return { finding, ...describeFinding(finding), ...(remark !== undefined && { remark }) };
  });
  const groups = groupBy(
    sorted,
    ({ finding }) => `${finding.place.name}\0${finding.place.pointer}`,
  );
  return [...groups.values()].map((own) => ({ subject: own[0]?.subject ?? '', findings: own }));
}

/** What was not asked, in the order of the operations. */
export function getNotAsked({ operations }: ConformReport) {
  return sortedBy(operations.notAsked, ({ operation, reason }) => `${operation}\0${reason}`);
}

/** The titles above the parts of a report. */
export const TITLES = { notAsked: 'Not asked', overlay: 'Overlay' } as const;
