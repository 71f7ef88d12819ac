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
  withDocument,
  ENV,
  DOCUMENT_TEXT,
  API,
  IDENTITY,
  FAILURES,
  SECRET,
  type Failure,
} from './testing/failures.js';
import { CERTIFICATE, KEY } from './testing/certificate.js';
import { findSecrets } from './testing/secrets.js';
import { startVendor } from './testing/vendor.js';

// The pauses before a request is repeated are not waited for.
jest.mock('node:timers/promises', () => ({
  ...jest.requireActual<object>('node:timers/promises'),
  setTimeout: (_milliseconds: number, value: unknown) => Promise.resolve(value),
}));

/**
 * Failures of the network, the vendor or the document: each has its message and its exit code, changes no file, and
 * prints no secret.
 */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-failures-'));
const firstRun = join(work, 'first-run');
const network = globalThis.fetch;
const tls: Server[] = [];

interface RunResult {
  readonly code: number;
  /** Everything that was printed. */
  readonly printed: string;
  readonly requests: readonly string[];
}

async function sdkgen(words: readonly string[], cwd: string): Promise<Omit<RunResult, 'requests'>> {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  const terminal = createTerminal(stream, stream, {});
  const code = await run(words, { terminal, env: ENV, cwd, today: '2026-11-24' });
  return { code, printed };
}

/** Bytes by path, without the reports of the run. */
function readDisk(cwd: string): Readonly<Record<string, string>> {
  const paths = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter(
    (path) => !path.startsWith('reports') && statSync(join(cwd, path)).isFile(),
  );
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
}

async function runWith(
  { api = API, identity = IDENTITY }: Pick<Failure, 'api' | 'identity'>,
  words: readonly string[],
  cwd: string,
): Promise<RunResult> {
  const server = await startVendor(api, identity, network);
  globalThis.fetch = server.fetch;
  try {
    return { ...(await sdkgen(words, cwd)), requests: server.requests };
  } finally {
    globalThis.fetch = network;
    await server.close();
  }
}

function copyWorkingFolder(name: string): string {
  const cwd = join(work, name);
  cpSync(firstRun, cwd, { recursive: true });
  return cwd;
}

beforeAll(async () => {
  mkdirSync(firstRun);
  const { code, printed } = await runWith({}, ['nightly', '--env', 'preprod'], firstRun);
  if (code !== 0) throw new Error(`The first run failed with ${code}: ${printed}`);
});
afterAll(() => {
  for (const server of tls) server.close();
  rmSync(work, { recursive: true, force: true });
});

describe.each(['generate', 'nightly'] as const)('%s fails with', (command) => {
  const failures = FAILURES.filter(({ only = command }) => only === command);

  it.each(failures)('$what', async ({ what, code, says, ...responses }) => {
    const cwd = copyWorkingFolder(`${command} ${what}`.replace(/\W+/g, '-'));
    const before = readDisk(cwd);
    const result = await runWith(responses, [command, '--env', 'preprod'], cwd);
    expect({ code: result.code, printed: result.printed }).toEqual({
      code,
      printed: expect.stringMatching(says),
    });
    expect(readDisk(cwd)).toEqual(before);
    const everything = { printed: result.printed, requests: result.requests.join('\n') };
    expect(findSecrets({ ...everything, ...readAll(cwd) })).toEqual([]);
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
    const cwd = copyWorkingFolder('repaired');
    const before = readDisk(cwd);
    const api = withDocument([{ status: 500 }, DOCUMENT_TEXT]);
    const { code, printed } = await runWith({ api }, ['nightly', '--env', 'preprod'], cwd);
    expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('unchanged') });
    expect(readDisk(cwd)).toEqual(before);
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
          response.end(DOCUMENT_TEXT),
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
    const { code, printed } = await sdkgen(
      [
        'generate',
        '--input',
        `${url}/swagger.json?key=${encodeURIComponent(SECRET)}`,
        '--out',
        'never',
      ],
      work,
    );
    expect({ code, printed }).toEqual({ code: 3, printed: expect.stringMatching(says) });
    expect(readdirSync(work)).not.toContain('never');
    expect(findSecrets({ printed })).toEqual([]);
  });
});

describe('a failure in the program interface', () => {
  it.each(FAILURES.filter(({ only }) => only === undefined))(
    'contains no secret at any depth: $what',
    async ({ api = API, identity = IDENTITY }) => {
      const server = await startVendor(api, identity, network);
      globalThis.fetch = server.fetch;
      const failure: unknown = await generate(
        { env: 'preprod', out: join(work, 'caught') },
        { cwd: work, variables: ENV },
      ).then(
        () => undefined,
        (error: unknown) => error,
      );
      globalThis.fetch = network;
      await server.close();
      expect(failure).toBeInstanceOf(Error);
      const text = inspect(failure, { depth: Infinity, showHidden: true, getters: true });
      expect(findSecrets({ text, stack: (failure as Error).stack ?? '' })).toEqual([]);
    },
  );
});
