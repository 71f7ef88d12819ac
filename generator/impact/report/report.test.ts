import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import type { Change } from '../../diff/index.js';
import { report as diffReport } from '../../diff/report/testing/reports.js';
import type { ImpactReport } from '../impact.js';
import type { Place } from '../place.js';
import {
  annotationsReport,
  codeQualityReport,
  htmlReport,
  jsonReport,
  markdownReport,
  sarifReport,
  textReport,
} from './index.js';

/** The formats of the report of an impact. */

const change = (subject: string, fingerprint: string, more: Partial<Change> = {}): Change => ({
  id: 'optional-property-removed',
  wire: 'potentially-breaking',
  source: 'breaking',
  direction: 'response',
  subject,
  tags: [],
  message: 'is no longer in responses',
  advice: 'Stop reading the property.',
  before: 'string',
  pointers: {},
  documentation: false,
  operations: [],
  fingerprint,
  ...more,
});

const place = (path: string, line: number, more: Partial<Place>): Place => ({
  path,
  start: line * 10,
  line,
  column: 3,
  text: 'vehicle.soldAt;',
  verdict: 'breaks',
  fingerprints: [],
  ...more,
});

const REPORT: ImpactReport = {
  package: '@acme/fleet',
  verdict: 'breaking',
  everybody: { wire: 'breaking', source: 'breaking', bump: 'major' },
  total: 12,
  changes: [
    change('Vehicle.soldAt', '0000000000000001'),
    change('Status', '0000000000000002', {
      id: 'enum-value-added',
      message: 'may have more values',
      after: 'lost',
    }),
  ],
  places: [
    place('src/a.ts', 3, {
      text: 'switch (status) {',
      verdict: 'may-break',
      fingerprints: ['0000000000000002'],
    }),
    place('src/a.ts', 9, {
      message: "TS2339: no 'soldAt'\n  of 'Vehicle'",
      fingerprints: ['0000000000000001'],
    }),
    place('src/b c.ts', 1, { message: "TS2339: no 'soldAt'", fingerprints: ['0000000000000001'] }),
    place('src/d.ts', 2, { message: 'TS1: else', text: '::error::x <script> `' }),
  ],
};

it('text has the lines under the change that affects them, what breaks first', () => {
  expect(textReport(REPORT, false))
    .toBe(`@acme/fleet: 2 of 12 changes reach this project: 3 lines no longer compile, 1 line may behave otherwise.
For this project: breaking. For all programs: wire breaking, source breaking.

breaks  Vehicle.soldAt is no longer in responses
  optional-property-removed · 0000000000000001
  - string
  → Stop reading the property.
  src/a.ts:9:3  vehicle.soldAt;
      TS2339: no 'soldAt'
      of 'Vehicle'
  src/b c.ts:1:3  vehicle.soldAt;
      TS2339: no 'soldAt'

breaks  What no change of the document explains
  src/d.ts:2:3  ::error::x <script> \`
      TS1: else

may break  Status may have more values
  enum-value-added · 0000000000000002
  - string
  + lost
  → Stop reading the property.
  src/a.ts:3:3  switch (status) {`);
});

it.each([
  [
    { places: [], changes: [], total: 0 },
    '0 of 0 changes reach this project, and no line has to change.',
  ],
  [
    { places: [], total: 1, changes: REPORT.changes.slice(0, 1) },
    '1 of 1 change reaches this project, and no line has to change.',
  ],
])('text says what is not touched', (more, want) => {
  expect(textReport({ ...REPORT, ...more }, false)).toContain(want);
});

it('JSON is as its schema says', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(__dirname, '../../..', name), 'utf8')) as object;
  const validate = new Ajv({ strict: false }).compile(read('impact.schema.json'));
  expect([validate(JSON.parse(jsonReport(REPORT))), validate.errors]).toEqual([true, null]);
});

it('Markdown quotes code, and no text of it is markup', () => {
  const text = markdownReport(REPORT);
  expect(text).toContain("- `src/a.ts:9` `vehicle.soldAt;`<br>TS2339: no 'soldAt' of 'Vehicle'");
  expect(text).toContain('**breaks**: What no change of the document explains');
  expect(text).not.toMatch(/^<script>/m);
});

