// `make processes`: several processes with one client id call an API that counts exactly, and share its rate limit through files and Redis.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApi } from './counting-api.mjs';
import { startRedis } from './redis-server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
/** Below this folder, so that its programs find the packages. */
const WORK = join(HERE, 'build');
const SDK = '@optimum-automotive/sdk-sandbox';
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const PROCESSES = 4;
const CALLS = 100;
const LIMIT = { requests: 50, perMs: 4_000 };
const LEAST_RATE = 0.95;
/** How the titles of the scenarios to run begin. */
const [only = ''] = process.argv.slice(2);

/** Generates the package, and compiles it, the example of a store, and the example of a queue from the documentation. */
function build() {
  rmSync(WORK, { recursive: true, force: true });
  const input = join(ROOT, 'fixtures', 'sandbox', 'swagger.json');
  const words = ['--input', input, '--client-name', 'Optimum', '--package-name', SDK, '--build'];
  node(join(ROOT, 'dist/cli.js'), 'generate', ...words, '--out', join(WORK, 'node_modules', SDK));
  cpSync(join(HERE, 'caller.mjs'), join(WORK, 'caller.mjs'));
  const example = join(ROOT, 'fixtures', 'examples', 'redis-rate-limit-store.ts');
  cpSync(example, join(WORK, 'redis-rate-limit-store.mts'));
  writeFileSync(join(WORK, 'usage.mts'), readDocumented('RedisRateLimitStore'));
  writeFileSync(join(WORK, 'queue.mts'), readDocumented("from 'bullmq'"));
  const options = {
    strict: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'es2022',
    types: [],
  };
  const tsconfig = { compilerOptions: { ...options, lib: ['es2023', 'dom'] }, include: ['*.mts'] };
  writeFileSync(join(WORK, 'tsconfig.json'), JSON.stringify(tsconfig));
  node(TSC, '-p', WORK);
}

function node(...words) {
  execFileSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @returns The block of the documentation that has this text. */
function readDocumented(text) {
  const page = readFileSync(join(ROOT, 'docs', 'generated-sdk.md'), 'utf8');
  const blocks = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block]) => block);
  const found = blocks.find((block) => block.includes(text));
  if (!found) throw new Error(`docs/generated-sdk.md has no block with ${text}`);
  return found.replace('./redis-rate-limit-store.js', './redis-rate-limit-store.mjs');
}

/** Starts a process that makes calls. @returns The process, and a promise of its exit code and signal. */
function startCaller(given) {
  const child = spawn(process.execPath, [join(WORK, 'caller.mjs')], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ rateLimit: LIMIT, calls: CALLS, ...given }));
  return { child, ended: once(child, 'exit') };
}

/** Runs a scenario with an API of its own, prints a row, and returns true when it is as expected. */
async function check(title, run, isRight) {
  if (!title.startsWith(only)) return true;
  const api = await startApi(LIMIT);
  try {
    await run(api);
    const rate = api.getRate();
    const right = isRight({ accepted: api.accepted, refused: api.refused, rate });
    const cells = [String(api.accepted).padStart(8), String(api.refused).padStart(5)];
    console.log(
      `${title.padEnd(44)}${cells.join('')}${`${(100 * rate).toFixed(1)} %`.padStart(9)}${right ? '' : '   wrong'}`,
    );
    return right;
  } finally {
    api.close();
  }
}

async function callFromAll(api, store) {
  const callers = Array.from({ length: PROCESSES }, () =>
    startCaller({ baseUrl: api.baseUrl, store }),
  );
  const ends = await Promise.all(callers.map(({ ended }) => ended));
  if (ends.some(([code]) => code !== 0)) throw new Error(`A process failed: ${ends.join('; ')}`);
}

