import { parseRetryAfter } from './retry-after.js';

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 23, 21, 0, 0);

  it.each<[string, number | undefined]>([
    ['0', 0],
    ['3', 3000],
    [' 3\t', 3000],
    ['007', 7000],
    ['30734400', 30_734_400_000],
    ['9'.repeat(400), Infinity],
    ['1.5', 1500],
    ['0.0001', 1],
    ['Mon, 23 Nov 2026 21:00:05 GMT', 5000],
    [' Mon, 23 Nov 2026 21:00:05 GMT ', 5000],
    ['Mon, 23 Nov 2026 20:00:00 GMT', 0],
    ['Monday, 23-Nov-26 21:00:05 GMT', 5000],
    ['Tuesday, 24-Nov-26 21:00:00 GMT', 86_400_000],
    ['Wednesday, 25-Nov-26 21:00:00 GMT', 2 * 86_400_000],
    ['Monday, 23-Nov-26 20:59:59 GMT', 0],
    ['Mon Nov 23 21:00:05 2026', 5000],
    ['Sun Dec  6 21:00:00 2026', 13 * 86_400_000],
    ['Sun Nov  6 08:49:37 1994', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['2026-11-23T21:00:05Z', undefined],
    ['Mon, 23 Nov 2026 21:00:05 +0100', undefined],
    ['Mon, 23 Nov 2026', undefined],
    ['-1', undefined],
    ['1.', undefined],
    ['.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['soon', undefined],
    ['5 seconds', undefined],
    ['Mon, 99 Nov 2026 21:00:05 GMT', undefined],
    ['Invalid Date', undefined],
    ['', undefined],
  ])('%j is %p ms', (value, want) => {
    // Some implementations of `fetch` keep blanks around a value.
    expect(parseRetryAfter({ get: () => value } as unknown as Headers, now)).toBe(want);
  });

  it('is absent', () => {
    expect(parseRetryAfter(new Headers(), now)).toBeUndefined();
  });
});
