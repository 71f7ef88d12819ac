import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { startRenderer } from '../../diff/report/testing/gfm.js';
import { HOSTILE } from '../../diff/report/testing/hostile.js';
import { tagsOf } from '../../diff/report/testing/tags.js';
import {
  describeFinding,
  htmlReport,
  jsonReport,
  markdownReport,
  textReport,
  type ConformReport,
} from './index.js';
import { findingOf, FULL, hostileReport, mismatches, TRUE_DOCUMENT } from './testing/reports.js';

/** The formats of a report of conform, and the sentences that they share. */

const PLAIN = { colours: false };

describe('the sentence of a finding', () => {
  const sentences: readonly string[] = [
    'X was null in 12 of 40 values; the document does not allow null',
    'X was missing in 12 of 40 objects; the document requires it',
    'X was null or a whole number in 12 of 40 values; the document says text, true or false or null',
    'X was a number written as text in 12 of 40 values; the document says a number',
    'X had a value in 12 of 40 values that the document does not list',
    'X was not written as name in 12 of 40 values',
    'X did not match its pattern in 12 of 40 values',
    'X did not keep to its maxLength in 12 of 40 values',
    "X had the property 'name' in 12 of 40 objects; the document does not declare it",
    'X had keys that look like data in 12 of 40 objects; the document declares no other properties',
    'X had a value in 12 of 40 values that no schema of oneOf accepts',
    "X had a value of 'name' in 12 of 40 objects that no schema belongs to",
    'X was answered in 12 of 40 values; the document says it is only sent',
    'X answered 404 in 12 of 40 answers; the document does not declare this status',
    'X had a body of name in 12 of 40 answers; the document does not declare this media type',
    'X had a body of name in 12 of 40 answers; the document declares none',
    'X had no body in 12 of 40 answers; the document declares one',
    'X had a body of name in 12 of 40 answers that is not JSON',
    'X was missing in 12 of 40 answers; the document requires it',
    'X had a value in 12 of 40 answers that is not name',
    "X had problem details in 12 of 40 answers whose 'name' is wrong (RFC 9457)",
    'X repeated items of the page before in 12 of 40 answers',
    'X had another number of items than the page size in 12 of 40 answers',
    'X had another number of items than its total in 12 of 40 answers',
  ];
  it.each(
    mismatches('name').map((mismatch, at) => [mismatch.kind, mismatch, sentences[at]] as const),
  )('%s', (_, mismatch, want) => {
    const { subject, message, advice } = describeFinding(findingOf('X', mismatch));
    expect(`${subject} ${message}`).toBe(want);
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    [1, 1, 'was null in 1 of 1 value'],
    [1, 2, 'was null in 1 of 2 values'],
    [2, 2, 'was null in all 2 values'],
  ])('of %d in %d', (count, seen, want) => {
    expect(describeFinding(findingOf('X', { kind: 'null' }, { count, seen })).message).toContain(
      want,
    );
  });
});

it('text has the findings by place, what was not asked, and the overlay', () => {
  expect(textReport(FULL, PLAIN)).toBe(`4 findings at 3 places: preprod, Optimum API v1.
  412 requests in 3.5 minutes: 400 × 200, 12 × 404.
  3 of 4 operations were answered.
  An overlay of 3 actions makes the document true; 1 finding has no action.
  The SDK changes in 3 places with the overlay: 2 break, 1 safe.

AlertDto
  ✗ had the property 'level' in 12 of 40 objects; the document does not declare it
    GET /Vehicles, GET /Vehicles/{id} · undeclared-property-1
    → Declare the property.

GET /Alerts
  ✗ had another number of items than its total in all 3 answers
    GET /Vehicles, GET /Vehicles/{id} · paging-1
    → Correct how the API pages.
    no action: OpenAPI cannot say it.

VehicleDto.soldAt
  ✗ was not written as date-time in 12 of 40 values
    GET /Vehicles, GET /Vehicles/{id} · format-1
    → Declare the format that is answered, or none.
  ✗ was null in 12 of 40 values; the document does not allow null
    GET /Vehicles, GET /Vehicles/{id} · null-1
    → Declare it as nullable, or never answer null.

Not asked (1)
  POST /Vehicles: it changes data

Overlay
overlay: 1.0.0
actions:
  - target: $`);
});

