// Runs workers in `workerd`, which call a server on a loopback address.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { WORKERD } from './binaries.mjs';
import { runLoad } from './worker-load.mjs';
import { serveScenarios } from './worker-server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const START_MS = 20_000;

/** Tests of the other runtimes that do not apply here. */
const SKIPPED = [
  ['tests of single files', 'they start servers, which a worker cannot'],
  ['FileTokenStore', 'there is no file system'],
  ['leaks', 'a worker cannot inspect its heap, timers and sockets'],
];

/** A worker's compatibility date decides how the platform behaves; the last has Node's modules too. */
const WORKERS = [
  { name: 'workerd-2023', date: '2023-01-01', flags: [] },
  { name: 'workerd-2024', date: '2024-09-01', flags: [] },
  { name: 'workerd', date: '2026-01-01', flags: [] },
  { name: 'workerd-node', date: '2026-01-01', flags: ['nodejs_compat'] },
];

/** Workers like a user's, with the network of this machine: one for tests that run inside it, one for many requests. */
const config = ({ date, flags }, [suitePort, loadPort]) => {
  const worker = (file) => `(
      modules = [(name = "worker", esModule = embed "${file}")],
      compatibilityDate = "${date}",
      compatibilityFlags = ${JSON.stringify(flags)},
    )`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "suite", worker = ${worker('worker-suite.js')}),
    (name = "load", worker = ${worker('worker-requests.js')}),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [
    (name = "suite", address = "127.0.0.1:${suitePort}", http = (), service = "suite"),
    (name = "load", address = "127.0.0.1:${loadPort}", http = (), service = "load"),
  ],
);
`;
};

async function bundle(name, work, scenariosUrl) {
  await build({
    entryPoints: [join(HERE, `${name}.mjs`)],
    outfile: join(work, `${name}.js`),
    define: { SCENARIOS_URL: JSON.stringify(scenariosUrl) },
    bundle: true,
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
}

/** @returns Results like those of the other runtimes, of the workers that `isWanted` selects. */
export async function runWorkers(work, isWanted) {
  const results = await Promise.all(
    WORKERS.filter(isWanted).map(async (worker) => {
      const folder = join(work, worker.name);
      mkdirSync(folder);
      return runWorker(worker, folder);
    }),
  );
  return results.flat();
}

async function runWorker(worker, work) {
  const scenarios = await serveScenarios();
  await bundle('worker-suite', work, scenarios.url);
  await bundle('worker-requests', work, scenarios.url);
  const [suitePort, loadPort] = [await freePort(), await freePort()];
  writeFileSync(join(work, 'config.capnp'), config(worker, [suitePort, loadPort]));
  const child = spawn(WORKERD, ['serve', '--verbose', join(work, 'config.capnp')]);
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output += chunk.toString()));
  try {
    const url = `http://127.0.0.1:${suitePort}/?root=${encodeURIComponent(scenarios.url)}`;
    const suite = await fetchWhenReady(url, () => child.exitCode !== null);
    if (!Array.isArray(suite)) throw new Error(`${worker.name} did not respond:\n${output}`);
    const load = await runLoad(`http://127.0.0.1:${loadPort}/`, scenarios.url, () => output);
    const name = (file) => (result) => ({ runtime: worker.name, file, ...result });
    return [
      ...suite.map(name('worker-suite.mjs')),
      ...load.map(name('worker-load.mjs')),
      ...SKIPPED.map(([title, skipped]) => ({ title, skipped })).map(name('')),
    ];
  } finally {
    child.kill();
    await exited;
    await scenarios.close();
  }
}
/** Tries until the server listens, and reads its first response. */
async function fetchWhenReady(url, isGone) {
  for (const end = Date.now() + START_MS; Date.now() < end && !isGone();) {
    const response = await fetch(url).catch(() => undefined);
    if (response) return response.ok ? response.json() : response.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
