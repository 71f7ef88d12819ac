import { pathToFileURL } from 'node:url';
import { median } from './util.mjs';

/**
 * Measures calls through an SDK and through `fetch`, in a process of its own, and sends the results to its parent.
 * Arguments: the SDK as one file, the server's URL.
 */

const ROUNDS = 60;
const CALLS_IN_A_ROW = 101;
const TURNS = 20;
const CALLS = 100;

async function createCalls(file, baseUrl) {
  const { OptimumClient } = await import(pathToFileURL(file).href);
  const client = new OptimumClient({ baseUrl, token: 'token', rateLimit: false });
  const headers = { accept: 'application/json', authorization: 'Bearer token' };
  const bare = async () => (await fetch(`${baseUrl}/Vehicles`, { headers })).json();
  // The same twice: the difference between them is the error of the measurement.
  return { fetch: bare, 'fetch again': bare, sdk: () => client.vehicles.list() };
}

/** Measures several calls of each kind, in random order. @returns Median microseconds by name. */
async function measureRound(calls) {
  const order = Object.keys(calls)
    .map((name) => ({ name, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at);
  const medians = {};
  for (const { name } of order) {
    const times = [];
    for (let done = 0; done < CALLS_IN_A_ROW; done += 1) {
      const start = process.hrtime.bigint();
      await calls[name]();
      times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
    medians[name] = median(times);
  }
  return medians;
}

/** @returns Bytes of garbage for each call. */
async function measureGarbage(call) {
  global.gc();
  const heap = process.memoryUsage().heapUsed;
  for (let done = 0; done < CALLS; done += 1) await call();
  return (process.memoryUsage().heapUsed - heap) / CALLS;
}

const calls = await createCalls(...process.argv.slice(2));
const rounds = [];
// The first rounds are a warm-up and do not count.
for (let at = -10; at < ROUNDS; at += 1) {
  const times = await measureRound(calls);
  if (at >= 0) rounds.push(times);
}
const turns = [];
for (let at = 0; at < TURNS; at += 1) {
  const turn = {};
  for (const [name, call] of Object.entries(calls)) turn[name] = await measureGarbage(call);
  turns.push(turn);
}
const cost = (name) => ({
  us: median(rounds.map((times) => times[name])),
  // Within a round, since the speed of a shared machine varies.
  moreTime: median(rounds.map((times) => times[name] / times.fetch)) - 1,
  bytes: median(turns.map((turn) => turn[name])),
  moreBytes: median(turns.map((turn) => turn[name] - turn.fetch)),
});
process.send(Object.fromEntries(Object.keys(calls).map((name) => [name, cost(name)])));
