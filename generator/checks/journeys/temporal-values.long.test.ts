import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from '@swc/core';
import type { Temporal } from 'temporal-polyfill' with { 'resolution-mode': 'import' };
import { parse } from 'yaml';
import { generate } from '../../pipeline/generate.js';
import { openSandbox } from '../../pipeline/open-sandbox.js';
import { allCases, filesUnder } from './testing/cases.js';
import {
  generatePackage,
  removePackages,
  type Call,
  type GeneratedPackage,
} from './testing/generate-package.js';
import { createRecordingServer, json, respondWith } from './testing/recording-server.js';

/** `dates: temporal`: the values of a program, and those on the wire. */

const run = promisify(execFile);
const MODULES = join(__dirname, '..', '..', '..', 'node_modules');
const found = allCases().find(({ name }) => name === 'temporal');
if (found === undefined) throw new Error('There is no case temporal');
const CASE = found;

// An ES module, which jest compiles.
jest.requireActual('temporal-polyfill/global');
const platform = globalThis as unknown as { Temporal?: typeof Temporal };
const types = platform.Temporal as typeof Temporal;
const DAY = types.PlainDate.from('2026-04-23');
const START = types.Instant.from('2026-04-23T10:00:00.1234567Z');
const OPENS = types.PlainTime.from('08:30');
const WIRE = '{"start":"2026-04-23T12:00:00.1234567+02:00","day":"2026-04-23"}';

const server = createRecordingServer();
const { received, responses } = server;
let sdk: GeneratedPackage;
let client: Readonly<Record<string, Readonly<Record<string, Call>>>>;

beforeAll(async () => {
  await server.listen();
  const document = parse(readFileSync(CASE.document, 'utf8')) as unknown;
  sdk = await generatePackage(document, 'Case', CASE.options);
  client = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, maxRetries: 0 });
});
afterAll(async () => {
  removePackages();
  await server.close();
});
beforeEach(server.reset);

function call(name: string, ...values: readonly unknown[]): ReturnType<Call> {
  const [service = '', method = ''] = name.split('.');
  const chosen = client[service]?.[method];
  if (chosen === undefined) throw new Error(`There is no ${name}`);
  return chosen.call(client[service], ...values);
}

/** With the type of each value of Temporal: two of these have no properties that differ. */
function show(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(show);
  const [, type] = /Temporal\.(\w+)/.exec(Object.prototype.toString.call(value)) ?? [];
  if (type !== undefined) return `${type} ${String(value)}`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, show(inner)]));
}

const SHOWN = { start: 'Instant 2026-04-23T10:00:00.1234567Z', day: 'PlainDate 2026-04-23' };
const SLOT = { at: START, day: DAY.withCalendar('gregory'), opens: '09:00' };
const SENT = '{"at":"2026-04-23T10:00:00.1234567Z","day":"2026-04-23","opens":"09:00"}';
const sent = () => received[0]?.body.toString();

describe('a request', () => {
  it('has them in path, query and headers', async () => {
    responses.push(json('[]'));
    await call('shifts.list', DAY.withCalendar('gregory'), {
      from: START,
      at: OPENS,
      days: [DAY.withCalendar('gregory'), '2026-04-24'],
      booked: DAY.toPlainDateTime(OPENS),
      xPause: types.Duration.from({ minutes: 90 }),
    });
    expect(received[0]?.target).toBe(
      '/shifts/2026-04-23?at=08:30:00&booked=2026-04-23T08:30:00&days=2026-04-23&days=2026-04-24&from=2026-04-23T10:00:00.1234567Z',
    );
    expect(received[0]?.headers['x-pause']).toBe('PT90M');
  });

  it('has them in JSON, and does not change its input', async () => {
    responses.push(json('"2026-04-23T10:00:00Z"', 201));
    const body = Object.freeze({
      id: 3n,
      start: START,
      end: null,
      day: '2026-04-23',
      breaks: [OPENS],
      holidays: { easter: DAY },
      due: DAY.toPlainDateTime(OPENS),
      when: 'soon',
      driven: '1.02:03:04',
      next: { start: '2026-04-23T00:00:00', day: DAY },
    });
    expect(show(await call('shifts.create', body))).toBe('Instant 2026-04-23T10:00:00Z');
    expect(sent()).toBe(
      '{"id":3,"start":"2026-04-23T10:00:00.1234567Z","end":null,"day":"2026-04-23","breaks":["08:30:00"],' +
        '"holidays":{"easter":"2026-04-23"},"due":"2026-04-23T08:30:00","when":"soon","driven":"1.02:03:04",' +
        '"next":{"start":"2026-04-23T00:00:00","day":"2026-04-23"}}',
    );
    expect(body.start).toBe(START);
  });

  it('has them in forms and in lines of JSON', async () => {
    responses.push(...[1, 2, 3].map(() => respondWith(204, undefined)));
    await call('shifts.submit', SLOT);
    expect(new URLSearchParams(sent()).toString()).toBe(
      'at=2026-04-23T10%3A00%3A00.1234567Z&day=2026-04-23&opens=09%3A00',
    );
    await call('shifts.upload', { Day: SLOT.day, Slot: SLOT });
    const form = received[1]?.body.toString() ?? '';
    expect(form).toContain('name="Day"\r\n\r\n2026-04-23\r\n');
    expect(form).toContain(`\r\n\r\n${SENT}\r\n`);
    await call('shifts.import', [SLOT, SLOT]);
    expect(received[2]?.body.toString()).toBe(`${SENT}\n${SENT}\n`);
  });
});

