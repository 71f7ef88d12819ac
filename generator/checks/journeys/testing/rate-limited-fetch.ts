/** A `fetch` with the server's rate limit, and a clock that only waiting and requests advance. */
export interface RateLimitedFetch {
  readonly clock: { readonly now: () => number; readonly monotonic: () => number };
  /** Advances the clock and returns at once. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Sends the request, or responds with 429 if it exceeds the limit. */
  readonly fetch: typeof globalThis.fetch;
  /** Method and path of the requests that were sent, and of those that were rejected. */
  readonly passed: readonly string[];
  readonly rejected: readonly string[];
}

const REQUEST_MS = 40;

/**
 * Counts like the vendor: at most so many requests of the API in any period of `perMs`. The token endpoint is not
 * counted, because it is another host.
 * @param send what passes is sent with; sockets by default.
 */
export function createRateLimitedFetch(
  limit: { readonly requests: number; readonly perMs: number },
  send: typeof globalThis.fetch = (input, init) => fetch(input, init),
): RateLimitedFetch {
  let time = Date.UTC(2026, 3, 24, 2);
  const passed: string[] = [];
  const rejected: string[] = [];
  const arrivals: number[] = [];
  return {
    passed,
    rejected,
    clock: { now: () => time, monotonic: () => time },
    sleep: (ms, signal) => {
      signal.throwIfAborted();
      time += ms;
      return Promise.resolve();
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      const target = `${request.method} ${pathname}`;
      time += REQUEST_MS;
      if (pathname !== '/connect/token') {
        while ((arrivals[0] ?? Infinity) <= time - limit.perMs) arrivals.shift();
        const [oldest = 0] = arrivals;
        if (arrivals.length >= limit.requests) {
          rejected.push(target);
          const seconds = Math.ceil((oldest + limit.perMs - time) / 1000);
          return new Response(null, { status: 429, headers: { 'Retry-After': String(seconds) } });
        }
        arrivals.push(time);
      }
      passed.push(target);
      return send(request);
    },
  };
}
