import { htmlReport, jsonReport, markdownReport } from '../diff/report/index.js';
import type { Publication } from './publish.js';
import type { FailedResult, NightlyReport, PublishedResult, RunResult } from './result.js';
import { inlineCode, plainText } from '../util/markdown.js';
import { padColumns } from '../util/table.js';
import { toReadablePath } from '../util/json-pointer.js';
import { consoleLine } from '../util/printable.js';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toWriteError } from '../source/index.js';
import { describeConformance } from './drift.js';
import { NIGHT_FILE, renderNight } from './night-file.js';

/**
 * The reports of a run, by file name: `night.json` for the job, `report.md` for the body of the pull request, and the
 * comparison as HTML and JSON. If the package changed for another reason than the document, they begin with it.
 */
export async function renderReports(
  result: PublishedResult,
  { report, entry = 'No change that affects programs.' }: Publication,
  date: string,
): Promise<Readonly<Record<string, string>>> {
  const { title, status, skipped, diagnostics } = result;
  const isCompared = status === 'changed';
  const gap = skipped === undefined ? '' : `\n${plainText(skipped)}\n`;
  return {
    [NIGHT_FILE]: renderNight(result, date),
    'report.md': `${isCompared ? markdownReport(report) : `# ${title}\n\n${entry}`}\n${gap}${warningsMarkdown(diagnostics)}`,
    'report.html': `${await htmlReport(report, isCompared ? [] : [entry])}\n`,
    'report.json': `${jsonReport(report)}\n`,
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

/** Formats the results as a table for the terminal, one line each, with the notes about them below it. */
export function formatSummary({ nights }: NightlyReport): readonly string[] {
  const rows = [HEADINGS, ...nights.map((result) => toCells(result).map(consoleLine))];
  return [...padColumns(rows), ...listNotes(nights).map(consoleLine)];
}

/** The days without a run, and what the APIs answered. */
function listNotes(nights: readonly RunResult[]): readonly string[] {
  return nights.flatMap((result) => {
    const { conform, unasked } = result.status === 'failed' ? {} : result;
    const notes = [result.skipped, conform && describeConformance(conform), unasked];
    return notes.flatMap((note) => (note === undefined ? [] : [`${result.environment}: ${note}`]));
  });
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
    ...listNotes(nights).flatMap((note) => [plainText(note), '']),
    ...nights.flatMap((result) => (result.status === 'failed' ? removedMarkdown(result) : [])),
  ].join('\n');
}

/** What a document that shrank too much no longer has. */
function removedMarkdown({ environment, removed }: FailedResult): readonly string[] {
  return (['operations', 'schemas'] as const)
    .map((what) => ({ what, names: removed?.[what] ?? [] }))
    .filter(({ names }) => names.length > 0)
    .flatMap(({ what, names }) => {
      const more = names.length - MAX_REMOVED;
      return [
        `The document of ${plainText(environment)} no longer has these ${what} (${names.length}):\n`,
        ...names.slice(0, MAX_REMOVED).map((name) => `- ${inlineCode(name)}`),
        ...(more > 0 ? [`- and ${more} more`] : []),
        '',
      ];
    });
}

const MAX_REMOVED = 200;

const HEADINGS = ['environment', 'result', 'version', 'breaking', 'may break', 'other', 'what'];

function toCells(result: RunResult): readonly string[] {
  const { environment, status } = result;
  switch (result.status) {
    case 'unchanged':
      return [environment, status, result.version, '', '', '', 'nothing changed'];
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

/** Removes reports, so that nobody takes them for those of a package. @throws WriteError when one cannot be removed. */
export async function removeReports(paths: readonly string[]): Promise<void> {
  try {
    for (const path of paths) await rm(path, { force: true });
  } catch (error) {
    throw toWriteError('The reports of a package that was not written cannot be removed', error);
  }
}

/** Appends to a file, which is how `$GITHUB_STEP_SUMMARY` is written. @throws WriteError when it cannot be written. */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  } catch (error) {
    throw toWriteError(`${path} cannot be written`, error);
  }
}
