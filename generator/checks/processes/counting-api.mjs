// An API that counts exactly: it refuses each request that would be more than `requests` in any `perMs`.
import { createServer } from 'node:http';
import { once } from 'node:events';

/** @param latencyMs How long a response takes. */
export async function startApi({ requests, perMs }, latencyMs = 5) {
  const accepted = [];
  let recent = [];
  let refused = 0;
  const server = createServer((request, response) => {
    const now = performance.now();
    recent = recent.filter((time) => time > now - perMs);
    const isRefused = recent.length >= requests;
    if (isRefused) refused += 1;
    else {
      recent.push(now);
      accepted.push(now);
    }
    const retryAfter = Math.ceil((recent[0] + perMs - now) / 1000);
    setTimeout(() => {
      response.writeHead(isRefused ? 429 : 200, {
        'content-type': 'application/json',
        ...(isRefused && { 'retry-after': retryAfter }),
      });
      response.end(isRefused ? '{}' : '[]');
    }, latencyMs);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
    get accepted() {
      return accepted.length;
    },
    get refused() {
      return refused;
    },
    /**
     * The least time between a request of the first window and the one in its place in the last window, divided by the
     * time that it took on average.
     */
    getRate() {
      const later = accepted.length - requests;
      const times = accepted
        .slice(0, requests)
        .map((time, index) => accepted[index + later] - time);
      const average = times.reduce((sum, time) => sum + time, 0) / times.length;
      return ((later / requests) * perMs) / average;
    },
  };
}
