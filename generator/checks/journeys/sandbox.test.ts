import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { run } from '../../commands/index.js';
import { startCommand, type RunningCommand } from '../../sandbox/testing/command.js';
import { obtainDocument } from '../../source/index.js';
import { createTerminal } from '../../commands/terminal.js';

/** The `sandbox` command, and the shell commands that it prints. */

const ROOT = join(__dirname, '..', '..', '..');
const PROGRAM = join(ROOT, 'dist', 'cli.js');
const DOCUMENT = readFileSync(join(ROOT, 'fixtures/sandbox/swagger.json'), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'sdkgen-sandbox-'));
let command: RunningCommand;

beforeAll(async () => {
  command = await startCommand([]);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function shell(line: string): Promise<string> {
  return (await promisify(execFile)('sh', ['-c', line], { maxBuffer: 1e8 })).stdout;
}

async function sdkgen(words: readonly string[]) {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const code = await run(words, { terminal, env: {}, cwd: work, today: '2026-11-24' });
  return { code, ...said };
}

describe('the sandbox command', () => {
  it('prints a screen: its URLs, credentials and calls', () => {
    const { url, printed } = command;
    const lines = printed.out.split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.slice(0, 9)).toEqual([
      `documentation  ${url}swagger/index.html`,
      `document       ${url}swagger/v1/swagger.json`,
      `API            ${url}`,
      `token          ${url}connect/token`,
      'client id      sandbox-client',
      'client secret  sandbox-secret',
      `faults         ${url}_sandbox/faults`,
      '',
      'Calls that work:',
    ]);
    expect(printed.err).toBe('');
  });

  it('prints calls that work, and whose output is a screen', async () => {
    const lines = command.printed.out.split('\n').filter((line) => /^(curl|TOKEN=)/.test(line));
    expect(lines).toHaveLength(4);
    const [token = '', ...calls] = lines;
    for (const call of calls) {
      const output = await shell(`${token}\n${call}`);
      expect(output).toMatch(/"(registrationNumber|identificationNumber)":"[A-Z]/);
      expect(output.length).toBeLessThan(1000);
    }
  });

  it('has a documentation page from which the generator gets the document', async () => {
    const found = await obtainDocument({ kind: 'url', url: `${command.url}swagger` });
    expect(found).toMatchObject({
      status: 'fetched',
      text: DOCUMENT,
      location: `${command.url}swagger/v1/swagger.json`,
      name: 'Optimum Automotive Public API (stand-in) v1',
    });
  });

  it.each([
    [['--limit', 'none'], /--limit 'none' is not a number/],
    [['--fault', 'slow'], /--fault 'slow': milliseconds: A whole number/],
    [['--fault', 'sloth=1'], /--fault 'sloth=1': kind: One of slow, stalled/],
    [['--port', '99999'], /--port '99999'/],
    [['--input', 'nothing.json'], /nothing\.json/],
  ])('rejects %j as wrong usage', async (words, message) => {
    const { code, err } = await sdkgen(['sandbox', ...words]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });

  it('allows 30 requests a minute, then responds with the time to wait', async () => {
    const ask = () => fetch(new URL('/Nothing', command.url));
    const statuses: number[] = [];
    let refused = await ask();
    while (refused.status === 404) {
      statuses.push(refused.status);
      refused = await ask();
    }
    // The printed calls were three of the thirty.
    expect(statuses).toHaveLength(27);
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect({ wait, isSound: Number.isInteger(wait) && wait > 0 && wait <= 60 }).toMatchObject({
      isSound: true,
    });
    expect((await fetch(new URL('/swagger/v1/swagger.json', command.url))).status).toBe(200);
  });

  it('stops on SIGINT with exit code 0', async () => {
    expect(await command.stop()).toBe(0);
  });
});

describe('generate --env sandbox, which reads a file', () => {
  let loaded: readonly string[];

  beforeAll(() => {
    const list = join(work, 'loaded.json');
    const hook = join(work, 'hook.cjs');
    writeFileSync(
      hook,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
    );
    const words = ['generate', '--env', 'sandbox', '--include-tag', 'Persons'];
    const { status, stderr } = spawnSync(process.execPath, ['--require', hook, PROGRAM, ...words], {
      cwd: work,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    loaded = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
  });

  it.each([
    ['sandbox', '/sandbox/start-sandbox.js', 0],
    ['certified identity server', '/node_modules/koa/lib/application.js', 0],
    ['request validation', '/sandbox/validation/schema-validator.js', 0],
    ['libraries of that', '/node_modules/ajv-formats/dist/index.js', 0],
  ])('loads of the %s (%s) %i file', (_what, file, times) => {
    expect(loaded.filter((path) => path.replaceAll('\\', '/').includes(file))).toHaveLength(times);
  });
});