describe('a response', () => {
  it('has them, and what is no value of Temporal as it is', async () => {
    responses.push(
      json(
        `[{${WIRE.slice(1, -1)},"id":1,"end":null,"booked":"2026-04-23T10:00:00","opens":"08:30:00","pause":"PT1H","driven":"01:00:00",` +
          '"breaks":["10:00:00"],"holidays":{"a":"2026-12-25"},"due":"2026-04-23T00:00:00","when":"soon"}]',
      ),
    );
    expect(show(await call('shifts.list', '2026-04-23'))).toEqual([
      {
        ...SHOWN,
        id: 1n,
        end: null,
        booked: 'PlainDateTime 2026-04-23T10:00:00',
        opens: 'PlainTime 08:30:00',
        pause: 'Duration PT1H',
        driven: '01:00:00',
        breaks: ['PlainTime 10:00:00'],
        holidays: { a: 'PlainDate 2026-12-25' },
        due: 'PlainDateTime 2026-04-23T00:00:00',
        when: 'soon',
      },
    ]);
  });

  it.each<[name: string, type: string, body: string]>([
    [
      'clock.watch',
      'text/event-stream',
      'data: {"at":"2026-04-23T10:00:00Z","day":"2026-04-23"}\n\n',
    ],
    ['clock.log', 'application/x-ndjson', '{"at":"2026-04-23T10:00:00Z","day":"2026-04-23"}\n'],
  ])('of %s has them in its items', async (name, type, body) => {
    responses.push(respondWith(200, type, body));
    const items: unknown[] = [];
    for await (const item of call(name, { reconnect: 'never' })) items.push(show(item));
    expect(items).toEqual([{ at: 'Instant 2026-04-23T10:00:00Z', day: 'PlainDate 2026-04-23' }]);
  });

  it('is read as text', async () => {
    responses.push(respondWith(200, 'text/plain', '2026-04-23T10:00:00Z'));
    expect(show(await call('clock.get'))).toBe('Instant 2026-04-23T10:00:00Z');
  });

  it.each<[body: string, missing: string]>([
    ['[{"start":"2026-04-23T10:00:00"}]', "a time with an offset or Z at 'start'"],
    ['[{"day":"23/04/2026"}]', "a date at 'day'"],
    ['[{"pause":"01:00:00"}]', "an ISO 8601 duration at 'pause'"],
  ])('%s is a ResponseParseError', async (body, missing) => {
    responses.push(json(body));
    const error = await call('shifts.list', DAY).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(sdk.exports['ResponseParseError'] as new () => Error);
    expect((error as Error).message).toContain(` returned 200 without ${missing}: '`);
  });

  it('that is an error has them as far as possible', async () => {
    const until = (text: string) => json(`{"title":"Taken","until":"${text}"}`, 409);
    responses.push(until('2026-04-23T10:00:00Z'), until('soon'));
    for (const want of ['Instant 2026-04-23T10:00:00Z', 'soon']) {
      const error = await call('shifts.list', DAY).catch((reason: unknown) => reason);
      expect(show((error as { readonly body: unknown }).body)).toMatchObject({ until: want });
    }
  });

  it('has them for a bare caller', async () => {
    const { createBareCaller, getClock } = sdk.exports as Record<
      string,
      (...values: unknown[]) => unknown
    >;
    responses.push(json('"2026-04-23T10:00:00Z"'));
    const caller = createBareCaller?.({ baseUrl: server.baseUrl() });
    expect(show(await getClock?.(caller))).toBe('Instant 2026-04-23T10:00:00Z');
  });
});

