import type { LocatedDiagnostic } from './diagnostics.js';

/**
 * What the program can end with. Each class of failure has one exit code, so that a job can tell
 * "the network was down" from "the document is wrong" without reading text.
 */
export const ExitCode = {
  Done: 0,
  Difference: 1,
  Usage: 2,
  Download: 3,
  Refused: 4,
  Write: 5,
  Bug: 70,
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

/** Wrong words on the command line, or a wrong configuration. */
export class UsageError extends SdkgenError {
  readonly exitCode = ExitCode.Usage;
}

/** The document could not be found or fetched. The message names the URL, the status and what came. */
export class DownloadError extends SdkgenError {
  readonly exitCode = ExitCode.Download;
}

/** What came is no document that an SDK can be made from. */
export class DocumentRefusedError extends SdkgenError {
  readonly exitCode = ExitCode.Refused;
  /** Where the document came from, and all that is wrong with it, when it was looked at that far. */
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

  /** The same refusal with its complaints. */
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

/** The output could not be put in place; what was on disk is unchanged. */
export class WriteError extends SdkgenError {
  readonly exitCode = ExitCode.Write;
}
