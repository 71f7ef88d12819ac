import type { DiffReport } from '../diff/index.js';
import type { EnvironmentName } from '../vendor.js';
import type { ExitCode } from '../errors.js';

/** How a night went for one environment. */
export type Night = QuietNight | WorkingNight | FailedNight;

/** The document is the one of the last night, and so is what is made of it: no file was touched. */
export interface QuietNight {
  readonly environment: EnvironmentName;
  readonly status: 'unchanged';
  readonly version: string;
}

/**
 * Files were written. `first`: nothing was recorded before. `changed`: the document is another one.
 * `remade`: the document is the same, but the generator or the configuration is not, or files were damaged.
 */
export interface WorkingNight {
  readonly environment: EnvironmentName;
  readonly status: 'first' | 'changed' | 'remade';
  /** Undefined where there was no package. */
  readonly previousVersion?: string;
  readonly version: string;
  /** One line: what a pull request is called. */
  readonly title: string;
  /** Undefined where there was nothing to compare with. */
  readonly verdict?: DiffReport['verdict'];
  /** True when a program may break, at compile time or at run time. */
  readonly breaking: boolean;
  readonly counts: Counts;
  /** Absolute paths. */
  readonly reports: readonly string[];
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

/** What was found; acknowledged changes are counted apart. */
export interface Counts {
  readonly breaking: number;
  readonly potentiallyBreaking: number;
  readonly other: number;
  readonly acknowledged: number;
}

/** Nothing of this environment was written. */
export interface FailedNight {
  readonly environment: EnvironmentName;
  readonly status: 'failed';
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly hint?: string;
}

export interface NightlyReport {
  /** `2026-11-24` */
  readonly date: string;
  /** The worst of all environments. */
  readonly exitCode: ExitCode;
  readonly nights: readonly Night[];
}
