import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, packageOf, work } from './packages.mjs';
import { median } from './statistics.mjs';

/**
 * What a call through the SDK costs over bare `fetch`, to the same server in the same run: the median of several processes, since
 * each compiles and lays out the same code a little differently. Ends with 1 when a promise is broken.
 */

const PROCESSES = 9;
const MOST_TIME = 0.05;
const MOST_BYTES = 2 * 1024;
/** So that no collection falls into what is measured. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=128'];

const started = (name, args = [], execArgv = []) =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv });

const whole = (value, width = 0) => value.toFixed(0).padStart(width);
const percent = (ratio) => (ratio * 100).toFixed(1);

const server = started('server.mjs');
try {
  const [port] = await once(server, 'message');
  const sdk = await packageOf('one', { include: { operations: ['GET /Vehicles'] } });
  const file = join(work, 'sdk.mjs');
  writeFileSync(file, await bundled(`export { OptimumClient } from 'sdk';`, sdk));
  const runs = [];
  for (let at = 0; at < PROCESSES; at += 1) {
    const measuring = started('cost-once.mjs', [file, `http://127.0.0.1:${port}`], FLAGS);
    const [costs] = await once(measuring, 'message');
    runs.push(costs);
    if (measuring.exitCode === null) await once(measuring, 'exit');
  }
  console.log(`a call, medians of ${PROCESSES} processes; more than the fetch beside it`);
  for (const name of Object.keys(runs[0])) {
    const all = (key) => runs.map((costs) => costs[name][key]);
    const [time, bytes] = [all('moreTime'), median(all('moreBytes'))];
    const cost = `${whole(median(all('us')), 7)} µs, ${whole(median(all('bytes')), 6)} bytes`;
    const range = `${percent(Math.min(...time))} to ${percent(Math.max(...time))}`;
    const more = `${percent(median(time))} % (${range}) and ${whole(bytes)} bytes more`;
    console.log(`${cost}  ${name}: ${more}`);
    if (median(time) > MOST_TIME || bytes > MOST_BYTES) process.exitCode = 1;
  }
  console.log(`        at most ${MOST_TIME * 100} % and ${MOST_BYTES} bytes more are promised`);
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
