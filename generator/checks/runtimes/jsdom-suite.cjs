// Runs the tests in jest's jsdom environment, which lacks `fetch`, `Response`, `ReadableStream`, `TextDecoder` and more.
const { createTests } = require('./injected-fetch-suite.cjs');

/** What a test of a user's may give instead of a `Response`. */
const createResponse = ({ status, headers, body }) => ({
  ok: status >= 200 && status < 300,
  status,
  headers: new Headers(headers),
  text: async () => body,
  json: async () => JSON.parse(body),
});

test.each(Object.entries(createTests(require('SDK'), require('SDK/functions'), createResponse)))(
  '%s',
  (_, run) => run(),
);
