import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Change } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, NIGHT, report } from './testing/reports.js';
import { textReport } from './text.js';
import { wrapped } from './wrap.js';

const PLAIN = { colours: false };

function mayBreak({ wire, source, documentation }: Change): boolean {
  return !documentation && [wire, source].some((verdict) => verdict !== 'non-breaking');
}

const calls = Array.from({ length: 20 }, (_, at) => ({
  id: `GET /${at}`,
  call: `things.get${String(at).padStart(2, '0')}`,
  directions: ['response'] as const,
}));

function told(given: Partial<Change>, width?: number): string {
  const options = width === undefined ? { colours: false } : { colours: false, width };
  return textReport(report({ changes: [change(given)] }), options);
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

  it('cuts nothing when piped', () => {
    const value = `${'x'.repeat(5000)} end`;
    const text = told({ before: value, operations: calls });
    expect(text).toContain(value);
    expect(text).toContain('things.get19 in responses');
  });

  it('says how many more calls there are on a terminal', () => {
    expect(told({ operations: calls }, 400)).toContain('things.get07 and 12 more in responses');
  });

  it('does not name the call again that it is about', () => {
    const operations = [{ id: 'GET /x', call: 'things.get', directions: [] }];
    expect(told({ subject: 'things.get', operations })).not.toContain('touches');
  });

  it('stays readable for 200 changes: two lines at most for what is new', () => {
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
    expect(wrapped('> ', text, width)).toEqual(want);
  });
});
