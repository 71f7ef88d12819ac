import * as fc from 'fast-check';
import { createRateLimiter } from './access-control.js';

/** Sends requests at these times, in milliseconds. For a rejected request, the seconds to wait. */
function sendAt(times: readonly number[], requests: number, perMs: number) {
  let time = 0;
  const checkLimit = createRateLimiter({ requests, perMs }, () => time);
  return times.map((at) => {
    time = at;
    const reply = checkLimit('GET /a');
    return reply === undefined ? 'passes' : Number(reply.headers['Retry-After']);
  });
}

describe('the rate limit', () => {
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
  ])('of 2 requests a minute, with requests at %j, responds %j', (times, expected) => {
    expect(sendAt(times, 2, 60_000)).toEqual(expected);
  });

  it('is never exceeded within a minute, and allows a client that waits as long as Retry-After says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30_000), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, requests) => {
          let time = 0;
          const checkLimit = createRateLimiter({ requests, perMs: 60_000 }, () => time);
          const passed: number[] = [];
          for (const gap of gaps) {
            time += gap;
            const reply = checkLimit('GET /a');
            if (reply === undefined) {
              passed.push(time);
              continue;
            }
            time += Number(reply.headers['Retry-After']) * 1_000;
            expect(checkLimit('GET /a')).toBeUndefined();
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
