/** The report of a diff. As JSON it is byte-stable; `diff.schema.json` describes it. */
import type { Direction } from './finding.js';

/** `potentially-breaking`: it depends on what the program or the server does with it. */
export type Verdict = 'breaking' | 'potentially-breaking' | 'non-breaking';

/** By semantic versioning, from the source axis; `none`: the SDK's surface is the same. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** An operation that a change affects. */
export interface TouchedOperation {
  /** `GET /Vehicles/{registrationNumber}` */
  readonly id: string;
  /** `vehicles.get`, as programs write it; the old SDK's where that has it. */
  readonly call: string;
  /** The directions affected, sorted; empty where the operation itself changed. */
  readonly directions: readonly Direction[];
}

export interface Change {
  /** A key of `KINDS`, which `diff --explain` explains. */
  readonly id: string;
  /** A program built on the old SDK, against the new server. */
  readonly wire: Verdict;
  /** The same program, compiled against the new SDK. */
  readonly source: Verdict;
  readonly direction: Direction | 'both' | 'none';
  /** As programs write it: `VehicleDto.soldAt`, `vehicles.list`, `vehicles.list: pageSize`. */
  readonly subject: string;
  /** The tags (services) of the affected operations, sorted. */
  readonly tags: readonly string[];
  /** What follows the subject, without a full stop: `is no longer in responses`. */
  readonly message: string;
  /** What a user of the SDK should do; undefined where there is nothing to do. */
  readonly advice?: string;
  /** The TypeScript type, the value or the name, before and after. */
  readonly before?: string;
  readonly after?: string;
  /** JSON pointers in the documents as published. */
  readonly pointers: { readonly before?: string; readonly after?: string };
  /** True when nothing but text for people changed. */
  readonly documentation: boolean;
  /** Sorted by id. */
  readonly operations: readonly TouchedOperation[];
  /** 16 hexadecimal digits, the same for the same change in every report; see `createFingerprint`. */
  readonly fingerprint: string;
  /** Set when a file acknowledges the change, which then does not count in the verdict. */
  readonly acknowledged?: { readonly reason: string; readonly until: string };
}

/** An acknowledgement that has no effect, or no longer has one. */
export interface StaleAcknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  /** The last day on which it held, `YYYY-MM-DD`. */
  readonly until: string;
  /** `expired`: its change counts again; `unmatched`: no change has this fingerprint. */
  readonly why: 'expired' | 'unmatched';
}

/** One of the two documents. */
export interface DiffSide {
  /** A path, a URL without its query, or an environment's name. */
  readonly source: string;
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly schemas: number;
}

/** How two environments differ: the fingerprint of each change is in one list, in the order of `changes`. */
export interface Drift {
  /** The environment that is promoted (`after`), and the one it is promoted to (`before`). */
  readonly from: string;
  readonly to: string;
  /** Only in `from`. */
  readonly coming: readonly string[];
  /** Only in `to`: the next promotion removes it. */
  readonly leaving: readonly string[];
  readonly differing: readonly string[];
}

/** The versions of the SDK's package: the one that exists, and the one that the bump makes of it. */
export interface PackageVersions {
  readonly before: string;
  readonly after: string;
}

export interface DiffReport {
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly verdict: { readonly wire: Verdict; readonly source: Verdict; readonly bump: Bump };
  /** Breaking first, then potentially breaking, then the rest; within these by subject and id. */
  readonly changes: readonly Change[];
  /** Sorted by fingerprint; undefined where no acknowledgements were given. */
  readonly staleAcknowledgements?: readonly StaleAcknowledgement[];
  /** Set where two environments are compared; hosts, titles and versions are not. */
  readonly drift?: Drift;
  /** Set where there is a package of the old document. */
  readonly package?: PackageVersions;
}
