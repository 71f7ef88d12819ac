import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiffReport } from '../change.js';
import { annotationsReport } from './annotations.js';
import { htmlReport } from './html/index.js';
import { jsonReport } from './json.js';
import { markdownReport } from './markdown/index.js';
import { textReport } from './text.js';
import { NIGHT } from './testing/reports.js';

/** One night's report in every format, as files that a person can look at; `UPDATE_GOLDEN=1` writes them. */
const FOLDER = join(__dirname, '..', '..', '..', 'fixtures', 'reports', 'night');

const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: '{\n  "openapi": "3.0.4"\n}\n' };

it.each<[string, (report: DiffReport) => string]>([
  ['report.txt', (report) => textReport(report, { colours: false })],
  ['report-80-columns.txt', (report) => textReport(report, { colours: false, width: 80 })],
  ['report.json', jsonReport],
  ['report.md', markdownReport],
  ['report.html', htmlReport],
  ['annotations.txt', (report) => annotationsReport(report, SNAPSHOT)],
])('a night as %s', (name, render) => {
  const file = join(FOLDER, name);
  const told = `${render(NIGHT)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, told);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no such file').toBe(told);
});
