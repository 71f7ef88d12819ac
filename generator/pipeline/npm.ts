import { execFile, type ExecFileException } from 'node:child_process';
import { InterruptedError, UsageError } from '../errors.js';
import { redactSecrets } from '../source/index.js';
import { isRecord } from '../util/is-record.js';

/** Where npm runs, and what it is told by its environment rather than by arguments. */
export interface NpmSurroundings {
  readonly cwd: string;
  /** Settings of npm by name, such as `registry`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What npm printed as JSON, or why it failed. */
export type NpmResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * Runs npm, which reads its credentials itself: from `.npmrc`, or by trusted publishing. No script of a package runs.
 *
 * @param words without anything secret: other processes can read the arguments of a process.
 * @throws UsageError when npm cannot be started.
 */
export async function runNpm(
  words: readonly string[],
  { cwd, settings = {}, signal }: NpmSurroundings,
): Promise<NpmResult> {
  // On Windows, npm is a batch file, which only a shell runs.
  const isWindows = process.platform === 'win32';
  if (isWindows) refuseShellWords(words);
  const options = {
    ...{ cwd, shell: isWindows, maxBuffer: MAX_OUTPUT, ...(signal && { signal }) },
    env: { ...process.env, ...toVariables(settings) },
  };
  const all = [...words, '--ignore-scripts', '--json', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    execFile('npm', all, options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, value: parseOutput(stdout) });
      else if (typeof error.code !== 'number') reject(startError(error, signal));
      else resolve({ ok: false, ...describeFailure(stdout, stderr) });
    });
  });
}

function refuseShellWords(words: readonly string[]): void {
  const unsafe = words.find((word) => !/^[\w@./:~+=-]+$/.test(word));
  if (unsafe !== undefined)
    throw new UsageError(`On Windows, npm cannot be given '${unsafe}'.`, {
      hint: 'Choose a folder without spaces and special characters for the package.',
    });
}

/** A list of the files of a package with thousands of operations. */
const MAX_OUTPUT = 256 * 1024 * 1024;

function toVariables(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]),
  );
}

function startError(error: ExecFileException, signal: AbortSignal | undefined): Error {
  const interruption: unknown = signal?.reason;
  if (interruption instanceof InterruptedError) return interruption;
  return new UsageError('npm cannot be started.', {
    cause: error,
    hint: 'It comes with Node.js: put its folder into PATH.',
  });
}

/** npm 12 wraps what older versions print in a list or in an object with the package's name as key. */
function parseOutput(stdout: string): unknown {
  return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
}

/** npm prints `{"error": {"code", "summary"}}`, and for people lines that begin with `npm error`. */
function describeFailure(
  stdout: string,
  stderr: string,
): { readonly code: string; readonly message: string } {
  const { code, summary } = readError(stdout);
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/^(?:code |A complete log)/.test(line));
  const message = summary === '' ? lines.slice(0, MAX_LINES).join('\n') : summary;
  return { code, message: redactSecrets(message, listSecrets(process.env)) };
}

const MAX_LINES = 5;

function readError(stdout: string): { readonly code: string; readonly summary: string } {
  try {
    const printed = parseOutput(stdout);
    const error = isRecord(printed) ? printed['error'] : undefined;
    const textAt = (name: string) => {
      const value = isRecord(error) ? error[name] : undefined;
      return typeof value === 'string' ? value.trim() : '';
    };
    return { code: textAt('code'), summary: textAt('summary') };
  } catch (error) {
    // Before npm has read its settings, it prints no JSON.
    if (error instanceof SyntaxError) return { code: '', summary: '' };
    throw error;
  }
}

/** The values of variables that are secret by their names. A short one would blank out words. */
function listSecrets(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value = '']) =>
    /TOKEN|SECRET|PASSWORD|_AUTH|_OTP/i.test(name) && value.length >= 8 ? [value] : [],
  );
}
