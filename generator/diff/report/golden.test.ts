import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiffReport } from '../change.js';
import { annotationsReport } from './annotations.js';
import { htmlReport } from './html.js';
import { jsonReport } from './json.js';
import { markdownReport } from './markdown.js';
import { textReport } from './text.js';
import { DRIFT, FULL_REPORT, FULL_DOCUMENT, report } from './testing/reports.js';

/** Reports as files that people can read. `UPDATE_GOLDEN=1` writes them: read the diff, and open the page. */
const FOLDER = join(__dirname, '..', '..', '..', 'fixtures', 'reports');

const SNAPSHOT = {
  path: 'fixtures/prod/swagger.json',
  text: `${JSON.stringify(FULL_DOCUMENT, null, 2)}\n`,
};

const UNCHANGED = report({
  verdict: { wire: 'non-breaking', source: 'non-breaking', bump: 'none' },
});

const FORMATS: readonly (readonly [string, (report: DiffReport) => string])[] = [
  ['report.txt', (given) => textReport(given, { colours: false })],
  ['report-80-columns.txt', (given) => textReport(given, { colours: false, width: 80 })],
  ['report.json', jsonReport],
  ['report.md', markdownReport],
  ['report.html', htmlReport],
  ['annotations.txt', (given) => annotationsReport(given, SNAPSHOT)],
];

it.each([
  ...FORMATS.map(([name, render]) => [`full/${name}`, render, FULL_REPORT] as const),
  ...['report.txt', 'report.json', 'report.md'].flatMap((name) =>
    FORMATS.filter(([each]) => each === name).flatMap(([, render]) => [
      [`drift/${name}`, render, DRIFT] as const,
      [`unchanged/${name}`, render, UNCHANGED] as const,
    ]),
  ),
])('%s', (name, render, given) => {
  const file = join(FOLDER, name);
  const text = `${render(given)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no such file').toBe(text);
});
