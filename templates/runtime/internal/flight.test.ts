import { systemClock } from './clock.js';
import { join, type FlightHolder } from './flight.js';
import { rejection } from '../testing/client.js';

/** A request that its test ends, and how often it was started. */
function createRequest() {
  const starts: AbortSignal[] = [];
  let end: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  return {
    starts,
    end: (value: string) => end(value),
    fail: (error: Error) => fail(error),
    start: (signal: AbortSignal) => {
      starts.push(signal);
      return new Promise<string>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    },
  };
}

const holderOf = (): FlightHolder<string> => ({});
const caller = () => new AbortController();

describe('callers of one flight', () => {
  it('get what one request gives', async () => {
    const [request, holder] = [createRequest(), holderOf()];
    const calls = Array.from({ length: 20 }, () =>
      join(holder, request.start, caller().signal, Infinity, systemClock),
    );
    request.end('token');
    expect(await Promise.all(calls)).toEqual(Array<string>(20).fill('token'));
    expect(request.starts).toHaveLength(1);
    expect(holder.flight).toBeUndefined();
  });

  it('get the same error', async () => {
    const [request, holder] = [createRequest(), holderOf()];
    const calls = [caller(), caller()].map(({ signal }) =>
      rejection(join(holder, request.start, signal, Infinity, systemClock)),
    );
    const error = new Error('refused');
    request.fail(error);
    expect(await Promise.all(calls)).toEqual([error, error]);
  });

  it('leave without an effect on the others, also the one that started it', async () => {
    const [request, holder] = [createRequest(), holderOf()];
    const [first, second] = [caller(), caller()];
    const gone = rejection(join(holder, request.start, first.signal, Infinity, systemClock));
    const call = join(holder, request.start, second.signal, Infinity, systemClock);
    first.abort('gone');
    expect(await gone).toBe('gone');
    expect(request.starts[0]?.aborted).toBe(false);
    request.end('token');
    expect(await call).toBe('token');
  });

  it('end it when the last one leaves', async () => {
    const [request, holder] = [createRequest(), holderOf()];
    const callers = [caller(), caller()];
    const calls = callers.map(({ signal }) =>
      rejection(join(holder, request.start, signal, Infinity, systemClock)),
    );
    callers.forEach((one) => one.abort('gone'));
    await Promise.all(calls);
    expect(request.starts[0]?.aborted).toBe(true);
    expect(holder.flight).toBeUndefined();
  });

  it('start another when the platform has ended it', async () => {
    const lost = { beats: 7, waiters: 1, startedAt: 0, controller: new AbortController() };
    const holder: FlightHolder<string> = { flight: lost };
    const start = () => Promise.resolve('token');
    const calls = [caller(), caller()].map(({ signal }) =>
      join(holder, start, signal, Infinity, systemClock),
    );
    expect(await Promise.all(calls)).toEqual(['token', 'token']);
    expect(holder.flight).toBeUndefined();
  });
});
