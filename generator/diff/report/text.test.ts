import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Change } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, report } from './testing/reports.js';
import { wrapText } from '../../util/wrap-text.js';
import { textReport } from './text.js';

const PLAIN = { colours: false };

function mayBreak({ wire, source, documentation }: Change): boolean {
  return !documentation && [wire, source].some((verdict) => verdict !== 'non-breaking');
}

const calls = Array.from({ length: 20 }, (_, at) => ({
  id: `GET /${at}`,
  call: `things.get${String(at).padStart(2, '0')}`,
  directions: ['response'] as const,
}));

function print(given: Partial<Change>, width?: number): string {
  const options = width === undefined ? { colours: false } : { colours: false, width };
  return textReport(report({ changes: [change(given)] }), options);
}

describe('the text report', () => {
  it('has the same text with and without colours', () => {
    const coloured = textReport(FULL_REPORT, { colours: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(textReport(FULL_REPORT, PLAIN));
  });

  it('lists what breaks first, then what may break, then additions', () => {
    const text = textReport(FULL_REPORT, PLAIN);
    const positions = ['What breaks', 'What may break', 'Additions'].map((each) =>
      text.indexOf(each),
    );
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('keeps to the width of the terminal, but for words that are longer', () => {
    const lines = textReport(FULL_REPORT, { colours: false, width: 60 }).split('\n');
    const long = lines.filter((line) => line.length > 60 && /\S\s+\S/.test(line.slice(40, 60)));
    expect(long).toEqual([]);
  });

  it('lists every change that may break something, however many, by its fingerprint', () => {
    fc.assert(
      fc.property(anyReport(20), (any) => {
        const text = textReport(any, PLAIN);
        for (const each of any.changes.filter(mayBreak)) expect(text).toContain(each.fingerprint);
      }),
    );
  });

  it('escapes control characters in texts of the document', () => {
    expect(textReport(hostileReport(), PLAIN)).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/,
    );
  });

  it('counts documentation changes instead of listing them', () => {
    const one = change({
      documentation: true,
      wire: 'non-breaking',
      source: 'non-breaking',
      fingerprint: 'feedfeedfeedfeed',
    });
    const text = textReport(report({ changes: [one] }), PLAIN);
    expect(text).toMatch(/1 documentation change/);
    expect(text).not.toContain('feedfeedfeedfeed');
  });

  it('shortens nothing when piped', () => {
    const value = `${'x'.repeat(5000)} end`;
    const text = print({ before: value, operations: calls });
    expect(text).toContain(value);
    expect(text).toContain('things.get19 in responses');
  });

  it('counts further calls on a terminal', () => {
    expect(print({ operations: calls }, 400)).toContain('things.get07 and 12 more in responses');
  });

  it('does not list the call that is the subject', () => {
    const operations = [{ id: 'GET /x', call: 'things.get', directions: [] }];
    expect(print({ subject: 'things.get', operations })).not.toContain('affects');
  });

  it('prints 200 additions in about 200 lines', () => {
    const changes = Array.from({ length: 200 }, (_, at) =>
      change({
        subject: `Dto${at}.name`,
        wire: 'non-breaking',
        source: 'non-breaking',
        after: 'string',
      }),
    );
    const lines = textReport(report({ changes }), { colours: false, width: 100 }).split('\n');
    expect(lines.length).toBeLessThan(210);
  });
});

describe('wrapping', () => {
  it.each<[string, number | undefined, readonly string[]]>([
    ['a b', undefined, ['> a b']],
    [
      `${'word '.repeat(10)}end`,
      40,
      ['> word word word word word word word', '  word word word end'],
    ],
    [`a ${'x'.repeat(60)} b`, 40, ['> a', `  ${'x'.repeat(60)}`, '  b']],
    ['', 40, ['>']],
  ])('%j at %s', (text, width, want) => {
    expect(wrapText('> ', text, width)).toEqual(want);
  });
});
