/** A clock that only waiting and requests move, and a server's limit that is counted by it. */
export interface LimitedPlatform {
  readonly clock: { readonly now: () => number; readonly monotonic: () => number };
  /** Over at once, for whoever looks at the real time. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Leads to the platform; answers 429 itself where a request comes too early. */
  readonly fetch: typeof globalThis.fetch;
  /** What passed, and what was refused: method and path. */
  readonly passed: readonly string[];
  readonly refused: readonly string[];
}

const REQUEST_MS = 40;

/**
 * Stands before a platform and counts as the vendor is seen to: so many requests of the API in any `perMs`, the token
 * endpoint apart, which is another host there.
 */
export function limited(limit: {
  readonly requests: number;
  readonly perMs: number;
}): LimitedPlatform {
  let time = Date.UTC(2026, 3, 24, 2);
  const passed: string[] = [];
  const refused: string[] = [];
  const arrivals: number[] = [];
  return {
    passed,
    refused,
    clock: { now: () => time, monotonic: () => time },
    sleep: (ms, signal) => {
      signal.throwIfAborted();
      time += ms;
      return Promise.resolve();
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      const told = `${request.method} ${pathname}`;
      time += REQUEST_MS;
      if (pathname !== '/connect/token') {
        while ((arrivals[0] ?? Infinity) <= time - limit.perMs) arrivals.shift();
        const [oldest = 0] = arrivals;
        if (arrivals.length >= limit.requests) {
          refused.push(told);
          const seconds = Math.ceil((oldest + limit.perMs - time) / 1000);
          return new Response(null, { status: 429, headers: { 'Retry-After': String(seconds) } });
        }
        arrivals.push(time);
      }
      passed.push(told);
      return fetch(request);
    },
  };
}
