import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, generatePackage, work } from './packages.mjs';
import { median } from './util.mjs';

/**
 * Measures what a call through the SDK costs in addition to `fetch`, with the same server in the same run: the median of several
 * processes, since each compiles the same code a little differently. Ends with 1 when a limit is exceeded.
 */

const PROCESSES = 9;
const MAX_TIME = 0.05;
const MAX_BYTES = 2 * 1024;
/** So that no garbage collection happens during a measurement. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=128'];

const started = (name, args = [], execArgv = []) =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv });

const whole = (value, width = 0) => value.toFixed(0).padStart(width);
const percent = (ratio) => (ratio * 100).toFixed(1);

const server = started('server.mjs');
try {
  const [port] = await once(server, 'message');
  const sdk = await generatePackage('one', { include: { operations: ['GET /Vehicles'] } });
  const file = join(work, 'sdk.mjs');
  writeFileSync(file, await bundle(`export { OptimumClient } from 'sdk';`, sdk));
  const runs = [];
  for (let at = 0; at < PROCESSES; at += 1) {
    const measuring = started('cost-once.mjs', [file, `http://127.0.0.1:${port}`], FLAGS);
    const [costs] = await once(measuring, 'message');
    runs.push(costs);
    if (measuring.exitCode === null) await once(measuring, 'exit');
  }
  console.log(
    `a call, medians of ${PROCESSES} processes; the difference is to fetch in the same round`,
  );
  for (const name of Object.keys(runs[0])) {
    const all = (key) => runs.map((costs) => costs[name][key]);
    const [time, bytes] = [all('moreTime'), median(all('moreBytes'))];
    const cost = `${whole(median(all('us')), 7)} µs, ${whole(median(all('bytes')), 6)} bytes`;
    const range = `${percent(Math.min(...time))} to ${percent(Math.max(...time))}`;
    const more = `${percent(median(time))} % (${range}) and ${whole(bytes)} bytes more`;
    console.log(`${cost}  ${name}: ${more}`);
    if (median(time) > MAX_TIME || bytes > MAX_BYTES) process.exitCode = 1;
  }
  console.log(`        at most ${MAX_TIME * 100} % and ${MAX_BYTES} bytes more are allowed`);
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
