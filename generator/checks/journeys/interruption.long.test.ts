import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Signals and progress: the program as a process. Signals are sent when something was observed, never after a time. */

const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');
const work = mkdtempSync(join(tmpdir(), 'sdkgen-interruption-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(work, { recursive: true, force: true });
});

const DOCUMENT = JSON.stringify({
  openapi: '3.0.4',
  info: { title: 'Fleet API', version: 'v1' },
  paths: {
    '/Vehicles': { get: { tags: ['Vehicles'], responses: { 204: { description: 'OK' } } } },
  },
});

interface Running {
  readonly printed: { out: string; err: string };
  /** Resolves once the text is printed. */
  readonly until: (text: string) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<number | null>;
}

/** @param preload a script that runs before the program in its process. */
function start(words: readonly string[], cwd: string, preload = '', env = {}): Running {
  const script = join(cwd, '..', `${cwd.split(/[\\/]/).at(-1)}.preload.cjs`);
  writeFileSync(script, preload);
  const { CI: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--require', script, PROGRAM, ...words], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  const waiting: (() => void)[] = [];
  for (const name of ['out', 'err'] as const)
    child[`std${name}`].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      for (const check of waiting) check();
    });
  return {
    printed,
    until: (text) =>
      new Promise((resolve) => {
        const check = () => (printed.out + printed.err).includes(text) && resolve();
        waiting.push(check);
        check();
      }),
    kill: (signal) => child.kill(signal),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that sends the start of a document and no more. */
async function serveStart(): Promise<{ readonly url: string; readonly requested: Promise<void> }> {
  let notify: () => void = () => undefined;
  const requested = new Promise<void>((resolve) => (notify = resolve));
  const url = await serve((_, response) => {
    response.write(DOCUMENT.slice(0, 20));
    notify();
  });
  return { url: `${url}/api.json`, requested };
}

function folder(name: string): string {
  const cwd = join(work, name);
  mkdirSync(cwd);
  return cwd;
}

const NOTHING_CHANGED = 'Interrupted. Nothing was changed.\n';

describe('a signal during a download', () => {
  it.each<[string, NodeJS.Signals, readonly string[], number]>([
    ['generate', 'SIGINT', ['--input', 'URL', '--out', 'deep/sdk'], 130],
    ['generate', 'SIGTERM', ['--input', 'URL', '--out', 'deep/sdk', '--json'], 143],
    ['check', 'SIGINT', ['--input', 'URL', '--out', 'sdk'], 130],
    ['diff', 'SIGINT', ['URL', 'URL', '--out', 'report.txt'], 130],
    ['sandbox', 'SIGINT', ['--input', 'URL', '--port', '0'], 130],
    ['nightly', 'SIGINT', ['--env', 'preprod'], 130],
  ])('%s ends after %s and leaves the disk as it was: %j', async (command, signal, words, code) => {
    const cwd = folder(`${command}-${signal}`);
    const { url, requested } = await serveStart();
    if (command === 'nightly')
      writeFileSync(
        join(cwd, 'sdk.config.json'),
        JSON.stringify({ environments: { preprod: { documentation: url } } }),
      );
    const before = readdirSync(cwd);
    const run = start([command, ...words.map((word) => word.replace('URL', url))], cwd);
    await Promise.race([requested, run.ended]);
    run.kill(signal);
    expect(await run.ended).toBe(code);
    const title = command === 'nightly' ? 'preprod failed:\n' : '';
    expect(run.printed.err).toBe(title + NOTHING_CHANGED);
    // A nightly run says in its reports how it ended.
    expect(readdirSync(cwd).filter((name) => name !== 'reports')).toEqual(before);
    const error = { code: 'interrupted', exitCode: code, message: NOTHING_CHANGED.trim() };
    if (words.includes('--json'))
      expect(JSON.parse(run.printed.out)).toEqual({ error: { ...error, diagnostics: [] } });
    else if (command !== 'nightly') expect(run.printed.out).toBe('');
  });
});

/** Sends the signal when the program calls a function of `node:fs/promises` with such a path, and waits until it arrived. */
const signalAt = (name: string, pattern: RegExp): string => `
const fs = require('node:fs/promises');
const original = fs.${name};
let sent = false;
fs.${name} = async (...args) => {
  if (!sent && args.some((arg) => ${String(pattern)}.test(String(arg)))) {
    sent = true;
    // A listener alone does not keep the process running.
    const alive = setInterval(() => {}, 1000);
    const arrived = new Promise((resolve) => process.once('SIGINT', resolve));
    process.kill(process.pid, 'SIGINT');
    await arrived;
    clearInterval(alive);
  }
  return original(...args);
};
`;

describe('a signal while files are written', () => {
  const words = ['generate', '--input', 'api.json', '--out', 'sdk'];

  it('before the first one is in place: all are removed again', async () => {
    const cwd = folder('staging');
    writeFileSync(join(cwd, 'api.json'), DOCUMENT);
    const run = start(words, cwd, signalAt('open', /staging.new-0$/));
    expect({ code: await run.ended, ...run.printed }).toEqual({
      code: 130,
      out: '',
      err: NOTHING_CHANGED,
    });
    expect(readdirSync(cwd)).toEqual(['api.json']);
  });

  it('after that: all are put in place, and the message says so', async () => {
    const cwd = folder('placing');
    writeFileSync(join(cwd, 'api.json'), DOCUMENT);
    const run = start(words, cwd, signalAt('rename', /staging.new-0$/));
    expect({ code: await run.ended, err: run.printed.err }).toEqual({
      code: 130,
      err: 'Interrupted too late: the run was completed.\n',
    });
    expect(existsSync(join(cwd, 'sdk', '.sdkgen.staging'))).toBe(false);
    const check = start(['check', ...words.slice(1)], cwd);
    expect({ code: await check.ended, ...check.printed }).toEqual({
      code: 0,
      out: 'sdk is up to date.\n',
      err: '',
    });
  });
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s is how a sandbox ends: exit code 0', async (signal) => {
  const cwd = folder(`listening-${signal}`);
  writeFileSync(join(cwd, 'api.json'), DOCUMENT);
  const run = start(['sandbox', '--input', 'api.json', '--port', '0', '--json'], cwd);
  await run.until('\n}\n');
  const { documentation } = JSON.parse(run.printed.out) as { readonly documentation: string };
  expect((await fetch(documentation)).status).toBe(200);
  run.kill(signal);
  expect({ code: await run.ended, err: run.printed.err }).toEqual({ code: 0, err: '' });
});

describe('progress', () => {
  const TERMINAL = 'process.stderr.isTTY = true; process.stderr.columns = 80;';
  const HALF = 150_000;
  const body = `${DOCUMENT.slice(0, -1)}${' '.repeat(2 * HALF - DOCUMENT.length)}}`;

  it('says at once that it starts, then the bytes so far, then each stage with its time', async () => {
    let sendRest: () => void = () => undefined;
    const url = await serve((_, response) => {
      response.setHeader('content-length', body.length);
      response.write(body.slice(0, HALF));
      sendRest = () => response.end(body.slice(HALF));
    });
    const words = ['generate', '--input', `${url}/api.json`, '--out', 'sdk'];
    const run = start(words, folder('watched'), TERMINAL);
    // Half of the body stands there for as long as no more arrives.
    await run.until('  download     150 kB of 300 kB');
    sendRest();
    expect(await run.ended).toBe(0);
    const lines = run.printed.err.replace(/\u001b\[\d+m/g, '').split(/\r\u001b\[2K|\n/);
    const shown = lines.filter((line) => line !== '').map((line) => line.replace(/ +\d.*/, ''));
    expect(shown.slice(0, 2)).toEqual(['  starting ...', '  download ...']);
    const done = shown.filter((line) => line.startsWith('✓'));
    expect(done.slice(0, 3)).toEqual(['✓ download', '✓ look', '✓ load']);
    expect(done.at(-1)).toBe('✓ record');
  });

  it('is not printed in a job of continuous integration', async () => {
    const cwd = folder('job');
    writeFileSync(join(cwd, 'api.json'), DOCUMENT);
    const words = ['check', '--input', 'api.json', '--out', 'sdk', '--json'];
    const run = start(words, cwd, TERMINAL, { CI: 'true' });
    expect({ code: await run.ended, err: run.printed.err }).toEqual({ code: 1, err: '' });
  });
});
