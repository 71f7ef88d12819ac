import { toOneLine } from '../util/markdown.js';
import { describeNoted } from './drift.js';
import type { NightlyReport, PublishedResult, RunResult } from './result.js';

export type WebhookForm = 'slack' | 'teams';

/** A message in the words of no service. Every text is one line, and may contain what a document says. */
interface Message {
  readonly title: string;
  readonly entries: readonly Entry[];
  /** How many environments are left out because the message would be too long. */
  readonly omitted: number;
  readonly runUrl: string | undefined;
}

interface Entry {
  readonly heading: string;
  readonly details: readonly string[];
}

/** Teams takes 28 KB. */
const MAX_BYTES = 24_000;
/** Slack takes 50 blocks. */
const MAX_ENTRIES = 40;
/** In characters. A section of Slack takes 3000, and an escaped one is five. */
const MAX_TEXT = 250;

/**
 * Creates the message about a night: one for all environments that failed or changed, or whose API drifted.
 *
 * @param runUrl the page of the run.
 * @returns JSON; undefined after a night in which nothing of that happened.
 */
export function createMessage(
  { date, nights }: NightlyReport,
  form: WebhookForm,
  runUrl: string | undefined,
): string | undefined {
  const entries = nights.flatMap(toEntries);
  if (entries.length === 0) return undefined;
  const title = `Nightly run of ${date}: ${countResults(nights)}`;
  for (let listed = Math.min(entries.length, MAX_ENTRIES); ; listed--) {
    const omitted = entries.length - listed;
    const message = { title, entries: entries.slice(0, listed), omitted, runUrl };
    const text = JSON.stringify(toForm(message, form));
    if (listed === 0 || Buffer.byteLength(text) <= MAX_BYTES) return text;
  }
}

function toForm(message: Message, form: WebhookForm): object {
  switch (form) {
    case 'slack':
      return toSlack(message);
    case 'teams':
      return toTeams(message);
    default:
      return form satisfies never;
  }
}

function countResults(nights: readonly RunResult[]): string {
  const failed = nights.filter(({ status }) => status === 'failed').length;
  const unchanged = nights.filter(({ status }) => status === 'unchanged').length;
  const changed = nights.length - failed - unchanged;
  const drifted = nights.filter((result) => getDrift(result).length > 0).length;
  const counts = [`${failed} failed`, `${changed} changed`, `${unchanged} unchanged`];
  return [...counts, `${drifted} drifted`].filter((count) => !count.startsWith('0 ')).join(', ');
}

function toEntries(result: RunResult): readonly Entry[] {
  return [...toEntriesOfPackage(result), ...toEntriesOfDrift(result)];
}

function toEntriesOfPackage(result: RunResult): readonly Entry[] {
  const { environment, skipped = '' } = result;
  switch (result.status) {
    case 'unchanged':
      return [];
    case 'failed': {
      const { exitCode, message, hint = '' } = result;
      return [toEntry(`${environment}: failed with exit code ${exitCode}`, message, hint, skipped)];
    }
    case 'first':
    case 'changed':
    case 'remade':
      return [toEntry(result.title, describeVerdict(result), skipped)];
    default:
      return result satisfies never;
  }
}

function getDrift(result: RunResult) {
  return result.status === 'failed' ? [] : (result.conform?.drift ?? []);
}

const MAX_DRIFT = 5;

function toEntriesOfDrift(result: RunResult): readonly Entry[] {
  const drift = getDrift(result);
  if (drift.length === 0) return [];
  const more = drift.length - MAX_DRIFT;
  return [
    toEntry(
      `${result.environment}: the API changed, its document did not`,
      ...drift.slice(0, MAX_DRIFT).map(describeNoted),
      more > 0 ? `and ${more} more` : '',
    ),
  ];
}

function describeVerdict({ verdict, breaking }: PublishedResult): string {
  if (verdict === undefined) return '';
  const { source, wire, bump } = verdict;
  const axes = `at compile time: ${source}, at run time: ${wire}, bump: ${bump}`;
  return `${breaking ? 'Breaking' : 'Not breaking'} (${axes})`;
}

function toEntry(heading: string, ...details: readonly string[]): Entry {
  return { heading: clip(heading), details: details.filter((text) => text !== '').map(clip) };
}

/** By code points, so that the cut leaves no half of a surrogate pair. */
function clip(text: string): string {
  const characters = Array.from(toOneLine(text));
  if (characters.length <= MAX_TEXT) return characters.join('');
  return `${characters.slice(0, MAX_TEXT - 3).join('')}...`;
}

const OPEN_RUN = 'Open the run';

/**
 * Slack's Block Kit. With `verbatim`, only what is between angle brackets is a link or a mention, and those of texts are
 * escaped.
 */
function toSlack({ title, entries, omitted, runUrl }: Message): object {
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
  const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
  const link = runUrl?.replaceAll('|', '%7C');
  return {
    // Shown in notifications; texts of documents are in the blocks only.
    text: title,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
      ...entries.map(({ heading, details }) =>
        section([`*${escapeSlack(heading)}*`, ...details.map(escapeSlack)].join('\n')),
      ),
      ...(omitted > 0 ? [section(describeOmitted(omitted))] : []),
      ...(link === undefined ? [] : [section(`<${escapeSlack(link)}|${OPEN_RUN}>`)]),
    ],
  };
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * An Adaptive Card in the envelope that the Workflows of Teams take. The text of a `TextRun` is plain text, while that of
 * a `TextBlock` would be Markdown; a mention would need an entry in `msteams.entities`.
 */
function toTeams({ title, entries, omitted, runUrl }: Message): object {
  const block = (text: string, style: object = {}, place: object = {}) => ({
    type: 'RichTextBlock',
    ...place,
    inlines: [{ type: 'TextRun', text, ...style }],
  });
  const bold = { weight: 'Bolder' };
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(title, { ...bold, size: 'Medium' }),
      ...entries.flatMap(({ heading, details }) => [
        block(heading, bold, { separator: true }),
        ...details.map((text) => block(text, {}, { spacing: 'Small' })),
      ]),
      ...(omitted > 0 ? [block(describeOmitted(omitted), {}, { separator: true })] : []),
    ],
    ...(runUrl !== undefined && {
      actions: [{ type: 'Action.OpenUrl', title: OPEN_RUN, url: runUrl }],
    }),
  };
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  };
}

function describeOmitted(count: number): string {
  return `And ${count} more: see the summary of the run.`;
}
