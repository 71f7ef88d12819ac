import { render } from '../diff/report/index.js';
import type { Publication } from './publish.js';
import type { NightlyReport, PublishedResult, RunResult } from './result.js';
import { inlineCode, plainText } from '../util/markdown.js';
import { toReadablePath } from '../util/json-pointer.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toWriteError } from '../source/index.js';

/**
 * The reports of a run, by file name: `night.json` for the job, `report.md` for the body of the pull request, and the
 * comparison as HTML and JSON. If the package changed for another reason than the document, they begin with it.
 */
export function renderReports(
  { title, ...result }: PublishedResult,
  { report, entry = 'No change that affects programs.' }: Publication,
  date: string,
): Readonly<Record<string, string>> {
  const { environment, status, previousVersion, version, verdict, breaking, counts } = result;
  const { diagnostics } = result;
  const facts = { environment, status, date, title, previousVersion, version };
  const json = jsonLines({ ...facts, breaking, verdict, counts, diagnostics });
  const isCompared = status === 'changed';
  return {
    'night.json': `${json}\n`,
    'report.md': `${isCompared ? render(report, 'markdown') : `# ${title}\n\n${entry}`}\n${warningsMarkdown(diagnostics)}`,
    'report.html': `${render(report, 'html', isCompared ? [] : [entry])}\n`,
    'report.json': `${render(report, 'json')}\n`,
  };
}

/** A section about the warnings; nothing when there are none. What changes nothing in the SDK is left to `night.json`. */
function warningsMarkdown(diagnostics: PublishedResult['diagnostics']): string {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) return '';
  const lines = warnings.slice(0, MAX_WARNINGS).map(({ code, message, pointer, count = 1 }) => {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    const where = pointer === '' ? '' : ` (${inlineCode(toReadablePath(pointer))}${more})`;
    return `- ${inlineCode(code)}: ${plainText(message)}${where}`;
  });
  const rest = warnings.length - MAX_WARNINGS;
  return [
    '\n## Warnings about the document\n',
    ...lines,
    ...(rest > 0 ? [`- ... and ${rest} more in ${inlineCode('night.json')}`] : []),
    '',
  ].join('\n');
}

const MAX_WARNINGS = 20;

/** Formats the results as a table for the terminal, one line each. */
export function formatSummary({ nights }: NightlyReport): readonly string[] {
  const rows = [HEADINGS, ...nights.map((result) => toCells(result).map(consoleLine))];
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

/** Appends the table to a file in Markdown, such as a job's summary page. @throws WriteError when it cannot be written. */
export async function writeSummary(path: string, report: NightlyReport): Promise<void> {
  await appendText(path, `${summaryMarkdown(report)}\n`);
}

function summaryMarkdown({ date, nights }: NightlyReport): string {
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    `## Nightly run of ${date}`,
    '',
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...nights.map((result) => row(toCells(result).map(plainText))),
    '',
  ].join('\n');
}

const HEADINGS = ['environment', 'result', 'version', 'breaking', 'may break', 'other', 'what'];

function toCells(result: RunResult): readonly string[] {
  const { environment, status } = result;
  switch (result.status) {
    case 'unchanged':
      return [environment, status, result.version, '', '', '', 'no file was touched'];
    case 'failed':
      return [
        environment,
        `failed (${result.exitCode})`,
        '',
        '',
        '',
        '',
        firstLine(result.message),
      ];
    case 'first':
    case 'changed':
    case 'remade': {
      const { previousVersion, version, counts, written, deleted } = result;
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
      return result satisfies never;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/**
 * Writes reports to a folder, over those of an earlier run.
 *
 * @param reports Text by file name.
 * @returns the paths written.
 */
export async function writeReports(
  folder: string,
  reports: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const paths: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(reports)) {
      const path = join(folder, name);
      await writeFile(path, text);
      paths.push(path);
    }
    return paths;
  } catch (error) {
    throw toWriteError(`The reports in ${folder} cannot be written`, error);
  }
}

/** Appends to a file, which is how `$GITHUB_STEP_SUMMARY` is written. */
async function appendText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  } catch (error) {
    throw toWriteError(`${path} cannot be written`, error);
  }
}
