// Starts a Redis server of its own: on a free port, without a file.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const CI = fileURLToPath(new URL('../../../.ci/redis', import.meta.url));
const CANDIDATES = [
  process.env.REDIS_SERVER,
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
];

/** @returns Undefined when there is no Redis, and none can be installed; .ci/redis has said why. */
export async function startRedis() {
  try {
    execFileSync(CI, { stdio: 'inherit' });
  } catch (error) {
    if (error.status === 1) return undefined;
    throw error;
  }
  const program = CANDIDATES.find((path) => path && existsSync(path));
  const port = await findFreePort();
  const words = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, words.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  const isReady = new Promise((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      log += chunk;
      if (log.includes('Ready to accept connections')) resolve();
    });
    server.on('exit', () => reject(new Error(`Redis did not start:\n${log}`)));
  });
  await isReady;
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    close: async () => {
      server.kill();
      await once(server, 'exit');
    },
  };
}

async function findFreePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
