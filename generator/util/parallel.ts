/**
 * Runs a function for each item, at most `limit` at once.
 *
 * @param onResult called for each result in the order of the items, as soon as those before it are there.
 * @returns the results in the order of the items.
 * @throws what the first run that failed threw; runs that have begun go on, and no other begins.
 */
export async function mapInParallel<T, R>(
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<R>,
  onResult: (result: R) => void = () => undefined,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  let [next, reported, hasFailed] = [0, 0, false];
  const work = async () => {
    while (next < items.length && !hasFailed) {
      const index = next++;
      results.set(index, await run(items[index] as T));
      for (; results.has(reported); reported++) onResult(results.get(reported) as R);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, () =>
    work().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.all(workers);
  return items.map((_, index) => results.get(index) as R);
}

/** Runs functions one after the other, in the order in which they are given. */
export type RunExclusively = <T>(run: () => Promise<T>) => Promise<T>;

export function createMutex(): RunExclusively {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    // A failure belongs to the caller of that run, not to the next one.
    last = result.catch(() => undefined);
    return result;
  };
}
