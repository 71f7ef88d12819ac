// The application that Metro bundles for React Native: its globals, then the tests. `print` is the engine's, or run by react-native.mjs.
require('./react-native-globals.cjs');
const { Response } = require('whatwg-fetch');
const { createTests } = require('./injected-fetch-suite.cjs');
const sdk = require('SDK');
const functions = require('SDK/functions');

const createResponse = ({ status, headers, body }) => new Response(body, { status, headers });

(async () => {
  const results = [];
  for (const [title, run] of Object.entries(createTests(sdk, functions, createResponse))) {
    const failure = await run().then(
      () => undefined,
      (error) => String(error?.stack ?? error),
    );
    results.push({ title, failure });
  }
  globalThis.print(JSON.stringify(results));
})();
