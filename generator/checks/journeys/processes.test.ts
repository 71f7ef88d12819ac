import { transformSync } from '@swc/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Real processes with one client id, in a short window; `make processes` runs more of them, and other stores. */

const RUNTIME = join(__dirname, '..', '..', '..', 'templates', 'runtime');
const LIMIT = { requests: 20, perMs: 500 };

const work = mkdtempSync(join(tmpdir(), 'sdkgen-processes-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const CALLER = `
import { FileRateLimitStore } from './core/file-rate-limit-store.js';
import { ApiClient } from './internal/client.js';

const definition = { name: 'Test', version: '1', variablePrefix: 'PROCESSES_TEST', environments: {} };
const { calls, folder, ...options } = JSON.parse(process.argv[2]);
const rateLimitStore = new FileRateLimitStore(folder);
const client = new ApiClient(definition, { ...options, rateLimitStore, maxRetries: 99 });
const call = () => client.call({ method: 'GET', path: '/Vehicles' });
await Promise.all(Array.from({ length: calls }, call));
`;

/** Compiles the runtime, as it is, into a folder. */
function compileRuntime(): void {
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' } as const;
  for (const path of readdirSync(RUNTIME, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
    const file = join(work, path.replace(/ts$/, 'js'));
    mkdirSync(dirname(file), { recursive: true });
    const { code } = transformSync(readFileSync(join(RUNTIME, path), 'utf8'), { jsc });
    writeFileSync(file, code);
  }
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(work, 'caller.js'), CALLER);
}

/** Has three processes make these calls. @returns How many requests an API that counts exactly has accepted and refused. */
async function callFromProcesses(calls: number, folder: string) {
  const counts = { accepted: 0, refused: 0 };
  let recent: number[] = [];
  const server = createServer((_, response) => {
    const now = performance.now();
    recent = recent.filter((time) => time > now - LIMIT.perMs);
    const isRefused = recent.length >= LIMIT.requests;
    if (!isRefused) recent.push(now);
    counts[isRefused ? 'refused' : 'accepted'] += 1;
    response.writeHead(isRefused ? 429 : 200, { 'content-type': 'application/json' }).end('1');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = { baseUrl, token: 'token', clientId: 'id', rateLimit: LIMIT, calls, folder };
  const ends = await Promise.all(
    [1, 2, 3].map(() =>
      once(
        spawn(process.execPath, [join(work, 'caller.js'), JSON.stringify(options)], {
          stdio: 'inherit',
        }),
        'exit',
      ),
    ),
  );
  server.closeAllConnections();
  server.close();
  expect(ends).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ]);
  return counts;
}

describe('three processes with one client id', () => {
  beforeAll(compileRuntime);

  it('meet no 429 when they share a folder', async () => {
    expect(await callFromProcesses(25, join(work, 'limits'))).toEqual({ accepted: 75, refused: 0 });
  });
});
