import { createMutex, mapInParallel } from './parallel.js';

/** Runs that end when the test says so. */
function createRuns() {
  const ends = new Map<number, () => void>();
  const started: number[] = [];
  const run = (item: number) =>
    new Promise<string>((resolve, reject) => {
      started.push(item);
      ends.set(item, () => (item < 0 ? reject(new Error(`${item}`)) : resolve(`r${item}`)));
    });
  const end = async (item: number) => {
    ends.get(item)?.();
    await new Promise(setImmediate);
  };
  return { run, started, end };
}

describe('mapInParallel', () => {
  it('runs at most so many at once, and reports results in the order of the items', async () => {
    const { run, started, end } = createRuns();
    const reported: string[] = [];
    const all = mapInParallel([1, 2, 3, 4], 2, run, (result) => reported.push(result));
    expect(started).toEqual([1, 2]);
    await end(2);
    expect({ started, reported }).toEqual({ started: [1, 2, 3], reported: [] });
    await end(1);
    expect({ started, reported }).toEqual({ started: [1, 2, 3, 4], reported: ['r1', 'r2'] });
    await end(4);
    await end(3);
    expect(await all).toEqual(['r1', 'r2', 'r3', 'r4']);
    expect(reported).toEqual(['r1', 'r2', 'r3', 'r4']);
  });

  it('begins no other run after one that failed', async () => {
    const { run, started, end } = createRuns();
    const all = mapInParallel([-1, 2, 3], 2, run);
    const failure = expect(all).rejects.toThrow('-1');
    await end(-1);
    await end(2);
    await failure;
    expect(started).toEqual([-1, 2]);
  });

  it('has no results for no items', async () => {
    expect(await mapInParallel([], 4, () => Promise.resolve(1))).toEqual([]);
  });
});

describe('a mutex', () => {
  it('runs one function after the other, also after one that failed', async () => {
    const { run, started, end } = createRuns();
    const exclusively = createMutex();
    const results = [1, -2, 3].map((item) => exclusively(() => run(item)));
    const settled = Promise.allSettled(results);
    for (const [item, want] of [
      [1, [1]],
      [-2, [1, -2]],
      [3, [1, -2, 3]],
    ] as const) {
      await new Promise(setImmediate);
      expect(started).toEqual(want);
      await end(item);
    }
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
