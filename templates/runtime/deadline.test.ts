import type * as Testing from './testing/client';
import { path } from './parameters';

/** A timer that outlives its call keeps a process alive, unless the platform can let it go. */
describe('of the timers of three calls', () => {
  afterEach(() => jest.restoreAllMocks());

  /** @param timer What this platform's `setTimeout` gives; none ever fires. @returns What was never cleared. */
  async function left(timer: (id: number) => unknown): Promise<readonly unknown[]> {
    const timers: unknown[] = [];
    const started = jest.spyOn(globalThis, 'setTimeout').mockImplementation(() => {
      timers.push(timer(timers.length + 1));
      return timers.at(-1) as NodeJS.Timeout;
    });
    const cleared = jest.spyOn(globalThis, 'clearTimeout').mockReturnValue();
    // A copy of its own, for which no timer rests yet.
    await jest.isolateModulesAsync(async () => {
      const { clientFor } = jest.requireActual<typeof Testing>('./testing/client');
      const answered = () => Promise.resolve(new Response('{}'));
      const client = clientFor({ url: 'https://a' }, { fetch: answered, timeout: 1_000 });
      for (let at = 0; at < 3; at += 1) await client.call({ method: 'GET', path: path`/ok` });
    });
    expect(started).toHaveBeenCalledTimes(4);
    const gone = cleared.mock.calls.map(([given]) => given as unknown);
    return timers.filter((held) => !gone.includes(held));
  }

  it('none is left where timers are numbers', async () => {
    expect(await left((id) => id)).toEqual([]);
  });

  it('one is left where it can be let go, and it is', async () => {
    const unref = jest.fn().mockReturnThis();
    expect(await left((id) => ({ id, unref }))).toHaveLength(1);
    expect(unref).toHaveBeenCalledTimes(1);
  });
});