/** Kills one of the processes when half of the calls were accepted; another one takes its place. */
async function callWithKill(api, store) {
  const callers = Array.from({ length: PROCESSES }, () =>
    startCaller({ baseUrl: api.baseUrl, store }),
  );
  const [victim, ...others] = callers;
  while (api.accepted < (PROCESSES * CALLS) / 2)
    await new Promise((resolve) => setTimeout(resolve, 1));
  victim.child.kill('SIGKILL');
  const successor = startCaller({ baseUrl: api.baseUrl, store, calls: CALLS / 2 });
  const ends = await Promise.all([...others, successor].map(({ ended }) => ended));
  if (ends.some(([code]) => code !== 0)) throw new Error(`A process failed: ${ends.join('; ')}`);
}

/** Runs the documented worker in every process, until each job has its response. */
async function workOffQueue(api, redis) {
  const block = readFileSync(join(WORK, 'queue.mjs'), 'utf8')
    .replace('6379', String(redis.port))
    .replace('OptimumClient({', `OptimumClient({ baseUrl: '${api.baseUrl}', token: 'token',`)
    .replace('max: 30', `max: ${LIMIT.requests}`)
    .replace('WINDOW_MS = 61_000', `WINDOW_MS = ${LIMIT.perMs + 100}`);
  writeFileSync(join(WORK, 'worker.mjs'), block);
  const jobs = `
    import { queue } from './worker.mjs';
    const isFirst = process.argv[2] === '0';
    if (isFirst) await queue.addBulk(Array.from({ length: ${PROCESSES * CALLS - PROCESSES} }, () => ({ name: 'get', data: 'AB-123-CD' })));
    while ((await queue.getCompletedCount()) < ${PROCESSES * CALLS}) await new Promise((resolve) => setTimeout(resolve, 50));
    process.exit(0);`;
  writeFileSync(join(WORK, 'queue-caller.mjs'), jobs);
  const ends = await Promise.all(
    Array.from({ length: PROCESSES }, (_, index) =>
      once(
        spawn(process.execPath, [join(WORK, 'queue-caller.mjs'), String(index)], {
          stdio: ['ignore', 'inherit', 'inherit'],
        }),
        'exit',
      ),
    ),
  );
  if (ends.some(([code]) => code !== 0)) throw new Error(`A process failed: ${ends.join('; ')}`);
}

const all = PROCESSES * CALLS;
const isExact = ({ accepted, refused, rate }) =>
  accepted === all && refused === 0 && rate >= LEAST_RATE;
/** The slots of the killed process count for two minutes more, so the rate is lower. */
const isExactAfterKill = ({ accepted, refused }) => accepted >= all - CALLS / 2 && refused === 0;

build();
const redis = await startRedis();
const results = [];
try {
  console.log(
    `${PROCESSES} processes, ${LIMIT.requests} requests in ${LIMIT.perMs} ms`.padEnd(44) +
      'accepted  429s     rate',
  );
  // Without a store the API refuses calls: it counts.
  results.push(
    await check(
      'without a store',
      (api) => callFromAll(api, {}),
      ({ refused }) => refused > 0,
    ),
  );
  const stores = [['files', { folder: join(WORK, 'limits') }]];
  if (redis) stores.push(['Redis', { redis: redis.url }]);
  for (const [name, store] of stores) {
    results.push(await check(name, (api) => callFromAll(api, store), isExact));
    // What was sent to the first API does not count for the next: it has another port.
    results.push(
      await check(
        `${name}, one process is killed`,
        (api) => callWithKill(api, store),
        isExactAfterKill,
      ),
    );
  }
  // A queue counts when it starts jobs, not when the API gets requests: it may refuse a few, which the example repeats.
  if (redis)
    results.push(
      await check(
        'BullMQ',
        (api) => workOffQueue(api, redis),
        ({ accepted }) => accepted === all,
      ),
    );
} finally {
  await redis?.close();
}
const wrong = results.filter((right) => !right).length;
console.log(`${results.length - wrong} of ${results.length} as expected`);
process.exitCode = wrong ? 1 : 0;
if (!wrong) rmSync(WORK, { recursive: true, force: true });
