/**
 * What a comparison of two documents finds, before it is judged: one finding for each difference, however many
 * operations it affects. Plain readonly data; texts are as published, untrusted.
 */
import { createHash } from 'node:crypto';
import type { OperationId } from '../model/model.js';
import { byCodeUnit } from '../util/order.js';
import type { KindId } from './kinds/index.js';

/** Whether a value is sent to the server or received from it. */
export type Direction = 'request' | 'response';

/** The kind of location of a schema or of an operation's part. */
export type Location = 'parameter' | 'body' | 'response' | 'header' | 'operation' | 'document';

/** How a difference affects an operation. */
export interface Reach {
  readonly operation: OperationId;
  readonly direction: Direction;
  readonly location: Location;
  /** Whether the differing schema lies inside of the parameter's, body's or header's own schema. */
  readonly nested: boolean;
}

/** What differs: something with a name of its own, and the path from there to the location. */
export interface Subject {
  readonly kind: 'document' | 'securityScheme' | 'webhook' | 'operation' | 'schema';
  /** A schema's key, an operation's id (`GET /Vehicles/{id}`), a scheme's or webhook's name; empty for the document. */
  readonly wireName: string;
  /** For an operation: `query:Page`, `body application/json`, `200 application/json`, `200 header ETag`. */
  readonly part?: string;
  /** Property names from there in; `[]` for a list's items, `*` for a record's values, `oneOf Cat` for a variant. */
  readonly path: readonly string[];
}

/** What one of the documents has at the location of a difference. */
export interface Side {
  /** JSON pointer in that document as published. */
  readonly pointer: string;
  /** The value there, as far as it differs: `42`, `['a', 'b']`, `'string'`. */
  readonly value?: unknown;
}

/** One difference. `before` or `after` is undefined where that document has nothing there. */
export interface Finding {
  /** What changed, whatever the direction: `became-nullable`. */
  readonly what: KindId;
  readonly subject: Subject;
  readonly before?: Side;
  readonly after?: Side;
  /** Sorted by operation, direction and location. Empty when no operation of either document is affected. */
  readonly reaches: readonly Reach[];
}

/**
 * Identifies a difference by what changed, its subject and its values, as 16 hexadecimal digits. Messages, pointers and
 * operations are left out: it stays the same when a text is reworded, the document is reordered or another operation
 * uses the schema.
 */
export function createFingerprint({ what, subject, before, after }: Finding): string {
  const identity = [
    what,
    subject.kind,
    subject.wireName,
    subject.part ?? null,
    subject.path,
    before === undefined ? null : [canonicalize(before.value)],
    after === undefined ? null : [canonicalize(after.value)],
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** A value as text, whatever the order of its keys and items: lists of types, names and choices are sets. */
function canonicalize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).sort(byCodeUnit).join()}]`;
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${canonicalize(member)}`,
  );
  return `{${members.sort(byCodeUnit).join()}}`;
}
