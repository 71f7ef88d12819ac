import { ExitCode, SdkgenError } from '../errors.js';
import { consoleLines } from '../util/printable.js';
import { tellError, type Terminal } from './terminal.js';
import { version } from '../pipeline/version.js';

/** Tells of a failure what whoever ran the program can do about it. @returns the exit code that it has. */
export function tellFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof SdkgenError) {
    tellError(terminal, error);
    return error.exitCode;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(
    `This is a bug in optimum-sdkgen ${version}, not in your document. Nothing was written. Please report it with these lines:\n${consoleLines(details)}`,
  );
  return ExitCode.Bug;
}
