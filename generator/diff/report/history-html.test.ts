import fc from 'fast-check';
import { historyHtml, type DatedReport } from './history-html.js';
import { anyReport } from './testing/arbitrary.js';
import { HOSTILE, hostileReport } from './testing/hostile.js';
import { FULL_REPORT, report } from './testing/reports.js';
import { tagsOf } from './testing/tags.js';

const TITLE = { title: 'What changed', lead: ['Since `v1`.'] };
const EMPTY: DatedReport = { date: '2026-11-23', commit: 'b1', status: 'deleted', lead: ['Gone.'] };
const FULL: DatedReport = {
  date: '2026-11-24',
  commit: 'c1',
  version: '0.2.0',
  report: FULL_REPORT,
  lead: [],
};

describe('the page of a history', () => {
  const page = historyHtml(TITLE, [FULL, EMPTY]);

  it('lists each commit by date, with a link to its changes', () => {
    const rows = [...page.matchAll(/<tr>(<th scope="row">.*?)<\/tr>/g)].map(([, row = '']) =>
      textOf(row),
    );
    expect(rows).toEqual([
      '2026-11-24 c1 0.2.0 1.5.0 wire breaks source breaks 10 break, 5 may break, 5 additions, 2 documentation, 1 acknowledged',
      '2026-11-23 b1 deleted',
    ]);
    const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('has an anchor for each change, also where commits have the same one', () => {
    const twice = historyHtml(TITLE, [
      FULL,
      { ...FULL, commit: 'c2', report: structuredClone(FULL_REPORT) },
    ]);
    const ids = [...twice.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(twice.split(' id="c-')).toHaveLength(2 * FULL_REPORT.changes.length + 1);
  });

  it('says when nothing changed', () => {
    const none = historyHtml(TITLE, []);
    expect(textOf(none)).toContain('Since v1.');
    expect(none).not.toContain('<table>');
  });

  it('adds no HTML to that of the templates, whatever the texts are', () => {
    const known = new Set([
      ...tagsOf(page),
      ...tagsOf(historyHtml(TITLE, [{ ...FULL, report: report() }])),
    ]);
    fc.assert(
      fc.property(
        fc.array(anyReport(6), { maxLength: 3 }),
        fc.constantFrom(...HOSTILE),
        (reports, text) => {
          const dated = reports.map((each, index): DatedReport => {
            return {
              date: '2026-11-24',
              commit: `c${index}`,
              version: text,
              report: each,
              status: text,
              lead: [text],
            };
          });
          const html = historyHtml({ title: text, lead: [text] }, dated);
          expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
          expect(html.split('<script>')).toHaveLength(2);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('has no invisible characters and no final line end', () => {
    const html = historyHtml(TITLE, [{ ...FULL, report: hostileReport() }]);
    expect(html).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
    );
    expect(html).not.toMatch(/\n$/);
  });
});

function textOf(html: string): string {
  return html
    .replace(/<(script|style)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1')
    .trim();
}
