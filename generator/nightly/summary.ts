import { plainText } from '../util/markdown.js';
import { consoleLine } from '../util/printable.js';
import { append } from './disk.js';
import type { Night, NightlyReport } from './told.js';

/** The table at a run's end, in columns. */
export function summaryText({ nights }: NightlyReport): readonly string[] {
  const rows = [HEADINGS, ...nights.map((night) => cells(night).map(consoleLine))];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Adds the same to a file, in Markdown: a job's page. @throws WriteError when it cannot be written. */
export async function writeSummary(path: string, report: NightlyReport): Promise<void> {
  await append(path, `${summaryMarkdown(report)}\n`);
}

function summaryMarkdown({ date, nights }: NightlyReport): string {
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    `## Night of ${date}`,
    '',
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...nights.map((night) => row(cells(night).map(plainText))),
    '',
  ].join('\n');
}

const HEADINGS = ['environment', 'result', 'version', 'breaking', 'may break', 'other', 'what'];

function cells(night: Night): readonly string[] {
  const { environment, status } = night;
  switch (night.status) {
    case 'unchanged':
      return [environment, status, night.version, '', '', '', 'no file was touched'];
    case 'failed':
      return [environment, `failed (${night.exitCode})`, '', '', '', '', firstLine(night.message)];
    case 'first':
    case 'changed':
    case 'remade': {
      const { previousVersion, version, counts, written, deleted } = night;
      const versions =
        previousVersion === undefined || previousVersion === version
          ? version
          : `${previousVersion} -> ${version}`;
      const { breaking, potentiallyBreaking, other } = counts;
      const numbers = [breaking, potentiallyBreaking, other].map(String);
      const files = `${written.length} files written, ${deleted.length} deleted`;
      return [environment, status, versions, ...numbers, files];
    }
    default:
      return night satisfies never;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
