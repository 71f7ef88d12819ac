import fc from 'fast-check';
import { render, REPORT_FORMATS, type ReportFormat } from './index.js';
import type { DiffReport } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { FULL_REPORT, report } from './testing/reports.js';

const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: '{}' };

function print(given: DiffReport, format: ReportFormat): string {
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
  it.each(REPORT_FORMATS)('as %s has no invisible characters and no final line end', (format) => {
    const text = print(hostileReport(), format);
    expect(text).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
    );
    expect(Buffer.from(text).toString()).toBe(text);
    expect(text).not.toMatch(/\n$/);
  });

  it('adds no HTML to that of the template', () => {
    const page = print(FULL_REPORT, 'html');
    const known = new Set([...tagsOf(page), ...tagsOf(print(report(), 'html'))]);
    fc.assert(
      fc.property(anyReport(8), (any) => {
        const html = print(any, 'html');
        expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
        expect(html.split('<article ')).toHaveLength(any.changes.length + 1);
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
        const plain = print(any, 'text');
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
