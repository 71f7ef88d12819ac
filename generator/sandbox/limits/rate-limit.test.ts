import * as fc from 'fast-check';
import { createLimiter } from './rate-limit.js';

/** Lets requests come at these times, in milliseconds; what was refused is the seconds to wait. */
function outcomes(times: readonly number[], requests: number, perMs: number) {
  let time = 0;
  const limited = createLimiter({ requests, perMs }, () => time);
  return times.map((at) => {
    time = at;
    const reply = limited('GET /a');
    return reply === undefined ? 'passes' : Number(reply.headers['Retry-After']);
  });
}

describe('the limit', () => {
  it.each([
    [
      [0, 1, 2],
      ['passes', 'passes', 60],
    ],
    [
      [0, 30_000, 59_999, 60_000, 60_001],
      ['passes', 'passes', 1, 'passes', 30],
    ],
    [
      [0, 0, 10, 20, 60_000],
      ['passes', 'passes', 60, 60, 'passes'],
    ],
  ])('of 2 in a minute, asked at %j, answers %j', (times, wanted) => {
    expect(outcomes(times, 2, 60_000)).toEqual(wanted);
  });

  it('lets no window of a minute have more, and whoever waits as told is let in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30_000), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, requests) => {
          let time = 0;
          const limited = createLimiter({ requests, perMs: 60_000 }, () => time);
          const passed: number[] = [];
          for (const gap of gaps) {
            time += gap;
            const reply = limited('GET /a');
            if (reply === undefined) {
              passed.push(time);
              continue;
            }
            time += Number(reply.headers['Retry-After']) * 1_000;
            expect(limited('GET /a')).toBeUndefined();
            passed.push(time);
          }
          for (const end of passed) {
            const within = passed.filter((at) => at > end - 60_000 && at <= end);
            expect(within.length).toBeLessThanOrEqual(requests);
          }
        },
      ),
    );
  });
});
