import type { Diagnostic, Position } from '../diagnostics.js';
import { DocumentRefusedError, ExitCode, InterruptedError, SdkgenError } from '../errors.js';
import { defined } from '../util/defined.js';
import { paint } from '../util/paint.js';
import { toReadablePath } from '../util/json-pointer.js';
import { consoleLine, consoleLines } from '../util/printable.js';
import { version } from '../pipeline/version.js';
import { PROGRAM } from '../program.js';

/** Where and how a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Shows one line that the next output replaces, while a person watches; '' removes it. */
  readonly status: (text: string) => void;
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
  const hasStatus = interactive && env['TERM'] !== 'dumb';
  let shown = '';
  const status = (text: string) => {
    if (!hasStatus || text === shown) return;
    shown = text;
    err.write(`\r\u001b[2K${text.slice(0, (err.columns || 80) - 1)}`);
  };
  const writeTo = (stream: Stream) => (text: string) => {
    status('');
    stream.write(`${text}\n`);
  };
  return {
    out: writeTo(out),
    err: writeTo(err),
    status,
    interactive,
    colours: interactive && mayColour,
    resultColours: out.isTTY === true && env['CI'] === undefined && mayColour,
    ...(out.isTTY === true && out.columns !== undefined && { resultWidth: out.columns }),
  };
}

/** Says what runs, until it is done. */
export function printStart(terminal: Terminal, stage: string): void {
  terminal.status(`  ${stage} ...`);
}

/** Says how much has been downloaded. @param total undefined when the server does not say. */
export function printBytes(terminal: Terminal, received: number, total?: number): void {
  const of = total === undefined ? '' : ` of ${formatBytes(total)}`;
  terminal.status(`  download     ${formatBytes(received)}${of}`);
}

function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
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
  if (error instanceof InterruptedError) {
    terminal.err(error.message);
    return error.exitCode;
  }
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

const CODE_NAMES: Readonly<Record<ExitCode, string>> = {
  [ExitCode.Done]: 'done',
  [ExitCode.Difference]: 'difference',
  [ExitCode.Usage]: 'usage',
  [ExitCode.Download]: 'download',
  [ExitCode.Refused]: 'refused',
  [ExitCode.Write]: 'write',
  [ExitCode.Bug]: 'bug',
  [ExitCode.Interrupted]: 'interrupted',
  [ExitCode.Terminated]: 'interrupted',
};

/** The failure for machines: `error` of what `--json` prints. */
export function describeFailure(error: unknown): object {
  const known = error instanceof SdkgenError ? error : undefined;
  const exitCode = known?.exitCode ?? ExitCode.Bug;
  const refused = error instanceof DocumentRefusedError ? error : undefined;
  return {
    code: CODE_NAMES[exitCode],
    exitCode,
    message: error instanceof Error ? error.message : String(error),
    ...defined({ hint: known?.hint, location: refused?.location }),
    diagnostics: refused?.diagnostics ?? [],
  };
}
