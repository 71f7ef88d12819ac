import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CHECKS_FOLDER } from '../program.js';

/** A registry of npm packages on loopback: verdaccio, without any other registry behind it. */

export interface Registry {
  /** `http://127.0.0.1:4873/` */
  readonly url: string;
  /** Of a user who may publish, and read private packages. */
  readonly token: string;
  /** The lines of a `.npmrc` that take the token from the variable. */
  readonly npmrc: (variable: string) => string;
  readonly close: () => Promise<void>;
}

const VERDACCIO = join(CHECKS_FOLDER, 'registry/node_modules/verdaccio/bin/verdaccio');

/**
 * Starts a registry.
 *
 * @param privateScope the scope whose packages only users may read.
 */
export async function startRegistry(privateScope = '@private'): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-registry-'));
  mkdirSync(join(folder, 'storage'));
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(settings(privateScope)));
  const port = await findPort();
  const url = `http://127.0.0.1:${port}/`;
  const words = [
    VERDACCIO,
    '--config',
    join(folder, 'config.yaml'),
    '--listen',
    `127.0.0.1:${port}`,
  ];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  await waitForLine(child.stdout, `127.0.0.1:${port}`);
  child.stderr.resume();
  return {
    url,
    token: await addUser(url),
    npmrc: (variable) => `${url.slice('http:'.length)}:_authToken=\${${variable}}\n`,
    close: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settings(privateScope: string): object {
  const publish = '$authenticated';
  return {
    storage: './storage',
    auth: { htpasswd: { file: './htpasswd' } },
    packages: {
      [`${privateScope}/*`]: { access: '$authenticated', publish },
      '**': { access: '$all', publish },
    },
    log: { type: 'stdout', format: 'json', level: 'info' },
  };
}

/** A port that nothing listens on. */
async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function waitForLine(stream: Readable, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes(wanted)) resolve();
    });
    stream.once('end', () => reject(new Error(`The registry did not start: ${printed}`)));
  });
}

async function addUser(url: string): Promise<string> {
  const response = await fetch(new URL('-/user/org.couchdb.user:publisher', url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'on loopback only' }),
  });
  const { token } = (await response.json()) as { readonly token?: string };
  if (token === undefined) throw new Error(`The registry gave no token: ${response.status}`);
  return token;
}
