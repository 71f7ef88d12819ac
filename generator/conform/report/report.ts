import type { OperationId } from '../../model/model.js';
import type { Finding } from '../finding.js';

/** What an API answered, compared with its document. */
export interface ConformReport {
  /** What was asked: an environment, or a URL without its query. */
  readonly source: string;
  readonly document: { readonly title: string; readonly version: string };
  /** How many requests were sent. */
  readonly requests: number;
  /** How long that took, in minutes. */
  readonly minutes: number;
  /** How many answers had each status. */
  readonly answers: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  readonly operations: {
    /** Those that were answered, so that their answers could be checked. */
    readonly seen: readonly OperationId[];
    readonly notAsked: readonly { readonly operation: OperationId; readonly reason: string }[];
  };
  /** What makes the document true, where there are findings. */
  readonly overlay?: ReportedOverlay;
  /** How the SDK changes with the overlay: the changes by their verdict on the source axis. */
  readonly difference?: ReportedDifference;
}

/** A proposed overlay. */
export interface ReportedOverlay {
  /** YAML; empty without an action. */
  readonly text: string;
  /** The number of actions. */
  readonly actions: number;
  /** The findings without an action, by id, and why. */
  readonly remarks: readonly { readonly id: string; readonly why: string }[];
}

export interface ReportedDifference {
  readonly breaking: number;
  readonly potentiallyBreaking: number;
  readonly nonBreaking: number;
}
