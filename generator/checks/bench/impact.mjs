import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVersions, PACKAGE, writeProject } from './consumer-project.mjs';
import { measureRun } from './one-run.mjs';
import { work } from './packages.mjs';
import { median } from './util.mjs';

/**
 * Measures how the time and the memory of `impact` grow with the project that it reads: made-up projects, and two versions of the
 * stand-in. Ends with 1 when the largest takes longer or more memory than the limits, or when a line is missing in a report.
 *
 * Usage: impact.mjs [rounds]
 */

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
const SIZES = [12_500, 25_000, 50_000, 100_000];
const LIMITS = { seconds: 10, bytes: 1.5e9 };
const [rounds = '3'] = process.argv.slice(2);

const documents = createVersions(
  JSON.parse(readFileSync(join(ROOT, 'fixtures', 'sandbox', 'swagger.json'), 'utf8')),
);
const paths = Object.entries(documents).map(([name, document]) => {
  const path = join(work, `${name}.json`);
  writeFileSync(path, JSON.stringify(document));
  return path;
});

/** @returns The wall seconds, the seconds of the processor, the bytes of memory, and how many lines break and may break. */
async function measure(folder) {
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  const report = join(out, 'report.json');
  const cpu = join(folder, 'cpu.txt');
  process.env.BENCH_CPU = cpu;
  const args = ['--require', join(HERE, 'cpu-at-exit.cjs'), join(ROOT, 'dist', 'cli.js'), 'impact'];
  const words = [...paths, '--project', folder, '--package', PACKAGE, '--json', '--out', report];
  const values = await measureRun(process.execPath, [...args, ...words], out);
  if (values.error !== undefined) throw new Error(`${folder}: ${values.error}`);
  const { places } = JSON.parse(readFileSync(report, 'utf8'));
  const count = (verdict) => places.filter((place) => place.verdict === verdict).length;
  return {
    ...values,
    cpu: Number(readFileSync(cpu, 'utf8')),
    breaks: count('breaks'),
    mayBreak: count('may-break'),
  };
}

try {
  console.log('  lines  files  seconds  CPU s  CPU s more/10 000 lines  peak MB  break  may break');
  let before;
  for (const size of SIZES) {
    const folder = join(work, `project-${size}`);
    const project = writeProject(folder, size);
    const runs = [];
    for (let round = 0; round < Number(rounds); round += 1) runs.push(await measure(folder));
    const [seconds, cpu, bytes] = ['seconds', 'cpu', 'bytes'].map((key) =>
      median(runs.map((run) => run[key])),
    );
    const more =
      before && ((cpu - before.cpu) / ((project.lines - before.lines) / 10_000)).toFixed(2);
    const [{ breaks, mayBreak }] = runs;
    console.log(
      [
        String(project.lines).padStart(7),
        String(project.files).padStart(6),
        seconds.toFixed(2).padStart(8),
        cpu.toFixed(2).padStart(6),
        (more ?? '').padStart(24),
        (bytes / 1e6).toFixed(0).padStart(8),
        String(breaks).padStart(6),
        String(mayBreak).padStart(10),
      ].join(' '),
    );
    if (breaks !== project.breaks || mayBreak !== project.mayBreak) {
      console.log(`The project has ${project.breaks} that break, ${project.mayBreak} that may.`);
      process.exitCode = 1;
    }
    before = { cpu, lines: project.lines };
    if (size === SIZES.at(-1) && (seconds > LIMITS.seconds || bytes > LIMITS.bytes)) {
      console.log(`At most ${LIMITS.seconds} s and ${LIMITS.bytes / 1e6} MB were expected.`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
