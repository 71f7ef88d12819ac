import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundled, packageOf, work } from './packages.mjs';

/**
 * What a call through the SDK costs over bare `fetch`, to the same server in the same run. Run with
 * `--expose-gc --max-semi-space-size=128`, so that no collection falls into what is measured. Ends with 1 when a promise is broken.
 */

const ROUNDS = 120;
const IN_A_ROW = 101;
const TURNS = 40;
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
  const bare = async () => (await fetch(`${baseUrl}/Vehicles`, { headers })).json();
  // The same twice: what lies between them is the error of the measurement.
  return { fetch: bare, 'fetch again': bare, sdk: () => client.vehicles.list() };
}

/** A round: some calls in a row of each, in no order that could favour one. @returns Median microseconds by name. */
async function round(calls) {
  const order = Object.keys(calls)
    .map((name) => ({ name, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at);
  const medians = {};
  for (const { name } of order) {
    const times = [];
    for (let done = 0; done < IN_A_ROW; done += 1) {
      const start = process.hrtime.bigint();
      await calls[name]();
      times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
    medians[name] = median(times);
  }
  return medians;
}

/** @returns Bytes of garbage a call. */
async function garbage(call) {
  global.gc();
  const heap = process.memoryUsage().heapUsed;
  for (let done = 0; done < CALLS; done += 1) await call();
  return (process.memoryUsage().heapUsed - heap) / CALLS;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const server = fork(fileURLToPath(new URL('server.mjs', import.meta.url)));
try {
  const [port] = await once(server, 'message');
  const calls = await contenders(port);
  const rounds = [];
  // The first rounds warm up, and are forgotten.
  for (let at = -10; at < ROUNDS; at += 1) {
    const times = await round(calls);
    if (at >= 0) rounds.push(times);
  }
  const turns = [];
  for (let at = 0; at < TURNS; at += 1) {
    const turn = {};
    for (const [name, call] of Object.entries(calls)) turn[name] = await garbage(call);
    turns.push(turn);
  }
  console.log(
    `a call, medians of ${ROUNDS} rounds of ${IN_A_ROW}; more than the fetch of the same round`,
  );
  const more = {};
  for (const name of Object.keys(calls)) {
    const time = median(rounds.map((times) => times[name]));
    const bytes = median(turns.map((turn) => turn[name]));
    // Within a round, as a shared machine is now fast and now slow: neighbours are measured alike.
    more[name] = {
      time: median(rounds.map((times) => times[name] / times.fetch)) - 1,
      bytes: median(turns.map((turn) => turn[name] - turn.fetch)),
    };
    const [us, heap] = [time.toFixed(0).padStart(7), bytes.toFixed(0).padStart(6)];
    const [percent, added] = [(more[name].time * 100).toFixed(1), more[name].bytes.toFixed(0)];
    console.log(`${us} µs, ${heap} bytes  ${name}: ${percent} % and ${added} bytes more`);
  }
  console.log(`        at most ${MOST_TIME * 100} % and ${MOST_BYTES} bytes more are promised`);
  if (more.sdk.time > MOST_TIME || more.sdk.bytes > MOST_BYTES) process.exitCode = 1;
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
