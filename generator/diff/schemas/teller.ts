import type { LoadedDocument } from '../document.js';
import type { Direction } from '../finding.js';
import type { Facts, What } from './difference.js';
import type { Matching } from './matching.js';
import type { Schema } from './resolve.js';

/** What is told of a difference beside what happened. */
export interface Told {
  /** From the compared schemas to what differs; empty for themselves. */
  readonly path?: readonly string[];
  /** What stands there, as far as it says what differs. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The schemas that differ, where they are not the compared ones; undefined where there is none. */
  readonly at?: { readonly before?: Schema; readonly after?: Schema };
  readonly only?: Direction;
  readonly facts?: Facts;
}

/** How one gets from a pair of schemas to the pair of two of their parts. */
export interface Step {
  readonly path: readonly string[];
  /** Set where the parts are properties. */
  readonly property?: { readonly required: boolean };
  /** Set where the part is a condition, so that what it allows says nothing of what the whole allows. */
  readonly condition?: true;
}

/** What a comparison of keywords tells, and what it hands on. */
export interface Teller {
  readonly before: LoadedDocument;
  readonly after: LoadedDocument;
  readonly matching: Matching;
  tell(what: What, told?: Told): void;
  /** Has two parts in corresponding places compared. */
  relate(before: Schema, after: Schema, step: Step): void;
}
