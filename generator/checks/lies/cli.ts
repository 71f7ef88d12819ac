import { join } from 'node:path';
import { ExitCode } from '../../errors.js';
import {
  CHECKS_FOLDER,
  formatTable,
  listDocuments,
  printLine,
  printProgress,
  runAsProgram,
} from '../program.js';
import { checkDocument, type DocumentReport } from './index.js';

const STAND_IN = {
  name: 'the stand-in',
  path: join(CHECKS_FOLDER, '../../fixtures/sandbox/swagger.json'),
};
const SEEDS = ['0', '1', '2', '3'];
const MIN_FOUND = 0.99;

/**
 * `make lies [CORPUS=<folder>]`: has `conform` check sandboxes that lie, of the documents of a folder and the stand-in. Exit code
 * 1 when less than 99 % of the lies are found, when an honest one is accused, or when a request is unsafe or too many.
 */
async function main([folder]: readonly string[]): Promise<ExitCode> {
  const documents = folder === undefined || folder === '' ? [] : await listDocuments(folder);
  const reports: DocumentReport[] = [];
  for (const document of [STAND_IN, ...documents]) {
    printProgress(document.name);
    reports.push(await checkDocument(document, SEEDS));
  }
  const sum = (count: (report: DocumentReport) => number) =>
    reports.reduce((all, report) => all + count(report), 0);
  const told = sum(({ told: count }) => count);
  const found = sum(({ found: count }) => count);
  const faults = reports.flatMap((report) => report.faults);
  for (const miss of reports.flatMap(({ misses }) => misses)) printLine(`Not found: ${miss}`);
  for (const note of reports.flatMap(({ notes }) => notes)) printLine(`Not counted: ${note}`);
  faults.forEach(printLine);
  printLine(
    formatTable([
      ['document', 'told', 'found', 'requests'],
      ...reports.map((each) => [each.document, ...[each.told, each.found, each.sent].map(String)]),
    ]),
  );
  const kinds = [...new Set(reports.flatMap((report) => [...report.kinds]))].sort();
  printLine(`${kinds.length} kinds of lies: ${kinds.join(', ')}.`);
  printLine(`${found} of ${told} lies are found: ${((100 * found) / told).toFixed(1)} %.`);
  const isEnough = told > 0 && found / told >= MIN_FOUND;
  return isEnough && faults.length === 0 ? ExitCode.Done : ExitCode.Difference;
}

void runAsProgram(main);
