import { resolve } from 'node:path';
import { loadConfig } from '../../config/index.js';
import { ExitCode, SdkgenError } from '../../errors.js';
import type { OutputSwitches } from '../../model/switches.js';

/** Runs `main` with the words of the command line; what it returns, or the failure's code, becomes the exit code. */
export async function runAsProgram(
  main: (words: readonly string[]) => Promise<ExitCode>,
): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const isKnown = error instanceof SdkgenError;
    process.exitCode = isKnown ? error.exitCode : ExitCode.Bug;
    const lines = isKnown ? [error.message, error.hint ?? ''] : [stackOf(error)];
    process.stderr.write(`${lines.join('\n').trimEnd()}\n`);
  }
}

/** With what caused it: a bug in one document of many names the document. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}

/**
 * The switches that a configuration file sets; none without a file. The rest of it is for one document, not for a folder.
 *
 * @throws UsageError when the file is not there, or is no configuration.
 */
export async function switchesIn(file: string | undefined): Promise<OutputSwitches> {
  if (file === undefined || file === '') return {};
  const cwd = process.cwd();
  const { output } = await loadConfig({ cwd, flags: { config: resolve(cwd, file) }, env: {} });
  return output;
}
