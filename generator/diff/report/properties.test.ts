import fc from 'fast-check';
import { render, REPORT_FORMATS, type ReportFormat } from './index.js';
import type { DiffReport } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { NIGHT, report } from './testing/reports.js';

const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: '{}' };

function told(given: DiffReport, format: ReportFormat): string {
  switch (format) {
    case 'text':
      return render(given, format, { colours: false });
    case 'annotations':
      return render(given, format, SNAPSHOT);
    default:
      return render(given, format);
  }
}

describe('any report', () => {
  it.each(REPORT_FORMATS)(
    'as %s has nothing hidden in it and ends without a line end',
    async (format) => {
      const text = told(hostileReport(), format);
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
      );
      expect(Buffer.from(text).toString()).toBe(text);
      expect(text).not.toMatch(/\n$/);
    },
  );

  it('keeps every text within the HTML that the template makes', async () => {
    const quiet = told(NIGHT, 'html');
    const known = new Set([...tagsOf(quiet), ...tagsOf(told(report(), 'html'))]);
    await fc.assert(
      fc.asyncProperty(anyReport(8), async (any) => {
        const html = told(any, 'html');
        expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
        expect(html.split('<article ')).toHaveLength(any.changes.length + 1);
        expect(html.match(/<script>[^]*<\/script>/)?.[0]).toBe(
          quiet.match(/<script>[^]*<\/script>/)?.[0],
        );
      }),
      { numRuns: 15 },
    );
  });

  it('has a line for the terminal that no text can break or colour', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport(8), fc.integer({ min: 20, max: 200 }), async (any, width) => {
        const plain = told(any, 'text');
        const wide = render(any, 'text', { colours: false, width });
        expect(plain).not.toMatch(/[^\n\u0020-\u007e\u00a0-\uffff]/);
        expect(wide).not.toMatch(/[^\n\u0020-\u007e\u00a0-\uffff]/);
      }),
      { numRuns: 25 },
    );
  });
});

/** Every tag with the names of its attributes, whose values are all quoted. */
function tagsOf(html: string): readonly string[] {
  const markup = html.replace(/<(script|style)>[^]*?<\/\1>/g, '');
  return markup
    .split('<')
    .slice(1)
    .map((rest) => {
      const [tag = rest] = /^[^>]*/.exec(rest) ?? [];
      return tag.replace(/="[^"]*"/g, '');
    });
}