it('reads webhooks', async () => {
  const { handleWebhook } = (await import(join(sdk.folder, 'src/webhooks/index.ts'))) as {
    readonly handleWebhook: (name: string, body: unknown) => { readonly payload: unknown };
  };
  for (const body of [WIRE, JSON.parse(WIRE)])
    expect(show(handleWebhook('shiftStarted', body).payload)).toEqual(SHOWN);
});

describe('a platform without Temporal', () => {
  beforeEach(() => {
    delete platform.Temporal;
  });
  afterEach(() => {
    platform.Temporal = types;
  });

  it.each([
    ['clock.get', []],
    ['clock.watch', []],
    ['shifts.list', ['2026-04-23']],
    ['shifts.create', [{ start: '2026-04-23T10:00:00Z', day: '2026-04-23' }]],
  ])('rejects %s before anything is sent', async (name, values) => {
    const error = await call(name, ...values).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(sdk.exports['ConfigurationError'] as new () => Error);
    expect((error as Error).message).toContain("import 'temporal-polyfill/global'");
    expect(received).toEqual([]);
  });

  it('makes calls that read no such value', async () => {
    responses.push(respondWith(204, undefined));
    await call('shifts.submit', { at: '2026-04-23T10:00:00Z' });
    expect(received).toHaveLength(1);
  });
});

it('says in an overlay that times have no offset', async () => {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-temporal-'));
  try {
    const overlay = join(work, 'overlay.yaml');
    const page = readFileSync(join(MODULES, '..', 'docs', 'configuration.md'), 'utf8');
    const [, text = ''] =
      /```yaml\n(overlay: 1\.0\.0\ninfo: \{ title: Times[^`]*)```/.exec(page) ?? [];
    writeFileSync(overlay, text);
    const options = { ...CASE.options, overlays: [overlay] };
    await generate({ input: CASE.document, out: join(work, 'sdk'), ...options });
    const shift = readFileSync(join(work, 'sdk/src/models/shift.ts'), 'utf8');
    expect(shift).toContain('start: Temporal.PlainDateTime;');
    expect(shift).toContain('day: Temporal.PlainDate;');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

/** Compiles the sources of a package to ES modules. */
function transpile(folder: string): void {
  for (const [path, text] of filesUnder(join(folder, 'src'))) {
    const { code } = transformSync(text, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    const target = join(folder, 'dist/esm', path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
}

/** As a user has it: a compiled package in a project of its own, with the polyfill or what the platform has. */
it('calls the sandbox from a program', async () => {
  const project = mkdtempSync(join(tmpdir(), 'sdkgen-temporal-'));
  const sandbox = await openSandbox({ input: CASE.document });
  try {
    const folder = join(project, 'node_modules', 'timetable');
    await generate({ input: CASE.document, out: folder, ...CASE.options });
    transpile(folder);
    for (const name of ['temporal-polyfill', 'temporal-spec', 'temporal-utils']) {
      const target = join(project, 'node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(MODULES, name), target, 'junction');
    }
    writeFileSync(
      join(project, 'program.mjs'),
      `import 'temporal-polyfill/global';
import { TimetableClient } from 'timetable';
const client = new TimetableClient({ baseUrl: process.argv[2] });
const day = Temporal.PlainDate.from('2026-04-23');
const shifts = await client.shifts.list(day, { from: Temporal.Now.instant() });
const [first] = shifts;
const started = await client.shifts.create({ start: first.start, day: first.day.add({ days: 1 }) });
console.log(
  first.start instanceof Temporal.Instant,
  first.booked instanceof Temporal.PlainDateTime,
  first.day instanceof Temporal.PlainDate,
  first.opens instanceof Temporal.PlainTime,
  first.closes instanceof Temporal.PlainTime,
  first.pause instanceof Temporal.Duration,
  typeof first.driven,
  started instanceof Temporal.Instant,
);
`,
    );
    const { stdout } = await run(process.execPath, ['program.mjs', sandbox.url], { cwd: project });
    expect(stdout.trim()).toBe('true true true true true true string true');
    const [path] = sandbox.requests.map((request) => request.path);
    expect(path).toBe('/shifts/2026-04-23');
  } finally {
    await sandbox.close();
    rmSync(project, { recursive: true, force: true });
  }
});
