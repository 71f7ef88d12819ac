import { join } from 'node:path';
import type { DiffReport } from '../diff/index.js';
import { noteRun } from '../pipeline/last-run.js';
import { record } from '../pipeline/obtain.js';
import { treeOf, type MadePackage } from '../pipeline/package.js';
import { writeTree } from '../write/index.js';
import { RESTORED_BODY, withEntry } from './changelog.js';
import { countsOf } from './counts.js';
import { readText, writeReports } from './disk.js';
import type { Evening } from './night.js';
import { reportsOf } from './reports.js';
import { titleOf } from './title.js';
import type { Night, WorkingNight } from './told.js';

/** What is to be said of a package that takes the place of another. */
export interface Judgement {
  readonly status: WorkingNight['status'];
  /** With the document that the package was made of; with the same API without operations on the first night. */
  readonly report: DiffReport;
  /** For the changelog, in Markdown; undefined where the package's surface is the same. */
  readonly entry?: string;
}

const CHANGELOG = 'CHANGELOG.md';

/** Compiles the package, then writes reports, package with changelog, and snapshot. */
export async function put(
  evening: Evening,
  made: MadePackage,
  judgement: Judgement,
): Promise<Night> {
  const { job, obtained, options, watch } = evening;
  const { compile } = await import('./compile.js');
  await watch.stage('compile', () => compile(made.files));

  const night = nightOf(evening, made, judgement);
  const reports = await report(evening, night, judgement);

  const root = job.target.outputFolder;
  const unlisted = await changelog(root, judgement, made.settings.packageVersion, options.date);
  const tree = await watch.stage('write', () =>
    writeTree({ root, files: treeOf(made), ...(unlisted && { unlisted }) }),
  );
  // Last, so that a document which gave no package is never taken for a recorded one.
  const records = await watch.stage('record', () =>
    record(job.target, obtained, made.document, job.configHash),
  );
  noteRun(made);
  return { ...night, reports, written: [...tree.written, ...records], deleted: tree.deleted };
}

/**
 * Puts back what someone changed or deleted in a package that is made as it was, and notes that this
 * program makes it.
 */
export async function restore(
  evening: Evening,
  made: MadePackage,
  compare: () => Promise<DiffReport>,
): Promise<Night> {
  const { environment, job, obtained, watch } = evening;
  const root = job.target.outputFolder;
  const tree = await watch.stage('write', () => writeTree({ root, files: treeOf(made) }));
  const records = await watch.stage('record', () =>
    record(job.target, obtained, made.document, job.configHash),
  );
  noteRun(made);
  const written = [...tree.written, ...records];
  if (written.length + tree.deleted.length === 0)
    return { environment, status: 'unchanged', version: made.settings.packageVersion };
  const judgement = { status: 'remade', report: await compare() } as const;
  const night = nightOf(evening, made, judgement);
  const reports = await report(evening, night, { ...judgement, entry: RESTORED_BODY });
  return { ...night, reports, written, deleted: tree.deleted };
}

async function report(
  { environment, options, watch }: Evening,
  night: WorkingNight,
  judgement: Judgement,
): Promise<readonly string[]> {
  const texts = await watch.stage('report', () => reportsOf(night, judgement, options.date));
  return writeReports(join(options.reportFolder, environment), texts);
}

function nightOf(
  { environment, disk }: Evening,
  { settings }: MadePackage,
  { status, report }: Judgement,
): WorkingNight {
  const judged = status === 'changed' ? report : undefined;
  const counts = countsOf(judged?.changes ?? []);
  const verdict = judged?.verdict;
  const told = {
    environment,
    status,
    ...(disk.version !== undefined && { previousVersion: disk.version }),
    version: settings.packageVersion,
    ...(verdict && { verdict }),
    breaking: [verdict?.source, verdict?.wire].includes('breaking'),
    counts,
  };
  return { ...told, title: titleOf(told), reports: [], written: [], deleted: [] };
}

async function changelog(
  root: string,
  { entry }: Judgement,
  version: string,
  date: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (entry === undefined) return undefined;
  const before = await readText(join(root, CHANGELOG));
  return new Map([[CHANGELOG, withEntry(before, { version, date, body: entry })]]);
}
