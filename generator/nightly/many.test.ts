import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../config/index.js';
import { InterruptedError } from '../errors.js';
import { formatSummary, nightly, type NightlyOptions } from './index.js';
import { documentOf } from './testing/document-server.js';

/** Type-checking takes most of a night's time, so only `make forges` does it here. */
jest.mock('../pipeline/compile.js', () =>
  process.env['FORGES'] === undefined
    ? { typeCheck: jest.fn() }
    : jest.requireActual<object>('../pipeline/compile.js'),
);

/** A server with a document for each path, which answers only when `atOnce` requests wait, or no others come. */
async function startSlowServer(total: number, atOnce: number, textFor: (path: string) => string) {
  const waiting: (readonly [path: string, response: ServerResponse])[] = [];
  const seen: number[] = [];
  let served = 0;
  const server = createServer((request, response) => {
    waiting.push([request.url ?? '', response]);
    seen.push(waiting.length);
    if (waiting.length < atOnce && served + waiting.length < total) return;
    served += waiting.length;
    for (const [path, held] of waiting.splice(0)) held.end(textFor(path));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many requests waited when each arrived. */
    seen,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sdkgen-many-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const NAMES = Array.from({ length: 30 }, (_, index) => `api-${String(index).padStart(2, '0')}`);
const options = (): NightlyOptions => ({
  date: '2026-11-24',
  reportFolder: join(cwd, 'reports'),
  acceptShrink: false,
  waitMs: 0,
  concurrency: 4,
});
const configFor = (origin: string) => ({
  ...defaultConfig(),
  isFromFile: true,
  environments: Object.fromEntries(
    [...NAMES].reverse().map((name) => [name, { documentation: `${origin}/${name}.json` }]),
  ),
});

describe('a night of thirty environments', () => {
  it('downloads four at once, makes packages one by one, and reports in the order of names', async () => {
    const server = await startSlowServer(30, 4, (path) =>
      path === '/api-07.json' ? documentOf(['A']) : '{"openapi":"3.0.4","paths":{}}',
    );
    const stages: string[] = [];
    const reported: string[] = [];
    const report = await nightly(
      configFor(server.origin),
      { ...options(), onResult: ({ environment }) => reported.push(environment) },
      {
        cwd,
        onStart: (stage) => stage !== 'download' && stages.push(`${stage} begins`),
        onStage: (stage) => stage !== 'download' && stages.push(`${stage} ends`),
      },
    );
    await server.close();
    expect(Math.max(...server.seen)).toBe(4);
    expect(server.seen).toHaveLength(30);
    expect(reported).toEqual(NAMES);
    expect(report.nights.map(({ environment }) => environment)).toEqual(NAMES);
    expect(report.exitCode).toBe(4);
    expect(formatSummary(report)[8]).toMatch(/^api-07 +first +0\.1\.0/);
    // A stage that fails does not end; no other stage begins while one of the package is under way.
    const ofPackage = stages.filter((stage) => /^(emit|compile|write)/.test(stage));
    expect(ofPackage).toEqual(
      ['emit', 'compile', 'write'].flatMap((s) => [`${s} begins`, `${s} ends`]),
    );
    for (const name of NAMES) {
      const night = JSON.parse(
        readFileSync(join(cwd, 'reports', name, 'night.json'), 'utf8'),
      ) as object;
      expect(night).toMatchObject({
        environment: name,
        status: name === 'api-07' ? 'first' : 'failed',
      });
    }
  });

  it('begins no other download once it is interrupted', async () => {
    const server = await startSlowServer(Infinity, Infinity, () => '');
    const controller = new AbortController();
    const night = nightly(configFor(server.origin), options(), { cwd, signal: controller.signal });
    while (server.seen.length < 4) await new Promise(setImmediate);
    controller.abort(new InterruptedError('SIGINT'));
    const { nights, exitCode } = await night;
    await server.close();
    expect(exitCode).toBe(130);
    expect(nights.map(({ status }) => status)).toEqual(NAMES.map(() => 'failed'));
    expect(server.seen).toHaveLength(4);
  });
});
