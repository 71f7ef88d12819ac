import type { Diagnostic, Position } from '../diagnostics.js';
import { ExitCode, SdkgenError } from '../errors.js';
import { paint } from '../util/paint.js';
import { toReadablePath } from '../util/json-pointer.js';
import { consoleLine, consoleLines } from '../util/printable.js';
import { version } from '../pipeline/version.js';
import { PROGRAM } from '../vendor.js';

/** Where and how a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when a person is watching: progress is printed, and colours are used unless turned off. */
  readonly interactive: boolean;
  readonly colours: boolean;
  /** The same for `out`, which may be a file while a person watches `err`. */
  readonly resultColours: boolean;
  /** The columns of `out`; undefined when it is not a terminal. */
  readonly resultWidth?: number;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** @param env `NO_COLOR` (no-color.org) with any value turns colours off. */
export function createTerminal(
  out: Stream,
  err: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const interactive = err.isTTY === true && env['CI'] === undefined;
  const mayColour = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return {
    out: (text) => void out.write(`${text}\n`),
    err: (text) => void err.write(`${text}\n`),
    interactive,
    colours: interactive && mayColour,
    resultColours: out.isTTY === true && env['CI'] === undefined && mayColour,
    ...(out.isTTY === true && out.columns !== undefined && { resultWidth: out.columns }),
  };
}

/** Prints a stage with its time, for a person who waits. */
export function printStage(terminal: Terminal, stage: string, milliseconds: number): void {
  if (!terminal.interactive) return;
  const time =
    milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  terminal.err(
    `${paint(terminal, 'green', '✓')} ${stage.padEnd(12)} ${paint(terminal, 'dim', time)}`,
  );
}

/** Prints what happened, then what to do. */
export function printError(terminal: Terminal, error: SdkgenError): void {
  terminal.err(`${paint(terminal, 'red', 'error')}: ${consoleLines(error.message)}`);
  if (error.hint !== undefined) terminal.err(formatHint(terminal, consoleLines(error.hint)));
}

/** Formats a diagnostic on one line: location, code, message and path in the document. */
export function formatDiagnostic(
  terminal: Terminal,
  file: string,
  diagnostic: Diagnostic,
  position: Position | undefined,
): string {
  const path = consoleLine(file);
  const location = position === undefined ? path : `${path}:${position.line}:${position.column}`;
  const severity = paint(
    terminal,
    diagnostic.severity === 'error' ? 'red' : 'yellow',
    diagnostic.severity,
  );
  const others = (diagnostic.count ?? 1) - 1;
  const more = others > 0 ? ` and ${others} more` : '';
  const pointer =
    diagnostic.pointer === ''
      ? ''
      : ` ${paint(terminal, 'dim', `at ${consoleLine(toReadablePath(diagnostic.pointer))}${more}`)}`;
  const message = consoleLine(diagnostic.message);
  return `${location}: ${severity} ${diagnostic.code}: ${message}${pointer}`;
}

/** Formats what can be done about the line above. */
export function formatHint(terminal: Terminal, hint: string): string {
  return `  ${paint(terminal, 'dim', 'hint')}: ${hint}`;
}

/** Prints an error with what the user can do about it. @returns its exit code. */
export function printFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof SdkgenError) {
    printError(terminal, error);
    return error.exitCode;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(
    `This is a bug in ${PROGRAM} ${version}, not in your document. Nothing was written. Please report it with these lines:\n${consoleLines(details)}`,
  );
  return ExitCode.Bug;
}
