import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Change } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, NIGHT, report } from './testing/reports.js';
import { textReport } from './text.js';

const PLAIN = { colours: false };

function mayBreak({ wire, source, documentation }: Change): boolean {
  return !documentation && [wire, source].some((verdict) => verdict !== 'non-breaking');
}

describe('the text report', () => {
  it('says the same in colours and without', () => {
    const coloured = textReport(NIGHT, { colours: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(textReport(NIGHT, PLAIN));
  });

  it('tells what breaks first, then what may, then what is new', () => {
    const text = textReport(NIGHT, PLAIN);
    const places = ['What breaks', 'What may break', 'Additions'].map((each) => text.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('keeps to the width of the terminal, but for words that are longer', () => {
    const lines = textReport(NIGHT, { colours: false, width: 60 }).split('\n');
    const long = lines.filter((line) => line.length > 60 && /\S\s+\S/.test(line.slice(40, 60)));
    expect(long).toEqual([]);
  });

  it('tells every change that may break something, however many, by its fingerprint', () => {
    fc.assert(
      fc.property(anyReport(20), (any) => {
        const text = textReport(any, PLAIN);
        for (const each of any.changes.filter(mayBreak)) expect(text).toContain(each.fingerprint);
      }),
    );
  });

  it('lets no text of the document act on the terminal', () => {
    expect(textReport(hostileReport(), PLAIN)).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/,
    );
  });

  it('counts changes of documentation instead of listing them', () => {
    const one = change({
      documentation: true,
      wire: 'non-breaking',
      source: 'non-breaking',
      fingerprint: 'feedfeedfeedfeed',
    });
    const text = textReport(report({ changes: [one] }), PLAIN);
    expect(text).toMatch(/1 change of documentation/);
    expect(text).not.toContain('feedfeedfeedfeed');
  });
});
