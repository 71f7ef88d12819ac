import type { FailedNight } from './night.js';
import { codeBlock, inlineCode } from '../util/markdown.js';
import type { Issue, NewIssue } from './forge.js';

/** The beginning of the text of a failed night's issue, by which it is found again. */
export function toMarker(project: string): string {
  return `<!-- nightly run of ${project.replaceAll('--', '- -')};`;
}

/**
 * The issue of a night that failed: what happened, what to do, and since when.
 *
 * @param project the environment, and its folder in the repository.
 * @param before the issue that is open already.
 * @param run the URL of the run.
 */
export function createFailureIssue(
  project: string,
  night: FailedNight,
  before: Issue | undefined,
  run: string | undefined,
): Omit<NewIssue, 'assignees'> {
  const since = /; since (\d{4}-\d\d-\d\d) -->/.exec(before?.text ?? '')?.[1] ?? night.date;
  const days = since === night.date ? '' : ` It has failed since ${since}.`;
  const code = night.exitCode === undefined ? '' : ` with exit code ${night.exitCode}`;
  const text = [
    `${toMarker(project)} since ${since} -->`,
    `The nightly run of ${inlineCode(project)} on ${night.date} failed${code}.${days}`,
    codeBlock(night.message, 'text'),
    ...(night.hint === undefined ? [] : [`**What to do:** ${inlineCode(night.hint)}`]),
    ...describeRemoved(night),
    ...(run === undefined ? [] : [`[The run](${run})`]),
    'This issue is updated by each run, and closed by the first that succeeds.',
  ];
  return { title: `The nightly run of ${project} fails`, text: `${text.join('\n\n')}\n` };
}

const MAX_REMOVED = 50;

/** What a document that shrank too much no longer has. */
function describeRemoved({ removed = {} }: FailedNight): readonly string[] {
  return Object.entries(removed).flatMap(([what, names]) => {
    if (names.length === 0) return [];
    const more = names.length - MAX_REMOVED;
    const listed = names.slice(0, MAX_REMOVED).map((name) => `- ${inlineCode(name)}`);
    return [
      `The document no longer has these ${what} (${names.length}):`,
      [...listed, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'),
    ];
  });
}