it('text fits the terminal, in colours', () => {
  const text = textReport(FULL, { colours: true, width: 60 });
  const lines = text.replaceAll(/\u001b\[\d+m/g, '').split('\n');
  expect(text).toContain('\u001b[31m');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});

it.each<[Partial<ConformReport>, string]>([
  [
    {},
    'The answers are as the document says: preprod, Optimum API v1.\n  1 request in 1 minute: 1 × 200.\n  1 of 1 operation was answered.',
  ],
  [
    { requests: 0, answers: {} },
    'Nothing was asked: preprod, Optimum API v1.\n  0 requests in 1 minute.',
  ],
  [
    { overlay: { text: '', actions: 0, remarks: [{ id: 'a', why: 'b' }] } },
    '\n  No overlay can make the document true: 1 finding has no action.',
  ],
  [
    { overlay: { text: 'x', actions: 1, remarks: [] } },
    '\n  An overlay of 1 action makes the document true.\n\nOverlay\nx',
  ],
  [
    { difference: { breaking: 0, potentiallyBreaking: 0, nonBreaking: 0 } },
    '\n  The SDK stays the same with the overlay.',
  ],
  [
    { difference: { breaking: 0, potentiallyBreaking: 1, nonBreaking: 0 } },
    '\n  The SDK changes in 1 place with the overlay: 1 may break.',
  ],
])('text of %j', (more, want) => {
  expect(textReport({ ...TRUE_DOCUMENT, ...more }, PLAIN)).toContain(want);
});

describe('JSON', () => {
  const schema = readFileSync(join(__dirname, '../../../conform.schema.json'), 'utf8');
  const validate = new Ajv({ strict: false }).compile(JSON.parse(schema) as object);

  it.each([
    ['everything', FULL],
    ['nothing wrong', TRUE_DOCUMENT],
    ['hostile texts', hostileReport()],
  ])('of %s is as its schema says', (_, report) => {
    expect([validate(JSON.parse(jsonReport(report))), validate.errors]).toEqual([true, null]);
  });

  it('has every kind of finding in its schema', () => {
    const kinds = new Set(mismatches('x').map(({ kind }) => kind));
    const { $defs } = JSON.parse(schema) as {
      $defs: { Mismatch: { properties: { kind: { enum: string[] } } } };
    };
    expect($defs.Mismatch.properties.kind.enum).toEqual([...kinds]);
  });
});

describe('Markdown', () => {
  const renderer = startRenderer();
  afterAll(() => renderer.close());

  it('quotes names, and has the overlay as code', () => {
    const text = markdownReport(FULL);
    expect(text).toContain('### `VehicleDto.soldAt`');
    expect(text).toContain(
      'was null in 12 of 40 values; the document does not allow null · `GET /Vehicles`, `GET /Vehicles/{id}` · Declare it as nullable, or never answer null. · `null-1`',
    );
    expect(text).toContain('```yaml\noverlay: 1.0.0\n');
  });

  it('says how much is left out', () => {
    const findings = Array.from({ length: 2_000 }, (_, at) =>
      findingOf(`V${at}`, { kind: 'null' }),
    );
    const text = markdownReport({ ...FULL, findings });
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\n\d+ more; the text report has all of them\.$/);
  });

  it('has no element, link or heading of a hostile text', async () => {
    const known = /^<\/?(?:p|strong|code|pre|h2|h3|ul|li)>$|^<code class="language-yaml">$/;
    const short = HOSTILE.filter((text) => text.length < 1_000);
    for (let at = 0; at < short.length; at += 12) {
      const texts = short.slice(at, at + 12);
      const html = await renderer.html(markdownReport(hostileReport(texts)));
      const outside = html.replace(/<pre>[^]*?<\/pre>|<code>[^]*?<\/code>/g, '');
      const tags = outside.match(/<[^>]*>/g) ?? [];
      const strange = tags.filter((tag) => !known.test(tag) && tag !== '<!-- -->');
      expect([texts, strange]).toEqual([texts, []]);
      expect(outside.split('<h2>')).toHaveLength(2);
      expect(outside.split('<h3>')).toHaveLength(texts.length + 3);
    }
  });
});

describe('the page', () => {
  it('has every part, and no script', async () => {
    const page = await htmlReport(FULL);
    expect(page).toContain('<title>preprod: 4 findings at 3 places</title>');
    for (const part of [
      '<code class="subject">VehicleDto.soldAt</code>',
      'was null in 12 of 40 values; the document does not allow null',
      '<code>POST /Vehicles</code> it changes data',
      'OpenAPI cannot say it.',
      'overlay: 1.0.0\nactions:\n  - target: $\n',
    ])
      expect(page).toContain(part);
    expect(page).not.toContain('<script');
    const empty = await htmlReport(TRUE_DOCUMENT);
    expect(empty).toContain('<h1>The answers are as the document says</h1>');
    expect(empty).not.toContain('<section');
  });

  it('has no element or attribute of a hostile text', async () => {
    const known = new Set(tagsOf(await htmlReport(FULL)));
    const html = await htmlReport(hostileReport());
    expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
    expect(html).not.toMatch(INVISIBLE);
  });
});

const INVISIBLE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

it('text and JSON have no invisible character and no command of a hostile text', () => {
  for (const text of [textReport(hostileReport(), PLAIN), jsonReport(hostileReport())]) {
    expect(text).not.toMatch(INVISIBLE);
    expect(text).not.toMatch(/^\s*::|##\w*\[/m);
  }
});

it('is the same whatever the order of findings', async () => {
  const given = hostileReport(HOSTILE.slice(0, 2));
  const print = async (report: ConformReport) => [
    textReport(report, PLAIN),
    jsonReport(report),
    markdownReport(report),
    await htmlReport(report),
  ];
  const want = await print(given);
  const { findings } = given;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...findings], { minLength: findings.length }),
      async (shuffled) => {
        expect(await print({ ...given, findings: shuffled })).toEqual(want);
      },
    ),
    { numRuns: 2 },
  );
});
