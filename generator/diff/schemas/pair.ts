import type { SchemaObject } from '../document.js';
import type { Direction, Reach, Subject } from '../finding.js';
import type { Difference } from './difference.js';

/** A place where a schema is used. What is optional decides which of oasdiff's ids apply. */
export interface Visit extends Omit<Reach, 'nested'> {
  /** Of a body or a response. */
  readonly mediaType?: string;
  readonly parameter?: {
    readonly in: string;
    /** On both sides. */
    readonly optional: boolean;
    /** Whether the newer side repeats the name for each item: `style: form`, `explode: true`. */
    readonly formExplode: boolean;
  };
  /** True: the API calls there, as a callback or a webhook, which oasdiff does not look into. */
  readonly calledBack?: true;
  /** `x-stability-level` of the newer operation. */
  readonly stability?: string;
}

/** From a pair of schemas to the pair of two of their parts in corresponding places. */
export interface Edge {
  readonly to: Pair;
  /** False: another way of writing the same schema. */
  readonly nested: boolean;
  /** The only way on which values come by here. */
  readonly only?: Direction;
}

/** Two schemas in corresponding places; compared once, however many ways lead here. */
export interface Pair {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  readonly subject: Subject;
  /** Pointers for schemas that are no objects. */
  readonly pointers: { readonly before: string; readonly after: string };
  /** Whether both are named, so that what they say about themselves is told here. */
  readonly named: boolean;
  /** Whether the schemas are a condition, so that what they allow says nothing of what the whole allows. */
  readonly isCondition: boolean;
  /** What the newer schemas say of reading and writing, where they are properties. */
  readonly access: { readonly readOnly?: boolean; readonly writeOnly?: boolean };
  /** Whether the schemas are those of a list's items. */
  readonly isItems: boolean;
  readonly differences: Difference[];
  readonly edges: Edge[];
  /** Indices of the visits that begin here. */
  readonly visits: number[];
}

/** A pair in which nothing was found yet. */
export function unseen(before: SchemaObject, after: SchemaObject, subject: Subject): Pair {
  return {
    before,
    after,
    subject,
    named: false,
    isCondition: false,
    access: {},
    isItems: false,
    pointers: { before: '', after: '' },
    differences: [],
    edges: [],
    visits: [],
  };
}
