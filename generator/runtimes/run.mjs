// `make runtimes`: the tests of templates/runtime on every runtime, and a table of how they went. Ends with 1 when one fails.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { RUNTIMES } from './binaries.mjs';
import { SKIPS } from './skips.mjs';
import { runWorker } from './worker.mjs';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const TESTS = join(HERE, '../../templates/runtime');
const PATIENCE_MS = 180_000;
/** As many processes at once as there are cores to be counted on. */
const LANES = 2;

/** What CommonJS packages look for, in an ES module. */
const BANNER = `import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);
const __dirname = '/';`;

/** Bundles a file of tests with the harness; it prints its results as one line of JSON. */
async function bundle(file, skips, work) {
  const outfile = join(work, `${file.replaceAll('/', '-')}.mjs`);
  const contents = `import { run } from ${JSON.stringify(join(HERE, 'harness.mjs'))};
    await import(${JSON.stringify(join(TESTS, file))});
    const runtime = process.argv.at(-1);
    const results = await run(${JSON.stringify(skips)}.filter(({ on }) => on.includes(runtime)));
    console.log('\\n' + JSON.stringify(results));
    process.exit(0);`;
  await build({
    stdin: { contents, resolveDir: HERE, loader: 'js' },
    outfile,
    bundle: true,
    splitting: false,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    banner: { js: BANNER },
    logLevel: 'error',
  });
  return outfile;
}

async function resultsOf({ name, words }, file, path) {
  try {
    const [program, ...rest] = words;
    const { stdout } = await run(program, [...rest, path, name], {
      timeout: PATIENCE_MS,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    const said = `${error.message}\n${error.stdout ?? ''}`.slice(0, 2_000);
    return [{ title: file, failure: `the process failed: ${said}` }];
  }
}

function testFiles() {
  return readdirSync(TESTS, { recursive: true })
    .filter((path) => path.endsWith('.test.ts'))
    .sort();
}

const only = process.argv.slice(2);
const isWanted = ({ name }) => only.length === 0 || only.includes(name);
const work = mkdtempSync(join(tmpdir(), 'sdkgen-runtimes-'));
try {
  const wanted = RUNTIMES.filter(isWanted);
  const jobs = [];
  const results = [];
  for (const file of testFiles()) {
    const skips = SKIPS.filter((skip) => skip.file === file);
    const whole = ({ name }) => skips.find(({ test, on }) => test === '' && on.includes(name));
    for (const { name, skip } of wanted.map((one) => ({ name: one.name, skip: whole(one) })))
      if (skip) results.push({ runtime: name, file, title: '', skipped: skip.because });
    const runtimes = wanted.filter((one) => !whole(one));
    if (runtimes.length === 0) continue;
    const path = await bundle(file, skips, work);
    jobs.push(...runtimes.map((runtime) => ({ runtime, file, path })));
  }
  const lane = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { runtime, file, path } = job;
      const all = await resultsOf(runtime, file, path);
      results.push(...all.map((result) => ({ ...result, runtime: runtime.name, file })));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (isWanted({ name: 'workerd' })) results.push(...(await runWorker(work)));
  report(results);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function report(results) {
  for (const { runtime, file, title, failure } of results.filter((one) => one.failure))
    console.log(
      `${runtime} ${file} › ${title}\n  ${failure.split('\n').slice(0, 12).join('\n  ')}\n`,
    );
  const names = [...new Set(results.map(({ runtime }) => runtime))].sort();
  const rows = names.map((name) => {
    const own = results.filter(({ runtime }) => runtime === name);
    const skipped = own.filter((one) => one.skipped).length;
    const failed = own.filter((one) => one.failure).length;
    return [name, own.length - skipped - failed, failed, skipped];
  });
  for (const row of [['runtime', 'passed', 'failed', 'skipped'], ...rows])
    console.log(row.map((cell, at) => (at ? String(cell).padStart(9) : cell.padEnd(10))).join(''));
  const stale = SKIPS.filter(
    ({ file, test, on }) =>
      names.some((name) => on.includes(name)) &&
      !results.some((one) => one.skipped && one.file === file && one.title.startsWith(test)),
  );
  for (const { file, test } of stale) console.log(`Nothing is skipped by: ${file} › ${test}`);
  const failed = results.filter((one) => one.failure).length;
  console.log(
    `${results.length - failed - results.filter((one) => one.skipped).length} passed, ${failed} failed`,
  );
  process.exitCode = failed + stale.length > 0 ? 1 : 0;
}
