/**
 * What a comparison of two documents finds, before it is judged: one entry a difference, however many operations
 * reach it. Plain readonly data; texts are as published, untrusted.
 */
import type { OperationId } from '../model/model.js';

/** Which way a value travels: to the server, or back. */
export type Direction = 'request' | 'response';

/** Where a schema or a part of an operation stands. */
export type Place = 'parameter' | 'body' | 'response' | 'header' | 'operation' | 'document';

/** One way on which a difference touches an operation. */
export interface Reach {
  readonly operation: OperationId;
  readonly direction: Direction;
  readonly place: Place;
  /** False: the differing schema is the parameter's, body's or header's own; true: it lies inside of it. */
  readonly nested: boolean;
}

/** What differs: something with a name of its own, and the way from there to the place. */
export interface Subject {
  readonly kind: 'document' | 'securityScheme' | 'webhook' | 'operation' | 'schema';
  /** A schema's key, an operation's id (`GET /Vehicles/{id}`), a scheme's or webhook's name; empty for the document. */
  readonly wireName: string;
  /** For an operation: `query:Page`, `body application/json`, `200 application/json`, `200 header ETag`. */
  readonly part?: string;
  /** Property names from there in; `[]` for a list's items, `*` for a record's values, `oneOf Cat` for a variant. */
  readonly path: readonly string[];
}

/** A side of a difference. */
export interface Side {
  /** JSON pointer in that document as published. */
  readonly pointer: string;
  /** What stands there, as far as it says what differs: `42`, `['a', 'b']`, `'string'`. */
  readonly value?: unknown;
}

/** One difference. A side is undefined where there is nothing. */
export interface Finding {
  /** What happened, whichever way it travels: `property-removed`, `became-nullable`, `maximum-decreased`. */
  readonly what: string;
  readonly subject: Subject;
  readonly before?: Side;
  readonly after?: Side;
  /** Sorted by operation, direction and place. Empty: no operation of either document reaches it. */
  readonly reaches: readonly Reach[];
  /** The kinds of change that this is, one for each way it travels; the first weighs most. Keys of `KINDS`. */
  readonly kinds: readonly string[];
  /** The ids that oasdiff gives for it, sorted. */
  readonly oasdiff: readonly string[];
}
