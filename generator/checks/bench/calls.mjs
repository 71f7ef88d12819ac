import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClients, FETCH } from './clients.mjs';
import { work } from './packages.mjs';
import {
  CALLS_TITLE,
  describeMachine,
  formatName,
  number,
  table,
  writeResults,
} from './results.mjs';
import { OURS } from './tools.mjs';
import { median } from './util.mjs';

/**
 * Compares the calls of clients, side by side in one run against one server in another process, and writes a section of RESULTS.md.
 * Ends with 1 when ours takes more CPU for a call than another client that sends with `fetch`, beyond the noise.
 *
 * Usage: calls.mjs [rounds]; five by default. With another number nothing is written: the results are only printed.
 */

const ROUNDS = 5;

/**
 * What is measured: enough calls for about half a second each. `noise` is how much more CPU than that of another client counts as
 * the same: at 5 MB, where nearly all is `JSON.parse`, clients that do the same differ by so much from run to run.
 */
const PLAN = [
  { size: '20B', atOnce: 1, calls: 4000, noise: 0.05 },
  { size: '20B', atOnce: 50, calls: 6000, noise: 0.05 },
  { size: '100KB', atOnce: 1, calls: 600, noise: 0.05 },
  { size: '100KB', atOnce: 50, calls: 800, noise: 0.05 },
  { size: '5MB', atOnce: 1, calls: 24, noise: 0.1 },
  { size: '5MB', atOnce: 50, calls: 50, noise: 0.1 },
];

const start = (name, args = [], execArgv = []) =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv });

async function measureClient(name, file, url) {
  const child = start('calls-once.mjs', [file, url, JSON.stringify(PLAN)], ['--expose-gc']);
  let result;
  child.on('message', (message) => (result = message));
  await once(child, 'disconnect');
  if (result === undefined) throw new Error(`The calls of ${name} failed.`);
  return result;
}

/** Runs every client once in each round, in another order each time. @returns Results by client, one for each round. */
async function measureCalls(clients, url, rounds) {
  const results = new Map(clients.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let at = 0; at < clients.length; at += 1) {
      const { name, file } = clients[(at + round) % clients.length];
      process.stderr.write(`round ${round + 1} of ${rounds}, ${name}\n`);
      results.get(name).push(await measureClient(name, file, url));
    }
  return results;
}

const getMedian = (results, name, column, key) =>
  median(results.get(name).map((round) => round[column][key]));

/** How many times the CPU of one client that of another is: the median of the ratios within each round. */
function getCpuRatio(results, name, reference, column) {
  const read = (client, round) => results.get(client)[round][column].cpuMicroseconds;
  return median(results.get(name).map((_, round) => read(name, round) / read(reference, round)));
}

const COLUMNS = PLAN.map(
  ({ size, atOnce }) => `${size.replace(/(?=[A-Z])/, ' ')}, ${atOnce} at once`,
);

const formatRows = (clients, formatCell) =>
  clients.map(({ name }) => [
    formatName(name),
    ...PLAN.map((_, column) => formatCell(name, column)),
  ]);

/** The columns in which ours takes more CPU than one of the other clients, with that one. */
function findCheaper(results, clients) {
  const others = clients.map(({ name }) => name).filter((name) => name !== FETCH && name !== OURS);
  return COLUMNS.flatMap((title, column) =>
    others
      .map((name) => ({ name, times: getCpuRatio(results, OURS, name, column) }))
      .filter(({ times }) => times > 1 + PLAN[column].noise)
      .map(({ name, times }) => `${title}: ${number(times, 2)} times the CPU of ${name}`),
  );
}

/** Those that fail the run. What sends with `node:http` may be cheaper than `fetch` itself. */
const findMisses = (results, clients) =>
  findCheaper(
    results,
    clients.filter(({ usesHttp }) => !usesHttp),
  );

function formatSection(results, clients, rounds) {
  const cpu = formatRows(clients, (name, column) => {
    const value = getMedian(results, name, column, 'cpuMicroseconds');
    return `${number(value)} (${number(getCpuRatio(results, name, FETCH, column), 2)}×)`;
  });
  const speed = formatRows(clients, (name, column) =>
    number(getMedian(results, name, column, 'perSecond')),
  );
  const versions = clients.map(({ name, version, has }) => [formatName(name), version, has]);
  const formatList = (lines) =>
    lines.length === 0 ? ' none' : `\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
  const misses = formatList(findMisses(results, clients));
  const overHttp = formatList(
    findCheaper(
      results,
      clients.filter(({ usesHttp }) => usesHttp),
    ),
  );
  return `${CALLS_TITLE}

Written by \`make bench\` (\`calls.mjs\`) on ${describeMachine()}.

A GET whose JSON is parsed, against one server on a loopback address. Each client is a process of its own in each of ${rounds} rounds, with its
default settings and a token; the order changes from round to round. Values are medians; in parentheses the median of the ratios to
\`fetch\` in the same round. CPU is that of the client's process, user and system, all threads.

${table(['client', 'version', 'has'], versions, false)}

Columns in which ours takes more CPU than another client that sends with \`fetch\`, beyond 5 % (10 % at 5 MB), which is the noise:${misses}

Columns in which it takes more than a client that sends with \`node:http\`, which is not there in browsers and workers:${overHttp}

### CPU of a call, in microseconds

${table(['client', ...COLUMNS], cpu)}

### Calls a second

${table(['client', ...COLUMNS], speed)}
`;
}

const server = start('server.mjs');
try {
  const rounds = Number(process.argv[2] || ROUNDS);
  const [port] = await once(server, 'message');
  const clients = await createClients();
  const results = await measureCalls(clients, `http://127.0.0.1:${port}`, rounds);
  const section = formatSection(results, clients, rounds);
  if (rounds === ROUNDS) writeResults({ calls: section });
  console.log(section);
  if (findMisses(results, clients).length > 0) process.exitCode = 1;
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
