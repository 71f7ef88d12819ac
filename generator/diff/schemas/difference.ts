import type { KindId } from '../kinds/index.js';
import type { LoadedDocument } from '../raw-openapi.js';
import type { Direction, Side } from '../finding.js';
import type { SchemaMatcher } from './matching.js';
import type { Schema } from './resolve.js';

/** Whether fewer values are allowed than before, more, or others. */
export type Effect = 'tightened' | 'relaxed' | 'changed';

/** A difference of two schemas, before it is known where they are used. */
export interface Difference {
  readonly what: KindId;
  /** From the subject of the pair in which it was found. */
  readonly path: readonly string[];
  readonly before?: Side;
  readonly after?: Side;
  /** The only direction that has the property: `response` for one that is `readOnly`. */
  readonly only?: Direction;
  /** Where no request has the schema, nothing differs. */
  readonly onlySent?: true;
}

/** What a comparison of keywords adds to what happened. */
export interface DifferenceDetails extends Pick<Difference, 'only' | 'onlySent'> {
  /** From the compared schemas to what differs; empty for themselves. */
  readonly path?: readonly string[];
  /** The values that differ, as far as they show what happened. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The schemas that differ, if they are not the compared ones; undefined where there is none. */
  readonly at?: { readonly before?: Schema; readonly after?: Schema };
}

export type AddDifference = (what: KindId, details?: DifferenceDetails) => void;

/** Whether a property is required on each side. */
export interface RequiredOnSides {
  readonly before: boolean;
  readonly after: boolean;
}

/** How two schemas lead to two of their parts. */
export interface Step {
  readonly path: readonly string[];
  /** Set if the parts are properties. */
  readonly required?: RequiredOnSides;
  /** Set if the part is a condition: allowing less in it may allow more in the whole. */
  readonly condition?: true;
  /** Properties that moved between the schema and this part of it, so that for the schema nothing changed. */
  readonly moved?: ReadonlySet<string>;
}

/** What the comparisons of keywords share, and where they put what they find. */
export interface KeywordContext {
  readonly before: LoadedDocument;
  readonly after: LoadedDocument;
  readonly matcher: SchemaMatcher;
  readonly add: AddDifference;
  /** Pairs two corresponding parts, to be compared later. */
  readonly pair: (before: Schema, after: Schema, step: Step) => void;
}
