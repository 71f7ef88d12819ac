import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS } from './documents.mjs';
import { enlarged, partOf } from './enlarged.mjs';
import { oneRun } from './one-run.mjs';
import { work } from './packages.mjs';
import { median } from './statistics.mjs';
import { OURS, TOOLS } from './tools.mjs';

/**
 * What a larger document costs: parts of GitHub's, the whole, and five of it in one. A row tells of what each megabyte
 * costs that the row above does not have; the smallest one's seconds are those of starting.
 */

const ROUNDS = 3;
const github = DOCUMENTS.find(({ name }) => name === 'github');
const whole = JSON.parse(readFileSync(github.path, 'utf8'));
const SIZES = [
  () => partOf(whole, 1),
  () => partOf(whole, 40),
  () => partOf(whole, 200),
  () => whole,
  () => enlarged(whole, 4),
];

function fileOf(make, index) {
  const path = join(work, `growth-${index}.json`);
  writeFileSync(path, JSON.stringify(make(), null, 2));
  return { path, megabytes: statSync(path).size / 1e6 };
}

async function measured(path) {
  const tool = { ...TOOLS.find(({ name }) => name === OURS), node: process.execPath };
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { out, ...values } = await oneRun(tool, path);
    rmSync(out, { recursive: true, force: true });
    if (values.error !== undefined) throw new Error(`${path}: ${values.error}`);
    runs.push(values);
  }
  const of = (key) => median(runs.map((run) => run[key]));
  return { seconds: of('seconds'), memory: of('bytes') / 1e6 };
}

try {
  console.log('     MB   seconds  s/MB more   peak MB  times the document');
  let before;
  for (const [index, make] of SIZES.entries()) {
    const { path, megabytes } = fileOf(make, index);
    const { seconds, memory } = await measured(path);
    const more = before && ((seconds - before.seconds) / (megabytes - before.megabytes)).toFixed(2);
    console.log(
      [
        megabytes.toFixed(3).padStart(8),
        seconds.toFixed(2).padStart(8),
        (more ?? '').padStart(10),
        memory.toFixed(0).padStart(9),
        (memory / megabytes).toFixed(1).padStart(10),
      ].join(' '),
    );
    before = { megabytes, seconds };
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
