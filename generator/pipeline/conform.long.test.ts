import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import { htmlReport, jsonReport, markdownReport, textReport } from '../conform/index.js';
import { InterruptedError, UsageError } from '../errors.js';
import {
  conform,
  createConformReport,
  planConform,
  writeProposal,
  type ConformOptions,
  type ConformRun,
} from './conform.js';
import { createRateLimitedFetch } from '../checks/journeys/testing/rate-limited-fetch.js';
import { openSandbox, type OpenSandboxOptions } from './open-sandbox.js';
import type { Surroundings } from './obtain-target.js';

const STAND_IN = join(__dirname, '..', '..', 'fixtures', 'sandbox', 'swagger.json');
const CONFIG: GeneratorConfig = { ...defaultConfig(), input: STAND_IN };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sdkgen-conform-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A clock that goes on only while somebody waits. */
function createClock() {
  let now = 0;
  return {
    clock: { now: () => now, monotonic: () => now },
    sleep: (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  };
}

/** Runs against a sandbox on the stand-in. */
async function run(
  sandboxOptions: OpenSandboxOptions = {},
  options: ConformOptions = {},
  { config = CONFIG, ...surroundings }: Surroundings & { readonly config?: GeneratorConfig } = {},
) {
  await using sandbox = await openSandbox(sandboxOptions);
  const complete: ConformOptions = {
    ...{ budget: 60, rateLimit: { requests: 30, perMs: 60_000 } },
    ...createClock(),
    ...options,
    baseUrl: sandbox.url,
    fetch: options.fetch ?? sandbox.fetch,
    credentials: { ...sandbox.credentials, tokenUrl: `${sandbox.url}connect/token` },
  };
  const planned = await planConform(config, complete, surroundings);
  const found = await conform(planned, config, complete, surroundings);
  return {
    found,
    requests: [...sandbox.requests],
    lies: sandbox.lies,
  };
}

const summary = ({ findings }: ConformRun) =>
  findings.map(
    ({ place, mismatch, count, seen }) => `${place.name} ${mismatch.kind} ${count}/${seen}`,
  );

describe('an honest API', () => {
  it('has no findings, and gets safe requests alone, within the limit and the time that was said', async () => {
    const limited = createRateLimitedFetch({ requests: 30, perMs: 60_000 });
    const start = limited.clock.now();
    const { found } = await run({}, { ...limited, budget: 60 });
    expect(summary(found)).toEqual([]);
    expect(found.proposal).toMatchObject({ actions: 0, text: '' });
    expect(found.plan).toMatchObject({ requests: 60, minutes: 2 });
    expect(limited.clock.now() - start).toBeLessThan(120_000);
    expect(limited.rejected).toEqual([]);
    const toApi = limited.passed.filter((target) => !target.endsWith('/connect/token'));
    expect(toApi).toHaveLength(60);
    expect(toApi.filter((target) => !target.startsWith('GET '))).toEqual([]);
  });

  it('is asked what the configuration gives, in an order that the seed decides', async () => {
    const values = {
      ...{ startDate: '2026-04-23T00:00:00', endDate: '2026-04-24T00:00:00', date: '2026-04-23' },
      ...{ StartDate: '2026-04-01', EndDate: '2026-04-30' },
    };
    const config = { ...CONFIG, conform: { ...CONFIG.conform, values } };
    const { found } = await run({}, { seed: '1' }, { config });
    expect(summary(found)).toEqual([]);
    const report = createConformReport(found, 60_000);
    expect(report.operations.notAsked.map(({ operation }) => operation)).toEqual([
      'GET /Geolocation/Positions/live',
    ]);
    expect(report).toMatchObject({ minutes: 1, requests: 60 });
  });
});

describe('an API that lies', () => {
  it('is found out, and its document corrected, once and again', async () => {
    const path = join(folder, 'overlay.yaml');
    const config = { ...CONFIG, overlays: [path] };
    const first = await run({ lies: '3' });
    expect(first.lies.filter(({ told }) => told > 0)).toHaveLength(5);
    expect(first.found.findings).toHaveLength(5);
    expect(first.found.difference?.changes.length).toBeGreaterThan(3);
    expect(await writeProposal(path, first.found, CONFIG)).toBe(5);
    expect(summary((await run({ lies: '3' }, {}, { config })).found)).toEqual([]);

    const second = await run({ lies: '8' }, {}, { config });
    expect(await writeProposal(path, second.found, config)).toBeGreaterThan(0);
    expect(readFileSync(path, 'utf8').match(/^ +- target:/gm)).toHaveLength(
      5 + second.found.proposal.actions,
    );
    const { found } = await run({ lies: '8' }, {}, { config });
    const remarked = second.found.proposal.remarks.map(({ finding }) => finding.id);
    expect(found.findings.filter(({ id }) => !remarked.includes(id))).toEqual([]);

    writeFileSync(path, 'mine');
    await expect(writeProposal(path, first.found, CONFIG)).rejects.toThrow(UsageError);
    await expect(writeProposal(path, first.found, config)).rejects.toThrow(/is not an overlay/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('a state', () => {
  it('keeps what was seen of an interrupted run, and the next run goes on', async () => {
    const statePath = join(folder, 'state.json');
    const stop = new AbortController();
    const onAnswer = (sent: number) =>
      sent === 10 ? stop.abort(new InterruptedError('SIGINT')) : undefined;
    await expect(
      run({ lies: '3' }, { statePath, onAnswer }, { signal: stop.signal }),
    ).rejects.toThrow(InterruptedError);
    const state = JSON.parse(readFileSync(statePath, 'utf8')) as { readonly sent: object };
    const sum = (counts: object) =>
      Object.values(counts).reduce((all: number, each) => all + Number(each), 0);
    expect(sum(state.sent)).toBe(10);
    const { found, requests } = await run({ lies: '3' }, { statePath });
    expect(createConformReport(found, 0).requests).toBe(60);
    expect(requests.filter(({ path }) => path !== '/connect/token')).toHaveLength(50);
    await expect(run({}, { statePath, seed: 'other' })).rejects.toThrow(/--seed ''/);
    const config = {
      ...CONFIG,
      input: join(__dirname, '..', '..', 'fixtures', 'cases', 'webhooks-alone', 'document.yaml'),
    };
    await expect(run({}, { statePath }, { config })).rejects.toThrow(/another document/);
  });
});

describe('values', () => {
  const CANARY = /CANARY/;

  it('are in no report, overlay or state', async () => {
    const statePath = join(folder, 'state.json');
    await using sandbox = await openSandbox();
    // Every text of an answer becomes a canary, some values another type, and every object gets further properties.
    const poison = (value: unknown, name = ''): unknown => {
      if (Array.isArray(value)) return value.map((item) => poison(item, name));
      if (typeof value === 'string') return /id|number/i.test(name) ? value : `CANARY ${value}`;
      if (typeof value === 'number') return /latitude/.test(name) ? 'CANARY' : value;
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, each]) => [key, poison(each, key)]);
      return Object.fromEntries([
        ...entries,
        ['extra', 'CANARY'],
        ['CANARY-123-XY', { a: 'CANARY' }],
      ]) as object;
    };
    const fetch: typeof globalThis.fetch = async (...args) => {
      const response = await sandbox.fetch(...args);
      if (
        !response.url.includes('/connect/') &&
        response.headers.get('content-type')?.includes('json')
      ) {
        const body = JSON.stringify(poison(await response.json()));
        return new Response(body, {
          headers: { 'content-type': 'application/json; charset=utf-8; x=CANARY', etag: 'CANARY' },
        });
      }
      return response;
    };
    const options: ConformOptions = {
      ...createClock(),
      ...{ fetch, statePath, budget: 60, rateLimit: { requests: 6000, perMs: 60_000 } },
      baseUrl: sandbox.url,
      credentials: { token: 'CANARY-TOKEN' },
    };
    const authorized: ConformOptions = {
      ...options,
      credentials: { ...sandbox.credentials, tokenUrl: `${sandbox.url}connect/token` },
    };
    const found = await conform(await planConform(CONFIG, authorized, {}), CONFIG, authorized, {});
    expect(found.findings.length).toBeGreaterThan(20);
    const report = createConformReport(found, 0);
    const outputs = {
      text: textReport(report, { colours: true }),
      json: jsonReport(report),
      markdown: markdownReport(report),
      html: await htmlReport(report),
      overlay: found.proposal.text,
      state: readFileSync(statePath, 'utf8'),
      difference: JSON.stringify(found.difference),
    };
    for (const [name, text] of Object.entries(outputs))
      expect(`${name}: ${CANARY.exec(text)?.[0] ?? 'none'}`).toBe(`${name}: none`);
  });
});
