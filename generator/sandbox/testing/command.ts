import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');

/** The `sandbox` command in its own process, as users run it. */
export interface RunningCommand {
  /** Ends in a slash. */
  readonly url: string;
  /** What it has printed so far. */
  readonly printed: { readonly out: string; readonly err: string };
  /** Stops it like Ctrl+C. @returns its exit code. */
  stop(): Promise<number | null>;
}

const running: RunningCommand[] = [];

afterAll(async () => {
  await Promise.all(running.map((command) => command.stop()));
});

/** Starts `sandbox` on a free port. It is stopped after the tests of the file. Rejects if it ends before it listens. */
export function startCommand(options: readonly string[]): Promise<RunningCommand> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.out += text;
      const [, url] = /^documentation {2}(\S+?)swagger\/index\.html$/m.exec(printed.out) ?? [];
      if (url === undefined || !printed.out.includes('Ctrl+C')) return;
      const command = { url, printed, stop };
      if (!running.some((started) => started.url === url)) running.push(command);
      resolve(command);
    });
    void ended.then((code) =>
      reject(new Error(`The command ended with code ${String(code)}: ${printed.err}`)),
    );
  });
}
