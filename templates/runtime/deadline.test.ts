import type * as Testing from './testing/client';
import { path } from './parameters';

/** A timer that outlives its call keeps the process alive, unless it can be unreferenced. */
describe('the timers of three calls', () => {
  afterEach(() => jest.restoreAllMocks());

  /** @param timer Creates what `setTimeout` returns on a platform; none ever fires. @returns The timers that were never cleared. */
  async function findRemainingTimers(timer: (id: number) => unknown): Promise<readonly unknown[]> {
    const timers: unknown[] = [];
    const started = jest.spyOn(globalThis, 'setTimeout').mockImplementation(() => {
      timers.push(timer(timers.length + 1));
      return timers.at(-1) as NodeJS.Timeout;
    });
    const cleared = jest.spyOn(globalThis, 'clearTimeout').mockReturnValue();
    // A new copy of the module, in which no idle timer runs yet.
    await jest.isolateModulesAsync(async () => {
      const { clientFor } = jest.requireActual<typeof Testing>('./testing/client');
      const fetch = () => Promise.resolve(new Response('{}'));
      const client = clientFor({ url: 'https://a' }, { fetch, timeout: 1_000 });
      for (let at = 0; at < 3; at += 1) await client.call({ method: 'GET', path: path`/ok` });
    });
    expect(started).toHaveBeenCalledTimes(4);
    const gone = cleared.mock.calls.map(([given]) => given as unknown);
    return timers.filter((held) => !gone.includes(held));
  }

  it('are all cleared where timers are numbers, as in browsers', async () => {
    expect(await findRemainingTimers((id) => id)).toEqual([]);
  });

  it('leave one that is unreferenced, where that is possible', async () => {
    const unref = jest.fn().mockReturnThis();
    expect(await findRemainingTimers((id) => ({ id, unref }))).toHaveLength(1);
    expect(unref).toHaveBeenCalledTimes(1);
  });
});