it('Markdown says how many lines of a change it leaves out', () => {
  const places = Array.from({ length: 3_000 }, (_, at) =>
    place('src/a.ts', at + 1, { fingerprints: ['0000000000000001'], message: 'TS2339: x' }),
  );
  const text = markdownReport({ ...REPORT, places });
  expect(text).toContain('- `src/a.ts:50` ');
  expect(text).not.toContain('- `src/a.ts:51` ');
  expect(text).toContain('\n- and 2950 more lines');
});

it.each([
  [false, '2 files were edited: 3 lines that break compile.'],
  [true, '2 files would be edited: 3 lines that break would compile.'],
])('text, Markdown and the page say what was edited (a dry run: %s)', async (dryRun, want) => {
  const edited = { ...REPORT, fixes: { dryRun, files: ['src/a.ts', 'src/<b>.ts'], fixed: 3 } };
  const page = await htmlReport(edited, diffReport({ changes: REPORT.changes }));
  for (const text of [textReport(edited, false), markdownReport(edited), page]) {
    expect(text).toContain(want);
    expect(text).toContain('src/a.ts');
  }
  expect(page).toContain('src/&lt;b&gt;.ts');
  expect(markdownReport(edited)).toContain('`src/<b>.ts`');
});

it('Markdown fits into a comment', () => {
  const places = Array.from({ length: 3_000 }, (_, at) =>
    place('src/a.ts', at + 1, { fingerprints: [String(at)], message: 'TS2339: x' }),
  );
  const text = markdownReport({ ...REPORT, places });
  expect(text.length).toBeLessThan(62_000);
  expect(text).toMatch(/\d+ more; the text report has all of them\.$/);
});

it('SARIF has a rule a kind, and a result a line', () => {
  const { runs } = JSON.parse(sarifReport(REPORT)) as {
    readonly runs: readonly [{ readonly results: readonly object[]; readonly tool: object }];
  };
  expect(runs[0].tool).toMatchObject({
    driver: {
      rules: [
        { id: 'enum-value-added', shortDescription: { text: 'enum value added' } },
        {
          id: 'optional-property-removed',
          help: { text: expect.stringContaining('Stop reading') as unknown },
        },
        { id: 'compile-error' },
      ],
    },
  });
  expect(runs[0].results).toHaveLength(4);
  expect(runs[0].results[2]).toEqual({
    ruleId: 'optional-property-removed',
    level: 'error',
    message: {
      text: "Vehicle.soldAt is no longer in responses. Stop reading the property.\nTS2339: no 'soldAt'",
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/b%20c.ts' },
          region: { startLine: 1, startColumn: 3 },
        },
      },
    ],
    partialFingerprints: { 'change/1': '0000000000000001' },
  });
});

it('the code quality report of GitLab has an issue a line, which stays the same where the line moves', () => {
  type Issues = readonly { readonly fingerprint: string }[];
  const read = (given: ImpactReport) => JSON.parse(codeQualityReport(given)) as Issues;
  const moved = REPORT.places.map((each) => ({ ...each, line: each.line + 1 }));
  const twice = [...REPORT.places, ...moved];
  const issues = read(REPORT);
  expect(issues[1]).toEqual({
    description:
      "Vehicle.soldAt is no longer in responses. Stop reading the property. TS2339: no 'soldAt' of 'Vehicle'",
    check_name: 'optional-property-removed',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    severity: 'critical',
    location: { path: 'src/a.ts', lines: { begin: 9 } },
  });
  expect(issues[0]).toMatchObject({ severity: 'minor', check_name: 'enum-value-added' });
  expect(issues[3]).toMatchObject({ check_name: 'compile-error' });
  const fingerprints = (given: Issues) => given.map(({ fingerprint }) => fingerprint);
  expect(fingerprints(read({ ...REPORT, places: moved }))).toEqual(fingerprints(issues));
  expect(new Set(fingerprints(read({ ...REPORT, places: twice })))).toHaveProperty('size', 8);
});

it('annotations of GitHub are one command a line', () => {
  const lines = annotationsReport(REPORT).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(
    "::error file=src/a.ts,line=9,col=3,title=breaks::Vehicle.soldAt is no longer in responses. Stop reading the property.%0ATS2339: no 'soldAt' of 'Vehicle'",
  );
  expect(lines[0]).toMatch(/^::warning file=src\/a\.ts,line=3,col=3,title=may break::Status /);
});
