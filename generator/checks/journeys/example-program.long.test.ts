import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SANDBOX_CREDENTIALS } from '../../sandbox/defaults.js';
import { PRESETS } from '../../vendor.js';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { createRateLimitedFetch, type RateLimitedFetch } from './testing/rate-limited-fetch.js';

const VENDOR = PRESETS.optimum.environments.sandbox;

/** The nightly program of the package's README, against a sandbox that counts its requests. */

const ROOT = join(__dirname, '..', '..', '..');
const DAYS = ['2026-04-19', '2026-04-20', '2026-04-21', '2026-04-22', '2026-04-23'];
const TRIPS = 'GET /Geolocation/Trips';

/** The part of the package that this test uses. `package.long.test.ts` checks the program against the real types. */
interface Client {
  readonly vehicles: {
    list(): Promise<readonly { readonly registrationNumber: string; readonly status?: string }[]>;
  };
  readonly geolocation: {
    listTrips(params: object): Promise<
      readonly {
        readonly driver?: { readonly registrationNumber: string } | null;
        readonly duration?: number;
      }[]
    >;
  };
}

let countDriving: (client: Client, day: string, file: string) => Promise<void>;
let OptimumClient: new (options: object) => Client;
const work = mkdtempSync(join(tmpdir(), 'sdkgen-night-'));
const printed: string[] = [];
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox({ port: 0 });
  ({ countDriving } = (await import(join(ROOT, 'fixtures/examples/count-driving.ts'))) as {
    countDriving: typeof countDriving;
  });
  ({ OptimumClient } = (await import(join(ROOT, 'output/sandbox/src/index.ts'))) as {
    OptimumClient: typeof OptimumClient;
  });
});

beforeEach(() => {
  printed.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  await sandbox.close();
  rmSync(work, { recursive: true, force: true });
});

function clientAt(platform: RateLimitedFetch, options: object = {}): Client {
  const { clock, sleep, fetch } = platform;
  const places = { baseUrl: sandbox.url, tokenUrl: new URL('connect/token', sandbox.url).href };
  return new OptimumClient({ ...SANDBOX_CREDENTIALS, ...places, clock, sleep, fetch, ...options });
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The same sums, computed directly from the sandbox's responses without a rate limit. */
async function expected(day: string) {
  const client = clientAt(createRateLimitedFetch({ requests: Infinity, perMs: 1 }));
  const vehicles: string[] = [];
  const seconds = new Map<string, number>();
  for (const { registrationNumber, status } of await client.vehicles.list()) {
    if (status === 'OUT_FLEET') continue;
    vehicles.push(registrationNumber);
    const trips = await client.geolocation.listTrips({
      registrationNumber,
      startDate: `${day}T00:00:00`,
      endDate: `${day.slice(0, 8)}${Number(day.slice(8)) + 1}T00:00:00`,
    });
    for (const trip of trips) {
      const who = trip.driver?.registrationNumber ?? 'unknown';
      seconds.set(who, (seconds.get(who) ?? 0) + (trip.duration ?? 0));
    }
  }
  return { vehicles, seconds: Object.fromEntries(seconds) };
}

describe('the nightly program', () => {
  it('sums up the responses, and reports its progress', async () => {
    const file = join(work, 'sums.json');
    await countDriving(clientAt(createRateLimitedFetch(VENDOR.rateLimit)), '2026-04-23', file);
    const want = await expected('2026-04-23');
    expect(want.vehicles.length).toBeGreaterThan(5);
    expect(read(file)).toEqual(want);
    expect(printed).toEqual(
      want.vehicles.map(
        (_, index) => `2026-04-23: ${index + 1} of ${want.vehicles.length} vehicles`,
      ),
    );
  });

  it('gets no 429 and requests one token, in five runs', async () => {
    const platform = createRateLimitedFetch(VENDOR.rateLimit);
    const client = clientAt(platform);
    const start = platform.clock.now();
    for (const day of DAYS) await countDriving(client, day, join(work, `kept-${day}.json`));
    expect(platform.rejected).toEqual([]);
    const [token, ...calls] = platform.passed;
    expect(token).toBe('POST /connect/token');
    expect(calls).not.toContain(token);
    // More than the limit of one minute, or the limit would never apply.
    expect(calls.length).toBeGreaterThan(VENDOR.rateLimit.requests + 10);
    const minutes = Math.floor((calls.length - 1) / VENDOR.rateLimit.requests);
    const took = platform.clock.now() - start;
    expect(took).toBeGreaterThan(minutes * VENDOR.rateLimit.perMs);
    expect(took).toBeLessThan((minutes + 0.2) * VENDOR.rateLimit.perMs);
  });

  it('would get a 429 without its rate limiter', async () => {
    const platform = createRateLimitedFetch(VENDOR.rateLimit);
    const client = clientAt(platform, { rateLimit: false });
    for (const day of DAYS) await countDriving(client, day, join(work, `hasty-${day}.json`));
    expect(platform.rejected.length).toBeGreaterThan(0);
    for (const day of DAYS)
      expect(read(join(work, `hasty-${day}.json`))).toEqual(read(join(work, `kept-${day}.json`)));
  });

  it.each([0, 1, 4])('continues where it stopped, after %d vehicles', async (done) => {
    const file = join(work, `stopped-${done}.json`);
    const first = createRateLimitedFetch(VENDOR.rateLimit);
    const cable: typeof fetch = (input, init) => {
      const isOut = first.passed.filter((one) => one === TRIPS).length >= done;
      const isTrips = new Request(input, init).url.includes('/Geolocation/Trips');
      return isOut && isTrips
        ? Promise.reject(new TypeError('unplugged'))
        : first.fetch(input, init);
    };
    await expect(
      countDriving(clientAt(first, { fetch: cable }), '2026-04-23', file),
    ).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(existsSync(file)).toBe(done > 0);

    const want = await expected('2026-04-23');
    const second = createRateLimitedFetch(VENDOR.rateLimit);
    await countDriving(clientAt(second), '2026-04-23', file);
    expect(read(file)).toEqual(want);
    expect(second.passed.filter((one) => one === TRIPS)).toHaveLength(want.vehicles.length - done);

    const third = createRateLimitedFetch(VENDOR.rateLimit);
    await countDriving(clientAt(third), '2026-04-23', file);
    expect(third.passed).toEqual(['POST /connect/token', 'GET /Vehicles']);
    expect(read(file)).toEqual(want);
  });
});

describe('the program in the README', () => {
  const files = VENDOR.program.files.map((name) =>
    readFileSync(join(ROOT, 'fixtures', 'examples', name), 'utf8'),
  );

  it.each(VENDOR.program.files.map((name, index) => [name, index] as const))(
    'is %s, letter by letter',
    (_name, index) => {
      const readme = readFileSync(join(ROOT, 'output', 'sandbox', 'README.md'), 'utf8');
      expect(readme).toContain(`\`\`\`ts\n${files[index]}\`\`\`\n`);
    },
  );

  it('is under 40 lines, with no cache, pause or retry of its own', () => {
    const text = files.join('');
    expect(text.split('\n').length - 1).toBeLessThan(40);
    expect(text).not.toMatch(/setTimeout|sleep|\bwait|retr(y|ies)|429|attempt|expires|catch/i);
  });
});
