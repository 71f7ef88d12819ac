import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');

/** The `sandbox` command in a process of its own, as users run it. */
export interface RunningCommand {
  /** Ends in a slash. */
  readonly url: string;
  /** Everything on the console so far. */
  readonly said: { readonly out: string; readonly err: string };
  /** Stops it as Ctrl+C does. @returns its exit code. */
  stop(): Promise<number | null>;
}

const running: RunningCommand[] = [];

afterAll(async () => {
  await Promise.all(running.map((command) => command.stop()));
});

/** Starts `sandbox` on a free port; it ends with the tests of its file. Rejects when it ends before it listens. */
export function startCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningCommand> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const said = { out: '', err: '' };
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
      const [, url] = /^documentation {2}(\S+?)swagger\/index\.html$/m.exec(said.out) ?? [];
      if (url === undefined || !said.out.includes('Ctrl+C')) return;
      const command = { url, said, stop };
      if (!running.some((known) => known.url === url)) running.push(command);
      resolve(command);
    });
    void ended.then((code) => reject(new Error(`It ended with ${String(code)}: ${said.err}`)));
  });
}
