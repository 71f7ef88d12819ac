import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundled, packageOf, work } from './packages.mjs';

/**
 * What a call through the SDK costs over bare `fetch`, to the same server in the same run, turn by turn. Run with
 * `--expose-gc --max-semi-space-size=128`, so that no collection falls into a turn. Ends with 1 when a promise is broken.
 */

const TURNS = 100;
const CALLS = 100;
const MOST_TIME = 0.05;
const MOST_BYTES = 2 * 1024;

async function contenders(port) {
  const sdk = await packageOf('one', { include: { operations: ['GET /Vehicles'] } });
  const file = join(work, 'sdk.mjs');
  writeFileSync(file, await bundled(`export { OptimumClient } from 'sdk';`, sdk));
  const { OptimumClient } = await import(pathToFileURL(file).href);
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = new OptimumClient({ baseUrl, token: 'token', rateLimit: false });
  const headers = { accept: 'application/json', authorization: 'Bearer token' };
  return {
    fetch: async () => (await fetch(`${baseUrl}/Vehicles`, { headers })).json(),
    sdk: () => client.vehicles.list(),
  };
}

/** One turn: microseconds and bytes of garbage a call. */
async function turn(call) {
  global.gc();
  const heap = process.memoryUsage().heapUsed;
  const start = process.hrtime.bigint();
  for (let done = 0; done < CALLS; done += 1) await call();
  const took = Number(process.hrtime.bigint() - start) / 1000;
  return { time: took / CALLS, bytes: (process.memoryUsage().heapUsed - heap) / CALLS };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const server = fork(fileURLToPath(new URL('server.mjs', import.meta.url)));
try {
  const [port] = await once(server, 'message');
  const calls = await contenders(port);
  const turns = { fetch: [], sdk: [] };
  // The first turns warm up, and are forgotten.
  for (let at = -10; at < TURNS; at += 1) {
    for (const name of at % 2 ? ['fetch', 'sdk'] : ['sdk', 'fetch']) {
      const measured = await turn(calls[name]);
      if (at >= 0) turns[name].push(measured);
    }
  }
  const cost = (name, key) => median(turns[name].map((measured) => measured[key]));
  // Turn by turn, as a shared machine is now fast and now slow: neighbours are measured alike.
  const time = median(turns.sdk.map((measured, at) => measured.time / turns.fetch[at].time)) - 1;
  const bytes = cost('sdk', 'bytes') - cost('fetch', 'bytes');
  console.log(`a call, median of ${TURNS} turns of ${CALLS}`);
  for (const name of ['fetch', 'sdk']) {
    const [us, garbage] = [cost(name, 'time').toFixed(0), cost(name, 'bytes').toFixed(0)];
    console.log(`${us.padStart(7)} µs, ${garbage.padStart(6)} bytes  ${name}`);
  }
  const percent = `${(time * 100).toFixed(1)} % (at most ${MOST_TIME * 100} %)`;
  console.log(`   more: ${percent}, ${bytes.toFixed(0)} bytes (at most ${MOST_BYTES})`);
  if (time > MOST_TIME || bytes > MOST_BYTES) process.exitCode = 1;
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
