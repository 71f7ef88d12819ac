import { execFile } from 'node:child_process';
import { UsageError } from '../errors.js';

/** How git is run. */
export interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What git reads from its standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
  /** The most that it may print. Default: any. */
  readonly maxBytes?: number | undefined;
}

/** The result of git, whatever its exit code. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  /** What git wrote about a failure, or why it was ended. */
  readonly message: string;
}

/**
 * Runs git and waits for its end. Paths are names, and no patterns; messages are the same on every machine.
 *
 * @param words the arguments; no shell reads them.
 * @throws UsageError when git cannot be started, or the reason of the signal when it is aborted.
 */
export function runGit(
  cwd: string,
  words: readonly string[],
  { env = {}, input = '', signal, maxBytes = Infinity }: GitOptions = {},
): Promise<GitResult> {
  const options = {
    ...({ cwd, encoding: 'buffer', maxBuffer: maxBytes, windowsHide: true } as const),
    env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...env },
    ...(signal && { signal }),
  };
  return new Promise((resolve, reject) => {
    const all = ['--literal-pathspecs', ...words];
    const child = execFile('git', all, options, (error, stdout, stderr) => {
      const code = error?.code ?? 0;
      if (signal?.aborted) reject(signal.reason as Error);
      else if (code === 'ENOENT') reject(createStartError(error));
      else {
        const said = stderr.toString().trim();
        const message = said === '' ? (error?.message ?? '') : said;
        resolve({ code: typeof code === 'number' ? code : 1, stdout, message });
      }
    });
    // Of a git that fails at once, the exit code says more than a broken pipe.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

function createStartError(cause: unknown): UsageError {
  return new UsageError('git cannot be started.', {
    hint: 'Install git (https://git-scm.com), and make sure that it is on the PATH.',
    cause,
  });
}
