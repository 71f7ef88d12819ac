import fc from 'fast-check';
import { compareWords, type Segment } from './compare-words.js';

/** `a[b]c`: what differs is in brackets. */
function bracket(segments: readonly Segment[]): string {
  return segments.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
}

describe('compareWords', () => {
  it.each<[string, string, string, string]>([
    ['string', 'string', 'string', 'string'],
    ['string', 'string | null', 'string', 'string[ | null]'],
    ['vin?: string', 'vin: string', 'vin[?]: string', 'vin: string'],
    ['500', '100', '[500]', '[100]'],
    ["'a' | 'b' | 'c'", "'b' | 'd' | 'c'", "'[a]' | '[b]' | 'c'", "'[b]' | '[d]' | 'c'"],
    ['', 'x', '', '[x]'],
    ['naïve 1', 'naïf 1', '[naïve] 1', '[naïf] 1'],
  ])('%j and %j', (before, after, wantBefore, wantAfter) => {
    const got = compareWords(before, after);
    expect([bracket(got.before), bracket(got.after)]).toEqual([wantBefore, wantAfter]);
  });

  it('keeps both texts, and marks everything that is not in both', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('ab |?é😀\n')), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const got = compareWords(before, after);
        const all = (segments: readonly Segment[]) => segments.map((each) => each.text).join('');
        const same = (segments: readonly Segment[]) =>
          segments
            .filter((each) => !each.differs)
            .map((each) => each.text)
            .join('');
        expect([all(got.before), all(got.after)]).toEqual([before, after]);
        expect(same(got.before)).toBe(same(got.after));
      }),
    );
  });

  it('marks everything where thousands of words differ', () => {
    const many = (word: string) =>
      Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join(' ');
    const { before } = compareWords(`start ${many('a')} end`, `start ${many('b')} end`);
    expect(before.map(({ differs }) => differs)).toEqual([true]);
  });
});
