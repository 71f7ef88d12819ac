import fc from 'fast-check';
import { annotationsReport, htmlReport, jsonReport, markdownReport, textReport } from './index.js';
import type { Change, DiffReport } from '../change.js';
import { visibleLine } from '../../util/printable.js';
import { getSections } from './sections.js';
import { shortenSides, toLine, type Sides } from './wording.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, report } from './testing/reports.js';
import { tagsOf } from './testing/tags.js';

const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: '{}' };

const FORMATS: Readonly<Record<string, (report: DiffReport) => string | Promise<string>>> = {
  text: (given) => textReport(given, { colours: false }),
  annotations: (given) => annotationsReport(given, SNAPSHOT),
  json: jsonReport,
  markdown: markdownReport,
  html: (given) => htmlReport(given),
};

describe('old and new', () => {
  const print = ({ before, after }: Sides) => [before, after];

  it.each<[what: string, before: string, after: string, want: readonly (string | undefined)[]]>([
    ['short values stay', 'string', 'number', ['string', 'number']],
    ['long values are cut', `a${'x'.repeat(50)}`, 'b', [`a${'x'.repeat(38)}…`, 'b']],
    [
      'a long common start is left out',
      `${'x'.repeat(90)}a`,
      `${'x'.repeat(90)}b`,
      [`…${'x'.repeat(30)}a`, `…${'x'.repeat(30)}b`],
    ],
    ['what looks the same is left out', 'a  b', 'a b', [undefined, undefined]],
  ])('%s', (_, before, after, want) => {
    expect(print(shortenSides({ before, after }, visibleLine, 40))).toEqual(want);
  });

  it('are never the same text', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀'), maxLength: 90 });
    fc.assert(
      fc.property(value, value, (before, after) => {
        const sides = shortenSides({ before, after }, visibleLine, 40);
        expect(sides.before === undefined || sides.before !== sides.after).toBe(true);
        expect(Buffer.from(JSON.stringify(sides)).toString()).toBe(JSON.stringify(sides));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what belongs together is one entry', () => {
  const call = { id: 'GET /a', call: 'things.get', directions: [] };
  const other = { id: 'GET /b', call: 'things.list', directions: [] };
  const removed = change({ id: 'path-removed', subject: 'things.get', operations: [call] });
  const type = (subject: string, ...operations: (typeof call)[]) =>
    change({ id: 'schema-removed', subject, operations, tags: ['Things'], direction: 'none' });
  const hooked = (subject: string) => change({ subject });
  const unused = (subject: string) =>
    change({ id: 'unused-schema-changed', subject, direction: 'none' });

  it.each<[what: string, changes: readonly Change[], want: readonly string[]]>([
    [
      'types that were removed with an operation',
      [removed, type('A', call), type('B', call)],
      ['things.get', '2 types were removed with `things.get` (`GET /a`): A, B'],
    ],
    [
      'types that were removed with several operations',
      [{ ...removed, operations: [call, other] }, type('A', call), type('B', call, other)],
      ['things.get', '2 types were removed with 2 operations of `Things`: A, B'],
    ],
    [
      'not a type that another operation used',
      [removed, type('A', call), type('B', call, other)],
      ['things.get', 'A', 'B'],
    ],
    ['not types without operations', [type('A'), type('B')], ['A', 'B']],
    [
      'schemas that no operation uses, by name',
      [unused('A.x'), unused('A.y'), unused('B')],
      ['2 schemas changed that no operation uses: A, B'],
    ],
    [
      'what only webhooks reach',
      [hooked('A.x'), hooked('webhook b: POST body')],
      ['2 changes of what only webhooks reach: A.x, webhook b: POST body'],
    ],
    ['not one change alone', [hooked('A.x')], ['A.x']],
  ])('%s', (_, changes, want) => {
    const entries = getSections(report({ changes })).flatMap((section) => section.entries);
    const texts = entries.map((entry) => {
      const { subject, message, names } = toLine(entry, 100);
      return subject === '' ? `${message}: ${names.join(', ')}` : subject;
    });
    expect(texts).toEqual(want);
  });
});

describe('any report', () => {
  it.each(Object.entries(FORMATS))(
    'as %s has no invisible characters and no final line end',
    async (_, print) => {
      const text = await print(hostileReport());
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
      );
      expect(Buffer.from(text).toString()).toBe(text);
      expect(text).not.toMatch(/\n$/);
    },
  );

  it('adds no HTML to that of the template', async () => {
    const page = await htmlReport(FULL_REPORT);
    const known = new Set([...tagsOf(page), ...tagsOf(await htmlReport(report()))]);
    await fc.assert(
      fc.asyncProperty(anyReport(8), async (any) => {
        const html = await htmlReport(any);
        expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
        expect(html.split(' id="c-')).toHaveLength(any.changes.length + 1);
        expect(html.match(/<script>[^]*<\/script>/)?.[0]).toBe(
          page.match(/<script>[^]*<\/script>/)?.[0],
        );
      }),
      { numRuns: 15 },
    );
  });

  it('has no control characters on a terminal', () => {
    fc.assert(
      fc.property(anyReport(8), fc.integer({ min: 20, max: 200 }), (any, width) => {
        const plain = textReport(any, { colours: false });
        const wide = textReport(any, { colours: false, width });
        expect(plain).not.toMatch(/[^\n\u0020-\u007e\u00a0-\uffff]/);
        expect(wide).not.toMatch(/[^\n\u0020-\u007e\u00a0-\uffff]/);
      }),
      { numRuns: 25 },
    );
  });
});
