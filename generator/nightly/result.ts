import { plural } from '../util/plural.js';
import type { LocatedDiagnostic } from '../diagnostics.js';
import type { Change, DiffReport } from '../diff/index.js';
import type { ExitCode } from '../errors.js';
import type { Declared } from '../source/index.js';
import type { KnownFindings, NightConformance } from './drift.js';

/** The result of a run for one environment. */
export type RunResult = UnchangedResult | PublishedResult | FailedResult;

/** What every result says. */
interface Result extends NightHistory {
  readonly environment: string;
}

/** The run before, as its `night.json` has it. */
export interface PreviousNight {
  /** `2026-11-24` */
  readonly date: string;
  readonly status: RunResult['status'];
}

export interface NightHistory {
  /** Undefined when there is no `night.json` of it. */
  readonly previous?: PreviousNight;
  /** A sentence about the days without a run, when there should have been one. */
  readonly skipped?: string;
  /** What the nights with `--conform` have found, until tonight has found something itself. */
  readonly known?: KnownFindings;
}

/** What a night that did not fail says about the API itself, with `--conform`. */
interface AskedResult extends Result {
  readonly conform?: NightConformance;
  /** Why the API could not be checked, and what to do about it. */
  readonly unasked?: string;
}

/** Document, program and configuration are those of the last run: no file of package and snapshot was touched. */
export interface UnchangedResult extends AskedResult {
  readonly status: 'unchanged';
  readonly version: string;
}

/**
 * Files were written. `first`: nothing was recorded before. `changed`: the document changed. `remade`: the document is
 * the same, but the generator or the configuration changed, or files were edited.
 */
export interface PublishedResult extends AskedResult {
  readonly status: 'first' | 'changed' | 'remade';
  /** Undefined when there was no package. */
  readonly previousVersion?: string;
  readonly version: string;
  /** One line: the title of the pull request. */
  readonly title: string;
  /** Undefined when there was nothing to compare with. */
  readonly verdict?: DiffReport['verdict'];
  /** True when a program may break, at compile time or at run time. */
  readonly breaking: boolean;
  readonly counts: ChangeCounts;
  /** The URL of the document, without its query. */
  readonly source: string;
  /** What is wrong with the document, and what no code comes of. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Absolute paths. */
  readonly reports: readonly string[];
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

/** The numbers of changes; acknowledged ones are counted separately. */
export interface ChangeCounts {
  readonly breaking: number;
  readonly potentiallyBreaking: number;
  readonly other: number;
  readonly acknowledged: number;
}

/** Nothing of this environment was written. */
export interface FailedResult extends Result {
  readonly status: 'failed';
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly hint?: string;
  /** Of a document that shrank too much: the operations and schemas that it no longer has. */
  readonly removed?: Declared;
}

export interface NightlyReport {
  /** `2026-11-24` */
  readonly date: string;
  /** The highest of all environments. */
  readonly exitCode: ExitCode;
  readonly nights: readonly RunResult[];
}

/** Each change counts once, as the worse of its two sides. */
export function countChanges(changes: readonly Change[]): ChangeCounts {
  const counted = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const withVerdict = (verdict: Change['wire']) =>
    counted.filter((change) => worseVerdict(change) === verdict).length;
  return {
    breaking: withVerdict('breaking'),
    potentiallyBreaking: withVerdict('potentially-breaking'),
    other: withVerdict('non-breaking'),
    acknowledged: changes.length - counted.length,
  };
}

function worseVerdict({ wire, source }: Change): Change['wire'] {
  const order: readonly Change['wire'][] = ['breaking', 'potentially-breaking'];
  return order.find((verdict) => wire === verdict || source === verdict) ?? 'non-breaking';
}

/** The title of the pull request and of the commit, in one line. */
export function createTitle(
  result: Pick<PublishedResult, 'environment' | 'status' | 'version' | 'counts'>,
): string {
  return `${result.environment} ${result.version}: ${describeStatus(result)}`;
}

function describeStatus({ status, counts }: Pick<PublishedResult, 'status' | 'counts'>): string {
  switch (status) {
    case 'first':
      return 'first package';
    case 'remade':
      return 'regenerated';
    case 'changed':
      return describeCounts(counts);
    default:
      return status satisfies never;
  }
}

function describeCounts({
  breaking,
  potentiallyBreaking,
  other,
}: PublishedResult['counts']): string {
  const parts = [
    breaking > 0 ? plural(breaking, 'breaking change') : '',
    potentiallyBreaking > 0 ? `${potentiallyBreaking} that may break` : '',
    other > 0 ? plural(other, breaking + potentiallyBreaking > 0 ? 'other' : 'change') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no change that affects programs' : parts.join(', ');
}
