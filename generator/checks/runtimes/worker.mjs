// Runs the suite in `workerd`, which calls a server on a loopback address.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { WORKERD } from './binaries.mjs';
import { serveScenarios } from './worker-server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const START_MS = 20_000;

/** Tests of the other runtimes that do not apply here. */
const SKIPPED = [
  ['tests of single files', 'they start servers, which a worker cannot'],
  ['FileTokenStore', 'there is no file system'],
  ['leaks', 'a worker cannot inspect its heap, timers and sockets'],
];

/** A worker like a user's: without Node's modules, and with the network of this machine. */
const config = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;

/** @returns Results like those of the other runtimes. */
export async function runWorker(work) {
  await build({
    entryPoints: [join(HERE, 'worker-suite.mjs')],
    outfile: join(work, 'worker.js'),
    bundle: true,
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const port = await freePort();
  writeFileSync(join(work, 'config.capnp'), config(port));
  const scenarios = await serveScenarios();
  const child = spawn(WORKERD, ['serve', join(work, 'config.capnp')]);
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output += chunk.toString()));
  try {
    const url = `http://127.0.0.1:${port}/?root=${encodeURIComponent(scenarios.url)}`;
    const results = await fetchWhenReady(url, () => child.exitCode !== null);
    if (!Array.isArray(results)) throw new Error(`workerd did not respond:\n${output}`);
    return [
      ...results.map((result) => ({ runtime: 'workerd', file: 'worker-suite.mjs', ...result })),
      ...SKIPPED.map(([title, skipped]) => ({ runtime: 'workerd', file: '', title, skipped })),
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
