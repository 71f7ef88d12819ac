// A server for the worker: each scenario has a path of its own, and responds as its name says.
import { createServer } from 'node:http';
import { LIMIT } from './worker-limit.mjs';

const json = (response, value, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
};
const VEHICLES = [{ registrationNumber: 'AB-123-CD' }];
const SLOW_TOKEN_MS = 400;

/**
 * By scenario, responds to a request of the API; `before` is the number of earlier requests, `times` has the arrival
 * of each, this one included. What follows a dash in a scenario's name gives a test a state of its own.
 */
const SCENARIOS = {
  plain: (response) => json(response, VEHICLES),
  slow: (response) => json(response, VEHICLES),
  held: (response, _, before) => (before < 1 ? undefined : json(response, VEHICLES)),
  counted: (response, { times }) => {
    const start = times.at(-1) - LIMIT.perMs;
    return times.filter((time) => time > start).length > LIMIT.requests
      ? json(response, {}, 429, { 'retry-after': '1' })
      : json(response, VEHICLES);
  },
  revoked: (response, { headers }) =>
    headers.authorization === 'Bearer token-1' ? json(response, {}, 401) : json(response, VEHICLES),
  busy: (response, _, before) => (before < 2 ? json(response, {}, 503) : json(response, VEHICLES)),
  limited: (response, _, before) =>
    before < 1 ? json(response, {}, 429, { 'retry-after': '1' }) : json(response, VEHICLES),
  silent: () => undefined,
  stalled: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('[{');
  },
  cut: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('[{', () => response.destroy());
  },
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html>');
  },
  missing: (response) =>
    json(response, { title: 'No such vehicle', status: 404, traceId: '00-1' }, 404, {
      'content-type': 'application/problem+json',
    }),
  redirect: (response) => {
    response.writeHead(307, { location: '/plain/Vehicles' });
    response.end();
  },
  pages: (response, { url }) => {
    const page = Number(new URL(url, 'http://a').searchParams.get('Page') ?? 1);
    json(response, {
      items: [{ registrationNumber: `page ${page}` }],
      page,
      totalPages: 3,
      hasNextPage: page < 3,
    });
  },
  bytes: (response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(Buffer.alloc(200_000, 7));
  },
  upload: (response, { body }) => json(response, { fileName: body }),
};

/** @returns The server's URL, with a slash at the end, and a function that stops it. */
export async function serveScenarios() {
  const seen = new Map();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const [, scenario, ...segments] = request.url.split('?')[0].split('/');
      const log = seen.get(scenario) ?? [];
      seen.set(scenario, log);
      const path = segments.join('/');
      if (path === 'seen') return json(response, log);
      log.push({ path, at: Date.now() });
      const [kind] = scenario.split('-');
      if (path === 'token') {
        const issued = log.filter((one) => one.path === 'token').length;
        const token = {
          access_token: `token-${issued}`,
          token_type: 'Bearer',
          expires_in: 30_734_400,
        };
        setTimeout(() => json(response, token), kind === 'slow' ? SLOW_TOKEN_MS : 0);
        return;
      }
      const body = Buffer.concat(chunks).toString('latin1');
      const times = log.filter((one) => one.path !== 'token').map(({ at }) => at);
      const { url, headers } = request;
      SCENARIOS[kind](response, { url, headers, body, times }, times.length - 1);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
