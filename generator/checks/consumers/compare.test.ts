import type { PairResult } from './check-pair.js';
import { findFaults } from './compare.js';

const place = (line: number) => ({
  path: 'page/src/a.ts',
  line,
  message: `TS${line}: no`,
  ...({ start: 0, column: 1, text: '', verdict: 'breaks', fingerprints: ['0'] } as const),
});
const RIGHT: PairResult = {
  before: [],
  after: [place(1)],
  impact: {
    package: 'sdk',
    verdict: 'breaking',
    everybody: { wire: 'breaking', source: 'breaking', bump: 'major' },
    total: 1,
    changes: [],
    places: [place(1)],
  },
  mechanical: [place(1), place(2), place(3), place(4), place(5)],
  left: [place(5)],
  broken: [],
  failures: [],
};
const tells = (...places: PairResult['impact']['places']) => ({
  impact: { ...RIGHT.impact, places },
});

describe('the faults of a pair', () => {
  it.each<[want: string, given: Partial<PairResult>]>([
    ['does not compile with its own package: page/src/a.ts:7: TS7: no', { before: [place(7)] }],
    ['breaks, and impact does not tell: page/src/a.ts:1: TS1: no', tells()],
    ['compiles, and impact tells that it breaks: page/src/a.ts:1: TS1: no', { after: [] }],
    [
      'breaks, and no change explains it: page/src/a.ts:1: TS1: no',
      tells({ ...place(1), fingerprints: [] }),
    ],
    ['is mechanical, and --fix leaves it: page/src/a.ts:5', { mechanical: [place(5)] }],
    [
      'is mechanical in the whole program, and fails after --fix: page/src/a.ts:9: TS9: no',
      { broken: [place(9)] },
    ],
    ['fails: page: 1 test', { failures: ['page: 1 test'] }],
  ])('%s', (want, given) => {
    expect(findFaults({ ...RIGHT, ...given })).toEqual([want]);
  });

  it('are none where the compiler and impact agree, and most is fixed', () => {
    expect(findFaults(RIGHT)).toEqual([]);
    expect(
      findFaults({ ...RIGHT, ...tells(place(1), { ...place(2), verdict: 'may-break' }) }),
    ).toEqual([]);
  });
});
