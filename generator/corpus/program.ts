import { ExitCode, SdkgenError } from '../errors.js';

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
