// json-schema-faker is an ES module alone and may take for ever on a hard schema: it works in a thread of its own.
import { parentPort } from 'node:worker_threads';
import { generateSync } from 'json-schema-faker';

parentPort?.on('message', ({ schema, attempts }) => {
  const results = attempts.map((options) => {
    try {
      return { value: generateSync(schema, options) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  });
  parentPort?.postMessage(JSON.stringify(results));
});
