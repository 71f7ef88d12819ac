import { join } from 'node:path';
import type { DiffReport } from '../diff/index.js';
import { saveLastRun } from '../pipeline/last-run.js';
import { record, recordValidators } from '../pipeline/obtain-target.js';
import { type MadePackage, packageTree } from '../pipeline/package.js';
import { writeTree } from '../write/index.js';
import { typeCheck } from '../pipeline/compile.js';
import { addEntry, RESTORED_ENTRY } from './changelog.js';
import { countChanges, createTitle, type PublishedResult, type RunResult } from './result.js';
import { readIfExists } from '../source/index.js';
import { defined } from '../util/defined.js';
import { withoutQuery } from '../util/url.js';
import { removeReports, renderReports, writeReports } from './reports.js';
import type { EnvironmentRun } from './run-environment.js';

/** Why a package is published, and what changed in it. */
export interface Publication {
  readonly status: PublishedResult['status'];
  /** Compared with the document of the package on disk; on the first run, with the same API without operations. */
  readonly report: DiffReport;
  /** The changelog entry, in Markdown; undefined when the API of the package is the same. */
  readonly entry?: string;
}

const CHANGELOG = 'CHANGELOG.md';

/** Compiles the package, then writes the reports, the package with its changelog, and the snapshot. */
export async function publish(
  run: EnvironmentRun,
  made: MadePackage,
  publication: Publication,
): Promise<RunResult> {
  const { watch } = run;
  await watch.stage('compile', () => typeCheck(made.files));

  watch.beginWriting();
  const result = createResult(run, made, publication);
  const reports = await saveReports(run, result, publication);

  try {
    const changes = await writePackage(run, made, publication);
    return { ...result, reports, ...changes };
  } catch (error) {
    // They describe a package that is not there.
    await removeReports(reports);
    throw error;
  }
}

async function writePackage(
  { job, obtained, options, watch }: EnvironmentRun,
  made: MadePackage,
  publication: Publication,
): Promise<Pick<PublishedResult, 'written' | 'deleted'>> {
  const root = job.target.outputFolder;
  const unlisted = await createChangelog(
    root,
    publication,
    made.settings.packageVersion,
    options.date,
  );
  const tree = await watch.stage('write', () =>
    writeTree({ root, files: packageTree(made), ...defined({ unlisted }) }),
  );
  // Last, so that a document is recorded only when there is a package of it.
  const records = await watch.stage('record', () =>
    record(job.target, obtained, made.document, job.configHash),
  );
  saveLastRun(made);
  return { written: [...tree.written, ...records], deleted: tree.deleted };
}

/**
 * Restores files of the package that someone edited or deleted, and saves that this program generates the same
 * package.
 */
export async function restore(
  run: EnvironmentRun,
  made: MadePackage,
  compare: () => Promise<DiffReport>,
): Promise<RunResult> {
  const { environment, job, obtained, downloaded, history, watch } = run;
  const root = job.target.outputFolder;
  watch.beginWriting();
  // Another ETag of the same document is not a restored file.
  if (downloaded?.text === obtained.recorded?.text) await recordValidators(job.target, obtained);
  const tree = await watch.stage('write', () => writeTree({ root, files: packageTree(made) }));
  const records = await watch.stage('record', () =>
    record(job.target, obtained, made.document, job.configHash),
  );
  saveLastRun(made);
  const written = [...tree.written, ...records];
  if (written.length + tree.deleted.length === 0)
    return {
      environment,
      ...history,
      status: 'unchanged',
      version: made.settings.packageVersion,
    };
  const publication = { status: 'remade', report: await compare() } as const;
  const result = createResult(run, made, publication);
  const reports = await saveReports(run, result, { ...publication, entry: RESTORED_ENTRY });
  return { ...result, reports, written, deleted: tree.deleted };
}

async function saveReports(
  { environment, options, watch }: EnvironmentRun,
  result: PublishedResult,
  publication: Publication,
): Promise<readonly string[]> {
  const { previousVersion: before, version: after } = result;
  const report =
    before === undefined
      ? publication.report
      : { ...publication.report, package: { before, after } };
  const texts = await watch.stage('report', () =>
    renderReports(result, { ...publication, report }, options.date),
  );
  return writeReports(join(options.reportFolder, environment), texts);
}

function createResult(
  { environment, disk, obtained, history }: EnvironmentRun,
  { settings, diagnostics }: MadePackage,
  { status, report }: Publication,
): PublishedResult {
  const judged = status === 'changed' ? report : undefined;
  const counts = countChanges(judged?.changes ?? []);
  const verdict = judged?.verdict;
  const facts = {
    environment,
    ...history,
    status,
    version: settings.packageVersion,
    ...defined({ previousVersion: disk.version, verdict }),
    breaking: [verdict?.source, verdict?.wire].includes('breaking'),
    counts,
    source: withoutQuery(obtained.location),
    diagnostics,
  };
  return { ...facts, title: createTitle(facts), reports: [], written: [], deleted: [] };
}

async function createChangelog(
  root: string,
  { entry }: Publication,
  version: string,
  date: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (entry === undefined) return undefined;
  const before = await readIfExists(join(root, CHANGELOG));
  return new Map([[CHANGELOG, addEntry(before?.toString(), { version, date, body: entry })]]);
}
