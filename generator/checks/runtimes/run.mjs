// `make runtimes`: runs the tests of templates/runtime on every runtime, and the package where only it can be tested; prints a table. Ends with 1 when one fails.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { RUNTIMES } from './binaries.mjs';
import { buildPackage } from '../built-package.mjs';
import { EXPECTED, SKIPS as CHECK_SKIPS } from './harness-check.mjs';
import { runJsdom } from './jsdom.mjs';
import { runReactNative } from './react-native.mjs';
import { SKIPS } from './skips.mjs';
import { runWorkers } from './worker.mjs';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const TESTS = join(HERE, '../../../templates/runtime');
const TIMEOUT_MS = 900_000;
const CHECK = 'harness-check.mjs';
/** Processes at the same time. */
const CONCURRENCY = 2;

/** What CommonJS packages use, for an ES module. */
const BANNER = `import { createRequire as createBannerRequire } from 'node:module';
const require = createBannerRequire(import.meta.url);
const __dirname = '/';`;

/** Bundles a module of tests with the harness. The bundle prints its results as one line of JSON. */
async function bundle(name, tests, skips, work) {
  const outfile = join(work, `${name.replaceAll('/', '-')}.mjs`);
  const contents = `import { run } from ${JSON.stringify(join(HERE, 'harness.mjs'))};
    ${tests}
    const runtime = process.argv.at(-1);
    const skips = ${JSON.stringify(skips)}.filter(({ on }) => !on || on.includes(runtime));
    console.log('\\n' + JSON.stringify(await run(skips)));
    process.exit(0);`;
  await build({
    stdin: { contents, resolveDir: HERE, loader: 'js' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    banner: { js: BANNER },
    logLevel: 'error',
  });
  return outfile;
}

/** Checks that the harness itself distinguishes passed, failed and skipped tests on this runtime. */
async function checkHarness(runtime, path) {
  const found = (await runTests(runtime, CHECK, path)).map(({ title, failure, skipped }) => [
    title,
    skipped ? 'skipped' : failure ? 'failed' : 'passed',
  ]);
  const [got, want] = [found, EXPECTED].map((rows) => JSON.stringify(rows, null, 1));
  return {
    title: 'the harness reports failures',
    ...(got !== want && { failure: `It gave ${got}` }),
  };
}

async function runTests({ name, command }, file, path) {
  try {
    const [program, ...rest] = command;
    const { stdout } = await run(program, [...rest, path, name], {
      timeout: TIMEOUT_MS,
      // The test of leaks makes ten times as many calls on one runtime.
      env: { ...process.env, SDK_LEAK_CALLS: name === 'node-24' ? '50000' : '5000' },
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    const output = `${error.message}\n${error.stdout ?? ''}`.slice(0, 2_000);
    return [{ title: file, failure: `the process failed: ${output}` }];
  }
}

/** Runs the tests that import the built package by its name. */
async function runPackage() {
  const suites = [
    { name: 'jsdom', runSuite: runJsdom },
    { name: 'react-native', runSuite: runReactNative },
  ].filter(isWanted);
  if (suites.length === 0) return [];
  const source = join(HERE, '../../../output/sandbox');
  const { name } = await buildPackage(source, join(work, 'node_modules'));
  const all = [];
  for (const { runSuite } of suites) all.push(...(await runSuite(work, name)));
  return all;
}

function listTestFiles() {
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
  for (const file of listTestFiles()) {
    const skips = SKIPS.filter((skip) => skip.file === file);
    const findFileSkip = ({ name }) =>
      skips.find(({ test, on }) => test === '' && on.includes(name));
    for (const { name, skip } of wanted.map((one) => ({ name: one.name, skip: findFileSkip(one) })))
      if (skip) results.push({ runtime: name, file, title: '', skipped: skip.because });
    const runtimes = wanted.filter((one) => !findFileSkip(one));
    if (runtimes.length === 0) continue;
    const tests = `await import(${JSON.stringify(join(TESTS, file))});`;
    const path = await bundle(file, tests, skips, work);
    jobs.push(...runtimes.map((runtime) => ({ runtime, file, path })));
  }
  const tests = `(await import(${JSON.stringify(join(HERE, CHECK))})).define();`;
  const check = await bundle(CHECK, tests, CHECK_SKIPS, work);
  for (const runtime of wanted) {
    const result = await checkHarness(runtime, check);
    results.push({ ...result, runtime: runtime.name, file: CHECK });
  }
  const runJobs = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { runtime, file, path } = job;
      const all = await runTests(runtime, file, path);
      results.push(...all.map((result) => ({ ...result, runtime: runtime.name, file })));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, runJobs));
  results.push(...(await runWorkers(work, isWanted)));
  results.push(...(await runPackage()));
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
    console.log(row.map((cell, at) => (at ? String(cell).padStart(9) : cell.padEnd(13))).join(''));
  const stale = SKIPS.filter(
    ({ file, test, on }) =>
      names.some((name) => on.includes(name)) &&
      !results.some((one) => one.skipped && one.file === file && one.title.startsWith(test)),
  );
  for (const { file, test } of stale)
    console.log(`This entry of skips.mjs skips nothing: ${file} › ${test}`);
  const failed = results.filter((one) => one.failure).length;
  console.log(
    `${results.length - failed - results.filter((one) => one.skipped).length} passed, ${failed} failed`,
  );
  process.exitCode = failed + stale.length > 0 ? 1 : 0;
}
