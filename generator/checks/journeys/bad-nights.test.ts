import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer as createTlsServer, type Server } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { run } from '../../commands/index.js';
import { generate } from '../../pipeline/generate.js';
import { createTerminal } from '../../commands/terminal.js';
import {
  announced,
  ENV,
  FOUR,
  GOOD,
  IDENTITY,
  NIGHTS,
  SECRET,
  type Night,
} from './testing/bad-nights.js';
import { CERTIFICATE, KEY } from './testing/certificate.js';
import { secretsIn } from './testing/secrets.js';
import { vendor } from './testing/vendor.js';

// The pauses before a request is repeated are not waited for.
jest.mock('node:timers/promises', () => ({
  ...jest.requireActual<object>('node:timers/promises'),
  setTimeout: (_milliseconds: number, value: unknown) => Promise.resolve(value),
}));

/**
 * Failures of the network, the vendor or the document: each has its message and its exit code, changes no file, and
 * prints no secret.
 */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-bad-nights-'));
const morning = join(work, 'morning');
const network = globalThis.fetch;
const tls: Server[] = [];

interface Ended {
  readonly code: number;
  /** Everything that was printed. */
  readonly told: string;
  readonly asked: readonly string[];
}

async function sdkgen(words: readonly string[], cwd: string): Promise<Omit<Ended, 'asked'>> {
  let told = '';
  const stream = { write: (text: string) => (told += text) };
  const terminal = createTerminal(stream, stream, {});
  const code = await run(words, { terminal, env: ENV, cwd, today: '2026-11-24' });
  return { code, told };
}

/** Bytes by path, without the reports of the run. */
function disk(cwd: string): Readonly<Record<string, string>> {
  const paths = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter(
    (path) => !path.startsWith('reports') && statSync(join(cwd, path)).isFile(),
  );
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
}

async function nightWith(
  { api = GOOD, identity = IDENTITY }: Pick<Night, 'api' | 'identity'>,
  words: readonly string[],
  cwd: string,
): Promise<Ended> {
  const stand = await vendor(api, identity, network);
  globalThis.fetch = stand.fetch;
  try {
    return { ...(await sdkgen(words, cwd)), asked: stand.asked };
  } finally {
    globalThis.fetch = network;
    await stand.close();
  }
}

function freshMorning(name: string): string {
  const cwd = join(work, name);
  cpSync(morning, cwd, { recursive: true });
  return cwd;
}

beforeAll(async () => {
  mkdirSync(morning);
  const { code, told } = await nightWith({}, ['nightly', '--env', 'preprod'], morning);
  if (code !== 0) throw new Error(`The night before failed with ${code}: ${told}`);
});
afterAll(() => {
  for (const server of tls) server.close();
  rmSync(work, { recursive: true, force: true });
});

describe.each(['generate', 'nightly'] as const)('%s fails with', (command) => {
  const nights = NIGHTS.filter(({ only = command }) => only === command);

  it.each(nights)('$what', async ({ what, code, says, ...answers }) => {
    const cwd = freshMorning(`${command} ${what}`.replace(/\W+/g, '-'));
    const before = disk(cwd);
    const ended = await nightWith(answers, [command, '--env', 'preprod'], cwd);
    expect({ code: ended.code, told: ended.told }).toEqual({
      code,
      told: expect.stringMatching(says),
    });
    expect(disk(cwd)).toEqual(before);
    const everything = { told: ended.told, asked: ended.asked.join('\n') };
    expect(secretsIn({ ...everything, ...readAll(cwd) })).toEqual([]);
  });
});

function readAll(cwd: string): Readonly<Record<string, string>> {
  const paths = readdirSync(cwd, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    paths
      .filter((path) => statSync(join(cwd, path)).isFile())
      .map((path) => [path, readFileSync(join(cwd, path), 'utf8')]),
  );
}

describe('a temporary failure', () => {
  it('is retried', async () => {
    const cwd = freshMorning('mended');
    const before = disk(cwd);
    const api = announced([{ status: 500 }, FOUR]);
    const { code, told } = await nightWith({ api }, ['nightly', '--env', 'preprod'], cwd);
    expect({ code, told }).toEqual({ code: 0, told: expect.stringContaining('unchanged') });
    expect(disk(cwd)).toEqual(before);
  });
});

describe('a connection failure', () => {
  const listening = (server: { listen: (...words: never[]) => unknown }): Promise<number> =>
    new Promise((resolve) => {
      const tcp = server as unknown as ReturnType<typeof createServer>;
      tcp.listen(0, '127.0.0.1', () => resolve((tcp.address() as AddressInfo).port));
    });
  const places: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    [
      'that nobody takes',
      async () => {
        const server = createServer();
        const port = await listening(server);
        await new Promise((done) => server.close(done));
        return `http://127.0.0.1:${port}`;
      },
      /the connection was refused \(ECONNREFUSED\), 4 times/,
    ],
    [
      'with the certificate of another host',
      async () => {
        const server = createTlsServer({ key: KEY, cert: CERTIFICATE }, (_, response) =>
          response.end(FOUR),
        );
        tls.push(server);
        return `https://127.0.0.1:${await listening(server)}`;
      },
      /self-signed certificate\b.*\n.*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'to a server that speaks no TLS',
      async () => {
        const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
        tls.push(server as unknown as Server);
        return `https://127.0.0.1:${await listening(server)}`;
      },
      /wrong version number.*\n/,
    ],
  ];
  it.each(places)('of %s ends the run, and nothing is written', async (_, place, says) => {
    const url = (await place()).replace('://', `://user:${encodeURIComponent(SECRET)}@`);
    const { code, told } = await sdkgen(
      [
        'generate',
        '--input',
        `${url}/swagger.json?key=${encodeURIComponent(SECRET)}`,
        '--out',
        'never',
      ],
      work,
    );
    expect({ code, told }).toEqual({ code: 3, told: expect.stringMatching(says) });
    expect(readdirSync(work)).not.toContain('never');
    expect(secretsIn({ told })).toEqual([]);
  });
});

describe('a failure in the program interface', () => {
  it.each(NIGHTS.filter(({ only }) => only === undefined))(
    'holds no secret, however deep one looks: $what',
    async ({ api = GOOD, identity = IDENTITY }) => {
      const stand = await vendor(api, identity, network);
      globalThis.fetch = stand.fetch;
      const credentials = { clientId: ENV.OPTIMUM_CLIENT_ID, clientSecret: SECRET };
      const failure: unknown = await generate(
        { env: 'preprod', out: join(work, 'caught') },
        { cwd: work, credentials },
      ).then(
        () => undefined,
        (error: unknown) => error,
      );
      globalThis.fetch = network;
      await stand.close();
      expect(failure).toBeInstanceOf(Error);
      const shown = inspect(failure, { depth: Infinity, showHidden: true, getters: true });
      expect(secretsIn({ shown, stack: (failure as Error).stack ?? '' })).toEqual([]);
    },
  );
});
