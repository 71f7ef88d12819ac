// Tests of many requests at once to a worker, from outside; run by worker.mjs against worker-requests.mjs.
import { connect } from 'node:net';

/** What a request gets that the worker leaves hanging. */
const REQUEST_MS = 5_000;
const MANY = 50;
const DISCONNECT_MS = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function equal(got, want) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(want)];
  if (left !== right) throw new Error(`Expected ${right}, received ${left}`);
}

/** Counts equal outcomes, so that a failure of many requests is short. */
function count(outcomes) {
  const counts = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** @param worker The worker's URL. @param root That of the scenarios. */
function createTools(worker, root) {
  /** @returns What the worker responded, or the error's first line. */
  const request = async (scenario, calls) => {
    try {
      const signal = AbortSignal.timeout(REQUEST_MS);
      const response = await fetch(`${worker}?scenario=${scenario}&calls=${calls}`, { signal });
      return (await response.text()).split('\n', 1)[0];
    } catch (error) {
      return error.name;
    }
  };
  return {
    request,
    /** Sends `number` requests at once, each of which makes `calls` calls. */
    many: async (number, scenario, calls) =>
      count(await Promise.all(Array.from({ length: number }, () => request(scenario, calls)))),
    /** Sends a request and resets its connection while the worker is busy with it, whereupon the platform ends it. */
    disconnect: async (scenario) => {
      const { port, host, hostname } = new URL(worker);
      const socket = connect({ host: hostname, port });
      socket.write(`GET /?scenario=${scenario}&calls=1 HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      await pause(DISCONNECT_MS);
      socket.resetAndDestroy();
      equal(text, '');
    },
    paths: async (scenario) => {
      const seen = await (await fetch(`${root}${scenario}/seen`)).json();
      return count(seen.map(({ path }) => path));
    },
  };
}

const TESTS = {
  'requests one after another share a client': async ({ request, paths }) => {
    const outcomes = [];
    for (let at = 0; at < 10; at += 1) outcomes.push(await request('plain-later', 2));
    equal(count(outcomes), { 2: 10 });
    equal(await paths('plain-later'), { token: 1, Vehicles: 20 });
  },
  'requests at once share a client': async ({ many, paths }) => {
    equal(await many(MANY, 'plain-shared', 3), { 3: MANY });
    equal(await many(MANY, 'plain-shared', 3), { 3: MANY });
    equal(await paths('plain-shared'), { token: 1, Vehicles: 2 * 3 * MANY });
  },
  'each request has a client of its own, and they share a token': async ({ many, paths }) => {
    equal(await many(MANY, 'plain-own', 3), { 3: MANY });
    equal(await paths('plain-own'), { token: 1, Vehicles: 3 * MANY });
  },
  'calls over the limit wait, with a shared client': async ({ many, paths }) => {
    equal(await many(MANY, 'counted-shared', 1), { 1: MANY });
    equal(await paths('counted-shared'), { token: 1, Vehicles: MANY });
  },
  'calls over the limit wait, with a client for each request': async ({ many, paths }) => {
    equal(await many(MANY, 'counted-own', 1), { 1: MANY });
    equal(await paths('counted-own'), { token: 1, Vehicles: MANY });
  },
  'a slow token serves all requests that wait for it': async ({ many, paths }) => {
    equal(await many(MANY, 'slow-own', 1), { 1: MANY });
    equal(await paths('slow-own'), { token: 1, Vehicles: MANY });
  },
  'the request that asked for the token disconnects': async ({ many, disconnect, request }) => {
    const gone = disconnect('slow-shared');
    await pause(DISCONNECT_MS / 2);
    equal(await many(5, 'slow-shared', 1), { 1: 5 });
    await gone;
    equal(await request('slow-shared', 2), '2');
  },
  'a request that waits for the limit disconnects': async ({ many, disconnect, request }) => {
    equal(await request('plain-queue', 1), '1');
    const gone = disconnect('plain-queue');
    await pause(DISCONNECT_MS / 2);
    equal(await many(3, 'plain-queue', 1), { 1: 3 });
    await gone;
  },
  'a request that has a slot of the limit disconnects': async ({ many, disconnect }) => {
    await disconnect('held-shared');
    equal(await many(3, 'held-shared', 1), { 1: 3 });
  },
};

/** What workerd prints when a request depends on another. */
const FAULTS =
  /had hung|on behalf of a different request|will never (be )?resolve|canceled this request/i;

/**
 * @param readOutput What workerd has printed so far.
 * @returns Results like those of the other runtimes.
 */
export async function runLoad(worker, root, readOutput) {
  const tools = createTools(worker, root);
  const results = [];
  for (const [title, test] of Object.entries(TESTS)) {
    const from = readOutput().length;
    const failure = await test(tools).then(
      () => undefined,
      (error) => error.message,
    );
    const printed = readOutput().slice(from);
    const fault = FAULTS.test(printed) ? `workerd printed: ${printed}` : undefined;
    results.push({ title, failure: failure ?? fault });
  }
  return results;
}
