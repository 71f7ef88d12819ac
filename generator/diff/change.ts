/** What a diff tells: every difference judged on both sides of the SDK. Byte-stable as JSON; `diff.schema.json` describes it. */
import type { Direction } from './finding.js';

/** `potentially-breaking`: it depends on what the program or the server does with it. */
export type Verdict = 'breaking' | 'potentially-breaking' | 'non-breaking';

/** By semantic versioning, from the source axis; `none`: the SDK's surface is the same. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** An operation that a change touches. */
export interface TouchedOperation {
  /** `GET /Vehicles/{registrationNumber}` */
  readonly id: string;
  /** `vehicles.get`, as programs call it; in the old SDK where it was there. */
  readonly call: string;
  /** Ways on which the change travels there, sorted; empty where it is the operation itself that changed. */
  readonly directions: readonly Direction[];
}

export interface Change {
  /** A key of `KINDS`: what `diff --explain` explains. */
  readonly id: string;
  /** `id` and the kinds that it is on other ways: a schema may travel both. */
  readonly kinds: readonly string[];
  /** A program built on the old SDK, against the new server. */
  readonly wire: Verdict;
  /** The same program, compiled against the new SDK. */
  readonly source: Verdict;
  readonly direction: Direction | 'both' | 'none';
  /** In the SDK's words: `VehicleDto.soldAt`, `vehicles.list`, `vehicles.list: pageSize`. */
  readonly subject: string;
  /** The tags (services) of the operations touched, sorted. */
  readonly tags: readonly string[];
  /** One sentence, without the subject's name at its end: `is no longer in answers`. */
  readonly message: string;
  /** What whoever uses the SDK does about it; undefined where there is nothing to do. */
  readonly advice?: string;
  /** The TypeScript type, the value or the name, before and after. */
  readonly before?: string;
  readonly after?: string;
  /** JSON pointers in the documents as published. */
  readonly pointers: { readonly before?: string; readonly after?: string };
  /** True: nothing but text that people read. */
  readonly documentation: boolean;
  /** Sorted by id. */
  readonly operations: readonly TouchedOperation[];
  /** 16 hexadecimal digits; the same for the same change, however it is worded and wherever else it stands. */
  readonly fingerprint: string;
  /** What oasdiff would call it, sorted. */
  readonly oasdiff: readonly string[];
  /** Set when a file of acknowledged findings says that this one is known; it then weighs nothing in the verdict. */
  readonly acknowledged?: { readonly reason: string; readonly until: string };
}

/** Where the rules and the compiler do not agree on what breaks. The compiler's word counts. */
export interface Disagreement {
  readonly subject: string;
  readonly rules: Verdict;
  readonly compiler: Verdict;
  /** What the compiler says, or that it says nothing. */
  readonly message: string;
}

/** An acknowledgement that silences nothing (any more). */
export interface StaleAcknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  /** The last day on which it held, `YYYY-MM-DD`. */
  readonly until: string;
  /** `expired`: its change is here and counts again; `unmatched`: no change has this fingerprint. */
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

/** How two environments differ: each change stands in one list, by its fingerprint, in the order of `changes`. */
export interface Drift {
  /** The environment that is promoted (`after`), and the one that it is promoted to (`before`). */
  readonly from: string;
  readonly to: string;
  /** Only in `from`. */
  readonly coming: readonly string[];
  /** Only in `to`: breaks at the next promotion. */
  readonly leaving: readonly string[];
  readonly differing: readonly string[];
}

export interface DiffReport {
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly verdict: { readonly wire: Verdict; readonly source: Verdict; readonly bump: Bump };
  /** What breaks first, then what may break, then the rest; within these by subject and id. */
  readonly changes: readonly Change[];
  readonly disagreements: readonly Disagreement[];
  /** Sorted by fingerprint; undefined where no acknowledgements were given. */
  readonly staleAcknowledgements?: readonly StaleAcknowledgement[];
  /** Set where two environments are compared, whatever they differ in by being two left out. */
  readonly drift?: Drift;
}
