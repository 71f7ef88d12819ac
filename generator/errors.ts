import type { LocatedDiagnostic } from './diagnostics.js';

/**
 * The exit codes of the program. Each class of failure has its own, so that a job can distinguish a failed download from
 * a wrong document without reading text.
 */
export const ExitCode = {
  Done: 0,
  Difference: 1,
  Usage: 2,
  Download: 3,
  Refused: 4,
  Write: 5,
  Bug: 70,
  /** 128 and the number of the signal, as shells have it. */
  Interrupted: 130,
  Terminated: 143,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A failure that the user can act on. `message` says what happened; `hint` says what to do about it. */
export abstract class SdkgenError extends Error {
  abstract readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }
}

/** A wrong command line or a wrong configuration. */
export class UsageError extends SdkgenError {
  readonly exitCode = ExitCode.Usage;
}

/** The document could not be found or downloaded. The message has the URL, the status and the start of the response. */
export class DownloadError extends SdkgenError {
  readonly exitCode = ExitCode.Download;
}

/** A call of the API got no answer: no connection, no token, too long a wait. */
export class ApiCallError extends SdkgenError {
  readonly exitCode = ExitCode.Download;
}

/** No SDK can be generated from the document. */
export class DocumentRefusedError extends SdkgenError {
  readonly exitCode = ExitCode.Refused;
  /** Where the document came from, and its diagnostics, when it was parsed. */
  readonly location: string | undefined;
  readonly diagnostics: readonly LocatedDiagnostic[];

  constructor(
    message: string,
    options: {
      readonly hint?: string;
      readonly cause?: unknown;
      readonly location?: string;
      readonly diagnostics?: readonly LocatedDiagnostic[];
    } = {},
  ) {
    super(message, options);
    this.location = options.location;
    this.diagnostics = options.diagnostics ?? [];
  }

  /** The same error with diagnostics. */
  withDiagnostics(
    location: string,
    diagnostics: readonly LocatedDiagnostic[],
  ): DocumentRefusedError {
    const { message, hint, cause } = this;
    return new DocumentRefusedError(message, {
      ...(hint !== undefined && { hint }),
      cause,
      location,
      diagnostics,
    });
  }
}

/** The output could not be written; the files on disk are unchanged. */
export class WriteError extends SdkgenError {
  readonly exitCode = ExitCode.Write;
}

/** The user or the system stopped the run. Thrown before anything on disk was changed. */
export class InterruptedError extends SdkgenError {
  readonly exitCode: typeof ExitCode.Interrupted | typeof ExitCode.Terminated;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('Interrupted. Nothing was changed.');
    this.exitCode = signal === 'SIGINT' ? ExitCode.Interrupted : ExitCode.Terminated;
  }
}
