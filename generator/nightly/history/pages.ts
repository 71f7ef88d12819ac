import {
  historyHtml,
  printHeadline,
  prose,
  type DatedReport,
  type HistoryTitle,
} from '../../diff/report/index.js';
import type { DiffSide } from '../../diff/index.js';
import { inlineCode, plainText } from '../../util/markdown.js';
import { plural } from '../../util/plural.js';
import { changesEntry } from '../changelog.js';
import { shortName, type HistoryEntry } from './replay.js';

/** The history of one environment. */
export interface History {
  readonly environment: string;
  /** The commit, tag or branch that it begins after; undefined for all of it. */
  readonly since: string | undefined;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
}

/** Both pages, by file name. */
export async function renderHistory(history: History): Promise<Readonly<Record<string, string>>> {
  return {
    'history.md': `${historyMarkdown(history)}\n`,
    'history.html': `${await historyHtml(getTitle(history), history.entries.map(toDatedReport))}\n`,
  };
}

function getTitle({ environment, since, entries }: History): HistoryTitle {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const range =
    newest === undefined || oldest === undefined
      ? ''
      : `: ${plural(entries.length, 'commit')} from ${oldest.date} to ${newest.date}`;
  const from = since === undefined ? 'The documents recorded in git' : `Since ${since}`;
  const lead =
    entries.length === 0
      ? `${from}, the document did not change.`
      : `${from}${range}, newest first.`;
  return { title: `What changed in the API of ${environment}`, lead: [lead] };
}

/** A change log: an entry for each commit, as the changelog of the package has it for each version. */
function historyMarkdown(history: History): string {
  const { title, lead } = getTitle(history);
  const blocks = [
    `# ${plainText(title)}`,
    ...lead.map(toProse),
    ...history.entries.map(toMarkdown),
  ];
  return blocks.join('\n\n');
}

function toMarkdown(entry: HistoryEntry): string {
  const { version, date } = entry;
  const heading = version === undefined ? date : `${version} - ${date}`;
  const commit = `commit ${inlineCode(shortName(entry))}`;
  const headline =
    entry.status === 'changed' ? `${printHeadline(entry.report)} · ${commit}` : commit;
  const body = entry.status === 'changed' ? changesEntry(entry.report) : '';
  return [`## ${heading}`, headline, ...describe(entry).map(toProse), body]
    .filter((block) => block !== '')
    .join('\n\n');
}

function toProse(text: string): string {
  return prose(text, MAX_PROSE);
}

/** Messages about a document may quote it. */
const MAX_PROSE = 1000;

function toDatedReport(entry: HistoryEntry): DatedReport {
  const { date, version } = entry;
  return {
    date,
    commit: shortName(entry),
    ...(version !== undefined && { version }),
    ...('report' in entry && { report: entry.report }),
    ...(entry.status !== 'changed' && { status: STATUS_TEXTS[entry.status] }),
    lead: describe(entry),
  };
}

const STATUS_TEXTS: Readonly<Record<Exclude<HistoryEntry['status'], 'changed'>, string>> = {
  first: 'first document',
  'cut-off': 'oldest document of this clone',
  unreadable: 'cannot be read',
  removed: 'deleted',
};

/** What is not in the lists of changes. */
function describe(entry: HistoryEntry): readonly string[] {
  switch (entry.status) {
    case 'changed':
      return entry.report.changes.length === 0 ? ['No change that affects programs.'] : [];
    case 'first':
      return [`Recorded for the first time: ${describeDocument(entry.report)}.`];
    case 'cut-off':
      return [
        `The history of this clone begins here, with ${describeDocument(entry.report)}. Run \`git fetch --unshallow\` for what came before.`,
      ];
    case 'unreadable':
      return [
        `The document in this commit cannot be read, so the next one is compared with the one before: ${entry.message}`,
      ];
    case 'removed':
      return ['The recorded document was deleted. The next one is compared with the one before.'];
    default:
      return entry satisfies never;
  }
}

function describeDocument({ after }: { readonly after: DiffSide }): string {
  const name = [after.title, after.version].filter((word) => word !== '').join(' ');
  const { operations, schemas } = after;
  return `${name} with ${plural(operations, 'operation')} and ${plural(schemas, 'schema')}`;
}
